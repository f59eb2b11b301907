// What a receiver refuses at step 10 of opening: the checks that the sender of the message should have made.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { operations } from '../../../services/lib/contract/index.ts';
import { contentOfDraft, decide, judge } from '../../../services/lib/casework/index.ts';
import type {
  CaseMessage,
  JudgeInput,
  Judgement,
  MessageType,
} from '../../../services/lib/casework/index.ts';
import type { JsonObject, Metadata } from '../../../services/lib/protocol/types.ts';
import { type Changes, draftWith, inputFor, readyFor } from './command-support.ts';
import { at, goodHistory, message, NOW, STREAM } from './support.ts';

/** The message that a good command makes, as the other side judges it. */
function judged(
  type: MessageType,
  changes: Changes = {},
  input: Partial<JudgeInput> = {},
  own: JsonObject = {},
): Judgement {
  const command = inputFor(type, changes);
  const decision = decide(command);
  assert.ok(decision.ok);
  const history = changes.history ?? readyFor(type);
  const side = command.referral.direction === 'sent' ? 'sender' : 'receiver';
  const sequence = history.filter((item) => item.side === side).length + 1;
  const metadata = { ...decision.metadata, ...own } as Metadata;
  const candidate: CaseMessage = { side, stream: STREAM[side], sequence, order: sequence, metadata };
  const draft = inputFor('referral.submitted').referral.draft;
  return judge({
    messages: [...history, candidate],
    index: history.length,
    payload: decision.payload,
    submitted: draft === null ? null : contentOfDraft(draft),
    to: side === 'sender' ? 'al' : 'xk',
    envelopeTime: NOW,
    basis: true,
    ...input,
  });
}

const codeOf = (judgement: Judgement): string => (judgement.ok ? 'ok' : judgement.code);

suite('what a good gateway sends is taken', () => {
  for (const { type } of operations)
    test(type, () => {
      assert.equal(codeOf(judged(type)), 'ok');
    });
});

suite('what a good gateway would not send is refused', () => {
  const payloadOf = (draft: JsonObject): Partial<JudgeInput> => ({ payload: contentOfDraft(draft) });
  const wrong: readonly [string, string, () => Judgement][] = [
    [
      'a role that the operation does not have',
      'guard',
      () => judged('referral.submitted', {}, {}, { role: 'case-worker' }),
    ],
    ['no transfer basis', 'guard', () => judged('referral.submitted', {}, { basis: false })],
    [
      'no transfer basis for what is not personal',
      'ok',
      () => judged('enquiry.capacity', {}, { basis: false }),
    ],
    [
      'an agreement that names somebody else',
      'guard',
      () =>
        judged(
          'referral.submitted',
          {},
          payloadOf(
            draftWith({
              basis: {
                kind: 'agreement',
                by: 'person',
                on: '2026-11-20',
                receiver: 'rs',
                purposes: ['health-care'],
              },
            }),
          ),
        ),
    ],
    [
      'we must not learn of the person',
      'guard',
      () => judged('referral.submitted', {}, payloadOf(draftWith({ doNotContact: ['al'] }))),
    ],
    [
      'a child without guardian',
      'guard',
      () =>
        judged(
          'referral.submitted',
          {},
          payloadOf(
            draftWith(
              { basis: { kind: 'vital-interest', on: '2026-11-20', authoriser: 'a' } },
              { guardian: 'none' },
            ),
          ),
        ),
    ],
    ['a member of another tier', 'guard', () => judged('referral.disclosed', {}, {}, { tier: 't3' })],
    [
      'a person who was not referred',
      'guard',
      () => judged('referral.disclosed', {}, { submitted: { persons: [] } }),
    ],
    ['nothing to check it against', 'ok', () => judged('referral.disclosed', {}, { submitted: null })],
    ['stripped content', 'ok', () => judged('referral.disclosed', {}, { payload: null })],
    [
      'an answer to nothing',
      'guard',
      () => judged('referral.acknowledged', {}, {}, { answers: { stream: STREAM.sender, sequence: 99 } }),
    ],
    [
      'an answer to another type',
      'guard',
      () => judged('referral.acknowledged', {}, {}, { answers: { stream: STREAM.sender, sequence: 1 } }),
    ],
    [
      'an answer to its own side',
      'guard',
      () => judged('referral.acknowledged', {}, {}, { answers: { stream: STREAM.receiver, sequence: 2 } }),
    ],
    [
      'an answer where there is none to give',
      'guard',
      () => judged('referral.submitted', {}, {}, { answers: { stream: STREAM.receiver, sequence: 1 } }),
    ],
  ];
  for (const [story, code, run] of wrong)
    test(story, () => {
      assert.equal(codeOf(run()), code);
    });
});

test('a message from the wrong side is refused by the guard, one out of place by the transition', () => {
  const history = goodHistory();
  const judgeNext = (next: CaseMessage): string =>
    codeOf(
      judge({
        messages: [...history, next],
        index: history.length,
        payload: null,
        submitted: null,
        to: 'al',
        envelopeTime: NOW,
        basis: true,
      }),
    );
  assert.equal(judgeNext(message('sender', 7, 'referral.accepted', at('receiver', 5))), 'guard');
  assert.equal(judgeNext(message('receiver', 7, 'referral.submitted')), 'guard');
  assert.equal(judgeNext(message('sender', 7, 'referral.submitted')), 'transition');
  assert.equal(
    judgeNext(message('receiver', 7, 'referral.declined', at('sender', 3), { reasons: ['x'] })),
    'transition',
  );
});

test('codes that this version does not know are never a reason to refuse', () => {
  const unknown = draftWith(
    {
      stage: 'on-the-moon',
      basis: { kind: 'agreement', by: 'person', on: '2026-11-20', receiver: 'al', purposes: ['moon'] },
    },
    { ageBand: 'not-yet-a-band', sex: 'not-yet-a-code', needs: ['moon'] },
  );
  assert.equal(codeOf(judged('referral.submitted', {}, { payload: contentOfDraft(unknown) })), 'ok');
  assert.equal(codeOf(judged('referral.declined', {}, {}, { reasons: ['not-yet-a-reason'] })), 'ok');
});

test('a repeated message is judged as the first time', () => {
  const history = goodHistory().slice(0, 7);
  const repeated = message('receiver', 4, 'referral.acknowledged', at('sender', 3));
  const input = { payload: {}, submitted: null, to: 'xk', envelopeTime: NOW, basis: true };
  assert.equal(codeOf(judge({ ...input, messages: [...history, repeated], index: history.length })), 'ok');
});

test('whatever stands in a message, judging it gives an answer', () => {
  const anyJson = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonObject>;
  const member = fc.constantFrom(
    'persons',
    'basis',
    'doNotContact',
    'period',
    'reasons',
    'answer',
    'tier',
    'conditions',
    'guardian',
    'role',
    '__proto__',
  );
  const object = fc.dictionary(member, anyJson, { noNullPrototype: true });
  const kind = fc.constantFrom(...operations.map((operation) => operation.type));
  fc.assert(
    fc.property(kind, object, object, fc.string(), (type, metadata, payload, envelopeTime) => {
      const history = readyFor(type);
      const side = operations.find((operation) => operation.type === type)?.side ?? 'sender';
      const next = message(
        side,
        90,
        type,
        type === 'referral.disclosed' ? at('receiver', 5) : undefined,
        metadata,
      );
      const result = judge({
        messages: [...history, next],
        index: history.length,
        payload,
        submitted: payload,
        to: 'al',
        envelopeTime,
        basis: true,
      });
      assert.ok(result.ok || result.code === 'guard' || result.code === 'transition');
    }),
    { numRuns: 500 },
  );
});
