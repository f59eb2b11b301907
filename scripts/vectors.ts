/**
 * `npm run vectors`: our verifying code over every published test vector under a folder that it knows.
 * Invariant: one line of JSON on standard output, with or without --json; a failed vector is exit 1.
 * contract.md 1.
 */
import { statSync } from 'node:fs';
import { CliError, runCli } from './lib/cli.ts';
import { runVectors } from './lib/vectors.ts';

await runCli(
  {
    name: 'vectors',
    summary: 'Runs our verifying code over the test vectors under a folder, folders within it included.',
    help: [
      '--dir DIR   Wycheproof (Ed25519, X25519, JWS), JOSE cookbook, RFC 9162 proofs, JSON Schema suite',
      'skipped: what we refuse by design, such as other algorithms. unknown: files of a kind that is not known.',
    ],
    options: { dir: { type: 'string' } },
  },
  async (context) => {
    const dir = context.required('dir');
    if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new CliError(2, `--dir is not a folder: ${dir}`);
    }
    const report = runVectors(dir, (file) => process.stderr.write(`${file}\n`));
    if (!context.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    return { exitCode: report.failed > 0 ? 1 : 0, json: report };
  },
);
