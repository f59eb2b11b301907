/** The auditor that stays up: who may read a report, and what readiness says. */
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import type { Verification } from '../../services/auditor/app.ts';
import { AuditorService } from '../../services/auditor/service.ts';
import { installEmbeddedBus, openBus } from '../../services/lib/platform/bus/index.ts';
import { loadConfig } from '../../services/lib/platform/config.ts';
import { createLogger } from '../../services/lib/platform/log/index.ts';
import { createMetrics } from '../../services/lib/platform/metrics/index.ts';
import { freshDatabase } from '../support/servers.ts';
import { flip, ordinaryHistory } from './history.ts';

test('reports are for auditors, and the service is ready while the bus answers', async (t) => {
  const history = ordinaryHistory();
  const { cipher, pins, now } = history.world;
  const damaged = history.written[3];
  assert.ok(damaged);
  history.at(damaged).value = flip(history.at(damaged).value, 900);
  const database = await freshDatabase(t, 'bus');
  await installEmbeddedBus(database.adminUrl, { participants: ['al'], auditors: ['audit'] });
  const bus = await openBus({ kind: 'embedded', databaseUrl: database.adminUrl });
  const writer = await bus.openWriter('operator');
  for (const [name, stored] of history.lanes) {
    const [topic = ''] = name.split('/');
    await bus.createTopics([{ topic, lanes: 1 }]);
    await writer.publish(stored.map(({ key, value }) => ({ topic, lane: 0, key, value })));
  }
  await bus.close();

  const key = cipher.generateKeyPair('Ed25519');
  const jwk = history.world.auditors.get('audit')?.jwk;
  assert.ok(jwk);
  const reading = loadConfig(null, { TRM_PARTICIPANT: 'audit', TRM_BUS: 'embedded', TRM_HTTP_PORT: '0' });
  assert.ok(reading.ok);
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-auditor-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const service = new AuditorService({
    config: reading.config,
    secrets: {
      bus: { kind: 'embedded', databaseUrl: database.adminUrl },
      pins,
      encryptionKeys: { payload: [], metadata: [{ jwk, from: now }] },
    },
    tokenKeys: { keys: [{ kid: 'k1', jwk: { kty: 'OKP', crv: 'Ed25519', x: key.x } }] },
    log: createLogger('audit', 'info', { file: path.join(dir, 'log') }),
    metrics: createMetrics('audit'),
  });
  t.after(() => service.stop());
  const url = `http://127.0.0.1:${await service.start()}`;
  const token = (roles: string[], audience = 'urn:trm:audit'): Promise<string> =>
    new SignJWT({ roles })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
      .setIssuer('urn:trm:audit')
      .setAudience(audience)
      .setSubject('a1')
      .setJti('j1')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(createPrivateKey({ format: 'jwk', key: { ...key } }));
  const get = async (at: string, bearer?: string): Promise<Response> =>
    fetch(`${url}${at}`, bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } });

  assert.equal((await get('/healthz')).status, 200);
  assert.equal((await get('/readyz')).status, 200);
  assert.match(await (await get('/metrics')).text(), /^trm_/m);
  assert.equal((await get('/v1/verifications/latest')).status, 401);
  assert.equal((await get('/v1/verifications/latest', await token(['auditor'], 'urn:trm:al'))).status, 401);
  assert.equal((await get('/v1/verifications/latest', await token(['case-worker']))).status, 403);
  assert.equal(
    (await get('/v1/verifications/latest', await token(['auditor', 'gateway-operator']))).status,
    403,
  );

  const bearer = await token(['auditor']);
  let answer = await get('/v1/verifications/latest', bearer);
  for (; answer.status === 503; answer = await get('/v1/verifications/latest', bearer)) await answer.text();
  assert.equal(answer.status, 200);
  const { report } = (await answer.json()) as Verification;
  assert.equal(report.ok, false);
  assert.deepEqual(
    report.faults.filter(({ cause }) => cause === null).map(({ record }) => record),
    [damaged.id],
  );
  const begun = await fetch(`${url}/v1/verifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}` },
  });
  assert.equal(begun.status, 202);
});
