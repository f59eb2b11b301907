/** The embedded bus away and back: its own PostgreSQL is stopped and started on the same data. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { startPostgres, type PostgresServer } from '../../../scripts/lib/postgres-server.ts';
import { installEmbeddedBus, openBus } from '../../../services/lib/platform/bus/index.ts';
import { busAwayContract } from './serial-suite.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'trm-test-away-'));
fs.chmodSync(dir, 0o755);
let server: PostgresServer;
const start = async (): Promise<void> => {
  server = await startPostgres({ dataDir: path.join(dir, 'data') });
};
before(async () => {
  await start();
  await installEmbeddedBus(server.adminUrl('trm_bus'), { participants: [] });
});
after(async () => {
  await server.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

busAwayContract(
  'embedded',
  { open: () => openBus({ kind: 'embedded', databaseUrl: server.adminUrl('trm_bus') }) },
  { away: () => server.stop(), back: start },
);
