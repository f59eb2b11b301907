// What protects a child (domain.md 6.5), as a tester from outside tried to get round it: another word for the parents' home,
// another age band in an amendment, a child that agrees alone. Each is refused here, and by the receiver if it came.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftExample } from '../../../services/lib/contract/index.ts';
import type { Decision, MessageType, Side } from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { Pair, type Step, SUBJECT } from './gateways.ts';

const ACCEPTED: readonly Step[] = [
  [null, 'referral.submitted'],
  [null, 'referral.acknowledged'],
  [null, 'referral.accepted'],
];
const ASSESSMENT = { byKindOfBody: 'social-work', on: '2026-11-21', method: 'multidisciplinary' };

const guardOf = (decision: Decision): string =>
  decision.ok ? 'decided' : decision.code === 'guard-failed' ? decision.guard : decision.code;

const destination = (kind: string, relation: string | null = null): JsonObject => ({
  destination: { kind, ...(relation === null ? {} : { relation }) },
});
const decided = (decision: string): Step => [
  'sender',
  'assessment.best-interests',
  { persons: [{ subject: SUBJECT, decision, on: '2026-11-22', deciderKind: 'social-work', heard: true }] },
];
const aged = (ageBand: string, more: JsonObject = {}): JsonObject => ({
  persons: [{ subject: SUBJECT, ageBand, ...more }],
});
const amended = (ageBand: string): Step => [
  null,
  'referral.amended',
  { persons: [{ ...(only(draftExample('2026-11-22T10:00:00.000Z')) ?? {}), ageBand, risks: [] }] },
];

function only(draft: JsonObject): JsonObject | undefined {
  return (draft['persons'] as readonly JsonObject[])[0];
}

/** Here, and at the other end if a gateway sent it all the same: the payload of one that passes, with other members. */
function verdicts(pair: Pair, side: Side, type: MessageType, sound: JsonObject, own: JsonObject): string {
  pair.wait(60_000);
  const good = pair.decide(side, type, sound);
  assert.ok(good.ok, `${type}: ${JSON.stringify(good)}`);
  const judged = pair.judgeForged(side, good.metadata, { ...good.payload, ...own });
  return `${guardOf(pair.decide(side, type, { ...sound, ...own }))}, ${judged.ok ? 'taken' : judged.code}`;
}

const planned = (pair: Pair, own: JsonObject): string =>
  verdicts(pair, 'sender', 'return.plan-proposed', destination('shelter', 'none'), own);

test('where the family is suspected, a parent is no destination under any name', () => {
  const pair = new Pair().run(ACCEPTED);
  const refused: readonly (readonly [string, string | null])[] = [
    ['own-household', null],
    ['own-household', 'none'],
    ['relative-household', null],
    ['community', 'parent'],
    ['other', 'parent'],
    ['shelter', 'partner'],
    ['foster-care', 'grandparent'],
  ];
  for (const [kind, relation] of refused)
    assert.equal(
      planned(pair, destination(kind, relation)),
      'parent-complicity, guard',
      `${kind} ${relation}`,
    );
  for (const kind of ['community', 'foster-care', 'shelter'])
    assert.equal(planned(pair, destination(kind, 'none')), 'decided, taken', kind);
});

test('a relation that this version does not know refuses nobody', () => {
  const pair = new Pair().run(ACCEPTED);
  const unknown = destination('community', 'a-relation-of-later');
  const good = pair.decide('sender', 'return.plan-proposed');
  assert.ok(good.ok);
  assert.ok(pair.judgeForged('sender', good.metadata, { ...good.payload, ...unknown }).ok);
});

test('a decision opens the household that it names: a relative is no parent', () => {
  const relative = new Pair().run([...ACCEPTED, decided('return-to-relative')]);
  const family = new Pair().run([...ACCEPTED, decided('return-to-family')]);
  const of = (pair: Pair, kind: string, relation: string): string =>
    guardOf(pair.decide('sender', 'return.plan-proposed', destination(kind, relation)));
  assert.equal(of(relative, 'foster-care', 'grandparent'), 'decided');
  assert.equal(of(relative, 'relative-household', 'uncle-aunt'), 'decided');
  assert.equal(of(relative, 'relative-household', 'parent'), 'best-interests');
  assert.equal(of(family, 'community', 'parent'), 'decided');
  assert.equal(of(family, 'foster-care', 'grandparent'), 'best-interests');
});

test('an amendment ends neither the presumption nor the bar; an assessment of the age does', () => {
  for (const later of [
    [amended('27-29')],
    [amended('age-in-doubt'), amended('adult')],
    // Nobody has assessed the age, whoever says it.
    [['sender', 'status.asserted', aged('adult')]],
    [['sender', 'status.asserted', aged('adult', { ageAssessment: { ...ASSESSMENT, method: 'none' } })]],
    [['receiver', 'status.asserted', aged('adult', { ageAssessment: ASSESSMENT })]],
  ] as readonly (readonly Step[])[]) {
    const pair = new Pair().run([...ACCEPTED, ...later]);
    const told = JSON.stringify(later);
    assert.equal(planned(pair, destination('own-household', 'parent')), 'parent-complicity, guard', told);
    assert.deepEqual(pair.refusals, [], told);
  }
  const grown = new Pair().run([
    ...ACCEPTED,
    ['sender', 'status.asserted', aged('18-20', { ageAssessment: ASSESSMENT })],
  ]);
  assert.equal(planned(grown, destination('own-household', 'parent')), 'decided, taken');
});

test('each side’s newest word counts, and the other’s doubt keeps the presumption', () => {
  const pair = new Pair().run([
    ...ACCEPTED,
    ['receiver', 'status.asserted', aged('age-in-doubt')],
    ['sender', 'status.asserted', aged('18-20', { ageAssessment: ASSESSMENT })],
  ]);
  assert.equal(planned(pair, destination('own-household', 'parent')), 'parent-complicity, guard');
  pair.run([['receiver', 'status.asserted', aged('18-20', { ageAssessment: ASSESSMENT })]]);
  assert.equal(planned(pair, destination('own-household', 'parent')), 'decided, taken');
  pair.run([amended('9-17')]);
  assert.equal(planned(pair, destination('own-household', 'parent')), 'parent-complicity, guard');
  assert.deepEqual(pair.refusals, []);
});

const agreed = (by: string, purposes: readonly string[] = ['protection-referral']): JsonObject => ({
  kind: 'agreement',
  by,
  on: '2026-11-21',
  receiver: 'al',
  purposes: [...purposes],
});
const draftOf = (ageBand: string, by: string, purposes?: readonly string[]): JsonObject => {
  const draft = draftExample('2026-11-22T10:00:00.000Z');
  return { ...draft, persons: [{ ...only(draft), ageBand }], basis: agreed(by, purposes) };
};

test('a child is not referred on its own agreement alone', () => {
  for (const ageBand of ['0-8', '9-17', 'age-in-doubt']) {
    const alone = new Pair({ draft: draftOf(ageBand, 'person') }).decide('sender', 'referral.submitted');
    assert.equal(guardOf(alone), 'guardian', ageBand);
    assert.match(alone.ok || alone.code !== 'guard-failed' ? '' : alone.detail, /does not agree alone/);
    for (const by of ['guardian', 'person-and-guardian', 'legal-representative'])
      assert.deepEqual(new Pair({ draft: draftOf(ageBand, by) }).run(ACCEPTED).refusals, [], by);
  }
  assert.deepEqual(new Pair({ draft: draftOf('24-26', 'person') }).run(ACCEPTED).refusals, []);
});

test('the receiver refuses it too, and nobody for a giver that it does not know', () => {
  const pair = new Pair({ draft: draftOf('9-17', 'guardian') });
  const good = pair.decide('sender', 'referral.submitted');
  assert.ok(good.ok);
  const judged = (by: string): boolean =>
    new Pair().judgeForged('sender', good.metadata, { ...good.payload, basis: agreed(by) }).ok;
  assert.equal(judged('person'), false);
  assert.equal(judged('a-giver-of-later'), true);
});

test('a later agreement of a child, and one of its own to a search or to testify, needs more than the child', () => {
  const pair = new Pair().run(ACCEPTED);
  const { kind: _kind, ...alone } = agreed('person', ['protection-referral', 'family-contact']);
  for (const [type, agreement] of [
    ['consent.recorded', alone],
    ['consent.changed', alone],
    ['family.tracing-requested', { by: 'person', on: '2026-11-21', purposes: ['family-contact'] }],
    [
      'justice.testimony-requested',
      { by: 'person', on: '2026-11-21', forBody: 'Court', purposes: ['criminal-proceedings'] },
    ],
  ] as const)
    assert.equal(
      verdicts(pair, 'sender', type, {}, { agreement: { ...agreement } }),
      'guardian, guard',
      type,
    );
});

test('to agree to less, a child needs nobody else', () => {
  const pair = new Pair({
    draft: draftOf('9-17', 'person-and-guardian', ['protection-referral', 'feedback-to-sender']),
  }).run(ACCEPTED);
  const { kind: _kind, ...less } = agreed('person');
  pair.run([[null, 'consent.changed', { agreement: less, removedPurposes: ['feedback-to-sender'] }]]);
  assert.deepEqual(pair.refusals, []);
  const more = { agreement: { ...less, purposes: ['protection-referral', 'return-arrangement'] } };
  assert.equal(guardOf(pair.decide('sender', 'consent.changed', more)), 'guardian');
});

test('who sent an adult’s agreement before the doubt was read is refused by nobody', () => {
  const pair = new Pair({ draft: draftOf('24-26', 'person') }).run(ACCEPTED);
  pair.give('receiver', 'status.asserted', aged('age-in-doubt'));
  const { kind: _kind, ...agreement } = agreed('person', ['return-arrangement']);
  pair.give('sender', 'consent.recorded', { agreement });
  pair.sync();
  assert.deepEqual(pair.refusals, []);
  assert.equal(guardOf(pair.decide('sender', 'consent.recorded', { agreement })), 'guardian');
});

test('a return is planned on an agreement to a return', () => {
  const helped = new Pair({ draft: draftOf('24-26', 'person') }).run(ACCEPTED);
  const plan = helped.decide('sender', 'return.plan-proposed');
  assert.equal(guardOf(plan), 'separate-consent');
  assert.match(plan.ok || plan.code !== 'guard-failed' ? '' : plan.detail, /arrangement of a return/);
  for (const kind of ['shelter', 'community'])
    assert.equal(
      guardOf(helped.decide('sender', 'return.plan-proposed', destination(kind))),
      'separate-consent',
    );

  const { kind: _kind, ...agreement } = agreed('person', ['return-arrangement']);
  helped.run([[null, 'consent.recorded', { agreement }]]);
  assert.equal(planned(helped, destination('shelter')), 'decided, taken');

  const asked = new Pair({ draft: draftOf('24-26', 'person', ['return-arrangement']) }).run(ACCEPTED);
  asked.run([
    ['sender', 'assessment.risk'],
    ['receiver', 'assessment.risk'],
  ]);
  asked.run([
    [null, 'return.plan-proposed'],
    [null, 'return.plan-agreed'],
  ]);
  const good = asked.decide('sender', 'transfer.departed');
  assert.equal(guardOf(good), 'decided');
  // She does not want to go any more.
  const { kind: _other, ...less } = agreed('person', ['protection-referral']);
  asked.run([[null, 'consent.changed', { agreement: less, removedPurposes: ['return-arrangement'] }]]);
  assert.equal(guardOf(asked.decide('sender', 'transfer.departed')), 'separate-consent');
  assert.ok(good.ok);
  assert.deepEqual(asked.judgeForged('sender', good.metadata, good.payload), { ok: false, code: 'guard' });
});

test('no agreement is asked for where none carries the referral', () => {
  const vital = { kind: 'vital-interest', authoriser: 'Duty officer (invented)', on: '2026-11-21' };
  const draft = { ...draftOf('24-26', 'person'), basis: vital };
  assert.equal(planned(new Pair({ draft }).run(ACCEPTED), destination('shelter')), 'decided, taken');
});

test('a reason that is kept for taking an acceptance back says nothing before it', () => {
  const late = { reasons: ['no-longer-possible-here'] };
  const before = new Pair().run(ACCEPTED.slice(0, 2));
  const early = before.decide('receiver', 'referral.declined', late);
  assert.equal(guardOf(early), 'late-decline-reason');
  assert.match(
    early.ok || early.code !== 'guard-failed' ? '' : early.detail,
    /Nothing has been accepted yet/,
  );
  const good = before.decide('receiver', 'referral.declined');
  assert.ok(good.ok);
  const forged = before.judgeForged('receiver', { ...good.metadata, ...late }, good.payload);
  assert.deepEqual(forged, { ok: false, code: 'guard' });
  for (const reason of ['safety-risk-here', 'person-declined'])
    assert.ok(before.decide('receiver', 'referral.declined', { reasons: [reason] }).ok, reason);
  assert.deepEqual(new Pair().run([...ACCEPTED, [null, 'referral.declined', late]]).refusals, []);
});
