// Two messages that know nothing of each other: the order in which both count, else the sender's first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose } from '../../../services/lib/casework/choose.ts';
import type { ReferralState } from '../../../services/lib/casework/index.ts';

type Moves = Readonly<Record<string, Partial<Record<ReferralState, ReferralState>>>>;

/** `recall` stands for a withdrawal: possible from every state before an end, and nothing follows it. */
const moves: Moves = {
  recall: { acknowledged: 'declined', accepted: 'declined' },
  accept: { acknowledged: 'accepted' },
  refuse: { acknowledged: 'accepted-conditionally' },
  expire: { acknowledged: 'expired' },
  note: { acknowledged: 'acknowledged' },
};

const rules = {
  move: (state: ReferralState, type: string): ReferralState | null => moves[type]?.[state] ?? null,
  same: (one: ReferralState, other: ReferralState): boolean => one === other,
  yields: (type: string): boolean => type === 'expire',
};

const choice = (first: string, second: string): string | undefined =>
  choose('acknowledged', [first, second], rules)?.head;

test('an acceptance that races a withdrawal counts before it, whoever sends which', () => {
  assert.equal(choice('recall', 'accept'), 'accept');
  assert.equal(choice('accept', 'recall'), 'accept');
});

test('what moves no state goes first', () => {
  assert.equal(choice('recall', 'note'), 'note');
  assert.equal(choice('note', 'recall'), 'note');
});

test('of two that exclude each other the first candidate counts', () => {
  assert.equal(choice('accept', 'refuse'), 'accept');
  assert.equal(choice('refuse', 'accept'), 'refuse');
});

test('what gives way lets the other one count, whoever sends which', () => {
  assert.equal(choice('expire', 'accept'), 'accept');
  assert.equal(choice('accept', 'expire'), 'accept');
  assert.equal(choice('expire', 'unknown'), 'expire');
});

test('one without a place leaves the other, and two leave none', () => {
  assert.equal(choice('unknown', 'accept'), 'accept');
  assert.equal(choice('unknown', 'other'), undefined);
});
