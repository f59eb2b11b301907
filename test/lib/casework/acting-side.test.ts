// For which side somebody speaks inside one participant (decision 0011).
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type CaseMessage, type Side, actingSide } from '../../../services/lib/casework/index.ts';
import type { Metadata } from '../../../services/lib/protocol/types.ts';

const STREAM = 'trm.al.al/0/1';
const drafted = { drafter: 'drita', office: 'shelter' };
const either = { type: 'either.way', side: 'either' };

function said(side: Side, sequence: number, type: string, answers?: number): CaseMessage {
  const metadata: Metadata = {
    type,
    version: 1,
    drill: false,
    ...(answers === undefined ? {} : { answers: { stream: STREAM, sequence: answers } }),
  };
  return { side, stream: STREAM, sequence, order: sequence, metadata };
}

const SUBMITTED = said('sender', 1, 'referral.submitted');

function side(
  operation: { type: string; side: string },
  actor: { sub: string; office?: string | null },
  {
    messages = [SUBMITTED],
    delivered = true,
  }: { messages?: readonly CaseMessage[]; delivered?: boolean } = {},
): Side {
  const fold = { applied: messages.map((_, index) => index), delivered: delivered ? [0] : [] };
  return actingSide({ operation, messages, fold, drafted, actor });
}

test('an operation that has a side speaks for it, whoever gives it', () => {
  for (const own of ['sender', 'receiver'] as const)
    for (const actor of [{ sub: 'drita' }, { sub: 'fatos', office: 'shelter' }, { sub: 'x' }])
      assert.equal(side({ type: 'any', side: own }, actor), own);
});

suite('what either side may say', () => {
  const cases: readonly [string, { sub: string; office?: string | null }, boolean, Side][] = [
    ['who drafted', { sub: 'drita', office: null }, true, 'sender'],
    ['the office that drafted', { sub: 'other', office: 'shelter' }, true, 'sender'],
    ['another office', { sub: 'other', office: 'coordinator' }, true, 'receiver'],
    ['no office, delivered', { sub: 'focal', office: null }, true, 'receiver'],
    ['no office, not delivered', { sub: 'focal', office: null }, false, 'sender'],
    ['another office, not delivered', { sub: 'other', office: 'coordinator' }, false, 'sender'],
  ];
  for (const [who, actor, delivered, wanted] of cases)
    test(`${who}: ${wanted}`, () => assert.equal(side(either, actor, { delivered }), wanted));

  test('a referral that no office drafted belongs to none', () => {
    const input = { operation: either, messages: [SUBMITTED], fold: { applied: [0], delivered: [0] } };
    const actor = { sub: 'x', office: null };
    assert.equal(actingSide({ ...input, drafted: { drafter: 'drita', office: null }, actor }), 'receiver');
  });
});

test('who belongs to no office may say for which side; who belongs to one may not, nor change an answer', () => {
  const ask = (office: string | null, wanted: Side, operation = either): Side =>
    actingSide({
      operation,
      messages: [SUBMITTED],
      fold: { applied: [0], delivered: [0] },
      drafted,
      actor: { sub: 'lida', office },
      wanted,
    });
  assert.equal(ask(null, 'sender'), 'sender');
  assert.equal(ask(null, 'receiver'), 'receiver');
  assert.equal(ask('coordinator', 'sender'), 'receiver');
  assert.equal(ask('shelter', 'receiver'), 'sender');
  assert.equal(ask(null, 'sender', { type: 'referral.acknowledged', side: 'either' }), 'receiver');
  assert.equal(ask(null, 'sender', { type: 'referral.declined', side: 'receiver' }), 'receiver');
});

suite('an answer comes from the side that was asked', () => {
  // Any pair of types that the table lets answer each other will do.
  const answer = { type: 'referral.acknowledged', side: 'either' };
  const ask = 'referral.submitted';

  test('the drafter answers for the receiver what the sender asked', () => {
    assert.equal(side(answer, { sub: 'drita' }), 'receiver');
  });

  test('the newest that is still open decides', () => {
    const messages = [said('sender', 1, ask), said('receiver', 2, ask), said('sender', 3, answer.type, 2)];
    assert.equal(side(answer, { sub: 'focal' }, { messages }), 'receiver');
    assert.equal(side(answer, { sub: 'focal' }, { messages: messages.slice(0, 2) }), 'sender');
  });

  test('where all are answered, the newest of all', () => {
    const messages = [said('receiver', 1, ask), said('sender', 2, answer.type, 1)];
    assert.equal(side(answer, { sub: 'focal' }, { messages }), 'sender');
  });
});
