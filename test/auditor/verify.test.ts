/** What an audit is beyond its fault codes: the same with any threads, at any depth, in any scope, while traffic goes on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuditError } from '../../services/auditor/errors.ts';
import { BusError, type BusRecord } from '../../services/lib/platform/bus/port.ts';
import { flip, History, ordinaryHistory, parts, roots, valueOf } from './history.ts';

const DAY_MS = 24 * 3600 * 1000;

test('the same report with no thread, one and two, also where there are faults', async () => {
  const history = new History();
  for (let round = 0; round < 25; round += 1) {
    history.referral('al', 'rs');
    history.referral('rs', 'xk', 'declined');
    for (const [from, to] of [
      ['al', 'rs'],
      ['rs', 'al'],
      ['rs', 'xk'],
      ['xk', 'rs'],
    ] as const)
      history.heartbeat(from, to);
  }
  for (const at of [17, 111, 299]) {
    const written = history.written[at];
    assert.ok(written);
    const { value } = history.at(written);
    history.at(written).value = flip(value, (40 * at) % value.length);
  }
  const alone = await history.audit();
  assert.equal(alone.ok, false);
  assert.equal(roots(alone).length, 3);
  assert.deepEqual(await history.audit({ workers: 1 }), alone);
  assert.deepEqual(await history.audit({ workers: 2 }), alone);
});

test('envelope depth sees what envelopes show, and counts as pending what nobody has witnessed', async () => {
  const history = ordinaryHistory();
  history.heartbeat('al', 'rs');
  const report = await history.audit({ depth: 'envelope', now: history.clock });
  assert.equal(report.ok, true);
  assert.ok(report.pending > 0);
});

test('a narrower scope speaks of that stream alone, and still hears its witness', async () => {
  const history = ordinaryHistory();
  const other = history.written.find(({ topic }) => topic === 'trm.xk.al');
  assert.ok(other);
  history.at(other).value = flip(history.at(other).value, 1200);
  const hidden = history.heartbeat('al', 'rs');
  history.heartbeat('rs', 'al');
  history.remove(hidden);
  const report = await history.audit({ scope: 'trm.al.rs/0/1' });
  assert.deepEqual(
    report.faults.map(({ code, stream }) => [code, stream]),
    [['withheld', 'trm.al.rs/0/1']],
  );
  assert.equal(report.records, history.lane('trm.al.rs').length);
  assert.equal(report.streams, 1);
  await assert.rejects(
    history.audit({ scope: 'trm.al.zz/0/1' }),
    (error) => error instanceof AuditError && error.code === 'scope',
  );
});

test('an auditor whom nobody named reads nothing', async () => {
  const history = ordinaryHistory();
  const stranger = history.world.cipher.generateKeyPair('X25519');
  const report = await history.audit({ auditorId: 'nobody', auditorKeys: [stranger] });
  assert.deepEqual([report.records, report.streams, report.ok], [0, 0, true]);
});

test('a named auditor without its key cannot vouch for anything', async () => {
  const history = ordinaryHistory();
  const report = await history.audit({ auditorKeys: [] });
  assert.equal(report.ok, false);
  assert.deepEqual([...new Set(roots(report).map(({ code }) => code))], ['metadata-unreadable']);
});

test('traffic goes on while we read: what the other side saw meanwhile is read before anything is called withheld', async () => {
  const history = ordinaryHistory();
  const source = history.source();
  let begun = false;
  const live = {
    async *readRange(...args: Parameters<typeof source.readRange>): AsyncIterable<BusRecord> {
      yield* source.readRange(...args);
      // al.rs has been read to its noted end; rs.al has not.
      if (args[0].topic !== 'trm.al.rs' || begun) return;
      begun = true;
      history.referral('al', 'rs');
    },
  };
  const report = await history.audit({ bus: live, now: history.clock });
  assert.deepEqual(report.faults, []);
  assert.ok(begun);
});

test('a registry version that appears while we read is read as well', async () => {
  const { advance } = await import('../support/registry.ts');
  const history = ordinaryHistory();
  const next = advance(history.world, () => ({}));
  const source = history.source();
  let published = false;
  const live = {
    async *readRange(...args: Parameters<typeof source.readRange>): AsyncIterable<BusRecord> {
      yield* source.readRange(...args);
      if (args[0].topic !== 'trm.registry' || published) return;
      published = true;
      history.store('trm.registry', 0, '2', next.registryValue);
      const registry = { version: 2, digest: next.state.digest };
      history.post('al', 'rs', { type: 'heartbeat', version: 1, drill: false }, { registry });
    },
  };
  assert.deepEqual((await history.audit({ bus: live })).faults, []);
});

test('a payload that is stripped by rule is a note', async () => {
  const history = ordinaryHistory();
  const written = history.written[0];
  assert.ok(written);
  const { envelope, metadata } = parts(history.at(written).value);
  history.at(written).value = valueOf({ envelope, metadata });
  const report = await history.audit({ now: history.clock + 15 * DAY_MS });
  const { stream, sequence, id, offset } = written;
  assert.deepEqual(
    [report.faults, report.notes],
    [[], [{ code: 'stripped', stream, sequence, record: id, offset }]],
  );
});

test('a clock that runs back is a note', async () => {
  const history = ordinaryHistory();
  const time = new Date(history.clock - 60_000).toISOString();
  const { stream, sequence, id, offset } = history.post(
    'al',
    'rs',
    { type: 'heartbeat', version: 1, drill: false },
    { time },
  );
  const report = await history.audit();
  assert.deepEqual(
    [report.faults, report.notes],
    [[], [{ code: 'clock', stream, sequence, record: id, offset }]],
  );
});

test('a lane that the bus cannot give to its end is unreadable there, and explains what is missing', async () => {
  const history = ordinaryHistory();
  const source = history.source();
  const breaking = {
    async *readRange(...args: Parameters<typeof source.readRange>): AsyncIterable<BusRecord> {
      for await (const record of source.readRange(...args)) {
        if (record.topic === 'trm.al.rs' && record.offset === 4n)
          throw new BusError('permanent', 'the segment is damaged');
        yield record;
      }
    },
  };
  const report = await history.audit({ bus: breaking });
  assert.deepEqual(roots(report), [
    { code: 'unreadable', stream: 'trm.al.rs/0', sequence: null, record: null, offset: 4, cause: null },
  ]);
});

test('a bus that is away is no finding', async () => {
  const history = ordinaryHistory();
  const away = {
    // eslint-disable-next-line require-yield
    async *readRange(): AsyncIterable<BusRecord> {
      throw new BusError('transient', 'away');
    },
  };
  await assert.rejects(
    history.audit({ bus: away }),
    (error) => error instanceof AuditError && error.code === 'bus',
  );
});
