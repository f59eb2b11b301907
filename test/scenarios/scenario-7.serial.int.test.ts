/**
 * Scenario 7, "The bus lies": its operator drops one message, replays another, reorders two, swaps the payloads of two,
 * strips one and hides the last one of a stream. Every lie is noticed, named, and mended or escalated; so are records
 * that a thief of the signing key forges. Afterwards the whole history is verified. contract.md 6.
 */
import assert from 'node:assert/strict';
import test, { type TestContext, before } from 'node:test';
import { ApiError, type TimelineEntry, type ReferralDetail, until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, submit, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import {
  audit,
  command,
  incidents,
  onBus,
  ownFaults,
  readyz,
  takenFaults,
  testNetwork,
  untilIncident,
} from '../support/network.ts';
import { forge } from '../faults/forge.ts';

/** Short, so that the next record, which shows that something is missing, comes soon. */
const SETTINGS = { slot: 'PT2S', gapWait: 'PT0.5S' };
const LIMIT_MS = 40_000;

let network: Network;
// Of the whole file: one network lives through all of its lies.
before(async () => {
  const after: (() => unknown)[] = [];
  network = await testNetwork(
    { after: (undo: unknown) => void after.push(undo as () => unknown) },
    { participants: ['al', 'rs', 'xk', 'me'], settings: SETTINGS },
  );
  endings.push(...after);
});
const endings: (() => unknown)[] = [];
test.after(async () => {
  for (const end of endings.toReversed()) await end();
});

type Tuple<T, N extends number, R extends readonly T[] = []> = R['length'] extends N
  ? R
  : Tuple<T, N, readonly [...R, T]>;

interface Sent {
  readonly reference: string;
  readonly stream: string;
  readonly sequence: number;
}

/** Sends to a receiver that is stopped, so that the operator has time to lie; gives the positions. */
async function sendAll(from: string, to: string, count: number): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (let number = 0; number < count; number += 1) {
    const reference = await submit(network, { from, to }, syntheticDraft(number, to));
    const entry = await until('it is published', LIMIT_MS, async () => {
      const found = await submission(from, reference);
      return found?.delivery === 'published' || found?.delivery === 'delivered' ? found : null;
    });
    sent.push({ reference, stream: entry.stream ?? '', sequence: entry.sequence ?? 0 });
  }
  return sent;
}

async function submission(id: string, reference: string): Promise<TimelineEntry | undefined> {
  const detail = await clientOf(network, id, 'national-focal-point').get<ReferralDetail>(
    `/v1/referrals/${reference}`,
  );
  return detail.timeline.find((entry) => entry.type === 'referral.submitted');
}

/** Row of the newest value of a position, as its bus address. */
async function rowOf(item: Sent): Promise<{ topic: string; position: string; value: Buffer; key: string }> {
  const topic = item.stream.split('/')[0] ?? '';
  const [sealed] = await network.query<{ id: string }>(
    topic.split('.')[1] ?? '',
    `select id from trm.sealed where stream = $1 and sequence = $2`,
    [item.stream, item.sequence],
  );
  const [row] = await onBus<{ position: string; value: Buffer; key: string }>(
    network,
    `select position, value, key from bus.record where topic = $1 and key = $2 order by position desc limit 1`,
    [topic, sealed?.id],
  );
  assert.ok(row, `${item.stream} ${item.sequence} is on the bus`);
  return { topic, ...row };
}

const lies = {
  async drop(item: Sent): Promise<void> {
    const { topic, position } = await rowOf(item);
    await onBus(network, `delete from bus.record where topic = $1 and position = $2`, [topic, position]);
  },
  /** The last of a stream, with the heartbeats that came after it. */
  async hideFrom(item: Sent): Promise<void> {
    const topic = item.stream.split('/')[0] ?? '';
    const [rows] = await network.query<{ ids: string[] }>(
      topic.split('.')[1] ?? '',
      `select array_agg(id::text) as ids from trm.sealed where stream = $1 and sequence >= $2`,
      [item.stream, item.sequence],
    );
    await onBus(network, `delete from bus.record where topic = $1 and key = any($2)`, [
      topic,
      rows?.ids ?? [],
    ]);
  },
  async replay(item: Sent): Promise<void> {
    const { topic, position } = await rowOf(item);
    await onBus(
      network,
      `insert into bus.record select topic, lane, bus.end_of(topic, lane), key, value from bus.record where topic = $1 and position = $2`,
      [topic, position],
    );
  },
  async reorder(one: Sent, other: Sent): Promise<void> {
    const [a, b] = [await rowOf(one), await rowOf(other)];
    const move = `update bus.record set position = $3 where topic = $1 and position = $2`;
    await onBus(network, move, [a.topic, a.position, -1]);
    await onBus(network, move, [a.topic, b.position, a.position]);
    await onBus(network, move, [a.topic, -1, b.position]);
  },
  async swapPayloads(one: Sent, other: Sent): Promise<void> {
    const [a, b] = [await rowOf(one), await rowOf(other)];
    const parse = ({ value }: { value: Buffer }) =>
      JSON.parse(value.toString('utf8')) as Record<string, string>;
    const put = (row: { topic: string; position: string }, value: object): Promise<unknown> =>
      onBus(network, `update bus.record set value = $3 where topic = $1 and position = $2`, [
        row.topic,
        row.position,
        Buffer.from(JSON.stringify(value), 'utf8'),
      ]);
    await put(a, { ...parse(a), payload: parse(b)['payload'] });
    await put(b, { ...parse(b), payload: parse(a)['payload'] });
  },
  async strip(item: Sent): Promise<void> {
    const { topic, position, value } = await rowOf(item);
    const { payload: _payload, ...rest } = JSON.parse(value.toString('utf8')) as Record<string, string>;
    await onBus(network, `update bus.record set value = $3 where topic = $1 and position = $2`, [
      topic,
      position,
      Buffer.from(JSON.stringify(rest), 'utf8'),
    ]);
  },
  async flip(item: Sent, byte: number): Promise<void> {
    const { topic, position } = await rowOf(item);
    await onBus(
      network,
      `update bus.record set value = set_byte(value, $3, get_byte(value, $3) # 1) where topic = $1 and position = $2`,
      [topic, position, byte],
    );
  },
};

async function allDelivered(sent: readonly Sent[], from: string, to: string): Promise<void> {
  for (const { reference } of sent) {
    await untilState(network, to, reference, ['delivered']);
    await untilState(network, from, reference, ['delivered']);
    assert.equal((await submission(from, reference))?.delivery, 'delivered');
  }
}

async function verified(t: TestContext): Promise<void> {
  const report = await until('the auditor finds no fault', LIMIT_MS, async () => {
    const found = await audit(network);
    if (!found.ok) t.diagnostic(JSON.stringify(found.faults));
    return found.ok ? found : null;
  });
  assert.deepEqual(report.faults, []);
}

async function nothingDoubled(...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
    assert.deepEqual(await takenFaults(network, id), []);
  }
}

test(
  'before the receiver reads: drop, replay, reorder, swap, strip, change, hide the last',
  { timeout: 180_000 },
  async (t) => {
    await network.stop('rs');
    const [tail] = await sendAll('al', 'rs', 1);
    assert.ok(tail);
    await network.stop('al');
    await lies.hideFrom(tail);
    await network.start('al');
    await untilIncident(network, 'al', {
      code: 'bus-behind',
      stream: tail.stream,
      sequence: tail.sequence,
      state: 'mended',
    });

    const sent = await sendAll('al', 'rs', 12);
    // One between any two lies stays as it is, so that each has a name of its own.
    const [, dropped, replayed, early, late, swapped, other, stripped, , changed, , claimed] =
      sent as unknown as Tuple<Sent, 12>;
    await lies.drop(dropped);
    await lies.replay(replayed);
    await lies.reorder(early, late);
    await lies.swapPayloads(swapped, other);
    await lies.strip(stripped);
    // One byte of the signature or of a ring, and one of what the envelope claims.
    await lies.flip(changed, 1200);
    await lies.flip(claimed, 300);

    const report = await audit(network);
    const named = (code: string, item: Sent): boolean =>
      report.faults.some(
        (fault) => fault.code === code && fault.stream === item.stream && fault.sequence === item.sequence,
      );
    assert.equal(report.ok, false);
    assert.ok(named('gap', dropped), `the drop is named: ${JSON.stringify(report.faults)}`);
    assert.ok(named('ring-digest', swapped) && named('ring-digest', other), 'the swap is named, twice');
    assert.ok(
      report.notes.some((note) => note.code === 'repeated' && note.sequence === replayed.sequence),
      `the replay is named: ${JSON.stringify(report.notes)}`,
    );
    assert.ok(
      report.notes.some(
        (note) =>
          (note.code === 'out-of-order' && note.sequence === early.sequence) ||
          note.sequence === late.sequence,
      ),
      'the order is named',
    );

    await network.start('rs');
    await allDelivered([tail, ...sent], 'al', 'rs');
    const mended = { state: 'mended' } as const;
    for (const item of [dropped, early])
      await untilIncident(network, 'rs', {
        ...mended,
        code: 'gap',
        stream: item.stream,
        sequence: item.sequence,
      });
    for (const item of [swapped, other, stripped])
      await untilIncident(network, 'rs', {
        ...mended,
        code: 'ring-digest',
        stream: item.stream,
        sequence: item.sequence,
      });
    await untilIncident(network, 'rs', { ...mended, code: 'duplicate', stream: replayed.stream });
    await until('all damage is mended', LIMIT_MS, async () => {
      const damage = (await incidents(network, 'rs')).filter(({ code }) =>
        [
          'unreadable',
          'form',
          'key-unknown',
          'signature',
          'envelope',
          'misplaced',
          'ring-digest',
          'gap',
        ].includes(code),
      );
      return damage.length > 0 && damage.every(({ state }) => state === 'mended');
    });
    await verified(t);
    await nothingDoubled('al', 'rs');
  },
);

test(
  'after everybody has read: the auditor names each, the sender puts it right at its next start',
  { timeout: 180_000 },
  async (t) => {
    const sent = await sendAll('xk', 'me', 8);
    await allDelivered(sent, 'xk', 'me');
    const [dropped, , replayed, early, late, swapped, other, untouched] = sent as unknown as Tuple<Sent, 8>;
    const stream = dropped.stream;
    // What the receiver has witnessed the bus can no longer hide.
    await until('everything is witnessed', LIMIT_MS, async () => {
      const [row] = await network.query<{ level: boolean }>(
        'xk',
        `select witnessed > $2 as level from trm.stream where name = $1`,
        [stream, untouched.sequence],
      );
      return row?.level;
    });
    await network.stop('xk');
    await network.stop('me');
    const [head] = await network.query<{ sequence: number }>(
      'me',
      `select s.seen as sequence from trm.sealed s where stream = 'trm.me.xk/0/1' order by s.sequence desc limit 1`,
    );
    await lies.drop(dropped);
    await lies.reorder(early, late);
    await lies.swapPayloads(swapped, other);
    await lies.replay(replayed);
    // From the last position that the other side has seen.
    await lies.hideFrom({ reference: '', stream, sequence: head?.sequence ?? 0 });

    const report = await audit(network);
    const codes = (item: { sequence: number }): readonly string[] =>
      [...report.faults, ...report.notes]
        .filter((finding) => finding.stream === stream && finding.sequence === item.sequence)
        .map((finding) => finding.code);
    assert.ok(codes(dropped).includes('gap'), JSON.stringify(report.faults));
    assert.ok(codes(swapped).includes('ring-digest') && codes(other).includes('ring-digest'));
    assert.ok(codes(replayed).includes('repeated'), JSON.stringify(report.notes));
    assert.ok(codes(early).includes('out-of-order') || codes(late).includes('out-of-order'));
    assert.ok(
      report.faults.some((fault) => fault.code === 'withheld' && fault.stream === stream),
      `the hidden tail is named: ${JSON.stringify(report.faults)}`,
    );

    await network.start('xk');
    await network.start('me');
    for (const sequence of [dropped.sequence, swapped.sequence, head?.sequence ?? 0])
      await untilIncident(network, 'xk', { code: 'bus-behind', stream, sequence, state: 'mended' });
    await verified(t);
    await nothingDoubled('xk', 'me');
  },
);

test(
  'a forged second record at a taken position is equivocation; other pairs go on, its owner stops',
  { timeout: 120_000 },
  async () => {
    const [item] = await sendAll('al', 'rs', 1);
    assert.ok(item);
    await allDelivered([item], 'al', 'rs');
    await network.stop('al');
    const [before] = await network.query<{ digest: string }>(
      'al',
      `select digest from trm.sealed where stream = $1 and sequence = $2`,
      [item.stream, item.sequence - 1],
    );
    await forge(network, { from: 'al', to: 'rs', sequence: item.sequence, previous: before?.digest ?? '' });
    await untilIncident(network, 'rs', {
      code: 'equivocation',
      stream: item.stream,
      sequence: item.sequence,
      state: 'open',
    });
    assert.equal((await submission('rs', item.reference))?.delivery, 'delivered');
    const others = await sendAll('xk', 'rs', 1);
    await allDelivered(others, 'xk', 'rs');

    const count = `select count(*)::int as count from bus.record where topic like 'trm.al.%'`;
    const [held] = await onBus<{ count: number }>(network, count);
    await network.start('al');
    await until(
      'al says that it may not seal',
      LIMIT_MS,
      async () => (await readyz(network, 'al'))?.checks['publisher'] === 'rebuild',
    );
    await refusesCommands('al', 'rs');
    await untilIncident(network, 'al', { stream: item.stream, sequence: item.sequence, state: 'open' });
    assert.deepEqual(await onBus(network, count), [held], 'nothing of al has come to the bus');
    await network.stop('al');
    const rebuilt = await command('services/participant/main.ts', [
      'rebuild',
      '--config',
      network.participant('al').config,
      '--json',
    ]);
    assert.equal(rebuilt.exitCode, 1);
    assert.equal((JSON.parse(rebuilt.stdout) as { code: string }).code, 'fork');
    const report = await audit(network);
    assert.ok(
      report.faults.some(
        ({ code, stream, sequence }) =>
          code === 'equivocation' && stream === item.stream && sequence === item.sequence,
      ),
    );
  },
);

test(
  'a record on the own topic that it did not seal stops a running publisher',
  { timeout: 120_000 },
  async () => {
    const stream = 'trm.me.xk/0/1';
    const [head] = await network.query<{ sequence: number; digest: string }>(
      'me',
      `select sequence, digest from trm.sealed where stream = $1 order by sequence desc limit 1`,
      [stream],
    );
    assert.ok(head);
    await forge(network, { from: 'me', to: 'xk', sequence: head.sequence + 40, previous: head.digest });
    await untilIncident(network, 'me', {
      code: 'foreign-record',
      stream,
      sequence: head.sequence + 40,
      state: 'open',
    });
    await until(
      'sealing has stopped',
      LIMIT_MS,
      async () => (await readyz(network, 'me'))?.checks['publisher'] === 'rebuild',
    );
    await refusesCommands('me', 'xk');
  },
);

test(
  'a partner that claims to have seen more of us than we sealed stops us too',
  { timeout: 120_000 },
  async () => {
    const stream = 'trm.rs.xk/0/1';
    await network.stop('xk');
    const [head] = await network.query<{ sequence: number; digest: string }>(
      'xk',
      `select sequence, digest from trm.sealed where stream = 'trm.xk.rs/0/1' order by sequence desc limit 1`,
    );
    const [own] = await network.query<{ sequence: number }>(
      'rs',
      `select sequence from trm.stream where name = $1`,
      [stream],
    );
    assert.ok(head && own);
    const seen = { sequence: own.sequence + 50, digest: head.digest };
    await forge(network, { from: 'xk', to: 'rs', sequence: head.sequence + 1, previous: head.digest, seen });
    await untilIncident(network, 'rs', { code: 'witness', stream, sequence: seen.sequence, state: 'open' });
    await refusesCommands('rs', 'xk');
    await network.stop('rs');
    const rebuilt = await command('services/participant/main.ts', [
      'rebuild',
      '--config',
      network.participant('rs').config,
      '--json',
    ]);
    assert.equal(
      rebuilt.exitCode,
      1,
      'the bus holds no more of rs, and the partner says that there was more',
    );
    assert.equal((JSON.parse(rebuilt.stdout) as { code: string }).code, 'witness');
  },
);

async function refusesCommands(from: string, to: string): Promise<void> {
  await assert.rejects(submit(network, { from, to }, syntheticDraft(1, to)), (error) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 503);
    assert.match(error.problem.detail ?? '', /rebuild/);
    return true;
  });
}
