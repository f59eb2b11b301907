/**
 * Runs test files, each in a process of its own under node's test runner, and counts what they report.
 * Invariant: a count comes from the runner's events, never from its text; a file that crashes, hangs or reports
 * nothing is one failure that names the file.
 */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REPORTER = new URL('./test-reporter.ts', import.meta.url).href;

export type Level = 'unit' | 'int' | 'serial';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** `file > test`, or a file alone. */
  readonly failures: readonly string[];
}

/** One line of the reporter's output. */
export interface ReportedTest {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly detail?: string;
}

/** A leaked handle keeps a file from ending; the slowest honest file takes a fraction of this. */
const FILE_LIMIT_MS: Readonly<Record<Level, number>> = { unit: 180_000, int: 420_000, serial: 900_000 };
/** From the last test's end to the process's. */
const LEAK_LIMIT_MS = 20_000;
const COMMAND_LIMIT_MS = 600_000;
const SHOWN_CHARACTERS = 6_000;

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

export function testFiles(): readonly string[] {
  return fs
    .readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .sort();
}

export function levelOf(file: string): Level {
  if (file.endsWith('.serial.int.test.ts')) return 'serial';
  return file.endsWith('.int.test.ts') ? 'int' : 'unit';
}

/** A stage that is no test file counts as one test. */
export async function runCommand(
  stage: string,
  commands: readonly (readonly string[])[],
  say: (line: string) => void,
): Promise<Totals> {
  for (const command of commands) {
    const { code, output, late } = await run([...command], COMMAND_LIMIT_MS);
    if (code === 0) continue;
    say(output.slice(-SHOWN_CHARACTERS));
    if (late) say(`${stage} did not end within ${COMMAND_LIMIT_MS / 1000} s`);
    return { passed: 0, failed: 1, skipped: 0, failures: [stage] };
  }
  return { passed: 1, failed: 0, skipped: 0, failures: [] };
}

export async function runTestFiles(
  files: readonly string[],
  atOnce: number,
  say: (line: string) => void,
): Promise<Totals> {
  let totals: Totals = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const queue = [...files];
  const worker = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const own = await runTestFile(file, say);
      // Read after the wait: the other workers add to it meanwhile.
      totals = addTotals(totals, own);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, worker));
  return totals;
}

async function runTestFile(file: string, say: (line: string) => void): Promise<Totals> {
  const began = performance.now();
  const limitMs = FILE_LIMIT_MS[levelOf(file)];
  // Each file alone in its process: what one leaves behind cannot help or harm another.
  const args = [
    '--test-isolation=none',
    '--test',
    `--test-reporter=${REPORTER}`,
    '--test-reporter-destination=stdout',
    file,
  ];
  const { code, output, reported, notes, late } = await run(args, limitMs);
  const of = (outcome: ReportedTest['outcome']): ReportedTest[] =>
    reported.filter((one) => one.outcome === outcome);
  const failures = of('failed').map(({ name }) => `${file} > ${name}`);
  if (late)
    failures.push(`${file} did not end (a test took over ${limitMs / 1000} s, or a handle was left open)`);
  else if (code !== 0 && failures.length === 0) failures.push(`${file} ended with ${code ?? 'a signal'}`);
  else if (code === 0 && reported.length === 0) failures.push(`${file} holds no test`);
  const skipped = of('skipped');
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(
    `${failures.length > 0 ? 'FAIL' : 'ok  '} ${file} (${of('passed').length} passed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}, ${seconds} s)`,
  );
  for (const note of notes) say(`     ${note}`);
  for (const { name, detail } of skipped)
    say(`     skipped: ${name}${detail === undefined ? '' : ` (${detail})`}`);
  if (failures.length > 0) {
    for (const { name, detail } of of('failed')) say(`     failed: ${name}\n${indent(detail ?? '')}`);
    if (output.trim() !== '') say(indent(output.trim().slice(-SHOWN_CHARACTERS)));
  }
  return { passed: of('passed').length, failed: failures.length, skipped: skipped.length, failures };
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly reported: readonly ReportedTest[];
  readonly notes: readonly string[];
  readonly late: boolean;
}

/** Runs node with these arguments from the root, in a process group of its own that can be ended as a whole. */
async function run(args: string[], limitMs: number): Promise<Ended> {
  const { TRM_TEST_KAFKA_BROKERS: brokers, NODE_TEST_CONTEXT: _context, ...environment } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      ...(brokers === undefined ? {} : { TRM_KAFKA_BROKERS: brokers }),
      FORCE_COLOR: '0',
    },
  });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const idle = stdout.lastIndexOf(IDLE_MARK);
    if (idle === -1) return;
    // No test is left: what still keeps the process is a leak, unless another test begins.
    if (idle < stdout.lastIndexOf(BUSY_MARK)) {
      clearTimeout(leak);
      leak = undefined;
    } else leak ??= setTimeout(expire, LEAK_LIMIT_MS);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  let late = false;
  let leak: NodeJS.Timeout | undefined;
  const end = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  };
  const expire = (): void => {
    late = true;
    end();
  };
  const timer = setTimeout(expire, limitMs);
  process.once('exit', end);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearTimeout(timer);
  clearTimeout(leak);
  process.removeListener('exit', end);
  const reported: ReportedTest[] = [];
  const notes: string[] = [];
  for (const line of stdout.split('\n')) {
    if (line.startsWith(REPORT_MARK))
      reported.push(JSON.parse(line.slice(REPORT_MARK.length)) as ReportedTest);
    else if (line.startsWith(NOTE_MARK)) notes.push(JSON.parse(line.slice(NOTE_MARK.length)) as string);
    else if (line !== '' && line !== IDLE_MARK && line !== BUSY_MARK) output += `${line}\n`;
  }
  return { code, output, reported, notes, late };
}

/** Begins a line of the reporter, which shares standard output with what tests print. */
export const REPORT_MARK = '\u001etrm-test ';
/** Begins a line that holds what a test tells: a share, a count of cut points. */
export const NOTE_MARK = '\u001etrm-note ';
export const IDLE_MARK = '\u001etrm-idle';
export const BUSY_MARK = '\u001etrm-busy';

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `       ${line}`)
    .join('\n');
}
