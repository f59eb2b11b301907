/**
 * Owns the connections of the embedded bus and the meaning of their failures.
 * Invariant: nothing waits for ever. A session that stops answering loses its locks within 10 s, and every driver
 * error becomes one BusError, classified here and nowhere else (house-style.md 11).
 */
import pg from 'pg';
import { BusError } from '../port.ts';

/** Below the 10 s after which another process must be able to go on. */
const STATEMENT_LIMIT_MS = 8_000;
const LOCK_LIMIT_MS = 5_000;
const CONNECT_LIMIT_MS = 5_000;
/** The client's own limit, for a server that is gone without a word; after the server's, which tells more. */
const QUERY_LIMIT_MS = STATEMENT_LIMIT_MS + 1_000;
const POOL_SIZE = 8;

const SERVER_SETTINGS = [
  `statement_timeout=${STATEMENT_LIMIT_MS}`,
  `lock_timeout=${LOCK_LIMIT_MS}`,
  `idle_in_transaction_session_timeout=${STATEMENT_LIMIT_MS}`,
  'tcp_keepalives_idle=5',
  'tcp_keepalives_interval=1',
  'tcp_keepalives_count=4',
  'tcp_user_timeout=9000',
  'synchronous_commit=on',
  'client_min_messages=warning',
].flatMap((setting) => ['-c', setting]);

export function connectionConfig(databaseUrl: string): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: 'trm-bus',
    options: SERVER_SETTINGS.join(' '),
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    query_timeout: QUERY_LIMIT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  };
}

export function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({ ...connectionConfig(databaseUrl), max: POOL_SIZE, idleTimeoutMillis: 30_000 });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

export async function query<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  try {
    return (await pool.query<Row>(text, values)).rows;
  } catch (error) {
    throw asBusError(error);
  }
}

/** SQLSTATE classes where the same statement fails again: data, constraints, authorisation, names, program limits. */
const PERMANENT_CLASSES = new Set(['0A', '22', '23', '28', '2F', '3D', '3F', '42', '54', 'P0']);

export function asBusError(error: unknown): BusError {
  if (error instanceof BusError) return error;
  const state = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  // A driver's message may quote values; only its state is passed on, the rest is in the cause.
  switch (state) {
    case 'TRM01':
      return new BusError('fenced', 'A newer writer of this participant exists.', { cause: error });
    case 'TRM02':
      return new BusError('permanent', 'The topic or lane does not exist.', { cause: error });
    case '42501':
      return new BusError('permanent', 'The role of this connection is not authorised for it.', {
        cause: error,
      });
    default:
      return PERMANENT_CLASSES.has(state.slice(0, 2))
        ? new BusError('permanent', `The embedded bus refused it (SQLSTATE ${state}).`, { cause: error })
        : new BusError(
            'transient',
            `The embedded bus did not answer${state ? ` (SQLSTATE ${state})` : ''}.`,
            {
              cause: error,
            },
          );
  }
}
