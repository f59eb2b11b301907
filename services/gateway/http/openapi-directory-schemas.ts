/**
 * Answers about who gets a case and who is there, as JSON Schema, for OpenAPI: tasks, routes, directory, roster, notices.
 * Invariant: equal to what the views build; a test validates real answers against these. contract.md 4; domain.md 7.
 */
import { closed, list, nullable, reference, text, time, uuid } from './openapi-schema-parts.ts';

const target = closed({ office: text, function: text, rule: nullable(text) });

const because = closed({ fact: text, value: list(text), wanted: list(text), holds: { type: 'boolean' } });

const standings = ['works', 'stale', 'unreachable', 'vacant', 'suspended', 'closed'] as const;

export const task = closed({
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

export const directorySchemas = {
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
  TaskList: closed({ items: list(task), next: nullable(text) }),
  Task: task,
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
} as const;
