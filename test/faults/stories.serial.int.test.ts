/**
 * Faults that were found once, each told by the test that shows it gone: a comparison beside a working publisher, a topic
 * that was made anew, a gap longer than a sender answers in an hour, a rebuild that is killed, a partner without keys.
 */
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { draftingOffice, submit, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import { answerResends } from '../../services/gateway/publisher/publishing.ts';
import { compareWithBus } from '../../services/lib/custody/compare.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { newId } from '../../services/lib/protocol/index.ts';
import { rebuild } from '../../services/router/rebuild.ts';
import { audit, onDatabase, ownFaults, readyz, takenFaults, testNetwork } from '../support/network.ts';
import { CutPoint, commandDoor, configOf, routerContext, secretsOf, startPublisher } from './parts.ts';

const LIMIT_MS = 60_000;
const pair = { from: 'al', to: 'rs' } as const;

let network: Network;
const endings: (() => unknown)[] = [];
before(async () => {
  const cleanUp = { after: (undo: unknown) => void endings.push(undo as () => unknown) };
  network = await testNetwork(cleanUp, { participants: ['al', 'rs'] });
});
test.after(async () => {
  for (const end of endings.toReversed()) await end();
});

// Router and gateway compare at their start while another process of the same participant seals and publishes. A record
// that came to the bus after its lane's rows had been read was taken for a foreign one, and the participant stood still.
test('a comparison beside a working publisher finds nothing foreign', async () => {
  const { context, close } = await routerContext(network, 'al');
  try {
    await context.trust.refresh(context.db);
    const { registry } = context.trust;
    assert.ok(registry);
    let sent = 0;
    const bus: typeof context.bus = {
      ...context.bus,
      readRange: async function* (lane, options) {
        if (lane.topic === 'trm.al.rs') {
          const reference = await submit(network, pair, syntheticDraft(1, 'rs'));
          await untilState(network, 'rs', reference, ['delivered']);
          sent += 1;
        }
        yield* context.bus.readRange(lane, options);
      },
    };
    const comparison = await compareWithBus({
      sql: context.db,
      bus,
      cipher: nodeCipher,
      registry,
      participant: 'al',
    });
    assert.equal(sent, 1);
    assert.equal(comparison.state, 'clear');
  } finally {
    await close();
  }
});

// A topic that was lost and written again has lower offsets. The reader began at its beginning, as it must, but threw away
// every record below the offset that it had stored for the old topic: new referrals were lost in silence.
test('a topic that was made anew is read, although the stored offset lies past its end', async () => {
  await network.stop('rs');
  await network.query('rs', `update trm.bus_position set next_offset = 100000 where topic = 'trm.al.rs'`);
  const reference = await submit(network, pair, syntheticDraft(2, 'rs'));
  await network.start('rs');
  await untilState(network, 'rs', reference, ['delivered']);
  const [row] = await network.query<{ next: number }>(
    'rs',
    `select next_offset::int as next from trm.bus_position where topic = 'trm.al.rs'`,
  );
  assert.ok((row?.next ?? Infinity) < 100000);
});

// Known before the loss, in the middle of a rebuild, killed: the second run did not know which cases the first had
// touched, and left them as drafts. Here it is killed at its first, second, third … call.
test('a rebuild that is killed at any call is finished by the next', { timeout: 180_000 }, async (t) => {
  await untilSettled(network);
  const states = `select reference, direction, state from trm.referral order by reference`;
  const before = await network.query('al', states);
  assert.ok(before.length >= 2);
  await network.stop('al');
  // As a database restored from the day of its making: structure and nothing else.
  const tables = await network.query<{ name: string }>(
    'al',
    `select format('trm.%I', tablename) as name from pg_tables where schemaname = 'trm' and tablename <> 'custody'`,
  );
  await onDatabase(
    network.participant('al').adminDatabaseUrl,
    `truncate ${tables.map(({ name }) => name).join(', ')} cascade`,
  );
  const secrets = secretsOf(configOf(network, 'al'), 'rebuild');
  let k = 0;
  let points = 0;
  for (;;) {
    // Every call at first, then in growing strides: what is read again each time makes the runs alike.
    k += k < 60 ? 1 : 7;
    const point = new CutPoint(k);
    const { context, close } = await routerContext(network, 'al', point);
    const outcome = await rebuild(context, secrets.pins, () => undefined).catch(() => null);
    await close();
    await network.query('al', `update trm.lease set until = clock_timestamp()`);
    if (!point.isCut) {
      assert.deepEqual(outcome?.ok, true, JSON.stringify(outcome));
      break;
    }
    points += 1;
    assert.ok(k < 5_000);
  }
  t.diagnostic(`rebuild: cut at ${points} points, the last k = ${k}`);
  assert.ok(points > 20);
  assert.deepEqual(await network.query('al', states), before);
  await network.start('al');
  await until('al is ready', LIMIT_MS, async () => (await readyz(network, 'al'))?.status === 200);
  const reference = await submit(network, pair, syntheticDraft(3, 'rs'));
  await untilState(network, 'al', reference, ['delivered']);
  for (const id of ['al', 'rs']) {
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
    assert.deepEqual(await takenFaults(network, id), []);
  }
  assert.deepEqual((await audit(network)).faults, []);
});

/** A submission of `al` to `rs` that is decided and waits for a publisher; the process itself is stopped. */
async function decided(number: number): Promise<string> {
  const door = await commandDoor(network, 'al');
  const drafter = network.token('al', 'case-worker', { office: draftingOffice(network, 'al') });
  const { reference = '' } = await door.post('/v1/referrals', drafter, syntheticDraft(number, 'rs'));
  await door.post(`/v1/referrals/${reference}/submissions`, network.token('al', 'national-focal-point'), {});
  await door.close();
  return reference;
}

// What is set aside at sealing was never said. The list went on showing its case as submitted, the decision saw a draft.
test('a message that may no longer go takes its state with it', async () => {
  await network.stop('al');
  const reference = await decided(4);
  await network.query('al', `delete from trm.content_key where reference = $1`, [reference]);
  await network.query('al', `update trm.lease set until = clock_timestamp()`);
  const publisher = await startPublisher(network, 'al');
  await until(
    'it is set aside',
    LIMIT_MS,
    async () => (await network.query('al', `select 1 from trm.not_sent`)).length > 0,
  );
  await publisher.stop();
  assert.deepEqual(
    await network.query('al', `select state from trm.referral where reference = $1`, [reference]),
    [{ state: 'draft' }],
  );
  assert.deepEqual(await network.query('al', `select code from trm.not_sent`), [{ code: 'erased' }]);
});

// Without a partner's keys its heartbeat stayed due for ever, and the publisher asked its database about it a thousand
// times a second.
test('a partner whose keys are not known yet keeps no publisher busy', async () => {
  await network.stop('al');
  await decided(5);
  await network.query('al', `delete from trm.announced_key where participant = 'rs'`);
  await network.query('al', `update trm.stream set moved_at = moved_at - interval '1 hour'`);
  const point = new CutPoint(Infinity);
  const publisher = await startPublisher(network, 'al', point);
  await until(
    'it has noticed',
    LIMIT_MS,
    async () =>
      (await network.query('al', `select 1 from trm.incident where code = 'payload-key-missing'`)).length > 0,
  );
  const calls = point.calls;
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const made = point.calls - calls;
  await publisher.stop();
  assert.ok(made < 400, `${made} calls in two seconds`);
});

// A sender answers 1,000 records per stream and hour. A longer gap was never answered at all: each request for the whole
// of it was beyond the limit.
test('a gap longer than the limit is answered from its beginning', async () => {
  const { context, close } = await routerContext(network, 'al');
  try {
    await network.query(
      'al',
      `insert into trm.stream (name, direction, topic, lane, generation, sequence, digest, published) values ('trm.al.rs/0/9', 'out', 'trm.al.rs', 0, 9, 1500, 'd', 1500)`,
    );
    await network.query(
      'al',
      `insert into trm.sealed (stream, sequence, id, digest, envelope, metadata, sealed_at)
       select 'trm.al.rs/0/9', n, gen_random_uuid(), 'd' || n, 'e' || n, 'm', now() from generate_series(1, 1500) n`,
    );
    await network.query(
      'al',
      `insert into trm.resend (stream, first, last) values ('trm.al.rs/0/9', 101, 1500)`,
    );
    const keys = new Set<string>();
    const writer = {
      maxBatchBytes: 1024 * 1024,
      publish: (records: readonly { key: string }[]) => {
        for (const { key } of records) keys.add(key);
        return Promise.resolve(records.map(() => null));
      },
      close: () => Promise.resolve(),
    };
    const count = await answerResends(context.db, writer, () => newId(nodeCipher, Date.now()));
    assert.equal(count, 1_000);
    assert.equal(keys.size, 1_000);
    const [incident] = await network.query<{ sequence: number }>(
      'al',
      `select sequence from trm.incident where code = 'resend-limit'`,
    );
    assert.equal(incident?.sequence, 1_101);
  } finally {
    await close();
  }
});
