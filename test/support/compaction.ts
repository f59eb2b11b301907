/**
 * Makes a broker of our own compact topics now instead of within a day. Invariant: only settings of these topics change.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import kafkajs from 'kafkajs';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import type { CleanUp } from './servers.ts';

const LIMIT_MS = 90_000;

/** Returns once the cleaner has been over everything that stood on the topics when this was called. */
export async function compactTopics(_t: CleanUp, network: Network, topics: readonly string[]): Promise<void> {
  if (network.demo.bus.kind !== 'kafka') throw new Error('only a broker compacts');
  const client = new kafkajs.Kafka({
    clientId: 'trm-test-compaction',
    brokers: [...network.demo.bus.brokers],
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = client.admin();
  await admin.connect();
  try {
    const setting = (name: string, value: string) => ({ name, value });
    await admin.alterConfigs({
      validateOnly: false,
      resources: topics.map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name,
        configEntries: [
          setting('cleanup.policy', 'compact'),
          setting('segment.ms', '1000'),
          setting('min.cleanable.dirty.ratio', '0.0001'),
          setting('max.compaction.lag.ms', '1000'),
          setting('delete.retention.ms', '1000'),
          setting('retention.ms', '-1'),
        ],
      })),
    });
    const marks = new Map(topics.map((topic) => [topic, segments(network, topic)] as const));
    // Heartbeats go on, so the segment that is written now is rolled and becomes cleanable.
    await until('the topics are compacted', LIMIT_MS, () =>
      Promise.resolve(
        topics.every((topic) => {
          const first = segments(network, topic)[0];
          const before = marks.get(topic)?.[0];
          return first !== undefined && before !== undefined && first.bytes < before.bytes;
        }),
      ),
    );
  } finally {
    await admin.disconnect();
  }
}

interface Segment {
  readonly file: string;
  readonly bytes: number;
}

/** Segment files of a topic's lane 0, oldest first. */
export function segments(network: Network, topic: string): readonly Segment[] {
  const folder = readdirSync(network.dir, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.isDirectory() && entry.name === `${topic}-0`,
  );
  if (folder === undefined) throw new Error(`no log of ${topic} below ${network.dir}`);
  const dir = path.join(folder.parentPath, folder.name);
  return readdirSync(dir)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => ({ file: path.join(dir, name), bytes: statSync(path.join(dir, name)).size }));
}

export function bytesOf(network: Network, topic: string): string {
  return segments(network, topic)
    .map(({ file }) => readFileSync(file, 'latin1'))
    .join('');
}
