/**
 * One LISTEN connection that is rebuilt whenever it breaks.
 * Invariant: a notification is a hint, never the fact: whatever came while the connection was down is lost, so
 * `onConnected` is called after every (re)connection and the caller looks into its tables then.
 */
import pg from 'pg';
import { type DbError, classify } from './errors.ts';

export interface ListenOptions {
  readonly onNotification: (payload: string) => void;
  /** Listening (again): look into the tables now. */
  readonly onConnected?: () => void;
  readonly onError?: (error: DbError) => void;
}

export interface Listener {
  /** Resolves at the first successful LISTEN. */
  readonly ready: Promise<void>;
  /** Idempotent. */
  stop(): Promise<void>;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export function listen(connection: pg.ClientConfig, channel: string, options: ListenOptions): Listener {
  const first = Promise.withResolvers<void>();
  let stopped = false;
  let retryMs = FIRST_RETRY_MS;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      ...connection,
      application_name: `${connection.application_name ?? 'trm'}-listen`,
    });
    client = fresh;
    let over = false;
    const lost = (error: unknown): void => {
      if (over || stopped) return;
      over = true;
      options.onError?.(classify(error, 'connect'));
      void fresh.end().catch(() => undefined);
      timer = setTimeout(() => void connect(), retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    };
    fresh.on('error', lost);
    fresh.on('end', () => lost(new Error('connection ended')));
    fresh.on('notification', (message) => options.onNotification(message.payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      lost(error);
      return;
    }
    if (stopped) return;
    retryMs = FIRST_RETRY_MS;
    first.resolve();
    options.onConnected?.();
  };
  void connect();

  return {
    ready: first.promise,
    stop: async () => {
      if (stopped) return;
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      first.resolve();
      await client?.end().catch(() => undefined);
    },
  };
}
