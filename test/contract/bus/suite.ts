/**
 * The contract of the bus port: the same tests, by the same names, run against every adapter (protocol.md 11).
 * A test may only use what the port promises.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  BusError,
  MAX_BATCH_BYTES,
  type BusRecord,
  type Lane,
} from '../../../services/lib/platform/bus/index.ts';
import { collect, fixture, join, openBusFor, record, text, until, type BusUnderTest } from './support.ts';

const TEST_LIMIT_MS = 90_000;

function failsAs(code: BusError['code']): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof BusError, `not a BusError: ${String(error)}`);
    assert.equal(error.code, code);
    return true;
  };
}

export function busContract(name: string, subject: BusUnderTest): void {
  describe(`bus contract: ${name}`, { timeout: 10 * TEST_LIMIT_MS }, () => {
    writing(subject);
    ranges(subject);
    consuming(subject);
    groups(subject);
  });
}

function writing(subject: BusUnderTest): void {
  test(
    'records of a lane keep the order in which they were published',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, participant } = await fixture(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
      for (let from = 0; from < keys.length; from += 7) {
        await writer.publish(keys.slice(from, from + 7).map((key) => record(lane, key)));
      }
      const read = await collect(bus.readRange(lane));
      assert.deepEqual(
        read.map(({ key }) => key),
        keys,
      );
      assert.deepEqual(
        read.map(text),
        keys.map((key) => `value of ${key}`),
      );
      const offsets = read.map(({ offset }) => offset);
      assert.ok(offsets.every((offset, index) => index === 0 || offset > (offsets[index - 1] ?? offset)));
      assert.equal(offsets[0], 0n);
    },
  );

  test(
    'a publication over several topics and lanes is whole or not at all',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, topic, participant } = await fixture(t, subject, 2);
      const second = { topic, lane: 1 };
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      await writer.publish([record(lane, 'a'), record(second, 'b')]);
      const absent = { topic: `${topic}.absent`, lane: 0 };
      await assert.rejects(
        writer.publish([record(lane, 'c'), record(second, 'd'), record(absent, 'e')]),
        failsAs('permanent'),
      );
      const huge = record(second, 'g', new Uint8Array(MAX_BATCH_BYTES));
      await assert.rejects(writer.publish([record(lane, 'f'), huge]), failsAs('permanent'));
      // The writer is not broken by a publication that can never succeed.
      await writer.publish([record(lane, 'h')]);
      assert.deepEqual(
        (await collect(bus.readRange(lane))).map(({ key }) => key),
        ['a', 'h'],
      );
      assert.deepEqual(
        (await collect(bus.readRange(second))).map(({ key }) => key),
        ['b'],
      );
    },
  );

  // A reader that takes a value for text gives other bytes back, and only an altered record would show it.
  test('every byte of a value comes back as it was given', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, lane, participant } = await fixture(t, subject);
    const writer = await bus.openWriter(participant);
    t.after(() => writer.close());
    const bytes = Uint8Array.from({ length: 1024 }, (_, index) => (index * 7) & 0xff);
    await writer.publish([record(lane, 'k', bytes)]);
    const [read] = await collect(bus.readRange(lane));
    assert.deepEqual(Buffer.from(read?.value ?? []), Buffer.from(bytes));
  });

  test(
    'a batch of the largest size that the writer names is taken',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, participant } = await fixture(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      const size = Math.floor(writer.maxBatchBytes / 2) - 2;
      await writer.publish([
        record(lane, 'k1', new Uint8Array(size).fill(1)),
        record(lane, 'k2', new Uint8Array(size).fill(2)),
      ]);
      assert.deepEqual(
        (await collect(bus.readRange(lane))).map(({ value }) => [value.length, value[0], value.at(-1)]),
        [
          [size, 1, 1],
          [size, 2, 2],
        ],
      );
    },
  );

  test(
    'an older writer of the same participant is fenced for good',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, participant } = await fixture(t, subject);
      const other = await openBusFor(t, subject);
      const zombie = await bus.openWriter(participant);
      await zombie.publish([record(lane, 'a')]);
      const successor = await other.openWriter(participant);
      // Before the successor has written anything: opening alone fences.
      await assert.rejects(zombie.publish([record(lane, 'late')]), failsAs('fenced'));
      await successor.publish([record(lane, 'b')]);
      await assert.rejects(zombie.publish([record(lane, 'later')]), failsAs('fenced'));
      await successor.publish([record(lane, 'c')]);
      assert.deepEqual(
        (await collect(bus.readRange(lane))).map(({ key }) => key),
        ['a', 'b', 'c'],
      );
      await zombie.close();
      await successor.publish([record(lane, 'd')]);
      await successor.close();
    },
  );

  test('writers of two participants do not fence each other', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, lane, participant } = await fixture(t, subject);
    const one = await bus.openWriter(participant);
    const two = await bus.openWriter(`${participant}x`);
    await one.publish([record(lane, 'a')]);
    await two.publish([record(lane, 'b')]);
    await one.publish([record(lane, 'c')]);
    assert.deepEqual(
      (await collect(bus.readRange(lane))).map(({ key }) => key),
      ['a', 'b', 'c'],
    );
    await one.close();
    await two.close();
  });

  test(
    'the end that is noted after fencing is final for the older writer',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, participant } = await fixture(t, subject);
      const zombie = await bus.openWriter(participant);
      const storm = (async () => {
        for (let index = 0; ; index++) await zombie.publish([record(lane, `z${index}`)]);
      })();
      // Fenced in the middle of a commit, a writer may only know that it does not know: then it is spent all the same.
      const fenced = assert.rejects(
        storm,
        (error) => error instanceof BusError && error.code !== 'permanent',
      );
      await until('the first writer has written', async () => ((await bus.endOffset(lane)) ?? 0n) > 3n);
      const successor = await bus.openWriter(participant);
      const noted = await collect(bus.readRange(lane));
      await fenced;
      await assert.rejects(
        zombie.publish([record(lane, 'late')]),
        (error) => error instanceof BusError && error.code !== 'permanent',
      );
      const afterwards = await collect(bus.readRange(lane));
      assert.deepEqual(
        afterwards.map(({ key }) => key),
        noted.map(({ key }) => key),
      );
      await successor.close();
      await zombie.close();
    },
  );

  test(
    'a record supersedes the one with its key, and the newest one stays',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, participant } = await fixture(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      await writer.publish([record(lane, 'a', 'a full'), record(lane, 'b', 'b full')]);
      await writer.publish([record(lane, 'a', 'a stripped')]);
      const read = await collect(bus.readRange(lane));
      // A broker compacts when it likes: an older form may still be there, but never after the newer one.
      const newest = new Map(read.map((one) => [one.key, text(one)]));
      assert.deepEqual([...newest].sort(), [
        ['a', 'a stripped'],
        ['b', 'b full'],
      ]);
      assert.equal(read.at(-1)?.key, 'a');
    },
  );
}

function ranges(subject: BusUnderTest): void {
  test(
    'a range ends where the lane ended when its first record was asked for',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, participant } = await fixture(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      await writer.publish([record(lane, 'a'), record(lane, 'b')]);
      let end: bigint | undefined;
      const range = bus.readRange(lane, { onEnd: (next) => (end = next) })[Symbol.asyncIterator]();
      const first = await range.next();
      await writer.publish([record(lane, 'after')]);
      const keys = [(first.value as BusRecord).key];
      for (let step = await range.next(); step.done !== true; step = await range.next())
        keys.push(step.value.key);
      assert.deepEqual(keys, ['a', 'b']);
      assert.ok(end !== undefined && end >= 2n);
      assert.deepEqual(
        (await collect(bus.readRange(lane, { from: end }))).map(({ key }) => key),
        ['after'],
      );
      assert.deepEqual(
        (await collect(bus.readRange(lane, { from: 1n }))).map(({ key }) => key),
        ['b', 'after'],
      );
    },
  );

  test(
    'an empty lane, and one that holds commit markers only, end at once',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, topic, participant } = await fixture(t, subject);
      assert.equal(await bus.endOffset(lane), 0n);
      assert.deepEqual(await collect(bus.readRange(lane)), []);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      // A publication that fails after its first records leaves markers on Kafka, and nothing that a reader is given.
      await assert.rejects(
        writer.publish([record(lane, 'a'), record({ topic: `${topic}.absent`, lane: 0 }, 'b')]),
        failsAs('permanent'),
      );
      assert.deepEqual(await collect(bus.readRange(lane)), []);
      await writer.publish([record(lane, 'c')]);
      let end = -1n;
      const read = await collect(bus.readRange(lane, { onEnd: (next) => (end = next) }));
      assert.deepEqual(
        read.map(({ key }) => key),
        ['c'],
      );
      assert.equal(end, await bus.endOffset(lane));
      assert.deepEqual(await collect(bus.readRange(lane, { from: end })), []);
    },
  );

  test('a lane that does not exist has no end and no records', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, topic } = await fixture(t, subject);
    for (const lane of [
      { topic: `${topic}.absent`, lane: 0 },
      { topic, lane: 7 },
    ]) {
      assert.equal(await bus.endOffset(lane), null);
      assert.deepEqual(await collect(bus.readRange(lane)), []);
    }
  });

  test('many lanes are read by one call, each to its own end', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, topic, participant } = await fixture(t, subject, 3);
    const other = `${topic}b`;
    await bus.createTopics([{ topic: other, lanes: 1 }]);
    const writer = await bus.openWriter(participant);
    t.after(() => writer.close());
    for (let index = 0; index < 20; index++) {
      await writer.publish([
        record({ topic, lane: index % 2 }, `k${index}`),
        record({ topic: other, lane: 0 }, `o${index}`),
      ]);
    }
    const ends = new Map<string, bigint>();
    const lanes: Lane[] = [0, 1, 2].map((lane) => ({ topic, lane }));
    const all = await collect(
      bus.readRanges([...lanes, { topic: other, lane: 0, from: 10n }], (lane, next) =>
        ends.set(`${lane.topic}/${lane.lane}`, next),
      ),
    );
    const keysOf = (wanted: string, lane: number): string[] =>
      all.filter((one) => one.topic === wanted && one.lane === lane).map(({ key }) => key);
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    assert.deepEqual(
      keysOf(topic, 0),
      numbers.filter((n) => n % 2 === 0).map((n) => `k${n}`),
    );
    assert.deepEqual(
      keysOf(topic, 1),
      numbers.filter((n) => n % 2 === 1).map((n) => `k${n}`),
    );
    assert.deepEqual(keysOf(topic, 2), []);
    assert.ok(all.filter((one) => one.topic === other).every(({ offset }) => offset >= 10n));
    assert.equal(keysOf(other, 0).at(-1), 'o19');
    assert.equal(ends.size, 4);
  });

  test('topics are listed with their lanes and made only once', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, topic } = await fixture(t, subject, 2);
    await bus.createTopics([{ topic, lanes: 5 }]);
    assert.deepEqual(
      (await bus.listTopics()).filter((one) => one.topic === topic),
      [{ topic, lanes: 2 }],
    );
  });

  test('a probe answers within its limit', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus } = await fixture(t, subject);
    assert.equal(await bus.probe(5_000), true);
    const start = performance.now();
    await bus.probe(1);
    assert.ok(performance.now() - start < 1_000);
  });
}

function consuming(subject: BusUnderTest): void {
  test(
    'without a stored position a consumer begins at the beginning and goes on',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, topic, participant, group } = await fixture(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      await writer.publish([record(lane, 'a'), record(lane, 'b')]);
      const member = await join(t, bus, { group, topics: [topic] });
      await member.consumer.ready;
      await until('caught up', () => member.caughtUp.length === 1);
      assert.deepEqual(member.keys(), ['a', 'b']);
      await writer.publish([record(lane, 'c')]);
      await until('the next record', () => member.seen.length === 3);
      assert.deepEqual(member.keys(), ['a', 'b', 'c']);
      assert.deepEqual(member.caughtUp, [lane]);
      assert.ok(member.consumer.silentForMs() < 30_000);
    },
  );

  test('the stored position decides, not what the bus remembers', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, lane, topic, participant, group } = await fixture(t, subject);
    const writer = await bus.openWriter(participant);
    t.after(() => writer.close());
    for (const key of ['a', 'b', 'c']) await writer.publish([record(lane, key)]);
    const [, second] = await collect(bus.readRange(lane));
    const positions = new Map([[`${topic}/0`, second?.offset ?? -1n]]);
    const first = await join(t, bus, { group, topics: [topic] }, positions);
    await until('both records', () => first.seen.length === 2);
    assert.deepEqual(first.keys(), ['b', 'c']);
    await first.consumer.stop();
    // The group has consumed all; a database restored from a backup asks again.
    positions.set(`${topic}/0`, second?.offset ?? -1n);
    const again = await join(t, bus, { group, topics: [topic] }, positions);
    await until('both records again', () => again.seen.length === 2);
    assert.deepEqual(again.keys(), ['b', 'c']);
  });

  test(
    'a position that the bus does not have means the beginning, never the end',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, topic, participant, group } = await fixture(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      await writer.publish([record(lane, 'a'), record(lane, 'b')]);
      for (const [index, position] of [9_999n, -5n].entries()) {
        const positions = new Map([[`${topic}/0`, position]]);
        const member = await join(t, bus, { group: `${group}${index}`, topics: [topic] }, positions);
        await until(`all records from ${position}`, () => member.seen.length === 2);
        assert.deepEqual(member.keys(), ['a', 'b']);
        await member.consumer.stop();
      }
    },
  );

  test('a lane without records is caught up at once', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, lane, topic, group } = await fixture(t, subject);
    const member = await join(t, bus, { group, topics: [topic] });
    await until('caught up', () => member.caughtUp.length === 1);
    assert.deepEqual(member.caughtUp, [lane]);
  });

  test(
    'what was handled but not stored is delivered again after a crash',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, topic, participant, group } = await fixture(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      await writer.publish([record(lane, 'a')]);
      const handled: string[] = [];
      const crashed = await join(t, bus, {
        group,
        topics: [topic],
        onBatch: async (_lane, records) => void handled.push(...records.map(({ key }) => key)),
      });
      await until('the first delivery', () => handled.length > 0);
      await crashed.consumer.stop();
      const again = await join(t, bus, { group, topics: [topic] });
      await until('the second delivery', () => again.seen.length === 1);
      assert.deepEqual(again.keys(), ['a']);
    },
  );

  test(
    'a batch that fails comes again, and nothing after it before that',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, lane, topic, participant, group } = await fixture(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      await writer.publish([record(lane, 'a')]);
      const attempts: string[][] = [];
      const errors: BusError[] = [];
      const positions = new Map<string, bigint>();
      const member = await join(t, bus, {
        group,
        topics: [topic],
        startAt: async () => positions.get('next') ?? null,
        onError: (error) => errors.push(error),
        onBatch: async (_lane, records) => {
          attempts.push(records.map(({ key }) => key));
          if (attempts.length <= 2) throw new Error('the database is away');
          positions.set('next', (records.at(-1)?.offset ?? 0n) + 1n);
        },
      });
      await until('the first attempt', () => attempts.length > 0);
      await writer.publish([record(lane, 'b')]);
      await until('both are handled', () => attempts.slice(2).flat().length >= 2);
      assert.deepEqual(attempts[0], ['a']);
      // Every attempt begins with what failed; a later one may hold more.
      assert.ok(attempts.slice(0, 3).every(([first]) => first === 'a'));
      assert.deepEqual(attempts.slice(2).flat(), ['a', 'b']);
      assert.ok(errors.length >= 2 && errors.every(({ code }) => code === 'transient'));
      await member.consumer.stop();
    },
  );

  test('after stop nothing is delivered any more', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, lane, topic, participant, group } = await fixture(t, subject);
    const writer = await bus.openWriter(participant);
    t.after(() => writer.close());
    await writer.publish([record(lane, 'a')]);
    const positions = new Map<string, bigint>();
    const member = await join(t, bus, { group, topics: [topic] }, positions);
    await until('the first record', () => member.seen.length === 1);
    await member.consumer.stop();
    await member.consumer.stop();
    await writer.publish([record(lane, 'b')]);
    const successor = await join(t, bus, { group, topics: [topic] }, positions);
    await until('the next record', () => successor.seen.length === 1);
    assert.deepEqual(member.keys(), ['a']);
    assert.deepEqual(successor.keys(), ['b']);
  });
}

function groups(subject: BusUnderTest): void {
  test(
    'two members share the lanes, and one takes over what the other leaves',
    { timeout: TEST_LIMIT_MS },
    async (t) => {
      const { bus, topic, participant, group } = await fixture(t, subject, 4);
      const other = await openBusFor(t, subject);
      const writer = await bus.openWriter(participant);
      t.after(() => writer.close());
      const positions = new Map<string, bigint>();
      const order: BusRecord[] = [];
      const observe = (name: string) => {
        const lanes = new Set<number>();
        return {
          name,
          lanes,
          options: {
            group,
            topics: [topic],
            onBatch: async (lane: Lane, records: readonly BusRecord[], isOwned: () => boolean) => {
              if (!isOwned()) return;
              lanes.add(lane.lane);
              order.push(...records);
              positions.set(`${lane.topic}/${lane.lane}`, (records.at(-1)?.offset ?? 0n) + 1n);
            },
          },
        };
      };
      const one = observe('one');
      const two = observe('two');
      const first = await join(t, bus, one.options, positions);
      await first.consumer.ready;
      const second = await join(t, other, two.options, positions);
      await second.consumer.ready;
      let round = 0;
      const everyLane = async (): Promise<void> => {
        round++;
        await writer.publish([0, 1, 2, 3].map((lane) => record({ topic, lane }, `r${round}l${lane}`)));
      };
      const distinct = (): number => new Set(order.map(({ key }) => key)).size;
      await until('each member has lanes of its own', async () => {
        one.lanes.clear();
        two.lanes.clear();
        await everyLane();
        await until('the round is read', () => distinct() === round * 4);
        return one.lanes.size > 0 && two.lanes.size > 0;
      });
      assert.equal(new Set([...one.lanes, ...two.lanes]).size, 4);
      assert.equal(one.lanes.size + two.lanes.size, 4);

      await first.consumer.stop();
      two.lanes.clear();
      await everyLane();
      await until('the other member has read the round', () => distinct() === round * 4);
      await until('all lanes are with the other member', () => two.lanes.size === 4);
      // In order per lane, whoever read it: a key that comes again is the position that was not stored yet.
      for (const lane of [0, 1, 2, 3]) {
        const keys = [...new Set(order.filter((one) => one.lane === lane).map(({ key }) => key))];
        assert.deepEqual(
          keys,
          Array.from({ length: round }, (_, index) => `r${index + 1}l${lane}`),
        );
      }
    },
  );

  test('another group reads the same lane for itself', { timeout: TEST_LIMIT_MS }, async (t) => {
    const { bus, lane, topic, participant, group } = await fixture(t, subject);
    const writer = await bus.openWriter(participant);
    t.after(() => writer.close());
    const one = await join(t, bus, { group: `${group}a`, topics: [topic] });
    const two = await join(t, bus, { group: `${group}b`, topics: [topic] });
    await Promise.all([one.consumer.ready, two.consumer.ready]);
    await writer.publish([record(lane, 'a')]);
    await until('both have it', () => one.seen.length === 1 && two.seen.length === 1);
  });
}
