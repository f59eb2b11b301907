/**
 * `npm test`: every check of the project in stages, on one real PostgreSQL and one real Kafka that it starts.
 * Invariant: what cannot be run is never counted as passed; a file that does not end is stopped, counted as failed
 * and named; the last line gives the totals and the exit code follows it (contract.md 1).
 */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { KafkaUnavailableError, kafkaAvailable, startKafka } from './lib/kafka-server.ts';
import { startPostgres } from './lib/postgres-server.ts';
import {
  addTotals,
  levelOf,
  ROOT,
  runCommand,
  runTestFiles,
  testFiles,
  type Level,
  type Totals,
} from './lib/test-runner.ts';

const HELP = `npm test [-- options] [file filter ...]

Runs, in this order: lint, typecheck, generated files, unit tests (with the architecture rules), integration tests on
a real PostgreSQL and a real Kafka, and tests that need these servers alone. A file filter is part of a path.

  --only STAGE   lint | typecheck | generate | unit | int | serial   (may be given more than once)
  --json         one line of JSON on standard output, everything else on standard error
  --help         this text

Kafka: TRM_KAFKA_BROKERS if set, else a Docker engine, else Java 17+ and Maven; TRM_KAFKA_HOW=docker|java takes one
of the latter two only. Without any of them nothing is run and the exit code is 3.
Vectors: TRM_VECTORS, by default ../shared/vectors; where they are missing their tests are skipped, said aloud.

Exit 0: all passed; 1: something failed; 2: wrong use; 3: the machine lacks something (named).`;

const stages = ['lint', 'typecheck', 'generate', 'unit', 'int', 'serial'] as const;
type Stage = (typeof stages)[number];
const LEVELS: Readonly<Partial<Record<Stage, Level>>> = { unit: 'unit', int: 'int', serial: 'serial' };
const COMMANDS: Readonly<Partial<Record<Stage, readonly string[][]>>> = {
  lint: [
    ['node_modules/eslint/bin/eslint.js', '.'],
    ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'],
  ],
  typecheck: [['node_modules/typescript/bin/tsc', '--noEmit']],
  generate: [['scripts/generate.ts', '--check']],
};
/** Two cores are common; each file may start processes of its own. */
const INTEGRATION_FILES_AT_ONCE = 2;

process.exitCode = await main(process.argv.slice(2));
// A driver's socket that is left open must not hold up the verdict; what servers were started have been stopped.
process.exit();

async function main(args: string[]): Promise<number> {
  let wanted: { only: readonly Stage[]; filters: readonly string[]; json: boolean };
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(`${HELP}\n`);
      return 0;
    }
    const unknown = (values.only ?? []).find((one) => !(stages as readonly string[]).includes(one));
    if (unknown !== undefined) throw new Error(`no such stage: ${unknown}`);
    const only = (values.only ??
      (positionals.length > 0 ? ['unit', 'int', 'serial'] : stages)) as readonly Stage[];
    wanted = { only, filters: positionals, json: values.json };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}\n`);
    return 2;
  }

  // With --json standard output is for the verdict alone.
  const out = wanted.json ? process.stderr : process.stdout;
  const say = (line: string): void => void out.write(`${line}\n`);
  const files = testFiles().filter(
    (file) => wanted.filters.length === 0 || wanted.filters.some((part) => file.includes(part)),
  );
  const serverFiles = files.filter((file) => levelOf(file) !== 'unit' && wanted.only.includes(levelOf(file)));
  if (wanted.filters.length > 0 && files.length === 0) {
    process.stderr.write(`no test file has "${wanted.filters.join('" or "')}" in its path\n`);
    return 2;
  }

  let totals: Totals = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const began = performance.now();
  const endings: (() => Promise<void>)[] = [];
  try {
    // Before any long work: what is missing on this machine.
    if (serverFiles.length > 0) await kafkaAvailable();
    for (const stage of stages.filter((one) => wanted.only.includes(one))) {
      const level = LEVELS[stage];
      if (level === undefined) {
        say(`\n== ${stage}`);
        totals = addTotals(totals, await runCommand(stage, COMMANDS[stage] ?? [], say));
        continue;
      }
      const own = files.filter((file) => levelOf(file) === level);
      if (own.length === 0) continue;
      say(`\n== ${stage}: ${own.length} files`);
      if (level !== 'unit' && endings.length === 0) await startServers(endings, say);
      totals = addTotals(
        totals,
        await runTestFiles(
          own,
          level === 'int' ? INTEGRATION_FILES_AT_ONCE : level === 'unit' ? os.availableParallelism() : 1,
          say,
        ),
      );
    }
  } catch (error) {
    if (!(error instanceof KafkaUnavailableError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  } finally {
    for (const end of endings.toReversed()) await end();
  }

  const { passed, failed, skipped, failures } = totals;
  if (failures.length > 0) say(`\nFailed:\n${failures.map((one) => `  ${one}`).join('\n')}`);
  say(`\n${Math.round((performance.now() - began) / 1000)} s`);
  const verdict = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  process.stdout.write(
    wanted.json ? `${JSON.stringify({ passed, failed, skipped, failures })}\n` : `${verdict}\n`,
  );
  return failed > 0 ? 1 : 0;
}

async function startServers(endings: (() => Promise<void>)[], say: (line: string) => void): Promise<void> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'trm-test-'));
  // PostgreSQL may run under another account than ours.
  fs.chmodSync(dir, 0o755);
  endings.push(async () => fs.rmSync(dir, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir: path.join(dir, 'postgres') });
  endings.push(() => postgres.stop());
  const kafka = await startKafka({ dir: path.join(dir, 'kafka') });
  endings.push(() => kafka.stop());
  process.env['TRM_TEST_POSTGRES_URL'] = postgres.adminUrl();
  process.env['TRM_TEST_KAFKA_BROKERS'] = kafka.brokers.join(',');
  say(
    `servers: PostgreSQL on port ${postgres.port}, Kafka ${kafka.brokers.join(',')} (${kafka.how}), run from ${path.relative(process.cwd(), ROOT) || '.'}`,
  );
}
