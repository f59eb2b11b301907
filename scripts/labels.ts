/**
 * `npm run labels`: completes the label files with what is derived; `--check` only says what is missing or unknown.
 * Invariant: no label that was written by hand is changed, and with `--check` nothing is written. domain.md 10.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli } from './lib/cli.ts';
import { codesOf, completed, difference, labelFileOf, LABEL_LANGUAGES, LABELS_FOLDER } from './lib/labels.ts';

await runCli(
  {
    name: 'labels',
    summary:
      'Completes schemas/labels with names of countries and languages and with Serbian in Latin script.',
    help: ['--check  write nothing; exit 1 and list the labels that are missing, unknown or not as derived'],
    options: { check: { type: 'boolean' } },
  },
  async ({ flag, say }) => {
    const root = join(import.meta.dirname, '..');
    const check = flag('check');
    const codes = await codesOf(root);
    const cyrillic = completed(await labelFileOf(root, 'sr-Cyrl'), codes, null);
    const missing = new Map<string, string[]>();
    const unknown: string[] = [];
    const differing: string[] = [];
    for (const language of LABEL_LANGUAGES) {
      const held = await labelFileOf(root, language);
      const file = completed(held, codes, language === 'sr-Latn' ? cyrillic : null);
      for (const label of difference(check ? held : file, codes).missing)
        missing.set(label, [...(missing.get(label) ?? []), language]);
      unknown.push(...difference(held, codes).unknown.map((label) => `${language} ${label}`));
      const path = join(root, LABELS_FOLDER, `${language}.json`);
      const text = `${JSON.stringify(file, null, 2)}\n`;
      if ((await readFile(path, 'utf8')) === text) continue;
      differing.push(language);
      if (!check) await writeFile(path, text);
    }
    for (const [label, lacking] of missing)
      say(`missing: ${label} in ${lacking.length === LABEL_LANGUAGES.length ? 'all' : lacking.join(', ')}`);
    for (const label of unknown) say(`${check ? 'unknown' : 'removed'}: ${label}`);
    for (const language of differing) say(`${check ? 'differs' : 'written'}: ${language}`);
    const ok = missing.size === 0 && (!check || (unknown.length === 0 && differing.length === 0));
    if (ok) say('Every code has a label in every language.');
    return { exitCode: ok ? 0 : 1, json: { ok, missing: Object.fromEntries(missing), unknown, differing } };
  },
);
