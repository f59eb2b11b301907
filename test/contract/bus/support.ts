/**
 * What a bus under test must give the suite, and small helpers to watch a consumer.
 * Invariant: every test has topics, groups and participants of its own, so tests share one bus (house-style.md 16).
 */
import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import type {
  Bus,
  BusRecord,
  ConsumeOptions,
  Consumer,
  Lane,
  OutgoingRecord,
} from '../../../services/lib/platform/bus/index.ts';

export interface BusUnderTest {
  /** A client of its own, as another process would have; closed by the test that opened it. */
  open(): Promise<Bus>;
  /** Takes the bus away and brings it back with its data; the serial suite alone calls it. */
  interrupt?: { away(): Promise<void>; back(): Promise<void> };
}

export interface Fixture {
  readonly bus: Bus;
  readonly topic: string;
  readonly lane: Lane;
  readonly participant: string;
  readonly group: string;
}

export async function openBusFor(t: TestContext, subject: BusUnderTest): Promise<Bus> {
  const bus = await subject.open();
  t.after(() => bus.close());
  return bus;
}

export async function fixture(t: TestContext, subject: BusUnderTest, lanes = 1): Promise<Fixture> {
  const bus = await openBusFor(t, subject);
  const own = randomBytes(4).toString('hex');
  const topic = `trm.al.t${own}`;
  await bus.createTopics([{ topic, lanes }]);
  return { bus, topic, lane: { topic, lane: 0 }, participant: `p${own}`, group: `g${own}` };
}

export function record(
  lane: Lane,
  key: string,
  value: string | Uint8Array = `value of ${key}`,
): OutgoingRecord {
  return { ...lane, key, value: typeof value === 'string' ? new TextEncoder().encode(value) : value };
}

export function text(record: BusRecord): string {
  return new TextDecoder().decode(record.value);
}

export async function collect(range: AsyncIterable<BusRecord>): Promise<BusRecord[]> {
  const all: BusRecord[] = [];
  for await (const one of range) all.push(one);
  return all;
}

const LIMIT_MS = 45_000;

/** Waits for a condition; the test fails when it does not come. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = LIMIT_MS,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface Member {
  readonly consumer: Consumer;
  readonly seen: BusRecord[];
  readonly caughtUp: Lane[];
  readonly keys: () => string[];
}

/** A consumer that stores its positions in `positions`, as a participant's database would, and notes what it saw. */
export async function join(
  t: TestContext,
  bus: Bus,
  options: { group: string; topics: readonly string[] } & Partial<ConsumeOptions>,
  positions = new Map<string, bigint>(),
): Promise<Member> {
  const seen: BusRecord[] = [];
  const caughtUp: Lane[] = [];
  const consumer = await bus.consume({
    startAt: async ({ topic, lane }) => positions.get(`${topic}/${lane}`) ?? null,
    onBatch: async ({ topic, lane }, records) => {
      seen.push(...records);
      const last = records.at(-1);
      if (last) positions.set(`${topic}/${lane}`, last.offset + 1n);
    },
    onCaughtUp: (lane) => caughtUp.push(lane),
    ...options,
  });
  t.after(() => consumer.stop());
  return { consumer, seen, caughtUp, keys: () => seen.map(({ key }) => key) };
}
