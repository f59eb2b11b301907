/**
 * Runs the official Kafka image on a Docker engine, found as testcontainers finds it.
 * Invariant: the engine must answer within `ENGINE_LIMIT_MS`, or there is none; the broker's port on the host is
 * fixed before the start, because the broker itself must tell it to its clients.
 */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import type { ContainerRuntimeClient } from 'testcontainers';
import type { KafkaOptions, StartedBroker } from './kafka-broker.ts';
import { freePort, keptPort, sayOfKafka as say } from './server-process.ts';

export const KAFKA_IMAGE = 'apache/kafka:4.4.0';
const ENGINE_LIMIT_MS = 3_000;
const DATA = '/var/lib/kafka/data';
const PORT_FILE = 'docker-port';

let engine: Promise<ContainerRuntimeClient | null> | undefined;

export function dockerEngine(): Promise<ContainerRuntimeClient | null> {
  engine ??= lookForEngine();
  return engine;
}

async function lookForEngine(): Promise<ContainerRuntimeClient | null> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, ENGINE_LIMIT_MS, null)));
  const found = (async () => {
    try {
      const client = await getContainerRuntimeClient();
      await client.container.dockerode.ping();
      return client;
    } catch {
      return null;
    }
  })();
  const client = await Promise.race([found, late]);
  clearTimeout(timer);
  return client;
}

export async function startInDocker(options: KafkaOptions): Promise<StartedBroker> {
  const { GenericContainer } = await import('testcontainers');
  const client = await dockerEngine();
  if (!client) throw new Error('no Docker engine answers');
  fs.mkdirSync(options.dir, { recursive: true });
  const portFile = path.join(options.dir, PORT_FILE);
  const known = fs.existsSync(portFile);
  const port = options.keepData === true ? await keptPort(portFile) : await freePort();
  const host = client.info.containerRuntime.host;

  const volume = `trm-kafka-${createHash('sha256').update(path.resolve(options.dir)).digest('hex').slice(0, 16)}`;
  // A folder that was emptied starts anew; its volume of before is not to be found again.
  if (options.keepData === true && !known)
    await client.container.dockerode
      .getVolume(volume)
      .remove()
      .catch(() => undefined);

  say(`starting ${KAFKA_IMAGE} in Docker (the first time it is pulled)`);
  let container = new GenericContainer(KAFKA_IMAGE)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment(settings(host, port));
  if (options.keepData === true)
    container = container.withBindMounts([{ source: volume, target: DATA, mode: 'rw' }]);
  const started = await container.start();
  if (options.keepData === true) fs.writeFileSync(portFile, String(port));
  const raw = client.container.getById(started.getId());
  let stopped: Promise<unknown> | undefined;
  return {
    host,
    port,
    stop: async () => {
      stopped ??= started.stop({ remove: true, removeVolumes: options.keepData !== true, timeout: 10_000 });
      await stopped;
    },
    stopBroker: async () => void (await raw.stop({ t: 10 })),
    startBroker: async () => void (await raw.start()),
    readSegments: async (topic) =>
      (await started.exec(['sh', '-c', `cat ${DATA}/${topic}-[0-9]*/*.log`])).output,
  };
}

/** One setting of our own makes the image drop all its defaults, so the whole set stands here. */
function settings(host: string, port: number): Record<string, string> {
  return {
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_NODE_ID: '1',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    // The broker's own transaction coordinator calls it too, and the host's port is not reachable from inside.
    KAFKA_LISTENERS: 'PLAINTEXT://:9092,INTERNAL://localhost:29092,CONTROLLER://localhost:9093',
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${host}:${port},INTERNAL://localhost:29092`,
    KAFKA_INTER_BROKER_LISTENER_NAME: 'INTERNAL',
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_LOG_DIRS: DATA,
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS: '4',
    KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_HEAP_OPTS: '-Xmx512m -Xms256m',
  };
}
