/**
 * What every command line has in common: arguments, --help, --json, exit codes, the check of the runtime.
 * Invariant: with --json standard output is exactly one line of JSON, everything else goes to standard error.
 * contract.md 1.
 */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** 0: promise kept. 1: promise broken. 2: wrong use or configuration. 3: the environment lacks something. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends a command with a message for a person; for 3 the message names the remedy. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: 1 | 2 | 3;
  constructor(exitCode: 1 | 2 | 3, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

export interface CommandLine {
  /** As typed: `npm run -s <name>`. */
  readonly name: string;
  readonly summary: string;
  /** Lines below the usage: one per option or sub-command. */
  readonly help: readonly string[];
  readonly options?: ParseArgsOptionsConfig;
  readonly allowPositionals?: boolean;
}

export interface CliContext {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
  readonly json: boolean;
  /** A line for people: standard output, or standard error when that must stay one line of JSON. */
  say: (line: string) => void;
  /** The value of a string option, or its default. */
  text: (option: string) => string | undefined;
  flag: (option: string) => boolean;
  /** @throws CliError 2 when it is missing */
  required: (option: string) => string;
  /** A whole number at or above `least`. @throws CliError 2 */
  count: (option: string, fallback: number, least?: number) => number;
}

export interface CliResult {
  readonly exitCode: ExitCode;
  /** Printed as the one line when --json is given. */
  readonly json?: unknown;
}

export const LEAST_NODE_MAJOR = 24;

/** Parses, runs and sets the exit code; the process ends when nothing is left to do. */
export async function runCli(
  command: CommandLine,
  run: (context: CliContext) => Promise<CliResult>,
): Promise<void> {
  const wantsJson = process.argv.includes('--json');
  try {
    checkRuntime();
    const { values, positionals } = parse(command);
    if (values['help'] === true) {
      process.stdout.write(`${helpOf(command)}\n`);
      return;
    }
    const result = await run(contextOf(values, positionals));
    if (values['json'] === true) process.stdout.write(`${JSON.stringify(result.json ?? {})}\n`);
    process.exitCode = result.exitCode;
  } catch (error) {
    const [exitCode, message] =
      error instanceof CliError
        ? [error.exitCode, error.message]
        : [1 as const, error instanceof Error ? (error.stack ?? error.message) : 'an unknown fault'];
    process.stderr.write(`${command.name}: ${message}\n`);
    if (wantsJson)
      process.stdout.write(`${JSON.stringify({ ok: false, exitCode, error: firstLine(message) })}\n`);
    process.exitCode = exitCode;
  }
}

/** @throws CliError 3 on a Node.js that cannot run this project */
export function checkRuntime(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= LEAST_NODE_MAJOR) return;
  throw new CliError(
    3,
    `Node.js ${LEAST_NODE_MAJOR} or later is needed, this is ${version}. Remedy: run \`npm ci\`, which brings its own Node.js, and start through \`npm run\`.`,
  );
}

function parse(command: CommandLine): {
  values: CliContext['values'];
  positionals: readonly string[];
} {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      options: { ...command.options, help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } },
      allowPositionals: command.allowPositionals ?? false,
      strict: true,
    });
  } catch (error) {
    throw new CliError(
      2,
      `${error instanceof Error ? error.message : 'wrong arguments'}\n\n${helpOf(command)}`,
      {
        cause: error,
      },
    );
  }
}

function contextOf(values: CliContext['values'], positionals: readonly string[]): CliContext {
  const json = values['json'] === true;
  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    values,
    positionals,
    json,
    say: (line) => void (json ? process.stderr : process.stdout).write(`${line}\n`),
    text,
    flag: (option) => values[option] === true,
    required: (option) => {
      const value = text(option);
      if (value === undefined) throw new CliError(2, `--${option} is missing (see --help)`);
      return value;
    },
    count: (option, fallback, least = 0) => {
      const value = text(option);
      if (value === undefined) return fallback;
      const number = /^[0-9]{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= least))
        throw new CliError(2, `--${option} must be a whole number of at least ${least}`);
      return number;
    },
  };
}

export function helpOf(command: CommandLine): string {
  return [
    `npm run -s ${command.name} -- [options]`,
    '',
    command.summary,
    '',
    ...command.help.map((line) => `  ${line}`),
    '  --json   one line of JSON on standard output, everything else on standard error',
    '  --help   this text',
    '',
    'Exit: 0 promise kept, 1 promise broken, 2 wrong use, 3 the environment lacks something.',
  ].join('\n');
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
