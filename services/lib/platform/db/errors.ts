/**
 * Classifies PostgreSQL and socket errors, once, for every caller of `platform/db`.
 * Invariant: no text of a DbError, its causes included, can hold a column's value; PostgreSQL puts values into
 * `detail`, `where` and the messages of some classes. house-style.md 11.
 */

export type DbErrorCode =
  /** The same call may succeed later: connection lost, lock timeout, deadlock, server going down. */
  | 'transient'
  /** Trying again cannot help: constraint, permission, wrong statement. */
  | 'permanent';

export interface DbErrorDetails {
  readonly cause?: unknown;
  readonly sqlState?: string | null;
  readonly constraint?: string | null;
  readonly outcome?: 'not-done' | 'unknown';
}

export class DbError extends Error {
  override readonly name = 'DbError';
  readonly code: DbErrorCode;
  /** Five characters of PostgreSQL, or null when the server said nothing. */
  readonly sqlState: string | null;
  /** Name of the violated constraint, for the few that callers expect. */
  readonly constraint: string | null;
  /** `unknown`: the connection broke while a commit or an autocommit statement ran; it may have been done. */
  readonly outcome: 'not-done' | 'unknown';
  constructor(code: DbErrorCode, message: string, details: DbErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.sqlState = details.sqlState ?? null;
    this.constraint = details.constraint ?? null;
    this.outcome = details.outcome ?? 'not-done';
  }
}

/** PostgreSQL error classes (first two characters) after which the same call may succeed. */
const TRANSIENT_CLASSES: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);
/** lock_not_available, object_in_use, idle_in_transaction_session_timeout, transaction_timeout. */
const TRANSIENT_STATES: ReadonlySet<string> = new Set(['55P03', '55006', '25P03', '25P04']);
/** Classes whose messages name identifiers and settings, never values of a row. */
const SAFE_MESSAGE_CLASSES: ReadonlySet<string> = new Set([
  '08',
  '25',
  '28',
  '3D',
  '3F',
  '40',
  '42',
  '53',
  '55',
  '57',
  '58',
]);
/** Sent by a server that ends the session with the statement not done. */
const SESSION_ENDED: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '25P03', '25P04']);

interface PgLikeError extends Error {
  readonly code?: unknown;
  readonly constraint?: unknown;
}

/**
 * `phase` tells what was asked when it failed: what was in doubt only matters for a commit or a statement that
 * commits by itself.
 */
export function classify(error: unknown, phase: 'connect' | 'in-transaction' | 'committing'): DbError {
  if (error instanceof DbError) return error;
  const sqlState = sqlStateOf(error);
  const constraint = error instanceof Error ? (error as PgLikeError).constraint : undefined;
  const details = {
    cause: redacted(error),
    sqlState,
    constraint: typeof constraint === 'string' ? constraint : null,
    // A server that answers with an error has rolled back; only its silence, or its death, leaves doubt.
    outcome:
      phase === 'committing' && (sqlState === null || SESSION_ENDED.has(sqlState)) ? 'unknown' : 'not-done',
  } as const;
  if (sqlState === null) {
    return new DbError('transient', `database: connection failed (${driverCode(error)})`, details);
  }
  const transient = TRANSIENT_STATES.has(sqlState) || TRANSIENT_CLASSES.has(sqlState.slice(0, 2));
  return new DbError(
    transient ? 'transient' : 'permanent',
    `database: ${describe(error, sqlState)}`,
    details,
  );
}

/** True when the session cannot be used again whatever the statement was. */
export function breaksSession(error: DbError): boolean {
  return error.sqlState === null || error.sqlState.startsWith('08') || SESSION_ENDED.has(error.sqlState);
}

function sqlStateOf(error: unknown): string | null {
  const code = error instanceof Error ? (error as PgLikeError).code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]+$/.test(code) ? code : null;
}

function driverCode(error: unknown): string {
  const code = error instanceof Error ? (error as PgLikeError).code : undefined;
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code;
  return error instanceof Error && /timeout/i.test(error.message) ? 'timeout' : 'connection';
}

function describe(error: unknown, sqlState: string): string {
  const safe = error instanceof Error && SAFE_MESSAGE_CLASSES.has(sqlState.slice(0, 2));
  return safe ? `${sqlState} ${error.message}` : sqlState;
}

/** The driver's error without its texts, but with its stack: where it happened is no secret. */
function redacted(error: unknown): Error {
  const sqlState = sqlStateOf(error);
  const copy = new Error(sqlState === null ? driverCode(error) : describe(error, sqlState));
  copy.name = 'PostgresError';
  if (error instanceof Error) {
    const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    copy.stack = [`${copy.name}: ${copy.message}`, ...frames].join('\n');
  }
  return copy;
}
