/** The embedded adapter under the common contract. */
import { before } from 'node:test';
import { installEmbeddedBus, openBus } from '../../../services/lib/platform/bus/index.ts';
import { freshDatabase } from '../../support/servers.ts';
import { busContract } from './suite.ts';

let databaseUrl = '';
before(async () => {
  databaseUrl = (await freshDatabase(null, 'bus')).adminUrl;
  await installEmbeddedBus(databaseUrl, { participants: [] });
});

busContract('embedded', { open: () => openBus({ kind: 'embedded', databaseUrl }) });
