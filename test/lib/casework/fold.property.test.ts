// Whatever two gateways send, hostile ones too, and however it reaches a reader, all readers compute the same.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { fold, type CaseMessage, type Fold } from '../../../services/lib/casework/index.ts';
import { type Network, play, Random } from './histories.ts';

const SEED = Number(process.env['TRM_SEED'] ?? randomInt(2 ** 31));
const RUNS = 500;

function nameOf(messages: readonly CaseMessage[], index: number): string {
  const item = messages[index];
  return `${item?.side} ${item?.sequence}`;
}

/** The result in terms of messages instead of indexes. */
function described(messages: readonly CaseMessage[], result: Fold): object {
  const named = (indexes: readonly number[]): string[] => indexes.map((index) => nameOf(messages, index));
  return {
    state: result.state,
    held: result.held,
    applied: named(result.applied),
    rejected: result.rejected.map(({ index, code }) => `${nameOf(messages, index)} ${code}`).sort(),
    refused: named(result.refused).sort(),
    waiting: named(result.waiting).sort(),
    delivered: named(result.delivered).sort(),
    positions: result.positions,
  };
}

function forEachHistory(check: (network: Network, random: Random) => void): void {
  for (let number = 0; number < RUNS; number += 1) {
    const random = new Random(SEED + number * 7919);
    check(play(random, { hostile: number % 4 !== 0 }), random);
  }
}

test(`sender, receiver and auditor compute the same of hostile histories too (TRM_SEED=${SEED})`, () => {
  forEachHistory((network) => {
    const bySender = network.view('sender');
    const byReceiver = network.view('receiver');
    assert.deepEqual(described(byReceiver, fold(byReceiver)), described(bySender, fold(bySender)));
  });
});

test(`duplicates and any order of arrival change nothing (TRM_SEED=${SEED})`, () => {
  forEachHistory((network, random) => {
    const all = network.all();
    const messages = random.shuffled([...all, ...all.filter(() => random.chance(0.5))]);
    assert.deepEqual(described(messages, fold(messages)), described(all, fold(all)));
  });
});

test(`any subset folds without an exception, and every message is accounted for once (TRM_SEED=${SEED})`, () => {
  forEachHistory((network, random) => {
    const messages = random.shuffled(network.all().filter(() => random.chance(0.7)));
    const result = fold(messages);
    const named = [
      ...result.applied,
      ...result.rejected.map(({ index }) => index),
      ...result.refused,
      ...result.waiting,
    ];
    assert.equal(new Set(named).size, named.length);
    assert.equal(named.length, messages.length);
  });
});

test(`a message counts the same before and after it is sealed (TRM_SEED=${SEED})`, () => {
  forEachHistory((network) => {
    const last = network.sent.sender.at(-1);
    if (last === undefined) return;
    const all = network
      .all()
      .filter((item) => item.side === 'sender' || item.metadata.answers?.sequence !== last.sequence);
    const unsealed = all.map((item) => (item === last ? { ...item, stream: null, sequence: null } : item));
    assert.equal(fold(unsealed).state, fold(all).state);
  });
});
