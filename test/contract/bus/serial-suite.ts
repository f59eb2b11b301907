/**
 * The part of the bus contract that takes the bus away: the same tests against every adapter, each alone.
 * Faults come in pairs (house-style.md 17): failed, and failed but done.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BusError, type BusWriter, type OutgoingRecord } from '../../../services/lib/platform/bus/index.ts';
import { collect, fixture, join, record, until, type BusUnderTest, type Fixture } from './support.ts';

const TEST_LIMIT_MS = 180_000;

export interface Interruption {
  away(): Promise<void>;
  back(): Promise<void>;
}

export function busAwayContract(
  name: string,
  subject: BusUnderTest,
  interruption: Interruption,
  skip: string | false = false,
): void {
  describe(`bus away and back: ${name}`, { timeout: 4 * TEST_LIMIT_MS, skip }, () => {
    test('a probe tells within its limit that the bus is away', { timeout: TEST_LIMIT_MS }, async (t) => {
      const { bus } = await fixture(t, subject);
      assert.equal(await bus.probe(5_000), true);
      await interruption.away();
      const start = performance.now();
      assert.equal(await bus.probe(2_000), false);
      assert.ok(performance.now() - start < 3_000);
      await interruption.back();
      await until('the probe sees the bus', () => bus.probe(2_000));
    });

    test(
      'what could not be published goes once the bus is back, and a consumer goes on by itself',
      { timeout: TEST_LIMIT_MS },
      async (t) => {
        const own = await fixture(t, subject);
        const { bus, lane, topic, group, participant } = own;
        const errors: BusError[] = [];
        const member = await join(t, bus, { group, topics: [topic], onError: (error) => errors.push(error) });
        const writer = await bus.openWriter(participant);
        await writer.publish([record(lane, 'before')]);
        await until('the first record', () => member.seen.length === 1);

        await interruption.away();
        await assert.rejects(
          writer.publish([record(lane, 'during')]),
          (error) => error instanceof BusError && error.code === 'transient',
        );
        // Nobody knows what was written, so the writer says so until another one has looked.
        await assert.rejects(
          writer.publish([record(lane, 'again')]),
          (error) => error instanceof BusError && error.code === 'transient',
        );
        await writer.close();
        await until('the consumer has noticed', () => errors.length > 0);
        await interruption.back();

        const next = await reopened(own);
        t.after(() => next.close());
        const there = new Set((await collect(bus.readRange(lane))).map(({ key }) => key));
        await publishMissing(next, there, [record(lane, 'during'), record(lane, 'after')]);
        await until('everything is delivered', () => new Set(member.keys()).size === 3);
        assert.deepEqual([...new Set(member.keys())], ['before', 'during', 'after']);
        assert.ok(errors.every(({ code }) => code !== 'fenced'));
        assert.deepEqual(
          (await collect(bus.readRange(lane))).map(({ key }) => key),
          ['before', 'during', 'after'],
        );
      },
    );

    test(
      'a writer from before stays fenced after the bus was away',
      { timeout: TEST_LIMIT_MS },
      async (t) => {
        const own = await fixture(t, subject);
        const zombie = await own.bus.openWriter(own.participant);
        await zombie.publish([record(own.lane, 'a')]);
        const successor = await own.bus.openWriter(own.participant);
        await successor.publish([record(own.lane, 'b')]);
        await successor.close();
        await interruption.away();
        await interruption.back();
        await until('the bus is back', () => own.bus.probe(2_000));
        await assert.rejects(
          zombie.publish([record(own.lane, 'late')]),
          (error) => error instanceof BusError && error.code !== 'permanent',
        );
        await assert.rejects(zombie.publish([record(own.lane, 'later')]), BusError);
        assert.deepEqual(
          (await collect(own.bus.readRange(own.lane))).map(({ key }) => key),
          ['a', 'b'],
        );
        await zombie.close();
      },
    );
  });
}

async function reopened({ bus, participant }: Fixture): Promise<BusWriter> {
  let writer: BusWriter | undefined;
  await until('a writer can be opened', async () => {
    try {
      writer = await bus.openWriter(participant);
    } catch (error) {
      assert.ok(error instanceof BusError && error.code === 'transient', String(error));
    }
    return writer !== undefined;
  });
  if (!writer) throw new Error('no writer');
  return writer;
}

async function publishMissing(
  writer: BusWriter,
  there: ReadonlySet<string>,
  records: readonly OutgoingRecord[],
): Promise<void> {
  await writer.publish(records.filter(({ key }) => !there.has(key)));
}
