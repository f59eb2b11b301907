/** The Kafka adapter under the common contract, on a real broker. */
import { before } from 'node:test';
import { openBus } from '../../../services/lib/platform/bus/index.ts';
import { testKafka } from '../../support/servers.ts';
import { busContract } from './suite.ts';

let brokers: string[] = [];
before(async () => {
  brokers = await testKafka();
});

busContract('kafka', { open: () => openBus({ kind: 'kafka', brokers }) });
