/**
 * From an acceptance to the end: what is recorded of a person, plans, journeys, arrival and feedback (domain.md 6.1 to
 * 6.9 and 8). Each request is refused by the rule that it names, and the mended one goes under the same key.
 */
import type { Refusals } from './refusals.ts';
import * as cases from './rule-cases.ts';
import {
  BODY,
  FROM,
  METBY,
  THIRD,
  TO,
  day,
  departure,
  inSeconds,
  leg,
  plan,
  receiver,
  riskOf,
  sender,
} from './rule-cases.ts';
import { interview } from './rules-of-sending.ts';

const NFP = 'national-focal-point';
const LO = 'liaison-officer';
const DO = 'duty-officer';
const DPO = 'data-protection-officer';
const STRANGER = '00000000-0000-4000-8000-000000000000';

/** Rules 1, 3, 5, 9: what either side records. */
export async function recording(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const found = await cases.accepted(stage);
  const { subject } = found;
  const asserts = (regime: string, on: string): object => ({
    persons: [{ subject, status: { value: 'identified', byKindOfBody: 'social-work', regime, on } }],
  });
  await refusals.attempt({
    ...receiver(LO, found, 'status-assertions', asserts('nrm-xk', day())),
    rule: 3,
    guard: 'attributed-status',
    asks: 'assert under xk’s regime what al has found',
    mended: { body: asserts('nrm-al', day()) },
  });
  const disclosure = (own: object, tier = 't2'): object => ({
    tier,
    forBody: 'Shelter',
    persons: [{ subject, ...own }],
  });
  await refusals.attempt({
    ...sender(NFP, found, 'disclosures', disclosure({ givenName: 'Testa', narrative: 'Invented.' })),
    rule: 0,
    guard: 'disclosure-tier',
    asks: 'send the name and the story in one',
    mended: { body: disclosure({ givenName: 'Testa' }) },
  });
  await refusals.attempt({
    ...sender(NFP, found, 'disclosures', disclosure({ subject: STRANGER, givenName: 'Testa' })),
    rule: 0,
    guard: 'subjects',
    asks: 'disclose somebody who was never referred',
    mended: null,
  });
  const assessed = (on: string): object => {
    const [only] = (riskOf(subject) as { persons: readonly object[] }).persons;
    return { persons: [{ ...only, on }] };
  };
  await refusals.attempt({
    ...sender(LO, found, 'risk-assessments', assessed(day(2))),
    rule: 0,
    guard: 'assessment-date',
    asks: 'record a risk assessment of the day after tomorrow',
    mended: { body: assessed(day()) },
  });
  await refusals.attempt({
    ...sender(NFP, found, 'best-interests-assessments', bestInterests(found, 'return-to-family')),
    rule: 5,
    guard: 'children-only',
    asks: 'decide an adult’s best interests for her',
    mended: null,
  });
  await stage.send(
    FROM,
    LO,
    found.reference,
    'interviews',
    interview(found, ['journey']),
    TO,
    'interview.recorded',
  );
  await refusals.attempt({
    ...receiver(LO, found, 'interviews', interview(found, ['health', 'journey'])),
    rule: 9,
    guard: 'interview-register',
    asks: 'ask her about the journey a second time, at the other end',
    mended: { body: { ...interview(found, ['health', 'journey']), necessity: 'contradiction' } },
  });
  const tracing = (purpose: string): object => ({
    subject,
    relation: 'sibling',
    agreement: { by: 'person', on: day(-1), purposes: [purpose] },
  });
  await refusals.attempt({
    ...sender(LO, found, 'tracing-requests', tracing('health-care')),
    rule: 1,
    guard: 'separate-consent',
    asks: 'look for her family on her agreement to something else',
    mended: { body: tracing('family-contact') },
  });
  const wider = (receiverId: string): object => ({
    agreement: { by: 'person', on: day(), receiver: receiverId, purposes: cases.AGREED },
  });
  await refusals.attempt({
    ...sender(LO, found, 'consents', wider(THIRD)),
    rule: 1,
    guard: 'consent-or-basis',
    asks: 'record here an agreement that names another receiver',
    mended: { body: wider(TO) },
  });
  await refusals.attempt({
    ...sender(LO, found, 'holds', { reasons: ['health'], reviewOn: day(31) }),
    rule: 0,
    guard: 'review-date',
    asks: 'put the case on hold and look at it in a month and a day',
    mended: { body: { reasons: ['health'], reviewOn: day(14) } },
  });
  await refusals.attempt({
    ...sender(LO, found, 'holds', { reasons: ['reflection-period'], reviewOn: day(10) }),
    rule: 6,
    guard: 'review-date',
    asks: 'grant a reflection period of ten days',
    mended: null,
  });
  await refusals.attempt({
    ...receiver(DO, found, 'safety-alert-clearances', { reasons: ['false-alarm'] }),
    rule: 0,
    guard: 'alert-open',
    asks: 'clear an alert that nobody has raised',
    mended: null,
  });
}

const bestInterests = ({ subject }: cases.Case, decision: string, on = day()): object => ({
  persons: [{ subject, decision, on, deciderKind: 'social-work', heard: true }],
});

/** Rule 6: an adult's return. */
export async function journey(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const found = await cases.accepted(stage);
  const { reference, subject } = found;
  const reflection = { reasons: ['reflection-period'], reviewOn: day(40) };
  await stage.send(TO, LO, reference, 'holds', reflection, FROM, 'referral.on-hold');
  await stage.send(TO, LO, reference, 'resumptions', {}, FROM, 'referral.resumed');
  const plans = (
    change: object,
    what: Omit<Parameters<Refusals['attempt']>[0], 'id' | 'role' | 'reference' | 'noun'>,
  ) => refusals.attempt({ ...sender(LO, found, 'plans', plan(1, change)), ...what });
  await plans(
    { personAsked: false },
    {
      rule: 6,
      guard: 'reflection-period',
      asks: 'arrange her return in her reflection period',
      mended: null,
    },
  );
  await plans(
    { voluntary: false },
    { rule: 6, guard: 'voluntary-return', asks: 'arrange a return that she does not want', mended: null },
  );
  await plans(
    { legCount: 2 },
    { rule: 0, guard: 'plan-legs', asks: 'plan two legs and name one', mended: null },
  );
  await plans(
    { legs: [leg({ departIn: -3_600, arriveIn: 3_600 })] },
    { rule: 0, guard: 'plan-legs', asks: 'plan a departure an hour ago', mended: null },
  );
  await plans(
    { legs: [leg({ departIn: 3_600, arriveIn: 10_800, transit: TO })] },
    {
      rule: 0,
      guard: 'plan-legs',
      asks: 'name the destination as a transit',
      mended: { body: plan(1, { legs: [leg({ departIn: 3_600, arriveIn: 10_800, transit: THIRD })] }) },
    },
  );
  await stage.arrived(TO, reference, 'return.plan-proposed');
  const departs = sender(LO, found, 'departures', departure(1));
  await refusals.attempt({
    ...departs,
    rule: 0,
    guard: 'plan-agreed',
    asks: 'let her leave before the other end has agreed to the plan',
    mended: null,
  });
  await stage.send(TO, LO, reference, 'plan-agreements', { plan: 1 }, FROM, 'return.plan-agreed');
  await stage.send(FROM, LO, reference, 'risk-assessments', riskOf(subject), TO, 'assessment.risk');
  await refusals.attempt({
    ...departs,
    rule: 6,
    guard: 'fresh-risk-assessments',
    asks: 'let her leave although only one end has looked at the danger',
    mended: null,
  });
  const old = { persons: [{ ...(riskOf(subject) as { persons: [object] }).persons[0], on: day(-8) }] };
  await stage.send(TO, LO, reference, 'risk-assessments', old, FROM, 'assessment.risk', {});
  await refusals.attempt({
    ...departs,
    rule: 6,
    guard: 'fresh-risk-assessments',
    asks: 'let her leave on an assessment of last week',
    mended: null,
  });
  await stage.send(TO, LO, reference, 'risk-assessments', riskOf(subject), FROM, 'assessment.risk');
  const late = { reconfirmed: { by: 'person', at: inSeconds(-26 * 3_600) } };
  await refusals.attempt({
    ...sender(LO, found, 'departures', departure(1, late)),
    rule: 1,
    guard: 'consent-reconfirmed',
    asks: 'let her leave on a word of the day before yesterday',
    mended: null,
  });
  await refusals.attempt({
    ...departs,
    rule: 0,
    guard: 'transit-agreed',
    asks: 'let her pass through rs, which has not agreed',
    mended: null,
  });
  await refusals.attempt({
    ...sender(LO, found, 'plans', plan(1)),
    rule: 0,
    guard: 'legs-in-order',
    asks: 'plan another journey under a number that is taken',
    mended: null,
  });
  await stage.send(FROM, LO, reference, 'plans', plan(2), TO, 'return.plan-proposed');
  await stage.send(TO, LO, reference, 'plan-agreements', { plan: 2 }, FROM, 'return.plan-agreed');
  await refusals.attempt({
    ...sender(LO, found, 'departures', departure(2, { leg: 2 })),
    rule: 0,
    guard: 'plan-agreed',
    asks: 'let her leave on a leg that the plan does not have',
    mended: null,
  });
  await refusals.attempt({
    ...sender(LO, found, 'departures', departure(2, { expectedAt: inSeconds(-60) })),
    rule: 0,
    guard: 'expected-time',
    asks: 'let her leave and expect her a minute ago',
    mended: { body: departure(2) },
  });
  await stage.arrived(TO, reference, 'transfer.departed');
  await atTheOtherEnd(refusals, found);
}

/** Rules 1, 4 and 7, after a journey. */
async function atTheOtherEnd(refusals: Refusals, found: cases.Case): Promise<void> {
  const { stage } = refusals;
  const { reference, subject } = found;
  const arrival = { leg: 1, last: true, safe: true, metBy: METBY };
  await refusals.attempt({
    ...receiver(LO, found, 'arrivals', { ...arrival, responsibleBody: { name: 'unknown', contact: 'n/a' } }),
    rule: 7,
    guard: 'accountable-recipient',
    asks: 'receive her and leave open who answers for her',
    mended: { body: arrival },
  });
  const start = { services: ['shelter'], on: day() };
  await refusals.attempt({
    ...receiver(LO, found, 'assistance-starts', { ...start, responsibleBody: { name: '—', contact: '—' } }),
    rule: 7,
    guard: 'accountable-recipient',
    asks: 'begin to help her in nobody’s name',
    mended: { body: { ...start, responsibleBody: BODY } },
  });
  await stage.arrived(FROM, reference, 'assistance.started');
  const agreement = {
    by: 'person',
    on: day(),
    receiver: TO,
    purposes: [...cases.AGREED, 'feedback-to-sender'],
  };
  const widen = (): Promise<unknown> =>
    stage.send(FROM, LO, reference, 'consents', { agreement }, TO, 'consent.recorded');
  await refusals.attempt({
    ...receiver(LO, found, 'service-feedbacks', { services: [{ service: 'shelter', progress: 'ongoing' }] }),
    rule: 1,
    guard: 'feedback-consent',
    asks: 'tell the sender how she fares, to which she has not agreed',
    mended: { mend: widen },
  });
  await refusals.attempt({
    ...receiver(NFP, found, 'completions', { reasons: ['settled'], personFeedback: 'given' }),
    rule: 0,
    guard: 'person-feedback',
    asks: 'close the case and say that she was asked, without her word',
    mended: {
      mend: () =>
        stage.command(TO, LO, reference, 'person-feedbacks', {
          subject,
          satisfaction: 'satisfied',
          through: 'self',
        }),
    },
  });
  await stage.state(FROM, reference, ['completed']);
  const erased = { reasons: ['no-longer-needed'], scope: 'persons', subjects: [subject] };
  await stage.send(FROM, DPO, reference, 'erasures', erased, TO, 'data.erased');
  await refusals.attempt({
    ...receiver(DPO, found, 'erasure-receipts', { outcome: 'kept', subjects: [subject] }),
    rule: 0,
    guard: 'erasure-ground',
    asks: 'keep what the other side has erased, and not say why',
    mended: { body: { outcome: 'kept', subjects: [subject], grounds: ['legal-claims'] } },
  });
}

/** Rule 5: a child, whose family is suspected later. */
export async function child(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const found = await cases.accepted(stage, cases.childDraft);
  const { reference, subject } = found;
  const decide = (decision: string): Promise<unknown> =>
    stage.send(
      TO,
      NFP,
      reference,
      'best-interests-assessments',
      bestInterests(found, decision),
      FROM,
      'assessment.best-interests',
    );
  const home = plan(1, { destination: { kind: 'own-household', relation: 'parent' } });
  await decide('stay-here');
  await refusals.attempt({
    ...sender(LO, found, 'plans', plan(1)),
    rule: 5,
    guard: 'best-interests',
    asks: 'arrange the journey of a child that is to stay',
    mended: null,
  });
  await decide('return-to-care');
  await refusals.attempt({
    ...sender(LO, found, 'plans', home),
    rule: 5,
    guard: 'best-interests',
    asks: 'bring the child to the parents when care was decided',
    mended: null,
  });
  await decide('return-to-family');
  const suspicion = riskOf(subject) as { persons: readonly object[] };
  const factors = { persons: suspicion.persons.map((risk) => ({ ...risk, factors: ['family-involved'] })) };
  await stage.send(TO, LO, reference, 'risk-assessments', factors, FROM, 'assessment.risk');
  await refusals.attempt({
    ...sender(LO, found, 'plans', home),
    rule: 5,
    guard: 'parent-complicity',
    asks: 'bring the child home on a decision that is older than the suspicion',
    mended: { mend: () => decide('return-to-family') },
  });
  await stage.send(FROM, NFP, reference, 'withdrawals', { reasons: ['new-risk'] }, TO, 'referral.withdrawn');
}
