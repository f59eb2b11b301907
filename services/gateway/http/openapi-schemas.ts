/**
 * Answers of the HTTP contract as JSON Schema, for OpenAPI: what a client may count on, member by member.
 * Invariant: equal to what the views build; a test validates real answers against these. contract.md 4.
 * Long because every answer of the contract stands in this one list.
 */
import { TASK_LIMIT } from '../../lib/casework/index.ts';
import { languages, messageTypes, limitNames, referralStates, roles } from '../../lib/contract/index.ts';
import { ctdcVariables, missingCodes, unmappedCodes } from '../../lib/htcds/index.ts';
import { definitions, measures } from '../../lib/statistics/index.ts';
import { problemTexts } from './problem.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const uuid: Schema = { type: 'string', format: 'uuid' };
const reference: Schema = { type: 'string', pattern: '^[0-9DFGLNQRUVWZ]{12}$' };
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const list = (items: Schema): Schema => ({ type: 'array', items });

function closed(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

const problem = closed(
  {
    type: { type: 'string', pattern: '^urn:trm:problem:[a-z-]+$' },
    title: text,
    status: { type: 'integer' },
    detail: { ...text, description: 'What failed; never a submitted value.' },
    code: { enum: Object.keys(problemTexts) },
    who: { ...text, description: 'Role that can mend it.' },
    case: { ...text, description: 'What happens to the case meanwhile.' },
    guard: { ...text, description: 'Rule that forbids it (guard-failed).' },
    errors: list(closed({ pointer: text, code: text })),
  },
  ['guard'],
);

const listed = {
  reference,
  direction: { enum: ['sent', 'received'] },
  from: text,
  to: text,
  state: { enum: referralStates },
  urgency: { enum: ['emergency', 'urgent', 'routine'] },
  updatedAt: time,
};

const target = closed({ office: text, function: text, rule: nullable(text) });
const because = closed({ fact: text, value: list(text), wanted: list(text), holds: { type: 'boolean' } });

const standings = ['works', 'stale', 'unreachable', 'vacant', 'suspended', 'closed'] as const;

const task = closed({
  id: uuid,
  reference,
  office: text,
  function: text,
  state: { enum: ['open', 'answered', 'moved'] },
  route: nullable({
    type: 'object',
    description: 'Which rules held, and why (formats.md 8); null: erased, or another office has it.',
  }),
  contactPoint: nullable(text),
  standing: {
    ...nullable({ enum: standings }),
    description: 'Of the contact point, now; null: the directory knows none.',
  },
});

const considered = closed({
  contactPoint: text,
  fits: { type: 'boolean' },
  because: list(because),
});

const person = closed({
  appointment: text,
  function: text,
  subject: text,
  rank: { enum: ['holder', 'deputy'] },
  from: time,
  to: nullable(time),
  there: { type: 'boolean', description: 'Is asked now if need be.' },
  away: nullable({ enum: ['left', 'not-yet', 'absent'] }),
  until: nullable(time),
  notify: nullable(list({ type: 'object' })),
});
const listedPoint = closed({
  participant: { ...nullable(text), description: 'Null: this participant.' },
  id: text,
  standing: { enum: standings },
  stale: { type: 'boolean', description: 'Nobody has made sure of it for 90 days.' },
  staleFrom: nullable(text),
  verifiedOn: nullable(text),
  vacant: { ...list(text), description: 'Functions that nobody is there for.' },
  reachable: nullable(closed({ answered: { type: 'boolean' }, at: time })),
  entry: { ...nullable({ type: 'object' }), description: 'Fields that this token may see.' },
  persons: list(person),
});

const timelineEntry = closed({
  message: nullable(uuid),
  type: text,
  from: text,
  at: time,
  role: nullable({ enum: roles }),
  stream: nullable(text),
  sequence: nullable({ type: 'integer' }),
  delivery: {
    enum: ['queued', 'published', 'delivered', 'held', 'refused', 'not-sent', 'disputed', 'local'],
  },
  code: nullable(text),
  content: nullable({ type: 'object' }),
});

const clock = closed({
  limit: { enum: [...limitNames, TASK_LIMIT] },
  state: { enum: ['running', 'paused', 'met', 'passed', 'cancelled'] },
  startedAt: time,
  dueAt: { ...time, description: 'With the pauses so far.' },
  metAt: nullable(time),
  pausedMs: { type: 'integer' },
  percent: { type: 'integer', description: 'Of the time allowed, pauses left out.' },
});

/** How a referral stands beside its state. */
const standing = {
  drill: { type: 'boolean' },
  held: nullable({ enum: referralStates }),
  responsible: closed({ participant: text, body: nullable(text) }),
  clocks: list(clock),
  alerts: list(closed({ class: nullable(text), from: text, at: time })),
  bars: { ...list(text), description: 'Participants that must not learn of the person.' },
  case: nullable(uuid),
  review: nullable({ ...text, description: '`due`, or what the next-day review found.' }),
  needsPerson: {
    type: 'boolean',
    description: 'It holds a code that this version does not know, or a message that is disputed.',
  },
};

const labelLanguages = list(
  closed({
    language: { enum: languages },
    version: nullable({ type: 'integer' }),
    review: nullable({
      ...text,
      description: 'Whether a native speaker has reviewed the labels; null: English.',
    }),
  }),
);

const pointed = (codes: readonly string[]): Schema => list(closed({ pointer: text, code: { enum: codes } }));

const exported = {
  standard: text,
  reference,
  participants: list(closed({ id: text, name: text })),
  footnote: { ...text, description: 'Goes with the names wherever they are shown.' },
};

const heldContent = closed({ message: uuid, type: text, from: text, at: time, content: { type: 'object' } });

const MEASURES: Readonly<Record<(typeof measures)[keyof typeof measures]['kind'], Schema>> = {
  count: { type: 'integer', minimum: 0 },
  seconds: { type: ['integer', 'null'], minimum: 0 },
  share: { type: ['number', 'null'], minimum: 0, maximum: 1 },
  time: nullable(time),
};

/** One per indicator, with the members that its definition gives to its rows. */
const indicators = definitions.map(({ id, unit, definition, population, groupedBy, measures: own }) =>
  closed({
    id: { const: id },
    unit: { const: unit },
    definition: { const: definition },
    population: { const: population },
    rows: list(
      closed({
        ...Object.fromEntries(
          groupedBy.map((name) => [name, { ...nullable(text), description: 'Null: all of them together.' }]),
        ),
        ...Object.fromEntries(
          own.map((name) => [name, { ...MEASURES[measures[name].kind], description: measures[name].text }]),
        ),
      }),
    ),
  }),
);

const done = closed({ reference, message: nullable(uuid), state: nullable({ enum: referralStates }) });

/** Components; `#/components/schemas/<name>`. */
export const answerSchemas = {
  Problem: problem,
  Done: done,
  DraftFromRows: closed({
    reference,
    message: nullable(uuid),
    state: { enum: referralStates },
    unmapped: {
      ...pointed(unmappedCodes),
      description: 'What of the rows is not in the draft, by row and column; no value.',
    },
    missing: {
      ...pointed(missingCodes),
      description: 'What a submission still needs, by member of the draft.',
    },
  }),
  HtcdsRows: closed({
    ...exported,
    rows: list({ type: 'object', description: 'Columns of HTCDS 2.0, and our own (`trm_`).' }),
  }),
  CtdcRecords: closed({
    ...exported,
    kosovo: {
      enum: ['apart', 'folded'],
      description: 'Whether Kosovo is counted under Serbia, as CTDC does.',
    },
    records: list(
      closed(
        Object.fromEntries(
          ctdcVariables.map((variable) => [variable, nullable({ type: ['string', 'integer'] })]),
        ),
      ),
    ),
  }),
  ReferralList: closed({ items: list(closed(listed)), next: nullable(text) }),
  Referral: closed(
    {
      ...listed,
      persons: nullable(list({ type: 'object' })),
      basis: nullable({ type: 'object' }),
      timeline: list(timelineEntry),
      allowed: list({ enum: messageTypes }),
      tasks: list(task),
      ...standing,
      draft: { type: 'object' },
    },
    ['draft'],
  ),
  Change: closed({ id: uuid, state: { enum: ['open', 'confirmed', 'rejected'] } }),
  Import: closed({
    id: nullable(uuid),
    state: nullable({ const: 'open' }),
    contactPoints: list(text),
    dropped: {
      ...list(closed({ pointer: text, why: text })),
      description: 'What of the file is not in the proposal.',
    },
    defaulted: { ...list(text), description: 'What the file does not say and a person must look at.' },
  }),
  Word: closed(
    { id: text, state: text, moved: { type: 'integer', description: 'Open tasks that were handed over.' } },
    ['moved'],
  ),
  Rerouted: closed({ id: uuid, reference, office: text, function: text, route: { type: 'object' } }),
  DirectoryList: closed({ asOf: time, items: list(listedPoint) }),
  Hsds: { type: 'object', description: 'Open Referral HSDS 3.' },
  ChangeList: closed({
    items: list(
      closed({
        id: uuid,
        state: { enum: ['open', 'confirmed', 'rejected'] },
        proposer: text,
        at: time,
        decider: nullable(text),
        decidedAt: nullable(time),
        content: { type: 'object' },
      }),
    ),
  }),
  DutyList: closed({
    at: time,
    items: list(
      closed({
        contactPoint: text,
        function: text,
        standing: { enum: standings },
        there: list(closed({ subject: text, rank: { enum: ['duty', 'holder', 'cover', 'deputy'] } })),
        away: list(
          closed({
            subject: text,
            rank: { enum: ['holder', 'deputy'] },
            because: { enum: ['left', 'not-yet', 'absent'] },
            until: nullable(time),
          }),
        ),
      }),
    ),
  }),
  WorkHandoverList: closed({
    items: list(
      closed({
        id: uuid,
        appointment: text,
        contactPoint: text,
        function: text,
        from: text,
        to: nullable(text),
        tasks: { type: 'integer' },
        at: time,
      }),
    ),
  }),
  CheckList: closed({
    items: list(
      closed({
        id: uuid,
        contactPoint: text,
        function: text,
        state: { enum: ['open', 'answered', 'failed'] },
        askedAt: time,
        dueAt: time,
      }),
    ),
  }),
  NoticeList: closed({
    items: list(
      closed({
        id: uuid,
        reference: nullable(reference),
        kind: text,
        because: text,
        contactPoint: text,
        function: text,
        subject: text,
        rank: text,
        at: time,
        outcomes: list(closed({ channel: text, outcome: text, code: nullable(text) })),
      }),
    ),
  }),
  Case: closed({ id: uuid, references: list(reference) }),
  CaseFile: closed({ id: uuid, at: time, items: list(closed(listed)) }),
  AlertList: closed({
    items: list(
      closed({
        reference,
        class: nullable(text),
        from: text,
        at: time,
        early: { type: 'boolean', description: 'Something that was sent before it is missing.' },
        drill: { type: 'boolean' },
        what: nullable(text),
      }),
    ),
  }),
  HandoverCodes: closed({
    plan: { type: 'integer' },
    items: list(closed({ leg: { type: 'integer' }, code: { type: 'string', pattern: '^[0-9]{6}$' } })),
  }),
  JusticeReferral: closed({
    ...listed,
    timeline: list(timelineEntry),
    allowed: list({ enum: messageTypes }),
  }),
  PersonRecords: closed(
    {
      ...listed,
      persons: list(closed({ subject: uuid, erased: { type: 'boolean' }, items: list(heldContent) })),
      shared: { ...list(heldContent), description: 'What speaks of no single person.' },
      draft: { type: 'object' },
      erasures: list(
        closed({
          subject: { ...nullable(uuid), description: 'Null: the whole referral.' },
          message: uuid,
          at: time,
        }),
      ),
      asked: {
        ...list(
          closed({
            message: uuid,
            stream: nullable(text),
            sequence: nullable({ type: 'integer' }),
            at: time,
          }),
        ),
        description: 'Erasures of the other side that wait for our answer.',
      },
      accesses: list(closed({ who: text, roles: list({ enum: roles }), at: time, purpose: text })),
    },
    ['draft'],
  ),
  TaskList: closed({ items: list(task), next: nullable(text) }),
  Task: task,
  IncidentList: closed({
    items: list(
      closed({
        id: uuid,
        code: text,
        stream: nullable(text),
        sequence: nullable({ type: 'integer' }),
        at: time,
        state: { enum: ['open', 'mended', 'closed'] },
      }),
    ),
  }),
  StreamList: closed({
    items: list(
      closed({
        stream: text,
        direction: { enum: ['sent', 'taken', 'local'] },
        sequence: { type: 'integer' },
        digest: text,
        movedAt: time,
        published: nullable({ type: 'integer' }),
        witnessed: nullable({ type: 'integer' }),
      }),
    ),
  }),
  MonitoringFigures: closed({
    participant: text,
    from: time,
    to: { ...time, description: 'Does not belong to the period any more.' },
    asOf: { ...time, description: 'Up to when was counted: `to`, or now while the period lasts.' },
    partner: { ...nullable(text), description: 'Only what concerns this participant; null: all.' },
    notes: { ...list(text), description: 'What goes for all figures.' },
    indicators: list({ anyOf: indicators }),
    participants: list(closed({ id: text, name: text })),
    footnote: { ...text, description: 'Goes with the names wherever they are shown.' },
  }),
  CodeLists: closed({
    languages: labelLanguages,
    items: list(closed({ list: text, version: { type: 'integer' }, asOf: text, codes: { type: 'integer' } })),
  }),
  CodeList: closed({
    list: text,
    version: { type: 'integer' },
    asOf: text,
    source: text,
    degradesTo: nullable({ ...text, description: 'What a reader that does not know a code takes it for.' }),
    languages: labelLanguages,
    codes: list(
      closed({
        code: text,
        labels: closed(Object.fromEntries(languages.map((language) => [language, text])), languages),
        source: text,
      }),
    ),
  }),
  Pack: {
    type: 'object',
    description:
      'Routing pack with institutions, hotlines, periods and permits (formats.md 8); what is not confirmed says so.',
  },
  Route: closed({
    pack: closed({ id: text, version: { type: 'integer' } }),
    asOf: time,
    rules: list(
      closed({
        id: text,
        matched: { type: 'boolean' },
        because: list(because),
      }),
    ),
    chosen: nullable(target),
    fallback: { type: 'boolean' },
    also: list({ ...target, description: 'Told at the same time; `chosen` stays the accountable one.' }),
    unmet: list({
      ...closed({
        service: text,
        considered: list(closed({ office: text, because: list(because) })),
      }),
      description: 'A service of the case that offices of the pack give, none of them to these persons.',
    }),
    contactPoint: {
      ...nullable(text),
      description: 'Null: the directory lists none for the office, or none of them works.',
    },
    considered: list(considered),
    bypassed: list({
      ...closed({ office: text, function: text, considered: list(considered) }),
      description: 'A competent office without a contact point that works and fits.',
    }),
  }),
  Readiness: closed({
    ready: { type: 'boolean' },
    checks: closed({
      database: { enum: ['up', 'down'] },
      bus: { enum: ['up', 'down'] },
      registry: { enum: ['up', 'down'] },
      publisher: { enum: ['up', 'down', 'rebuild'] },
      consumer: { enum: ['up', 'down', 'rebuild'] },
    }),
  }),
  Health: closed({
    ok: { const: true },
    lagMs: { type: 'integer', description: 'Longest turn of the event loop since the last look.' },
  }),
} as const;

export type AnswerName = keyof typeof answerSchemas;
