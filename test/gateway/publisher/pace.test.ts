/**
 * The pace decides what an outsider sees of a stream: under `constant` exactly one record per slot, whatever waits.
 * protocol.md 3 (Pace).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Pace } from '../../../services/gateway/publisher/pace.ts';

const SLOT_MS = 300_000;
const STREAM = 'trm.al.rs/0/1';

/** Looks at the stream every `stepMs` as the publisher does; gives the moments at which it sealed. */
function sealedAt(
  pace: Pace,
  startMs: number,
  slots: number,
  stepMs: number,
  restartEvery = Infinity,
  make?: () => Pace,
): number[] {
  const moments: number[] = [];
  let lastMs = startMs;
  let current = pace;
  let looks = 0;
  for (let now = startMs; now < startMs + slots * SLOT_MS; now += stepMs) {
    looks += 1;
    if (make !== undefined && looks % restartEvery === 0) current = make();
    const due = current.due(STREAM, { lastMs }, now);
    if (!due.heartbeat) continue;
    assert.equal(due.messages, 1, 'a slot carries one record, message or heartbeat');
    moments.push(now);
    lastMs = now;
  }
  return moments;
}

void test('constant: one record in each slot, at a moment that is drawn anew', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 * SLOT_MS }),
      fc.integer({ min: 500, max: 20_000 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.9, noNaN: true })),
      (offset, stepMs, random) => {
        const start = 1_700_000_000_000 - (1_700_000_000_000 % SLOT_MS) + offset - (offset % SLOT_MS);
        const draw = (): number => (random.next() as { value: number }).value;
        const moments = sealedAt(new Pace('constant', SLOT_MS, 50, draw), start, 12, stepMs);
        const slots = moments.map((moment) => Math.floor(moment / SLOT_MS));
        assert.equal(new Set(slots).size, slots.length, 'never two records in one slot');
        // The slot in which the stream last spoke is the first one: it stays silent for its rest.
        assert.equal(slots.length, 11);
      },
    ),
    { numRuns: 100 },
  );
});

void test('constant: a process that restarts in mid-slot does not speak twice in it', () => {
  const make = (): Pace => new Pace('constant', SLOT_MS, 50, Math.random);
  const start = 1_700_000_000_000 - (1_700_000_000_000 % SLOT_MS);
  const moments = sealedAt(make(), start, 40, 1_000, 7, make);
  const slots = moments.map((moment) => Math.floor(moment / SLOT_MS));
  assert.equal(new Set(slots).size, slots.length);
});

void test('constant: what waits changes nothing', () => {
  const pace = new Pace('constant', SLOT_MS, 50, () => 0.5);
  const start = 1_700_000_000_000 - (1_700_000_000_000 % SLOT_MS);
  const early = pace.due(STREAM, { lastMs: start - 1 }, start + SLOT_MS / 4);
  assert.deepEqual(early, { messages: 0, heartbeat: false, nextMs: start + SLOT_MS / 2 });
});

void test('immediate: messages at once, a heartbeat only after an empty slot', () => {
  const pace = new Pace('immediate', SLOT_MS, 50, Math.random);
  assert.deepEqual(pace.due(STREAM, { lastMs: 1_000 }, 2_000), {
    messages: 50,
    heartbeat: false,
    nextMs: 1_000 + SLOT_MS,
  });
  assert.equal(pace.due(STREAM, { lastMs: 1_000 }, 1_000 + SLOT_MS).heartbeat, true);
});
