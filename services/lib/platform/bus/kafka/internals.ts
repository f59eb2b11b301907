/**
 * The parts of kafkajs that its public types do not show: fetching from a partition without a consumer group.
 * A group per read would need a name, rights and a rebalance, and would leave traces on the broker.
 * kafkajs is pinned and no longer changes; the contract suite fails if these shapes are not there.
 */
import { createRequire } from 'node:module';
import type { Kafka } from 'kafkajs';

export interface FetchedMessage {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

export interface PartitionData {
  readonly partition: number;
  readonly highWatermark: string;
}

export interface FetchedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly fetchedOffset: string;
  /** Committed records at or after the fetched offset. */
  readonly messages: readonly FetchedMessage[];
  /** The same with markers and aborted records. */
  readonly messagesWithinOffset: readonly FetchedMessage[];
}

export interface FetchTopic {
  readonly topic: string;
  readonly partitions: readonly { partition: number; fetchOffset: string; maxBytes: number }[];
}

export interface Broker {
  fetch(request: {
    isolationLevel: number;
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    topics: readonly FetchTopic[];
  }): Promise<{ responses: readonly { topicName: string; partitions: readonly PartitionData[] }[] }>;
}

export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
  refreshMetadata(): Promise<void>;
  findTopicPartitionMetadata(topic: string): readonly { partitionId: number; leader: number }[];
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Record<string, number[]>;
  findBroker(options: { nodeId: string }): Promise<Broker>;
  fetchTopicsOffset(
    topics: readonly {
      topic: string;
      partitions: readonly { partition: number }[];
      fromBeginning: boolean;
    }[],
  ): Promise<readonly { topic: string; partitions: readonly { partition: number; offset: string }[] }[]>;
}

export const READ_COMMITTED = 1;

export function newCluster(kafka: Kafka): Cluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  if (symbol === undefined) throw new Error('this version of kafkajs is not the pinned one');
  const create = (kafka as unknown as Record<symbol, (options: object) => Cluster>)[symbol];
  if (create === undefined) throw new Error('this version of kafkajs is not the pinned one');
  return create({ allowAutoTopicCreation: false, isolationLevel: READ_COMMITTED, metadataMaxAge: 300_000 });
}

type BatchClass = new (topic: string, fetchedOffset: string, data: PartitionData) => FetchedBatch;

export const Batch = createRequire(import.meta.url)('kafkajs/src/consumer/batch.js') as BatchClass;
