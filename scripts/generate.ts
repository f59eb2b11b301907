/**
 * `npm run generate`: writes what is generated from `schemas/`; `--check` only compares, and fails on drift.
 * Invariant: with `--check` nothing is written; the reference is built from code that reads what was written before it.
 * contract.md 1, architecture.md 4.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCli } from './lib/cli.ts';
import { generatedFiles } from './lib/generate-contract.ts';

await runCli(
  {
    name: 'generate',
    summary: 'Writes what is made from schemas/: index and types, AsyncAPI, and the reference for people.',
    help: ['--check  write nothing; exit 1 and list the files that differ'],
    options: { check: { type: 'boolean' } },
  },
  async ({ flag, say }) => {
    const root = join(import.meta.dirname, '..');
    const differing: string[] = [];
    const settle = async (files: ReadonlyMap<string, string>): Promise<void> => {
      for (const [path, content] of files) {
        const held = await readFile(join(root, path), 'utf8').catch(() => null);
        if (held === content) continue;
        differing.push(path);
        if (flag('check')) continue;
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), content);
      }
    };
    await settle(await generatedFiles(root));
    const { referenceFiles } = await import('./lib/generate-reference.ts');
    await settle(referenceFiles());
    const check = flag('check');
    for (const path of differing) say(`${check ? 'differs' : 'written'}: ${path}`);
    if (differing.length === 0) say('Everything generated is up to date.');
    const ok = !check || differing.length === 0;
    return { exitCode: ok ? 0 : 1, json: check ? { ok, drift: differing } : { ok, written: differing } };
  },
);
