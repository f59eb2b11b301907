/**
 * Finds or starts a real Kafka broker for tests, the demo and benchmarks (architecture.md 5).
 * Order: `TRM_KAFKA_BROKERS`, a Docker engine, Java 17+ with Maven; `TRM_KAFKA_HOW=docker|java` allows one of the
 * latter two only. Invariant: what was started here ends with this process; progress goes to standard error alone.
 */
import type { KafkaOptions, StartedBroker } from './kafka-broker.ts';
import { openBus } from '../../services/lib/platform/bus/index.ts';
import { dockerEngine, startInDocker } from './kafka-docker.ts';
import { javaTools, startWithJava } from './kafka-java.ts';
import { sayOfKafka as say } from './server-process.ts';

export interface KafkaServer {
  readonly brokers: string[];
  readonly how: 'env' | 'docker' | 'java';
  /** Idempotent. Ends what was started here; brokers that were given are left alone. */
  stop(): Promise<void>;
  /** Only where the broker was started here: away with its data kept, and back under the same address. */
  stopBroker?(): Promise<void>;
  startBroker?(): Promise<void>;
  /** The log segments of a topic as they lie on the disk of a broker that was started here, as Latin-1. */
  readSegments?(topic: string): Promise<string>;
}

/** Nothing here can run a broker: exit code 3 (contract.md 1). */
export class KafkaUnavailableError extends Error {
  override readonly name = 'KafkaUnavailableError';
  readonly exitCode = 3;
}

const READY_LIMIT_MS = 90_000;
const PROBE_MS = 2_000;

/** What `startKafka` would use; throws what it would throw, before anything is started. */
export async function kafkaAvailable(ignoreGiven = false): Promise<'env' | 'docker' | 'java'> {
  if (!ignoreGiven && givenBrokers().length > 0) return 'env';
  const how = wantedHow();
  if (how !== 'java' && (await dockerEngine()) !== null) return 'docker';
  if (how !== 'docker' && javaTools().ok) return 'java';
  throw unavailable();
}

export async function startKafka(options: KafkaOptions): Promise<KafkaServer> {
  const given = options.ignoreGiven === true ? [] : givenBrokers();
  if (given.length > 0) return { brokers: given, how: 'env', stop: async () => undefined };
  const how = await kafkaAvailable(options.ignoreGiven);
  let started: StartedBroker;
  let used: 'docker' | 'java';
  if (how === 'docker') {
    try {
      started = await startInDocker(options);
      used = 'docker';
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown';
      if (wantedHow() === 'docker' || !javaTools().ok) {
        throw new KafkaUnavailableError(`Docker could not run the Kafka image: ${reason}`, { cause: error });
      }
      say(`Docker could not run the image (${reason}), going on with Java`);
      started = await startWithJava(options);
      used = 'java';
    }
  } else {
    started = await startWithJava(options);
    used = 'java';
  }
  const brokers = [`${started.host}:${started.port}`];
  try {
    await untilReady(brokers);
  } catch (error) {
    await started.stop();
    throw error;
  }
  say(`ready on ${brokers[0]} (${used})`);
  return {
    brokers,
    how: used,
    stop: () => started.stop(),
    stopBroker: () => started.stopBroker(),
    readSegments: (topic) => started.readSegments(topic),
    startBroker: async () => {
      await started.startBroker();
      await untilReady(brokers);
    },
  };
}

function givenBrokers(): string[] {
  return (process.env['TRM_KAFKA_BROKERS'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

function wantedHow(): 'docker' | 'java' | undefined {
  const wanted = process.env['TRM_KAFKA_HOW'];
  if (wanted === undefined || wanted === '') return undefined;
  if (wanted === 'docker' || wanted === 'java') return wanted;
  throw new KafkaUnavailableError('TRM_KAFKA_HOW is "docker" or "java".');
}

function unavailable(): KafkaUnavailableError {
  const java = javaTools();
  return new KafkaUnavailableError(
    [
      'A real Kafka is needed, and none can be had here. One of these helps:',
      '  - a running broker: TRM_KAFKA_BROKERS=host:port;',
      '  - a Docker engine that answers (docker info);',
      `  - Java 17 or later and Maven on the path (${java.ok ? 'there, but TRM_KAFKA_HOW=docker' : java.missing}).`,
    ].join('\n'),
  );
}

async function untilReady(brokers: readonly string[]): Promise<void> {
  const bus = await openBus({ kind: 'kafka', brokers });
  const deadline = performance.now() + READY_LIMIT_MS;
  try {
    while (!(await bus.probe(PROBE_MS))) {
      if (performance.now() > deadline)
        throw new KafkaUnavailableError(`The broker on ${brokers.join(',')} does not answer.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await bus.close();
  }
}
