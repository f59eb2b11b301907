/** The spool: accepted is accepted, also for the next process; begun and killed is sent again; a broken spool sends nothing. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { deliver } from '../../../../services/lib/platform/delivery/deliver.ts';
import type { Delivery } from '../../../../services/lib/platform/delivery/outcome.ts';
import { openSpool } from '../../../../services/lib/platform/delivery/spool.ts';

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-spool-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return path.join(dir, 'spool');
}

const answers = (...outcomes: Delivery[]) => {
  const asked = { times: 0 };
  const attempt = (): Promise<Delivery> =>
    Promise.resolve(outcomes[asked.times++] ?? { outcome: 'transient', code: 'connection' });
  return { asked, attempt };
};

test('what was accepted is not attempted again, by nobody, until it is forgotten', async (t) => {
  const dir = folder(t);
  const { asked, attempt } = answers({ outcome: 'accepted' }, { outcome: 'accepted' });
  assert.deepEqual(await deliver(openSpool(dir), 'n-1', attempt), { outcome: 'accepted' });
  assert.deepEqual(readdirSync(dir), ['n-1.accepted']);
  assert.equal(statSync(dir).mode & 0o777, 0o700);
  assert.deepEqual(await deliver(openSpool(dir), 'n-1', attempt), { outcome: 'accepted' });
  assert.equal(asked.times, 1);
  await openSpool(dir).forget('n-1');
  assert.deepEqual(readdirSync(dir), []);
  await deliver(openSpool(dir), 'n-1', attempt);
  assert.equal(asked.times, 2);
});

test('a try stands on disk before it begins, and one that was cut off is attempted again', async (t) => {
  const dir = folder(t);
  const cut = deliver(openSpool(dir), 'n-1', () => {
    assert.deepEqual(readdirSync(dir), ['n-1.sending']);
    return Promise.reject(new Error('killed'));
  });
  await assert.rejects(cut, /killed/);
  const { asked, attempt } = answers({ outcome: 'accepted' });
  await deliver(openSpool(dir), 'n-1', attempt);
  assert.equal(asked.times, 1);
});

test('a refusal leaves nothing that looks accepted', async (t) => {
  const dir = folder(t);
  const { attempt } = answers(
    { outcome: 'transient', code: 'deferred' },
    { outcome: 'bounced', code: 'refused' },
  );
  await deliver(openSpool(dir), 'n-1', attempt);
  assert.deepEqual(await deliver(openSpool(dir), 'n-1', attempt), { outcome: 'bounced', code: 'refused' });
  assert.equal(await openSpool(dir).accepted('n-1'), false);
});

test('without a spool folder that can be written nothing leaves', async (t) => {
  const dir = folder(t);
  const spool = openSpool(dir);
  rmSync(dir, { recursive: true });
  const { asked, attempt } = answers({ outcome: 'accepted' });
  assert.deepEqual(await deliver(spool, 'n-1', attempt), { outcome: 'transient', code: 'spool' });
  assert.deepEqual(await deliver(openSpool(dir), '../n-1', attempt), { outcome: 'transient', code: 'spool' });
  assert.equal(asked.times, 0);
});

test('what is older than 30 days goes, and only what is ours', (t) => {
  const dir = folder(t);
  openSpool(dir);
  const old = new Date(Date.now() - 31 * 24 * 60 * 60_000);
  for (const name of ['a.accepted', 'b.sending', 'notes.txt']) {
    writeFileSync(path.join(dir, name), '');
    chmodSync(path.join(dir, name), 0o600);
    utimesSync(path.join(dir, name), old, old);
  }
  writeFileSync(path.join(dir, 'c.accepted'), '');
  openSpool(dir);
  assert.deepEqual(readdirSync(dir).sort(), ['c.accepted', 'notes.txt']);
});

test('without a folder every try is made', async () => {
  const { asked, attempt } = answers({ outcome: 'accepted' }, { outcome: 'accepted' });
  const spool = openSpool(null);
  await deliver(spool, 'n-1', attempt);
  await deliver(spool, 'n-1', attempt);
  assert.equal(asked.times, 2);
});
