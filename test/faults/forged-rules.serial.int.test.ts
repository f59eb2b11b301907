// A foreign sender that skips a rule: it seals with the real keys what its own gateway would never let through. The
// receiver refuses at step 10 with a signed reason, nothing moves, people see it; the same without the flaw is accepted.
// protocol.md 5; domain.md 6.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test, type TestContext } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { Stage } from '../../scripts/lib/demo/scenarios/stage.ts';
import type { Guard } from '../../services/lib/casework/index.ts';
import { transitions, type MessageType } from '../../services/lib/contract/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { newReference } from '../../services/lib/protocol/index.ts';
import { interview } from '../security/rules-of-sending.ts';
import {
  BODY,
  THIRD,
  adultDraft,
  childDraft,
  day,
  departure,
  inSeconds,
  leg,
  person,
  plan,
  riskOf,
} from '../security/rule-cases.ts';
import { basesOf, publishBases } from '../support/bases.ts';
import { audit, incidents, testNetwork } from '../support/network.ts';
import { Double, type Said } from './double.ts';

const FORGER = 'xk';
const HONEST = 'al';
const NFP = 'national-focal-point';
const LO = 'liaison-officer';
const HOUR_S = 3_600;

/** What only the sending gateway can know, so that no receiver can check it. */
const LOCAL_ONLY: Readonly<Partial<Record<Guard, string>>> = {
  'recipient-keys': 'whoever gets a message has announced the keys that it is sealed under',
  'recipient-directory': 'a position of our own public stream; how much of it was used is the sender’s',
  'renewed-consent': 'that another participant redirected it stands in the sender’s local case',
  'transit-agreed': 'a transit is a referral of its own with the third participant',
  retention: 'each gateway keeps its own copy for its own time',
  'reasons-required': 'the schema asks for reasons: refused already at step 9',
};

interface Forged extends Said {
  readonly guard: Guard | 'transition';
  /** What an honest sender says instead; `null`: nothing of this kind has a place now. */
  readonly sound: Partial<Said> | null;
}

class Theatre {
  readonly stage: Stage;
  readonly double: Double;
  readonly met = new Set<string>();
  refusals = 0;
  readonly #network: Network;

  constructor(network: Network, double: Double) {
    this.#network = network;
    this.stage = new Stage(network);
    this.double = double;
  }

  async forged(what: Forged): Promise<void> {
    const { guard, sound, ...said } = what;
    const { reference, type } = said;
    const label = `${type}: ${guard}`;
    const before = await this.#standing(reference);
    const taken = await this.double.say(said);
    const code = guard === 'transition' ? 'transition' : 'guard';
    assert.deepEqual([taken.outcome, taken.step, taken.code], ['refused', 10, code], label);
    this.met.add(guard);
    this.refusals += 1;
    assert.deepEqual(await this.#standing(reference), before, `${label}: something has moved`);
    await this.#signed(taken.sequence, code, label);
    if (sound !== null) await this.says({ ...said, metadata: {}, ...sound }, label);
  }

  async says(said: Said, label: string = said.type): Promise<void> {
    const taken = await this.double.say(said);
    assert.deepEqual([taken.outcome, taken.code], ['applied', null], `${label}, without the flaw`);
  }

  /** State, tasks and what is told of a referral that may not be known here; refusals themselves left out. */
  async #standing(reference: string): Promise<object> {
    const detail = await this.stage.detail(HONEST, reference).catch(() => null);
    const tasks = await this.#network.query(HONEST, `select id::text from trm.task order by 1`);
    const known = detail?.timeline.filter(({ delivery }) => delivery !== 'refused') ?? [];
    const said = known.map(({ message, type }) => `${type} ${message ?? ''}`);
    return { state: known.length === 0 ? null : detail?.state, said, tasks };
  }

  /** `receipt.refused`: sealed by the receiver, on the bus, naming the step and never the content. */
  async #signed(sequence: number, code: string, label: string): Promise<void> {
    await until(`${label}: the refusal is signed and published`, 40_000, async () => {
      const rows = await this.#network.query<{ step: number; code: string; final: boolean }>(
        HONEST,
        `select (m.metadata->>'step')::int as step, m.metadata->>'code' as code, (m.metadata->>'final')::boolean as final
         from trm.message m join trm.sealed s on s.id = m.id
           join trm.published p on p.stream = s.stream and p.sequence = s.sequence
         where m.type = 'receipt.refused' and m.metadata->'answers'->>'stream' = $1
           and (m.metadata->'answers'->>'sequence')::int = $2`,
        [`trm.${FORGER}.${HONEST}/0/1`, sequence],
      );
      if (rows.length === 0) return null;
      assert.deepEqual(rows, [{ step: 10, code, final: true }], label);
      return rows;
    });
  }

  /** A new referral of the forger that the honest side has read. */
  async submitted(draft: (subject: string) => object): Promise<{ reference: string; subject: string }> {
    const [reference, subject] = [newReference(nodeCipher), randomUUID()];
    await this.says({ type: 'referral.submitted', reference, payload: contentOf(draft(subject)) });
    return { reference, subject };
  }

  async accepted(draft: (subject: string) => object): Promise<{ reference: string; subject: string }> {
    const found = await this.submitted(draft);
    await this.stage.command(HONEST, 'duty-officer', found.reference, 'acknowledgements');
    await this.stage.command(HONEST, NFP, found.reference, 'acceptances', { responsibleBody: BODY });
    return found;
  }
}

function contentOf(draft: object): Said['payload'] & object {
  const { to: _to, urgency: _urgency, ...content } = draft as Record<string, never>;
  return content;
}

const MET = new Set<string>();

/** A network whose forger is nothing but its double; at the end the auditor finds every record in its place. */
async function theatre(
  t: TestContext,
  play: (on: Theatre, network: Network) => Promise<void>,
): Promise<void> {
  const network = await testNetwork(t, { participants: [HONEST, FORGER] });
  const on = new Theatre(network, await Double.of(network, FORGER, HONEST));
  await play(on, network);
  const shown = (await incidents(network, HONEST)).filter(({ code }) => code === 'refused');
  assert.equal(shown.length, on.refusals, 'every refusal is shown to the duty desk');
  assert.deepEqual((await audit(network)).faults, []);
  for (const guard of on.met) MET.add(guard);
}

void test('what a sender must not submit', async (t) => {
  await theatre(t, async (on) => {
    const agreement = {
      kind: 'agreement',
      by: 'person',
      on: day(-1),
      receiver: HONEST,
      purposes: ['protection-referral'],
    };
    const subject = randomUUID();
    const drafts: readonly (readonly [Guard, object])[] = [
      ['consent-or-basis', adultDraft(subject, { basis: { ...agreement, receiver: THIRD } })],
      ['consent-or-basis', adultDraft(subject, { basis: { ...agreement, on: day(3) } })],
      ['do-not-contact', adultDraft(subject, { doNotContact: [HONEST] })],
      [
        'guardian',
        { ...childDraft(subject), basis: agreement, persons: [person(subject, { ageBand: '9-17' })] },
      ],
      ['subjects', adultDraft(subject, { persons: [person(subject), person(subject)] })],
      [
        'attributed-status',
        adultDraft(subject, {
          persons: [
            person(subject, {
              status: [{ value: 'presumed', byKindOfBody: 'ngo', regime: 'nrm-al', on: day(-1) }],
            }),
          ],
        }),
      ],
    ];
    for (const [guard, draft] of drafts)
      await on.forged({
        type: 'referral.submitted',
        reference: newReference(nodeCipher),
        payload: contentOf(draft),
        guard,
        sound: null,
      });
    const whole = { type: 'referral.submitted', payload: contentOf(adultDraft(subject)) } as const;
    const reference = newReference(nodeCipher);
    await on.forged({
      ...whole,
      reference,
      metadata: { role: 'duty-officer' },
      guard: 'four-eyes',
      sound: null,
    });
    await on.forged({ ...whole, reference, metadata: { role: 'case-worker' }, guard: 'role', sound: {} });
    const period = { from: day(30), to: day(8) };
    const enquiry = { ageBand: '24-26', sex: 'female', languages: ['sq'], services: ['shelter'] };
    await on.forged({
      type: 'enquiry.capacity',
      reference: newReference(nodeCipher),
      body: { ...enquiry, period },
      guard: 'period',
      sound: { body: { ...enquiry, period: { from: day(8), to: day(30) } } },
    });
    // An expiry without a role is the clock's own word, and its time has not come.
    await on.forged({ type: 'referral.expired', reference, guard: 'limit-passed', sound: null });
    // Answering oneself, and ending what has not begun.
    await on.forged({
      type: 'referral.accepted',
      reference,
      body: { responsibleBody: BODY },
      payload: { handoverSecret: 'A'.repeat(43) },
      metadata: { answers: { stream: `trm.${HONEST}.${FORGER}/0/1`, sequence: 1 } },
      guard: 'role',
      sound: null,
    });
    await on.forged({
      type: 'transfer.departed',
      reference,
      body: departure(1),
      guard: 'transition',
      sound: null,
    });
  });
});

void test('what a sender must not say of a case that was accepted', async (t) => {
  await theatre(t, async (on) => {
    const { stage } = on;
    const { reference, subject } = await on.accepted(adultDraft);
    const flaw = (
      type: MessageType,
      guard: Guard,
      body: object,
      sound: object | null,
      more: Partial<Said> = {},
    ) => on.forged({ type, reference, body, guard, sound: sound === null ? null : { body: sound }, ...more });
    const disclosed = (own: object): object => ({
      tier: 't2',
      forBody: 'Shelter',
      persons: [{ subject, ...own }],
    });
    await flaw(
      'referral.disclosed',
      'disclosure-tier',
      disclosed({ givenName: 'Testa', narrative: 'Invented.' }),
      disclosed({ givenName: 'Testa' }),
    );
    await flaw('referral.disclosed', 'subjects', disclosed({ subject: randomUUID() }), null);
    const assessed = (on_: string): object => ({
      persons: [{ ...(riskOf(subject) as { persons: [object] }).persons[0], on: on_ }],
    });
    await flaw('assessment.risk', 'assessment-date', assessed(day(3)), assessed(day()));
    const adult = {
      persons: [
        { subject, decision: 'return-to-family', on: day(), deciderKind: 'social-work', heard: true },
      ],
    };
    await flaw('assessment.best-interests', 'children-only', adult, null);
    await on.says({ type: 'interview.recorded', reference, body: interview({ subject }, ['journey']) });
    const again = interview({ subject }, ['journey']);
    await flaw('interview.recorded', 'interview-register', again, { ...again, necessity: 'contradiction' });
    const tracing = (purpose: string): object => ({
      subject,
      relation: 'sibling',
      agreement: { by: 'person', on: day(-1), purposes: [purpose] },
    });
    await flaw(
      'family.tracing-requested',
      'separate-consent',
      tracing('health-care'),
      tracing('family-contact'),
    );
    const agreed = (receiver: string): object => ({
      agreement: {
        by: 'person',
        on: day(),
        receiver,
        purposes: ['protection-referral', 'return-arrangement'],
      },
    });
    await flaw('consent.recorded', 'consent-or-basis', agreed(THIRD), agreed(HONEST));
    await flaw('safety.alert-cleared', 'alert-open', { reasons: ['false-alarm'] }, null);
    const proceeding = { kind: 'criminal', court: 'prosecutor', body: 'Special prosecution (invented)' };
    const testimony = {
      persons: [{ subject, standing: 'witness' }],
      proceeding,
      mode: 'video-link',
      at: inSeconds(HOUR_S),
    };
    await flaw(
      'justice.testimony-arranged',
      'answers',
      {
        ...testimony,
        agreement: { by: 'person', on: day(), forBody: 'Court', purposes: ['criminal-proceedings'] },
      },
      null,
      { metadata: { answers: { stream: `trm.${HONEST}.${FORGER}/0/1`, sequence: 1 } } },
    );
    const hold = (reviewOn: string): object => ({ reasons: ['health'], reviewOn });
    await flaw('referral.on-hold', 'review-date', hold(day(60)), hold(day(14)));
    await on.says({ type: 'referral.resumed', reference });

    const reflection = { reasons: ['reflection-period'], reviewOn: day(40) };
    await stage.command(HONEST, LO, reference, 'holds', reflection);
    await stage.command(HONEST, LO, reference, 'resumptions');
    // The double goes on from what it reads of the other side: from all of it.
    await until('all of it is published', 60_000, async () => {
      const rows = await stage.network.query<{ waiting: number }>(
        HONEST,
        `select (select count(*) from trm.outbox)::int
           + (select coalesce(sum(sequence - published), 0) from trm.stream where direction = 'out')::int as waiting`,
      );
      return rows[0]?.waiting === 0;
    });
    await flaw('return.plan-proposed', 'reflection-period', plan(1, { personAsked: false }), null);
    await flaw('return.plan-proposed', 'voluntary-return', plan(1, { voluntary: false }), null);
    const through = { legs: [leg({ departIn: HOUR_S, arriveIn: 3 * HOUR_S, transit: HONEST })] };
    await flaw('return.plan-proposed', 'plan-legs', plan(1, through), plan(1));
    await flaw('return.plan-proposed', 'legs-in-order', plan(1), null);
    await flaw('transfer.departed', 'plan-agreed', departure(1), null);
    await stage.command(HONEST, LO, reference, 'plan-agreements', { plan: 1 });
    await flaw('transfer.departed', 'fresh-risk-assessments', departure(1), null);
    await stage.command(HONEST, LO, reference, 'risk-assessments', riskOf(subject));
    const stale = { reconfirmed: { by: 'person', at: inSeconds(-26 * HOUR_S) } };
    await flaw('transfer.departed', 'consent-reconfirmed', departure(1, stale), null);
    await flaw(
      'transfer.departed',
      'expected-time',
      departure(1, { expectedAt: inSeconds(-60) }),
      departure(1),
    );
    // The clock must wait, a person need not.
    const nobody = { type: 'transfer.not-arrived', reference, body: { leg: 1 } } as const;
    await on.forged({ ...nobody, metadata: { role: undefined }, guard: 'limit-passed', sound: {} });
    await on.says({ type: 'referral.withdrawn', reference, body: { reasons: ['new-risk'] } });
    await stage.state(HONEST, reference, ['withdrawn']);
  });
});

void test('what a sender must not plan for a child', async (t) => {
  await theatre(t, async (on) => {
    const { reference, subject } = await on.accepted(childDraft);
    const decided = (decision: string): Said => ({
      type: 'assessment.best-interests',
      reference,
      body: { persons: [{ subject, decision, on: day(), deciderKind: 'social-work', heard: true }] },
    });
    const home = plan(1, { destination: { kind: 'own-household', relation: 'parent' } });
    const plans = { type: 'return.plan-proposed', reference } as const;
    await on.says(decided('stay-here'));
    await on.forged({ ...plans, body: plan(1), guard: 'best-interests', sound: null });
    await on.says(decided('return-to-care'));
    await on.forged({ ...plans, body: home, guard: 'best-interests', sound: { body: plan(1) } });
    await on.says(decided('return-to-family'));
    const [risk] = (riskOf(subject) as { persons: readonly object[] }).persons;
    const suspected = { persons: [{ ...risk, factors: ['family-involved'] }] };
    await on.says({ type: 'assessment.risk', reference, body: suspected });
    await on.forged({ ...plans, body: { ...home, plan: 2 }, guard: 'parent-complicity', sound: null });
    await on.says(decided('return-to-family'));
    // One plan has been taken: the next has the next number.
    await on.says({ ...plans, body: { ...home, plan: 2 } });
  });
});

void test('what a receiver must not answer', async (t) => {
  const network = await testNetwork(t, { participants: [HONEST, FORGER] });
  const stage = new Stage(network);
  const subject = randomUUID();
  const reference = await stage.draft(HONEST, toForger(subject));
  await stage.submit(HONEST, FORGER, reference);
  const on = new Theatre(network, await Double.of(network, FORGER, HONEST));
  const flaw = (
    type: MessageType,
    guard: Guard,
    body: object,
    sound: object | null,
    more: Partial<Said> = {},
  ) => on.forged({ type, reference, body, guard, sound: sound === null ? null : { body: sound }, ...more });

  await on.forged({
    type: 'referral.acknowledged',
    reference,
    metadata: { role: 'liaison-officer' },
    guard: 'role',
    sound: {},
  });
  await flaw('referral.declined', 'unconditional-support', { reasons: ['no-cooperation-with-police'] }, null);
  await flaw('referral.redirected', 'competent-named', { reasons: ['not-competent-body'] }, null);
  const secret = { payload: { handoverSecret: 'A'.repeat(43) } };
  const acceptance = { responsibleBody: BODY };
  await flaw(
    'referral.accepted',
    'accountable-recipient',
    { responsibleBody: { name: 'TBD', contact: '-' } },
    null,
    secret,
  );
  await flaw(
    'referral.accepted',
    'unconditional-support',
    { ...acceptance, conditions: ['statement-to-police'] },
    acceptance,
    secret,
  );
  await flaw('referral.declined', 'late-decline-reason', { reasons: ['no-capacity'] }, null);
  const start = { services: ['shelter'], on: day() };
  await flaw(
    'assistance.started',
    'accountable-recipient',
    { ...start, responsibleBody: { name: '—', contact: '—' } },
    { ...start, responsibleBody: BODY },
  );
  const feedback = { services: [{ service: 'shelter', progress: 'ongoing' }] };
  await flaw('service.feedback', 'feedback-consent', feedback, null);
  const wider = {
    by: 'person',
    on: day(),
    receiver: FORGER,
    purposes: ['protection-referral', 'feedback-to-sender'],
  };
  await stage.command(HONEST, LO, reference, 'consents', { agreement: wider });
  await on.says({ type: 'service.feedback', reference, body: feedback });
  const completion = { reasons: ['settled'] };
  await flaw(
    'referral.completed',
    'person-feedback',
    { ...completion, personFeedback: 'given' },
    { ...completion, personFeedback: 'declined' },
  );
  await stage.state(HONEST, reference, ['completed']);
  const erased = { reasons: ['no-longer-needed'], scope: 'persons', subjects: [subject] };
  await stage.command(HONEST, 'data-protection-officer', reference, 'erasures', erased);
  const kept = { outcome: 'kept', subjects: [subject] };
  await flaw('data.erasure-receipt', 'erasure-ground', kept, { ...kept, grounds: ['legal-claims'] });
  for (const guard of on.met) MET.add(guard);
  assert.deepEqual((await audit(network)).faults, []);
});

void test('what a sender must not send without a legal instrument', async (t) => {
  await theatre(t, async (on, network) => {
    const bases = basesOf(network);
    await publishBases(
      network,
      bases.filter(({ from }) => from !== FORGER),
      HONEST,
    );
    const said = { type: 'referral.submitted', payload: contentOf(adultDraft(randomUUID())) } as const;
    const reference = newReference(nodeCipher);
    await on.forged({ ...said, reference, guard: 'transfer-basis', sound: null });
    // An enquiry names nobody and needs none.
    const enquiry = { ageBand: '24-26', sex: 'female', languages: ['sq'], services: ['shelter'] };
    const period = { from: day(8), to: day(30) };
    const body = { ...enquiry, period };
    await on.says({ type: 'enquiry.capacity', reference: newReference(nodeCipher), body });
    await publishBases(network, bases, HONEST);
    await on.says({ ...said, reference: newReference(nodeCipher) });
  });
});

after(() => {
  const named = new Set(transitions.transitions.flatMap(({ guards }) => guards as readonly Guard[]));
  const missing = [...named].filter((guard) => !MET.has(guard)).sort();
  assert.deepEqual(missing, Object.keys(LOCAL_ONLY).sort(), 'guards that no forgery has met');
});

function toForger(subject: string): object {
  return adultDraft(subject, {
    to: FORGER,
    persons: [
      person(subject, {
        status: [{ value: 'presumed', byKindOfBody: 'ngo', regime: 'nrm-al', on: day(-1) }],
      }),
    ],
    basis: {
      kind: 'agreement',
      by: 'person',
      on: day(-1),
      receiver: FORGER,
      purposes: ['protection-referral'],
    },
  });
}
