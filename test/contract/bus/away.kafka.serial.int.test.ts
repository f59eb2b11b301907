/** Kafka away and back: a broker of this file's own is stopped and started on the same data. */
import { after, before } from 'node:test';
import type { KafkaServer } from '../../../scripts/lib/kafka-server.ts';
import { openBus } from '../../../services/lib/platform/bus/index.ts';
import { noBrokerOfOurOwn, ownKafka } from '../../support/servers.ts';
import { busAwayContract } from './serial-suite.ts';

const skip = await noBrokerOfOurOwn();
let server: KafkaServer;
before(async () => {
  if (skip === false) server = await ownKafka();
});
after(() => (skip === false ? server.stop() : undefined));

busAwayContract(
  'kafka',
  { open: () => openBus({ kind: 'kafka', brokers: server.brokers }) },
  {
    away: async () => server.stopBroker?.(),
    back: async () => server.startBroker?.(),
  },
  skip,
);
