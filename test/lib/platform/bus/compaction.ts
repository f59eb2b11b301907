/**
 * Makes a broker of our own compact topics now instead of within a day, and waits until texts are gone from its segment
 * files. Invariant: only settings of these topics change.
 */
import kafkajs from 'kafkajs';
import { until } from '../../../../scripts/lib/demo/api.ts';
import type { Network } from '../../../../scripts/lib/demo/network.ts';

const LIMIT_MS = 120_000;

/** @throws Error when a text still stands in a segment file of these topics after two minutes */
export async function compactedAway(
  network: Network,
  topics: readonly string[],
  texts: readonly string[],
): Promise<void> {
  const { bus } = network.demo;
  if (bus.kind !== 'kafka') throw new Error('only a broker compacts');
  const client = new kafkajs.Kafka({
    clientId: 'trm-test-compaction',
    brokers: [...bus.brokers],
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = client.admin();
  await admin.connect();
  try {
    const setting = (name: string, value: string): { name: string; value: string } => ({ name, value });
    await admin.alterConfigs({
      validateOnly: false,
      resources: topics.map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name,
        configEntries: [
          setting('cleanup.policy', 'compact'),
          setting('retention.ms', '-1'),
          // A segment is rolled when something is appended, and heartbeats are.
          setting('segment.ms', '1000'),
          setting('min.cleanable.dirty.ratio', '0.0001'),
          setting('max.compaction.lag.ms', '1000'),
        ],
      })),
    });
    await until('the old forms are compacted away', LIMIT_MS, async () => {
      const logs = await Promise.all(
        topics.map(async (topic) => (await network.kafka?.readSegments?.(topic)) ?? ''),
      );
      return logs.every((log) => log.length > 0 && texts.every((text) => !log.includes(text)));
    });
  } finally {
    await admin.disconnect();
  }
}
