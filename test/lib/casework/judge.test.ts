// What a receiver refuses at step 10 of opening: the checks that the sender of the message should have made.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { operations } from '../../../services/lib/contract/index.ts';
import { contentOfDraft, decide, judge } from '../../../services/lib/casework/index.ts';
import type {
  CaseMessage,
  CaseRecord,
  Judgement,
  MessageType,
} from '../../../services/lib/casework/index.ts';
import type { JsonObject, Metadata } from '../../../services/lib/protocol/types.ts';
import { type Changes, draftWith, inputFor, readyTypes, recordsOf } from './command-support.ts';
import { Pair, type Step, SUBJECT } from './gateways.ts';
import { at, goodHistory, message, NOW, STREAM } from './support.ts';

const ACCEPTED: readonly Step[] = [
  [null, 'referral.submitted'],
  [null, 'referral.acknowledged'],
  [null, 'referral.accepted'],
];
const ASSESSED: readonly Step[] = [
  [
    'sender',
    'assessment.best-interests',
    {
      persons: [
        {
          subject: SUBJECT,
          decision: 'return-to-care',
          on: '2026-11-22',
          deciderKind: 'social-work',
          heard: true,
        },
      ],
    },
  ],
];

interface JudgeChanges {
  readonly basis?: boolean;
  readonly payload?: JsonObject | null;
  /** What was referred, as held here. */
  readonly submitted?: JsonObject | null;
}

/** The message that a good command makes, as the other side judges it. */
function judged(
  type: MessageType,
  changes: Changes = {},
  input: JudgeChanges = {},
  own: JsonObject = {},
): Judgement {
  const command = inputFor(type, changes);
  const decision = decide(command);
  assert.ok(decision.ok);
  const side = command.referral.direction === 'sent' ? 'sender' : 'receiver';
  const sequence = command.history.filter((item) => item.side === side).length + 1;
  const metadata = { ...decision.metadata, ...own } as Metadata;
  const payload = input.payload === undefined ? decision.payload : input.payload;
  const place = { side, stream: STREAM[side], sequence, order: sequence } as const;
  const history =
    input.submitted === undefined ? command.history : recordsOf(command.history, input.submitted);
  return judgeLast([...history, { ...place, metadata, payload, at: NOW }], input.basis);
}

/** Judges the last message; its author had read all of ours. */
function judgeLast(history: readonly CaseRecord[], basis = true): Judgement {
  const index = history.length - 1;
  const ours = history[index]?.side === 'sender' ? 'receiver' : 'sender';
  return judge({
    history,
    index,
    referral: { from: 'xk', to: 'al' },
    seen: { stream: STREAM[ours], sequence: Number.MAX_SAFE_INTEGER },
    basis,
  });
}

const codeOf = (judgement: Judgement): string => (judgement.ok ? 'ok' : judgement.code);

suite('what a good gateway sends is taken', () => {
  for (const type of readyTypes)
    test(type, () => {
      assert.equal(codeOf(judged(type)), 'ok');
    });
});

suite('what a good gateway would not send is refused', () => {
  const payloadOf = (draft: JsonObject): JudgeChanges => ({ payload: contentOfDraft(draft) });
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
      () =>
        judged(
          'referral.disclosed',
          {},
          { submitted: contentOfDraft(draftWith({}, { subject: '11111111-1111-4111-8111-111111111111' })) },
        ),
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
    codeOf(judgeLast([...recordsOf(history, null), { ...next, payload: null, at: NOW }]));
  assert.equal(judgeNext(message('sender', 7, 'referral.accepted', at('receiver', 5))), 'guard');
  assert.equal(judgeNext(message('receiver', 7, 'referral.submitted')), 'guard');
  assert.equal(judgeNext(message('sender', 7, 'referral.submitted')), 'transition');
  assert.equal(judgeNext(message('receiver', 7, 'referral.acknowledged', at('sender', 3))), 'transition');
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
  assert.equal(codeOf(judgeLast(recordsOf([...history, repeated], null))), 'ok');
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
    fc.property(kind, object, object, fc.string(), (type, metadata, payload, at) => {
      const side = operations.find((operation) => operation.type === type)?.side;
      const next = message(side === 'receiver' ? 'receiver' : 'sender', 90, type, undefined, metadata);
      const before = recordsOf(goodHistory(), payload);
      const result = judgeLast([...before, { ...next, payload, at }]);
      assert.ok(result.ok || result.code === 'guard' || result.code === 'transition');
    }),
    { numRuns: 500 },
  );
});

suite('nobody is refused for what they had not read yet', () => {
  const reflection = { reasons: ['reflection-period'], reviewOn: '2026-12-30' };
  const plan = { personAsked: false };

  test('a plan that crosses a reflection period is taken', () => {
    const pair = new Pair().run([...ACCEPTED, ...ASSESSED]);
    pair.give('sender', 'return.plan-proposed', plan);
    pair.give('receiver', 'referral.on-hold', reflection);
    pair.sync();
    assert.deepEqual(pair.refusals, []);
  });

  test('a plan after it is not even decided, and a forged one is refused', () => {
    const pair = new Pair().run([...ACCEPTED, ...ASSESSED, ['receiver', 'referral.on-hold', reflection]]);
    pair.run([['sender', 'referral.resumed']]);
    const own = pair.decide('sender', 'return.plan-proposed', plan);
    assert.equal(
      own.ok || own.code === 'transition-not-allowed' ? 'no guard' : own.guard,
      'reflection-period',
    );
    assert.equal(pair.decide('sender', 'return.plan-proposed', { personAsked: true }).ok, true);
    const good = decide(pair.input('sender', 'return.plan-proposed', { personAsked: true }));
    assert.ok(good.ok);
    const forged = { ...good.payload, personAsked: false };
    assert.equal(codeOf(pair.judgeForged('sender', good.metadata, forged)), 'guard');
    assert.equal(codeOf(pair.judgeForged('sender', good.metadata, good.payload)), 'ok');
  });

  test('an alert that its author’s clearance had not read stays open', () => {
    const pair = new Pair().run([...ACCEPTED, ['sender', 'safety.alert']]);
    pair.give('receiver', 'safety.alert-cleared');
    pair.give('sender', 'safety.alert');
    pair.sync();
    assert.deepEqual(pair.refusals, []);
    assert.equal(pair.decide('receiver', 'safety.alert-cleared').ok, true);
    pair.run([['receiver', 'safety.alert-cleared']]);
    assert.equal(pair.decide('receiver', 'safety.alert-cleared').ok, false);
  });
});
