// Whatever two gateways send, and however it reaches a reader, all three readers compute the same state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold, TERMINAL_STATES } from '../../../services/lib/casework/index.ts';
import type { CaseMessage, Fold } from '../../../services/lib/casework/index.ts';
import { play, viewOf } from './support.ts';

const choices = fc.array(fc.nat({ max: 4095 }), { maxLength: 80, size: 'max' });
const hostility = fc.boolean();

function nameOf(messages: readonly CaseMessage[], index: number | undefined): string {
  const item = index === undefined ? undefined : messages[index];
  return `${item?.side} ${item?.sequence}`;
}

/** The result in terms of messages instead of indexes. */
function described(messages: readonly CaseMessage[], result: Fold): object {
  return {
    state: result.state,
    applied: result.applied.map((index) => nameOf(messages, index)),
    rejected: result.rejected.map(({ index, code }) => `${nameOf(messages, index)} ${code}`).sort(),
    refused: result.refused.map((index) => nameOf(messages, index)).sort(),
    waiting: result.waiting.map((index) => nameOf(messages, index)).sort(),
    delivered: result.delivered.map((index) => nameOf(messages, index)).sort(),
    positions: result.positions,
  };
}

test('sender, receiver and auditor compute the same', () => {
  fc.assert(
    fc.property(choices, hostility, (steps, hostile) => {
      const network = play(steps, hostile);
      const bySender = viewOf(network, 'sender');
      const byReceiver = viewOf(network, 'receiver');
      assert.deepEqual(described(byReceiver, fold(byReceiver)), described(bySender, fold(bySender)));
    }),
    { numRuns: 400 },
  );
});

test('duplicates and any order of arrival change nothing', () => {
  const history = choices.chain((steps) => {
    const all = viewOf(play(steps, steps.length % 2 === 0), 'sender');
    const shuffled = fc.shuffledSubarray([...all, ...all], { minLength: all.length });
    return fc.tuple(fc.constant(all), shuffled);
  });
  fc.assert(
    fc.property(history, ([all, shuffled]) => {
      const missing = all.filter((item) => !shuffled.includes(item));
      const messages = [...shuffled, ...missing];
      assert.deepEqual(described(messages, fold(messages)), described(all, fold(all)));
    }),
    { numRuns: 400 },
  );
});

test('between honest gateways every message is delivered or refused, and none is left without a place', () => {
  fc.assert(
    fc.property(choices, (steps) => {
      const all = viewOf(play(steps, false), 'sender');
      const result = fold(all);
      assert.deepEqual(result.rejected, []);
      assert.deepEqual(result.waiting, []);
      assert.equal(result.applied.length + result.refused.length, all.length);
    }),
    { numRuns: 400 },
  );
});

test('a delivered message keeps its place, whatever comes later', () => {
  fc.assert(
    fc.property(choices, (steps) => {
      const all = viewOf(play(steps, false), 'sender');
      const result = fold(all);
      const applied = new Set(result.applied);
      assert.ok(result.delivered.every((index) => applied.has(index)));
    }),
    { numRuns: 400 },
  );
});

test('a terminal state is left by nothing', () => {
  fc.assert(
    fc.property(choices, choices, (first, more) => {
      const before = fold(viewOf(play(first, false), 'sender')).state;
      const after = fold(
        viewOf(
          play([...first, ...Array<number>(60).fill(4), ...Array<number>(60).fill(5), ...more], false),
          'sender',
        ),
      ).state;
      if (TERMINAL_STATES.has(before)) assert.equal(after, before);
    }),
    { numRuns: 400 },
  );
});

test('any subset of any messages folds without an exception, and every message is accounted for once', () => {
  const part = fc
    .tuple(choices, fc.nat())
    .chain(([steps]) => fc.shuffledSubarray(viewOf(play(steps, true), 'receiver')));
  fc.assert(
    fc.property(part, (messages) => {
      const result = fold(messages);
      const named = [
        ...result.applied,
        ...result.rejected.map(({ index }) => index),
        ...result.refused,
        ...result.waiting,
      ];
      assert.equal(new Set(named).size, named.length);
      assert.equal(named.length, messages.length);
    }),
    { numRuns: 400 },
  );
});

test('a message counts the same before and after it is sealed', () => {
  fc.assert(
    fc.property(choices, (steps) => {
      const network = play(steps, false);
      const last = network.sent.sender.at(-1);
      if (last === undefined) return;
      const all = [...network.sent.sender, ...network.sent.receiver].filter(
        (item) =>
          item === last || item.side === 'sender' || item.metadata.answers?.sequence !== last.sequence,
      );
      const unsealed = all.map((item) => (item === last ? { ...item, stream: null, sequence: null } : item));
      assert.equal(fold(unsealed).state, fold(all).state);
    }),
  );
});
