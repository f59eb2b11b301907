/**
 * Answers of the HTTP contract as JSON Schema, for OpenAPI: what a client may count on, member by member.
 * Invariant: equal to what the views build; a test validates real answers against these. contract.md 4.
 * Long because every answer of the contract stands in this one list.
 */
import { TASK_LIMIT } from '../../lib/casework/index.ts';
import { languages, messageTypes, limitNames, referralStates, roles } from '../../lib/contract/index.ts';
import { ctdcVariables, missingCodes, unmappedCodes } from '../../lib/htcds/index.ts';
import { definitions, measures } from '../../lib/statistics/index.ts';
import { directorySchemas, task } from './openapi-directory-schemas.ts';
import { closed, list, nullable, reference, type Schema, text, time, uuid } from './openapi-schema-parts.ts';
import { problemTexts } from './problem.ts';

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
  ...directorySchemas,
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
