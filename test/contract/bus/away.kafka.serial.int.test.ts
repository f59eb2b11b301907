/** Kafka away and back: a broker of this file's own is stopped and started on the same data. */
import { after, before } from 'node:test';
import type { KafkaServer } from '../../../scripts/lib/kafka-server.ts';
import { openBus } from '../../../services/lib/platform/bus/index.ts';
import { ownKafka } from '../../support/servers.ts';
import { busAwayContract } from './serial-suite.ts';

let server: KafkaServer;
before(async () => {
  server = await ownKafka();
});
after(() => server.stop());

busAwayContract(
  'kafka',
  { open: () => openBus({ kind: 'kafka', brokers: server.brokers }) },
  {
    away: async () => server.stopBroker?.(),
    back: async () => server.startBroker?.(),
  },
);
