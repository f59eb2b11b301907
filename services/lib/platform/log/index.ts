/**
 * The log of a program: NDJSON lines of exactly level, time, participant, event and, where known, message and code.
 * Invariant: no free text enters a line; what is not an id or a code is withheld, so a value that somebody submitted
 * cannot get here by mistake. contract.md 7.
 */
import { pino, type DestinationStream } from 'pino';
import { type LogEvent, type LogLevel, logEvents } from './events.ts';

export { type LogEvent, type LogLevel, logEvents, logLevels } from './events.ts';

export interface LogFields {
  /** Record id (UUID). */
  readonly message?: string;
  /** Outcome or error code from a closed union, SQLSTATE or driver code. */
  readonly code?: string;
}

export interface Log {
  event(event: LogEvent, fields?: LogFields): void;
  /** The event with the code of the error; its texts stay out. */
  failure(event: LogEvent, error: unknown, fields?: Pick<LogFields, 'message'>): void;
  /** Resolves when everything said so far is with the operating system. */
  flush(): Promise<void>;
}

export interface LogDestination {
  /** NDJSON file, appended to, made with mode 0600; without it standard output. */
  readonly file?: string;
  /** For tests: takes each line. */
  readonly stream?: DestinationStream;
}

const WITHHELD = 'withheld';
const RECORD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CODE = /^[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*$|^[0-9A-Z]{5}$/;
const CODE_LENGTH = 48;

export function createLogger(participant: string, level: LogLevel, destination: LogDestination = {}): Log {
  const sink =
    destination.stream ??
    pino.destination({
      dest: destination.file ?? 1,
      // Lines are few and must survive a kill: each is written before the next statement runs.
      sync: true,
      mkdir: true,
      append: true,
      mode: 0o600,
    });
  const logger = pino(
    {
      level,
      base: { participant },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      // Nothing else may reach a line, whatever a library hands over.
      serializers: {},
    },
    sink,
  );
  const event = (name: LogEvent, fields: LogFields = {}): void => {
    logger[logEvents[name]]({
      event: name,
      ...(fields.message === undefined ? {} : { message: checked(fields.message, RECORD_ID) }),
      ...(fields.code === undefined ? {} : { code: checked(fields.code, CODE) }),
    });
  };
  return {
    event,
    failure: (name, error, fields = {}) => event(name, { ...fields, code: codeOf(error) }),
    flush: () =>
      new Promise((resolve, reject) => logger.flush((error) => (error ? reject(error) : resolve()))),
  };
}

/**
 * What an error may be called in a log: SQLSTATE, its own code, or the name of its class; along the causes the first
 * that says more than a class name wins.
 */
export function codeOf(error: unknown): string {
  let name: string | null = null;
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    name ??= isCode(at.name) ? at.name : null;
    for (const member of ['sqlState', 'code'] as const) {
      const value = (at as { sqlState?: unknown; code?: unknown })[member];
      if (typeof value === 'string' && isCode(value))
        return at.name === 'Error' ? value : `${at.name}.${value}`;
    }
  }
  return name ?? 'unknown';
}

function isCode(value: string): boolean {
  return value.length <= CODE_LENGTH && CODE.test(value);
}

function checked(value: string, form: RegExp): string {
  return value.length <= 2 * CODE_LENGTH && form.test(value) ? value : WITHHELD;
}
