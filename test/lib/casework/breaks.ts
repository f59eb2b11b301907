/**
 * For every guard of the table the smallest change that breaks just it: of the command, of what went before, or of what
 * the gateway knows. Invariant: nothing else of the case changes, so whoever else refuses it is found by the test.
 */
import {
  defaultLimits,
  type DecideInput,
  type LocalFacts,
  type Side,
} from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { BEGIN, DAY_MS, DRAFTER, step, twoLegs, withMembers, type Step } from './scenes.ts';

export interface Break {
  /** What must have happened before. */
  readonly before?: readonly Step[];
  /** What must not have happened before. */
  readonly without?: (step: Step) => boolean;
  readonly change?: (input: DecideInput) => DecideInput;
}

type Change = (input: DecideInput) => DecideInput;
type Edit = (content: JsonObject) => JsonObject;

const objects = (value: unknown): readonly JsonObject[] => (value ?? []) as readonly JsonObject[];
const dayFrom = (now: string, days: number): string =>
  new Date(Date.parse(now) + days * DAY_MS).toISOString().slice(0, 10);

const body =
  (
    own: Readonly<Record<string, unknown>> | ((input: DecideInput) => Readonly<Record<string, unknown>>),
  ): Change =>
  (input) => ({ ...input, body: withMembers(input.body, typeof own === 'function' ? own(input) : own) });
const context =
  (own: Partial<DecideInput['context']>): Change =>
  (input) => ({ ...input, context: { ...input.context, ...own } });
const local =
  (own: Partial<LocalFacts> | ((input: DecideInput) => Partial<LocalFacts>)): Change =>
  (input) => {
    const facts = { bars: [], redirectedOn: null, transitsAgreed: [], ...input.context.local };
    return context({ local: { ...facts, ...(typeof own === 'function' ? own(input) : own) } })(input);
  };

/** Another content of the messages of one type that went before. */
const said =
  (type: string, edit: Edit): Change =>
  (input) => ({
    ...input,
    history: input.history.map((record) =>
      record.metadata.type === type && record.payload !== null
        ? { ...record, payload: edit(record.payload) }
        : record,
    ),
  });

/** Another content of what was referred, whether it has gone or is a draft still. */
const profile =
  (edit: Edit): Change =>
  (input) => {
    const { draft } = input.referral;
    const changed = { ...input, referral: { ...input.referral, draft: draft === null ? null : edit(draft) } };
    return said('referral.submitted', edit)(changed);
  };

const persons =
  (own: Readonly<Record<string, unknown>>): Edit =>
  (content) =>
    withMembers(content, { persons: objects(content['persons']).map((person) => withMembers(person, own)) });
const all =
  (...changes: readonly Change[]): Change =>
  (input) =>
    changes.reduce((changed, change) => change(changed), input);

const agreement = (receiver: string, purposes: readonly string[]): JsonObject => ({
  kind: 'agreement',
  by: 'person-and-guardian',
  on: '2026-11-20',
  receiver,
  purposes,
});
/** What is done on what the person has agreed to before. */
const AGREED_IN_PROFILE: ReadonlySet<string> = new Set(['return.plan-proposed', 'transfer.departed']);

/** Messages that carry an agreement and need no guardian named anew. */
const AGREED_IN_ITSELF = /^(?:consent|family|justice)\./;

/** The child agrees alone. */
const agreedAlone = body(({ body: { agreement: given } }) => ({
  agreement: { ...(given as JsonObject), by: 'person' },
}));
const LOOKS_AT_PEOPLE: readonly string[] = ['persons', 'subjects'];

/** Everybody named twice, or in a message about one person somebody who was not referred. */
const otherPeople = (content: JsonObject): JsonObject => {
  const list = LOOKS_AT_PEOPLE.find((member) => Array.isArray(content[member]));
  if (list !== undefined) {
    const named = content[list] as readonly never[];
    return { ...content, [list]: [...named, ...named] };
  }
  const subject = '00000000-0000-4000-8000-000000000000';
  return 'subject' in content ? { ...content, subject } : { ...content, subjects: [subject, subject] };
};

const reflection = (side: Side): Step => ({
  type: 'referral.on-hold',
  side,
  own: { reasons: ['reflection-period'], reviewOn: '2027-01-05' },
});

export const BREAKS: Readonly<Record<string, (type: string, side: Side) => Break>> = {
  role: () => ({ change: (input) => ({ ...input, actor: { sub: 'fatos', roles: ['case-worker'] } }) }),
  'recipient-keys': () => ({ change: context({ keys: 'unknown' }) }),
  'recipient-directory': () => ({ change: context({ directory: null }) }),
  'transfer-basis': () => ({ change: context({ basis: false }) }),
  'do-not-contact': (_type, side) => ({
    change: local(({ referral }) => ({
      bars: [
        {
          type: 'contact-bar.set',
          subject: 'fatos',
          participant: side === 'sender' ? referral.to : referral.from,
        },
      ],
    })),
  }),
  answers: () => ({
    change: (input) => ({
      ...input,
      fold: { ...input.fold, positions: { sender: {}, receiver: {} } },
    }),
  }),
  'four-eyes': () => ({
    change: (input) => ({ ...input, actor: { sub: DRAFTER, roles: ['national-focal-point'] } }),
  }),
  period: () => ({ change: body({ period: { from: '2027-02-01', to: '2027-01-01' } }) }),
  'reasons-required': (type) => ({
    change: body(type === 'enquiry.reply' ? { answer: 'no' } : { reasons: [] }),
  }),
  'consent-or-basis': () => ({
    change: profile((content) => ({ ...content, basis: agreement('me', ['protection-referral']) })),
  }),
  'renewed-consent': () => ({ change: local(({ now }) => ({ redirectedOn: dayFrom(now, 1) })) }),
  'separate-consent': (type) => ({
    change: AGREED_IN_PROFILE.has(type)
      ? profile((content) => ({ ...content, basis: agreement('al', ['protection-referral']) }))
      : type === 'family.tracing-result'
        ? said('family.tracing-requested', (content) => withMembers(content, { agreement: undefined }))
        : body({ agreement: undefined }),
  }),
  'feedback-consent': () => ({
    change: profile((content) => ({ ...content, basis: agreement('al', ['protection-referral']) })),
  }),
  guardian: (type) => ({
    change: AGREED_IN_ITSELF.test(type)
      ? agreedAlone
      : profile((content) =>
          persons({ guardian: undefined })({
            ...content,
            basis: agreement('al', ['protection-referral', 'identity-confirmation']),
          }),
        ),
  }),
  subjects: (type) => ({
    change:
      type === 'referral.submitted'
        ? profile(otherPeople)
        : (input) => ({ ...input, body: otherPeople(input.body) }),
  }),
  'attributed-status': (type) => {
    const status = { value: 'presumed', byKindOfBody: 'ngo', regime: 'nrm-rs', on: '2026-11-12' };
    if (type === 'referral.submitted') return { change: profile(persons({ status: [status] })) };
    const subject = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
    const asserted = type === 'status.asserted' ? status : [status];
    return { change: body({ persons: [{ subject, status: asserted }] }) };
  },
  'disclosure-tier': () => ({
    change: (input) => ({ ...input, body: persons({ narrative: 'x' })(input.body) }),
  }),
  'accountable-recipient': (type) => ({
    change: body(
      type === 'referral.disclosed' ? { forBody: 'n/a' } : { responsibleBody: { name: 'tbd', contact: '-' } },
    ),
  }),
  'unconditional-support': (type) => ({
    change:
      type === 'referral.accepted'
        ? body({ conditions: ['statement-to-police'] })
        : body({ reasons: ['no-cooperation-with-police'] }),
  }),
  'late-decline-reason': () => ({
    change: body(({ fold: { state } }) => ({
      reasons: [state === 'acknowledged' ? 'no-longer-possible-here' : 'no-capacity'],
    })),
  }),
  'competent-named': () => ({ change: body({ competentBody: undefined }) }),
  'review-date': () => ({ change: body(({ now }) => ({ reviewOn: dayFrom(now, 0) })) }),
  'reflection-period': (type, side) => ({
    before: [reflection(side), { type: 'referral.resumed', side }],
    change: all(
      type === 'return.plan-proposed' ? body({ personAsked: false }) : (input) => input,
      said('return.plan-proposed', (content) => ({ ...content, personAsked: false })),
    ),
  }),
  'fresh-risk-assessments': () => ({
    change: (input) => said('assessment.risk', persons({ on: dayFrom(input.now, -8) }))(input),
  }),
  'assessment-date': () => ({
    change: (input) => ({ ...input, body: persons({ on: dayFrom(input.now, 3) })(input.body) }),
  }),
  'children-only': () => ({ change: profile(persons({ ageBand: 'adult' })) }),
  'best-interests': () => ({ before: [step('assessment.best-interests')] }),
  'parent-complicity': (type) => {
    const destination = { kind: 'own-household', relation: 'parent' };
    return {
      change:
        type === 'return.plan-proposed'
          ? body({ destination })
          : said('return.plan-proposed', (content) => ({ ...content, destination })),
    };
  },
  'voluntary-return': () => ({ change: body({ voluntary: false }) }),
  'plan-legs': () => ({
    change: (input) => ({ ...input, body: { ...input.body, legs: [] } }),
  }),
  'plan-agreed': () => ({ change: body({ plan: 2 }) }),
  'legs-in-order': (type) => {
    if (type === 'transfer.arrived') return { change: body({ leg: 2 }) };
    if (type !== 'transfer.departed') return { change: body({ plan: 9 }) };
    // A plan of two legs, and of these the one whose turn it is not.
    const isUnderWay = ({ fold }: DecideInput): boolean => fold.state === 'in-transit';
    return {
      change: all(
        said('return.plan-proposed', (content) => ({ ...content, legs: twoLegs(BEGIN) })),
        body((input) => (isUnderWay(input) ? { leg: 1, last: false } : { leg: 2 })),
      ),
    };
  },
  'consent-reconfirmed': () => ({
    change: body(({ now }) => ({
      reconfirmed: {
        by: 'person-and-guardian',
        at: new Date(Date.parse(now) - 2 * DAY_MS).toISOString(),
      },
    })),
  }),
  'transit-agreed': () => ({
    change: said('return.plan-proposed', (content) => ({
      ...content,
      legs: objects(content['legs']).map((leg) => ({ ...leg, transit: 'mk' })),
    })),
  }),
  'expected-time': () => ({ change: body(({ now }) => ({ expectedAt: now })) }),
  'person-feedback': () => ({ change: body({ personFeedback: 'given' }) }),
  'interview-register': (_type, side) => ({
    before: [step('interview.recorded', {}, { side })],
    change: body({ necessity: undefined }),
  }),
  'alert-open': () => ({ without: ({ type }) => type === 'safety.alert' }),
  // A journey is expected later once more, and an expiry comes at once: only the clock waits for either.
  'limit-passed': (type) => (type === 'transfer.not-arrived' ? { before: [step('transfer.delayed')] } : {}),
  retention: () => ({
    change: context({ limits: { ...defaultLimits, retention: { urgent: 'P36500D' } } }),
  }),
  'erasure-ground': () => ({ change: body({ outcome: 'kept' }) }),
};
