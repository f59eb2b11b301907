// Every command from a good state is decided; then one thing at a time is wrong and one guard names it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  draftExample,
  minimalExample,
  operationByType,
  validateMetadata,
  validatePayload,
} from '../../../services/lib/contract/index.ts';
import { CaseworkError, decide } from '../../../services/lib/casework/index.ts';
import type { MessageType } from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import {
  type Changes,
  DIRECTORY,
  draftWith,
  guardOf,
  inputFor,
  readyTypes,
  SECRET,
} from './command-support.ts';
import { at, goodHistory, NOW } from './support.ts';

const SALT = 'S'.repeat(42) + 'A';
const ADULT = { ageBand: '24-26' };
const AGREEMENT = {
  kind: 'agreement',
  by: 'person-and-guardian',
  on: '2026-11-20',
  receiver: 'al',
  purposes: ['protection-referral'],
};

suite('each command from a state that allows it', () => {
  for (const type of readyTypes)
    test(`${type}: its message passes its own schemas`, () => {
      const decision = decide(inputFor(type));
      assert.ok(decision.ok, guardOf(decision));
      const known = validateMetadata(type, 1, { salt: SALT, ...decision.metadata }, 'assert');
      assert.deepEqual(known.ok ? [] : known.errors, []);
      const content = validatePayload(type, 1, { salt: SALT, ...decision.payload }, 'assert');
      assert.deepEqual(content.ok ? [] : content.errors, []);
      assert.deepEqual(decision.metadata.directory, DIRECTORY);
    });
});

suite('each command from a state that does not', () => {
  for (const type of readyTypes)
    test(type, () => {
      const history = type === 'enquiry.reply' || type.startsWith('referral.a') ? goodHistory() : [];
      const wrong = type === 'enquiry.capacity' || type === 'referral.submitted' ? goodHistory() : history;
      assert.equal(guardOf(decide(inputFor(type, { history: wrong }))), 'transition-not-allowed');
    });
});

test('a submission seals the draft as it stands, without its address', () => {
  const decision = decide(inputFor('referral.submitted'));
  const { to: _to, urgency: _urgency, ...content } = draftExample(NOW);
  assert.ok(decision.ok);
  assert.deepEqual(decision.payload, content);
  assert.equal(decision.state, 'submitted');
  assert.equal(decision.metadata.respondBy, '2026-11-22T13:00:00.000Z');
});

test('an acceptance carries the handover secret and answers the submission', () => {
  const decision = decide(inputFor('referral.accepted'));
  assert.ok(decision.ok);
  assert.equal(decision.payload['handoverSecret'], SECRET);
  assert.deepEqual(decision.metadata.answers, at('sender', 3));
  assert.equal(decision.state, 'accepted');
  const conditional = decide(
    inputFor('referral.accepted', {
      body: { ...minimalExample('referral.accepted', NOW), conditions: ['escort'] },
    }),
  );
  assert.ok(conditional.ok);
  assert.equal(conditional.state, 'accepted-conditionally');
});

test('an acceptance without a drawn secret is a programming error', () => {
  const input = inputFor('referral.accepted');
  const { handoverSecret: _secret, ...context } = input.context;
  assert.throws(() => decide({ ...input, context }), CaseworkError);
});

test('the role in the metadata is one that the actor holds and the operation names', () => {
  const asDuty = decide(
    inputFor('referral.submitted', {
      referral: { urgency: 'emergency' },
      actor: { roles: ['duty-officer'] },
    }),
  );
  assert.ok(asDuty.ok);
  assert.equal(asDuty.metadata.role, 'duty-officer');
  const asFocalPoint = decide(inputFor('referral.submitted'));
  assert.ok(asFocalPoint.ok);
  assert.equal(asFocalPoint.metadata.role, 'national-focal-point');
});

interface Case {
  readonly story: string;
  readonly type: MessageType;
  readonly changes: Changes;
  readonly guard: string;
}

const person = (member: JsonObject): JsonObject => ({
  tier: 't2',
  forBody: 'National Reception Centre',
  persons: [{ subject: '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53', ...member }],
});
const twice = (): JsonObject => {
  const draft = draftExample(NOW);
  const persons = draft['persons'] as readonly JsonObject[];
  return { ...draft, persons: [...persons, ...persons] };
};
const submit = (story: string, draft: JsonObject | null, guard: string): Case => ({
  story,
  type: 'referral.submitted',
  changes: { draft },
  guard,
});

const cases: readonly Case[] = [
  {
    story: 'who drafted approves',
    type: 'referral.submitted',
    changes: { actor: { sub: 'lida' } },
    guard: 'four-eyes',
  },
  {
    story: 'a duty officer alone without an emergency',
    type: 'referral.submitted',
    changes: { actor: { roles: ['duty-officer'] } },
    guard: 'four-eyes',
  },
  {
    story: 'who drafted sends in an emergency as focal point only',
    type: 'referral.submitted',
    changes: { actor: { sub: 'lida', roles: ['national-focal-point'] }, referral: { urgency: 'emergency' } },
    guard: 'four-eyes',
  },
  {
    story: 'who drafted sends in an emergency as duty officer',
    type: 'referral.submitted',
    changes: { actor: { sub: 'lida', roles: ['duty-officer'] }, referral: { urgency: 'emergency' } },
    guard: 'decided',
  },
  {
    story: 'nobody knows who drafted',
    type: 'referral.submitted',
    changes: { referral: { drafter: null } },
    guard: 'four-eyes',
  },
  {
    story: 'no role of the operation',
    type: 'referral.acknowledged',
    changes: { actor: { roles: ['case-worker'] } },
    guard: 'role',
  },
  {
    story: 'no transfer basis',
    type: 'referral.submitted',
    changes: { context: { basis: false } },
    guard: 'transfer-basis',
  },
  {
    story: 'no transfer basis',
    type: 'referral.disclosed',
    changes: { context: { basis: false } },
    guard: 'transfer-basis',
  },
  {
    story: 'no transfer basis, no personal data',
    type: 'enquiry.capacity',
    changes: { context: { basis: false } },
    guard: 'decided',
  },
  {
    story: 'no keys of the recipient',
    type: 'enquiry.capacity',
    changes: { context: { keys: 'unknown' } },
    guard: 'recipient-keys',
  },
  {
    story: 'nothing of the recipient’s public stream',
    type: 'enquiry.capacity',
    changes: { context: { directory: null } },
    guard: 'recipient-directory',
  },
  {
    story: 'what it answers is not sealed',
    type: 'referral.disclosed',
    changes: {
      history: goodHistory().map((item, index) =>
        index === 8 ? { ...item, stream: null, sequence: null } : item,
      ),
    },
    guard: 'answers',
  },
  submit('a good agreement', draftWith({ basis: AGREEMENT }), 'decided'),
  submit(
    'the agreement names another receiver',
    draftWith({ basis: { ...AGREEMENT, receiver: 'rs' } }),
    'consent-or-basis',
  ),
  submit(
    'the agreement names no purpose',
    draftWith({ basis: { ...AGREEMENT, purposes: [] } }),
    'consent-or-basis',
  ),
  submit(
    'the agreement is dated tomorrow',
    draftWith({ basis: { ...AGREEMENT, on: '2026-11-23' } }),
    'consent-or-basis',
  ),
  submit(
    'the basis has no authoriser',
    draftWith({ basis: { kind: 'vital-interest', on: '2026-11-20', authoriser: ' ' } }, ADULT),
    'consent-or-basis',
  ),
  submit(
    'the determination is dated tomorrow',
    draftWith({ basis: { kind: 'best-interests', on: '2026-11-23', authoriser: 'a' } }),
    'consent-or-basis',
  ),
  submit('no basis at all', draftWith({ basis: {} }), 'consent-or-basis'),
  submit(
    'the recipient must not learn of the person',
    draftWith({ doNotContact: ['rs', 'al'] }),
    'do-not-contact',
  ),
  submit('others must not learn of the person', draftWith({ doNotContact: ['rs'] }), 'decided'),
  submit('a child without guardian, by agreement', withoutGuardian('9-17'), 'guardian'),
  submit('an age in doubt without guardian, by agreement', withoutGuardian('age-in-doubt'), 'guardian'),
  submit('an adult without guardian, by agreement', withoutGuardian('24-26'), 'decided'),
  submit('two persons with one subject id', twice(), 'subjects'),
  submit('no draft any more', null, 'consent-or-basis'),
  {
    story: 'the recipient must not learn of the person',
    type: 'enquiry.capacity',
    changes: { draft: draftWith({ doNotContact: ['al'] }) },
    guard: 'do-not-contact',
  },
  {
    story: 'the period ends before it begins',
    type: 'enquiry.capacity',
    changes: {
      body: { ...minimalExample('enquiry.capacity', NOW), period: { from: '2026-12-02', to: '2026-12-01' } },
    },
    guard: 'period',
  },
  {
    story: 'no without a reason',
    type: 'enquiry.reply',
    changes: { body: { answer: 'no' } },
    guard: 'reasons-required',
  },
  {
    story: 'no with a reason',
    type: 'enquiry.reply',
    changes: { body: { answer: 'no', reasons: ['no-capacity'] } },
    guard: 'decided',
  },
  {
    story: 'declined without a reason',
    type: 'referral.declined',
    changes: { body: { reasons: [] } },
    guard: 'reasons-required',
  },
  {
    story: 'the recipient must not learn of the person',
    type: 'referral.disclosed',
    changes: { draft: draftWith({ doNotContact: ['al'] }) },
    guard: 'do-not-contact',
  },
  {
    story: 'a member of t3 in t2',
    type: 'referral.disclosed',
    changes: { body: person({ givenName: 'Testa', health: 'x' }) },
    guard: 'disclosure-tier',
  },
  {
    story: 'a member of t2 in t3',
    type: 'referral.disclosed',
    changes: { body: { ...person({ phone: '1' }), tier: 't3' } },
    guard: 'disclosure-tier',
  },
  {
    story: 't3 in t3',
    type: 'referral.disclosed',
    changes: { body: { ...person({ health: 'x' }), tier: 't3' } },
    guard: 'decided',
  },
  {
    story: 'a person who was not referred',
    type: 'referral.disclosed',
    changes: { body: person({ subject: '11111111-1111-4111-8111-111111111111' }) },
    guard: 'subjects',
  },
  {
    story: 'what was referred is erased',
    type: 'referral.disclosed',
    changes: { draft: null },
    guard: 'subjects',
  },
  {
    story: 'what was referred is at hand without its draft',
    type: 'referral.disclosed',
    changes: { draft: null, submitted: draftExample(NOW) },
    guard: 'decided',
  },
];

/** What every command needs, whatever it says. */
const common: readonly Case[] = readyTypes.flatMap((type) => [
  {
    story: 'no role of the operation',
    type,
    changes: { actor: { roles: ['auditor'] } },
    guard: type === 'referral.submitted' ? 'four-eyes' : 'role',
  },
  {
    story: 'no keys of the recipient',
    type,
    changes: { context: { keys: 'unknown' as const } },
    guard: 'recipient-keys',
  },
  {
    story: 'nothing read of the recipient’s public stream',
    type,
    changes: { context: { directory: null } },
    guard: 'recipient-directory',
  },
  ...(operationByType(type)?.personal === true
    ? [{ story: 'no transfer basis', type, changes: { context: { basis: false } }, guard: 'transfer-basis' }]
    : []),
]);

function withoutGuardian(ageBand: string): JsonObject {
  const draft = draftWith({ basis: AGREEMENT }, { ageBand });
  const persons = (draft['persons'] as readonly JsonObject[]).map(({ guardian: _guardian, ...rest }) => rest);
  return { ...draft, persons };
}

suite('one thing wrong, one guard', () => {
  for (const { story, type, changes, guard } of [...common, ...cases])
    test(`${type}: ${story} → ${guard}`, () => {
      assert.equal(guardOf(decide(inputFor(type, changes))), guard);
    });
});

test('an agreement dated today counts, also where today has begun before UTC’s', () => {
  const lateEvening = (on: string): string => {
    const input = inputFor('referral.submitted', { draft: draftWith({ basis: { ...AGREEMENT, on } }) });
    return guardOf(decide({ ...input, now: '2026-11-22T22:30:00.000Z' }));
  };
  assert.equal(lateEvening('2026-11-23'), 'decided');
  assert.equal(lateEvening('2026-11-24'), 'consent-or-basis');
});

test('a failed guard tells who can mend it and what happens meanwhile, and repeats nothing that was submitted', () => {
  for (const { type, changes } of [...common, ...cases]) {
    const decision = decide(inputFor(type, changes));
    if (decision.ok || decision.code !== 'guard-failed') continue;
    assert.ok(decision.detail.length > 20 && decision.case.length > 20);
    assert.doesNotMatch(
      `${decision.detail} ${decision.case}`,
      /Testa|lida|fatos|trafficking|victim|3f2b8c1e/i,
    );
  }
});
