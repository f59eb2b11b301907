/**
 * A pool of connections to one participant's PostgreSQL: statements, transactions, counts, a hook for crash tests.
 * Invariant: every failure leaves as a DbError, a broken session never returns to the pool, and a process that is
 * stopped inside a transaction loses its row locks after IDLE_IN_TRANSACTION_MS. architecture.md 4, protocol.md 4.
 */
import pg from 'pg';
import { DbError, breaksSession, classify } from './errors.ts';
import { listen, type Listener, type ListenOptions } from './listen.ts';

/** Parameterised statements, on a connection of their own or inside somebody's transaction. */
export interface Sql {
  /** @throws DbError */
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<readonly R[]>;
}

export interface TransactionOptions {
  /** Default `read committed`: order comes from row locks, not from snapshots. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
}

/** Where a crash test may stop the process. Statements carry no text: a hook counts, it does not look. */
export interface DbCall {
  readonly phase: 'before' | 'after';
  readonly kind: 'begin' | 'statement' | 'commit' | 'rollback';
}

export interface DbCounts {
  /** Without begin, commit and rollback. */
  readonly statements: number;
  /** Committed ones; a statement outside of a transaction is one of its own. */
  readonly transactions: number;
  readonly rollbacks: number;
}

export interface Database extends Sql {
  /** Commits what `work` did, or rolls back when it throws (and throws what it threw). @throws DbError */
  tx<T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Notifications of one channel, over a connection of its own that is rebuilt whenever it breaks. */
  listen(channel: string, options: ListenOptions): Listener;
  counts(): DbCounts;
  /** True when the database answered within `timeoutMs`. Never throws. */
  probe(timeoutMs: number): Promise<boolean>;
  /** Idempotent; waits for running transactions. */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly maxConnections?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  readonly idleInTransactionMs?: number;
  readonly onCall?: (call: DbCall) => void | Promise<void>;
  /** A connection broke while nobody used it: for the log only, the pool has already dropped it. */
  readonly onIdleError?: (error: DbError) => void;
}

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** A stopped (SIGSTOP) process must not hold a row lock for more than 10 s. */
const IDLE_IN_TRANSACTION_MS = 8_000;
/** Longer than the idle limit: whoever waits behind a stopped process gets the row instead of an error. */
const LOCK_TIMEOUT_MS = 12_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** The server's own limit comes first; this one is for a server that has gone silent. */
const SILENT_SERVER_MARGIN_MS = 5_000;
const KEEP_ALIVE_MS = 5_000;
/** Statement texts are constants of the code; a builder of endless texts must not fill the server's memory. */
const PREPARED_LIMIT = 500;

const INT8_OID = 20;
const INT8_ARRAY_OID = 1016;

/** int8 is a `bigint`: a position of the bus is never rounded. Everything else as `pg` has it (timestamptz = Date). */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8_OID && format !== 'binary') return (text: string) => BigInt(text);
    if (oid === INT8_ARRAY_OID && format !== 'binary') {
      const inner = pg.types.getTypeParser(INT8_ARRAY_OID as number) as (
        text: string,
      ) => readonly (string | null)[];
      return (text: string) => inner(text).map((item) => (item === null ? null : BigInt(item)));
    }
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

export function openPool(url: string, options: PoolOptions = {}): Database {
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const connection: pg.ClientConfig = {
    connectionString: url,
    application_name: options.applicationName ?? 'trm',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + SILENT_SERVER_MARGIN_MS,
    lock_timeout: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS,
    types,
  };
  const pool = new pg.Pool({ ...connection, max: options.maxConnections ?? MAX_CONNECTIONS });
  pool.on('error', (error) => options.onIdleError?.(classify(error, 'connect')));

  const counts = { statements: 0, transactions: 0, rollbacks: 0 };
  const names = new Map<string, string>();
  const listeners = new Set<Listener>();
  let closing: Promise<void> | null = null;

  const hooked = async <T>(kind: DbCall['kind'], call: () => Promise<T>): Promise<T> => {
    if (options.onCall === undefined) return call();
    await options.onCall({ phase: 'before', kind });
    const result = await call();
    await options.onCall({ phase: 'after', kind });
    return result;
  };

  const prepared = (text: string): { name?: string } => {
    const known = names.get(text);
    if (known !== undefined) return { name: known };
    if (names.size >= PREPARED_LIMIT) return {};
    const name = `trm${names.size}`;
    names.set(text, name);
    return { name };
  };

  const send = <R extends object>(
    client: pg.PoolClient,
    text: string,
    values: readonly unknown[] | undefined,
  ): Promise<readonly R[]> =>
    hooked('statement', async () => {
      counts.statements += 1;
      const result =
        values === undefined
          ? await client.query(text)
          : await client.query({ text, values: [...values], ...prepared(text) });
      // A text of several statements has several results.
      const results: readonly pg.QueryResult[] = Array.isArray(result) ? result : [result];
      return results.flatMap(({ rows }) => rows as R[]);
    });

  const connect = async (): Promise<pg.PoolClient> => {
    try {
      return await pool.connect();
    } catch (error) {
      throw classify(error, 'connect');
    }
  };

  /** Runs `work` on a connection and gives it back, or ends it when it can no longer be trusted. */
  const withClient = async <T>(
    work: (client: pg.PoolClient, distrust: (error: Error) => void) => Promise<T>,
  ): Promise<T> => {
    const client = await connect();
    let broken: Error | undefined;
    // Between two statements of a transaction the session may end; the next statement reports it.
    const onError = (error: Error): void => void (broken ??= error);
    client.on('error', onError);
    try {
      return await work(client, onError);
    } catch (error) {
      if (error instanceof DbError && breaksSession(error)) broken ??= error;
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };

  const command = async (
    client: pg.PoolClient,
    kind: 'begin' | 'commit' | 'rollback',
    text: string,
  ): Promise<void> => {
    try {
      const result = await hooked(kind, () => client.query(text));
      // PostgreSQL answers a commit of a failed transaction with a rollback, and calls that success.
      if (kind === 'commit' && result.command !== 'COMMIT') {
        throw new DbError('permanent', 'database: commit of a transaction whose statement had failed');
      }
    } catch (error) {
      throw error instanceof Error
        ? classify(error, kind === 'commit' ? 'committing' : 'in-transaction')
        : error;
    }
  };

  return {
    query: <R extends object>(text: string, values?: readonly unknown[]): Promise<readonly R[]> =>
      withClient(async (client) => {
        try {
          const rows = await send<R>(client, text, values);
          counts.transactions += 1;
          return rows;
        } catch (error) {
          throw classify(error, 'committing');
        }
      }),

    tx: <T>(work: (sql: Sql) => Promise<T>, transaction: TransactionOptions = {}): Promise<T> =>
      withClient(async (client, distrust) => {
        const isolation = transaction.isolation ?? 'read committed';
        await command(
          client,
          'begin',
          `begin isolation level ${isolation}${transaction.readOnly ? ' read only' : ''}`,
        );
        let open = true;
        const sql: Sql = {
          query: async <R extends object>(text: string, values?: readonly unknown[]) => {
            if (!open) throw new DbError('permanent', 'database: statement after the end of its transaction');
            try {
              return await send<R>(client, text, values);
            } catch (error) {
              throw classify(error, 'in-transaction');
            }
          },
        };
        let result: T;
        try {
          result = await work(sql);
        } catch (error) {
          open = false;
          counts.rollbacks += 1;
          try {
            await command(client, 'rollback', 'rollback');
          } catch (failed) {
            // The first failure is the one to tell; a session that cannot even roll back is ended.
            distrust(failed as Error);
          }
          throw error;
        }
        open = false;
        await command(client, 'commit', 'commit');
        counts.transactions += 1;
        return result;
      }),

    listen: (channel, listenOptions) => {
      const listener = listen(connection, channel, listenOptions);
      listeners.add(listener);
      return listener;
    },

    counts: () => ({ ...counts }),

    probe: async (timeoutMs) => {
      const timer = Promise.withResolvers<boolean>();
      const handle = setTimeout(() => timer.resolve(false), timeoutMs);
      try {
        const asked = withClient((client) => client.query('select 1')).then(
          () => true,
          () => false,
        );
        return await Promise.race([asked, timer.promise]);
      } finally {
        clearTimeout(handle);
      }
    },

    close: () => {
      closing ??= Promise.all([pool.end(), ...[...listeners].map((listener) => listener.stop())]).then(
        () => undefined,
      );
      return closing;
    },
  };
}
