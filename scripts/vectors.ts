// `npm run vectors`: our verifying code over every published test vector under a folder that it knows.
// Invariant: one line of JSON on standard output; a failed vector is exit 1. contract.md 1.
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runVectors } from './lib/vectors.ts';

const USAGE = `vectors --dir DIR [--json]

Runs our verifying code over the test vectors under DIR, folders within it included.

  --dir DIR   Wycheproof (Ed25519, X25519, JWS), JOSE cookbook, RFC 9162 proofs, JSON Schema suite
  --json      accepted; the report is one line of JSON in any case
  --help      this text

skipped: what we refuse by design, such as other algorithms. unknown: files of a kind that this command does not know.
Exit 0: no vector failed. 1: at least one did. 2: wrong use, such as no DIR. 3: this Node.js is too old.
`;

const NODE_MAJOR = 24;
const REMEDY = `needs Node.js ${NODE_MAJOR} or later; run it through npm, which uses the one in node_modules`;

function main(): number {
  if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
    process.stderr.write(`vectors ${REMEDY}\n`);
    return 3;
  }
  const options = readOptions();
  if (options?.help === true) {
    process.stdout.write(USAGE);
    return 0;
  }
  const dir = options?.dir;
  if (dir === undefined || statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== true) {
    process.stderr.write(dir === undefined ? `wrong use\n\n${USAGE}` : `--dir is not a folder: ${dir}\n`);
    return 2;
  }
  const report = runVectors(dir, (file) => process.stderr.write(`${file}\n`));
  process.stdout.write(`${JSON.stringify(report)}\n`);
  return report.failed > 0 ? 1 : 0;
}

function readOptions() {
  try {
    return parseArgs({
      options: { dir: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch {
    return null; // parseArgs names the option; the usage text that follows says what is right
  }
}

process.exitCode = main();
