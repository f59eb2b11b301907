/** Scenario 7: what a bus operator can do to stored records, alone or all at once, is named for what it is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ordinaryHistory, parts, roots, valueOf, type History, type Written } from './history.ts';

function record(history: History, stream: string, sequence: number): Written {
  const found = history.written.find((written) => written.stream === stream && written.sequence === sequence);
  assert.ok(found);
  return found;
}

/** Two neighbouring rows of a lane change places, keys and all. */
function swapRows(history: History, one: Written, other: Written): void {
  const first = history.at(one);
  const second = history.at(other);
  const kept = { key: first.key, value: first.value };
  first.key = second.key;
  first.value = second.value;
  second.key = kept.key;
  second.value = kept.value;
}

function swapPayloads(history: History, one: Written, other: Written): void {
  const first = parts(history.at(one).value);
  const second = parts(history.at(other).value);
  history.at(one).value = valueOf({ ...first, payload: second.payload });
  history.at(other).value = valueOf({ ...second, payload: first.payload });
}

test('dropped, replayed, reordered, swapped and hidden: all five are named', async () => {
  const history = ordinaryHistory();
  const hidden = history.heartbeat('al', 'xk');
  history.heartbeat('xk', 'al');
  const dropped = record(history, 'trm.al.rs/0/1', 3);
  const replayed = record(history, 'trm.rs.al/0/1', 1);
  const earlier = record(history, 'trm.rs.al/0/1', 4);
  const later = record(history, 'trm.rs.al/0/1', 5);
  const one = record(history, 'trm.xk.al/0/1', 1);
  const other = record(history, 'trm.xk.al/0/1', 2);

  history.remove(dropped);
  const { key, value } = history.at(replayed);
  history.store(replayed.topic, 0, key, value);
  swapRows(history, earlier, later);
  swapPayloads(history, one, other);
  history.remove(hidden);

  const report = await history.audit();
  assert.deepEqual(
    roots(report).map(({ code, stream, sequence }) => [code, stream, sequence]),
    [
      ['gap', dropped.stream, dropped.sequence],
      ['withheld', hidden.stream, hidden.sequence],
      ['ring-digest', one.stream, one.sequence],
      ['ring-digest', other.stream, other.sequence],
    ],
  );
  assert.deepEqual(
    report.notes.map(({ code, stream, sequence }) => [code, stream, sequence]),
    [
      ['repeated', replayed.stream, replayed.sequence],
      ['out-of-order', earlier.stream, earlier.sequence],
    ],
  );
});

test('whatever is removed from the bus, every root is a position that was removed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 100 }), { minLength: 1, maxLength: 5 }), async (picked) => {
      const history = ordinaryHistory();
      const removed = new Map<string, Written>();
      for (const index of picked) {
        const written = history.written[index % history.written.length];
        assert.ok(written);
        removed.set(`${written.stream} ${written.sequence}`, written);
      }
      for (const written of removed.values()) history.remove(written);
      const report = await history.audit();
      for (const root of roots(report)) {
        assert.ok(
          removed.has(`${root.stream} ${root.sequence}`),
          JSON.stringify([root, [...removed.keys()]]),
        );
      }
      // What nobody has signed for since cannot be missed by anyone who reads the bus alone: the last of a stream.
      const named = new Set(roots(report).map(({ stream, sequence }) => `${stream} ${sequence}`));
      for (const written of removed.values()) {
        const isTail = ![...history.written].some(
          (later) =>
            later.stream === written.stream &&
            later.sequence > written.sequence &&
            !removed.has(`${later.stream} ${later.sequence}`),
        );
        assert.ok(
          isTail || named.has(`${written.stream} ${written.sequence}`),
          `${written.stream} ${written.sequence} is not named`,
        );
      }
    }),
    { numRuns: 60 },
  );
});

test('whatever order the rows stand in, nothing is at fault', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
      const history = ordinaryHistory();
      const next = numbers[Symbol.iterator]();
      for (const stored of history.lanes.values()) {
        const shuffled = stored
          .map(({ key, value }) => ({ key, value, rank: Number(next.next().value) }))
          .sort((left, right) => left.rank - right.rank);
        for (const [at, { key, value }] of shuffled.entries())
          Object.assign(stored[at] ?? {}, { key, value });
      }
      const report = await history.audit();
      assert.deepEqual(report.faults, []);
      assert.deepEqual(
        [...new Set(report.notes.map(({ code }) => code))].filter((code) => code !== 'out-of-order'),
        [],
      );
    }),
    { numRuns: 40 },
  );
});

test('replays of any records change nothing but the notes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 6 }), async (picked) => {
      const history = ordinaryHistory();
      for (const index of picked) {
        const written = history.written[index % history.written.length];
        assert.ok(written);
        const { key, value } = history.at(written);
        history.store(written.topic, written.lane, key, value);
      }
      const report = await history.audit();
      assert.deepEqual(report.faults, []);
      assert.deepEqual([...new Set(report.notes.map(({ code }) => code))], ['repeated']);
    }),
    { numRuns: 30 },
  );
});
