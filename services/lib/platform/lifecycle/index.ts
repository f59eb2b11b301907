/**
 * How a program begins and ends: runtime check, signals, one orderly stop within a bounded time, exit codes.
 * Invariant: nothing that failed prints its texts here unless the error says that they are meant for people (ExitError).
 * contract.md 1 (exit codes), house-style.md 1.
 */
export const exitCodes = { kept: 0, broken: 1, wrongUse: 2, environment: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the program with `code`; its message is written for the person who started it and holds no data. */
export class ExitError extends Error {
  override readonly name = 'ExitError';
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

export interface Lifecycle {
  /** Undone in reverse order when the program stops. */
  onStop(undo: () => unknown): void;
  /** Asks for the stop; the first code that is not `kept` stays. Idempotent. */
  stop(code?: ExitCode): void;
  /** Aborted at the first signal or `stop`. */
  readonly signal: AbortSignal;
  /** Resolves when everything is undone. */
  readonly stopped: Promise<void>;
}

export interface RunOptions {
  /** Told of a failure that ends the program, for its log. */
  readonly onFailure?: (error: unknown) => void;
  readonly stopLimitMs?: number;
}

/** Longer than a database statement may wait for a lock; shorter than what container engines wait before SIGKILL. */
const STOP_LIMIT_MS = 9_000;
const NODE_MAJOR = 24;

/**
 * Runs `main` to its end. A number is the exit code; `undefined` means that the program serves until it is stopped.
 * Called once, by an entry file.
 */
export function run(
  main: (life: Lifecycle) => Promise<ExitCode | undefined | void>,
  options: RunOptions = {},
): void {
  const outdated = runtimeProblem(process.version);
  if (outdated !== null) {
    process.stderr.write(`${outdated}\n`);
    process.exit(exitCodes.environment);
  }
  const abort = new AbortController();
  const finished = Promise.withResolvers<void>();
  const undos: (() => unknown)[] = [];
  let exitCode: ExitCode = exitCodes.kept;

  const fail = (error: unknown): void => {
    options.onFailure?.(error);
    process.stderr.write(`${describeFailure(error)}\n`);
    life.stop(error instanceof ExitError ? error.code : exitCodes.broken);
  };

  const undoAll = async (): Promise<void> => {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        // The rest is undone all the same.
        process.stderr.write(`${describeFailure(error)}\n`);
        if (exitCode === exitCodes.kept) exitCode = exitCodes.broken;
      }
    }
    process.exitCode = exitCode;
    finished.resolve();
  };

  const life: Lifecycle = {
    signal: abort.signal,
    stopped: finished.promise,
    onStop: (undo) => {
      undos.push(undo);
      // What was opened while the stop was under way is undone as well.
      if (abort.signal.aborted) void undoAll();
    },
    stop: (code = exitCodes.kept) => {
      if (exitCode === exitCodes.kept) exitCode = code;
      if (abort.signal.aborted) return;
      abort.abort();
      // A handle that nobody closed must not keep a stopped program alive.
      setTimeout(() => process.exit(exitCode), options.stopLimitMs ?? STOP_LIMIT_MS).unref();
      void undoAll();
    },
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait.
      if (abort.signal.aborted) process.exit(exitCode === exitCodes.kept ? exitCodes.broken : exitCode);
      life.stop();
    });
  }
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  main(life).then((code) => {
    if (typeof code === 'number') life.stop(code);
  }, fail);
}

/** Null when `version` (`v24.1.0`) can run this program, else what to do. */
export function runtimeProblem(version: string): string | null {
  const major = Number(/^v(\d+)\./.exec(version)?.[1]);
  if (major >= NODE_MAJOR) return null;
  return `Node.js ${NODE_MAJOR} or later is needed, this is ${version}. Run "npm ci" once and start with "npm run <name> -- <args>": it brings its own Node.js.`;
}

/** Text of an ExitError; of anything else class and code alone, with the frames of this repository. */
export function describeFailure(error: unknown): string {
  if (error instanceof ExitError) return error.message;
  if (!(error instanceof Error)) return 'failed: unknown';
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node:'));
  const safeCode = typeof code === 'string' && /^[A-Za-z0-9_.-]{1,48}$/.test(code) ? ` (${code})` : '';
  return [`failed: ${error.name}${safeCode}`, ...frames.slice(0, 6)].join('\n');
}
