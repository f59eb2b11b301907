/**
 * Builds kafkajs clients and gives their failures one meaning.
 * Invariant: kafkajs is imported in this folder alone, writes nothing to the process's output, and never makes a
 * topic by asking for it (house-style.md, kafkajs rules).
 */
import kafkajs, { type Kafka, type KafkaConfig } from 'kafkajs';
import { BusError, type TlsFiles } from '../port.ts';
import { installFetchDecoder } from './fetch-decoder.ts';

const CONNECT_LIMIT_MS = 3_000;
const REQUEST_LIMIT_MS = 10_000;

/** The first retry is that short because each transaction meets one while the last one's markers are written. */
export const WRITER_RETRY = { initialRetryTime: 5, maxRetryTime: 500, retries: 14 };
export const READER_RETRY = { initialRetryTime: 50, maxRetryTime: 1_000, retries: 4 };

export interface KafkaAddress {
  readonly brokers: readonly string[];
  readonly tls: TlsFiles | undefined;
}

export function newClient(
  { brokers, tls }: KafkaAddress,
  options: Pick<KafkaConfig, 'retry' | 'connectionTimeout' | 'requestTimeout'>,
): Kafka {
  silenceNegativeTimeouts();
  installFetchDecoder();
  return new kafkajs.Kafka({
    clientId: 'trm',
    brokers: [...brokers],
    connectionTimeout: CONNECT_LIMIT_MS,
    requestTimeout: REQUEST_LIMIT_MS,
    enforceRequestTimeout: true,
    logLevel: kafkajs.logLevel.NOTHING,
    // Driver logs may quote what they carry; failures reach the owner as BusError.
    logCreator: () => () => undefined,
    ...(tls ? { ssl: tls } : {}),
    ...options,
  });
}

let silenced = false;

/** kafkajs schedules with negative delays, of which Node 24 warns each time; that one warning is dropped, by name. */
function silenceNegativeTimeouts(): void {
  if (silenced) return;
  silenced = true;
  const emit = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]): void => {
    const kind = args[1];
    const name = typeof kind === 'string' ? kind : (kind as { type?: unknown } | undefined)?.type;
    if (name !== 'TimeoutNegativeWarning') emit(...args);
  };
}

const FENCED = new Set(['INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED']);
const PERMANENT = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_RECORD',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
  'SECURITY_DISABLED',
  'UNSUPPORTED_VERSION',
  'UNSUPPORTED_FOR_MESSAGE_FORMAT',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_PARTITIONS',
  'INVALID_CONFIG',
  'POLICY_VIOLATION',
]);

export function asBusError(error: unknown): BusError {
  if (error instanceof BusError) return error;
  const type = protocolType(error);
  if (type !== undefined && FENCED.has(type)) {
    return new BusError('fenced', 'A newer writer of this participant exists.', { cause: error });
  }
  if (type !== undefined && PERMANENT.has(type)) {
    return new BusError('permanent', `The broker refused it (${type}).`, { cause: error });
  }
  return new BusError('transient', `The broker did not do it (${type ?? nameOf(error)}).`, { cause: error });
}

/** kafkajs wraps a broker's answer once or twice, as `cause`, `originalError` or one of `errors`. */
export function protocolType(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined;
  const { type, cause, originalError, errors } = error as Record<string, unknown>;
  if (typeof type === 'string') return type;
  const inner = [cause, originalError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  for (const one of inner) {
    const found = protocolType(one, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
