/**
 * The lifecycle of a referral for people: states, messages, rules with the texts that are read, limits, reason codes.
 * Invariant: everything but the introduction follows from `schemas/transitions.json` and the texts of the rules.
 * domain.md 4 and 6.
 */
import type { GuardText } from '../casework/index.ts';
import { codeList, operationByType, schemas, transitions, type Transition } from '../contract/index.ts';
import {
  code,
  heading,
  link,
  list,
  paragraph,
  table,
  type Block,
  type ReferenceDocument,
} from './document.ts';
import {
  codesId,
  conditionWords,
  durationWords,
  limitId,
  messageId,
  roleWords,
  ruleId,
  stateId,
  targetWords,
  whoWords,
} from './words.ts';
import { way } from './way.ts';

const rows = transitions.transitions;
const types = [...new Set(rows.map((row) => row.message))];

export function lifecycleReference(guardTexts: readonly GuardText[]): ReferenceDocument {
  return {
    title: 'How a referral moves',
    blocks: [
      heading(1, 'How a referral moves', 'top'),
      ...introduction(),
      heading(2, 'The usual way', 'way'),
      ...way(),
      heading(2, 'States', 'states'),
      ...states(),
      heading(2, 'Messages', 'messages'),
      ...types.flatMap(messageBlocks),
      heading(2, 'Rules', 'rules'),
      paragraph(
        'A gateway applies these rules before it sends, and again to what it receives. Where one is broken, nothing is sent, and the person reads what is wrong, who can mend it and what happens to the case meanwhile.',
      ),
      ...rules(guardTexts),
      heading(2, 'Time limits', 'limits'),
      ...limits(),
      heading(2, 'Reason codes', 'codes'),
      ...reasonCodes(),
    ],
  };
}

const automatic = types
  .filter((type) => rows.some((row) => row.message === type && row.automatic === true))
  .map((type) => link(type, messageId(type)));

function introduction(): readonly Block[] {
  const { version, asOf, source } = transitions;
  return [
    paragraph(
      `Made from ${code('schemas/transitions.json')}, version ${version}, as of ${asOf} (${source}). In short: a referral goes from one participant, the sender, to one other, the receiver. Its state follows from the signed messages of both and is the same for sender, receiver and auditor.`,
    ),
    ...list([
      'Only what stands below moves a referral. Any other message is refused and changes nothing.',
      'Responsibility for the person passes at arrival, not at acceptance.',
      'Where an acceptance and a withdrawal cross on their way, the referral is withdrawn.',
      'Between participants that share a referral a safety alert is blocked by nothing: not by a hold, a missing agreement, an expired legal basis or an ended referral.',
      `A time limit that passes is recorded and shown, and people are called. By itself the clock of a gateway sends only ${automatic.join(', ')}.`,
    ]),
  ];
}

function states(): readonly Block[] {
  return [
    ...table(
      ['State', 'Meaning', 'Seen by', 'End'],
      transitions.states.map(({ state, meaning, seenBy, terminal }) => [
        link(state, stateId(state)),
        meaning,
        seenBy === 'both' ? 'both' : 'sender only',
        terminal ? 'yes' : '',
      ]),
    ),
    ...transitions.states.flatMap(({ state, meaning }) => {
      const from = rows.filter((row) => row.from.includes(state));
      const moves = from.filter((row) => row.to !== 'same' && row.to !== state);
      const stays = from.filter((row) => !moves.includes(row));
      return [
        heading(3, state, stateId(state)),
        paragraph(`${meaning}.`),
        ...table(
          ['Leads on', 'Who', 'To', 'Only when'],
          moves.map((row) => [
            link(row.message, messageId(row.message)),
            whoWords(row),
            targetWords(row),
            conditionWords(row),
          ]),
        ),
        ...(stays.length === 0
          ? []
          : [
              paragraph(
                `Possible without a change of state: ${[...new Set(stays.map((row) => link(row.message, messageId(row.message))))].join(', ')}.`,
              ),
            ]),
        ...(from.length === 0 ? [paragraph('Nothing leads on from here.')] : []),
      ];
    }),
  ];
}

function messageBlocks(type: Transition['message']): readonly Block[] {
  const own = rows.filter((row) => row.message === type);
  const [first] = own;
  if (first === undefined) return [];
  const operation = operationByType(type);
  const all = <T>(pick: (row: Transition) => readonly T[] | undefined): readonly T[] => [
    ...new Set(own.flatMap((row) => pick(row) ?? [])),
  ];
  const links = (names: readonly string[], id: (name: string) => string): string =>
    names.map((name) => link(name, id(name))).join(', ');
  const facts: readonly (readonly [string, string])[] = [
    ['Sent by', [...new Set(own.map(whoWords))].join('; ')],
    ['Command', operation === null ? '' : code(`POST /v1/referrals/{reference}/${operation.noun}`)],
    ['Channel', operation?.channel === undefined ? '' : 'justice: apart, with keys of its own'],
    [
      'Answers',
      links(
        all((row) => row.answers),
        messageId,
      ),
    ],
    [
      'Must have gone before',
      links(
        all((row) => row.needs),
        messageId,
      ),
    ],
    [
      'Rules',
      links(
        all((row) => row.guards),
        ruleId,
      ),
    ],
    [
      'Starts the limits',
      links(
        all((row) => row.startsLimits),
        limitId,
      ),
    ],
    [
      'Reasons',
      links(
        all((row) => (row.reasons === undefined ? [] : [row.reasons])),
        codesId,
      ),
    ],
    ['If two cross', own.some((row) => row.yields === true) ? 'the other message goes first' : ''],
  ];
  return [
    heading(3, type, messageId(type)),
    ...purpose(type),
    ...list(facts.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]))),
    ...table(
      ['From', 'To', 'Only when'],
      own.map((row) => [
        row.from.length === 0
          ? 'nothing yet'
          : row.from.map((state) => link(state, stateId(state))).join(', '),
        targetWords(row),
        conditionWords(row),
      ]),
    ),
  ];
}

function purpose(type: Transition['message']): readonly Block[] {
  if (type === 'referral.drafted') return [paragraph('A draft is written. It stays at the participant.')];
  const description = schemas[`urn:trm:schema:${type}:v1:payload`]?.['description'];
  return typeof description === 'string' ? [paragraph(description)] : [];
}

function rules(guardTexts: readonly GuardText[]): readonly Block[] {
  const guards = [...new Set(rows.flatMap((row) => row.guards))];
  return guards.flatMap((guard) => [
    heading(3, guard, ruleId(guard)),
    ...table(
      ['What is read', 'Who can mend it', 'What happens to the case'],
      guardTexts
        .filter((text) => text.guard === guard)
        .map((text) => [text.detail, roleWords(text.who), text.case]),
    ),
    paragraph(`Applies to ${appliesTo(guard)}.`),
  ]);
}

function appliesTo(guard: string): string {
  const having = types.filter((type) =>
    rows.some((row) => row.message === type && row.guards.includes(guard)),
  );
  const commanded = types.filter((type) =>
    rows.some((row) => row.message === type && row.kind === 'message'),
  );
  const lacking = commanded.filter((type) => !having.includes(type));
  const links = (names: readonly string[]): string =>
    names.map((type) => link(type, messageId(type))).join(', ');
  if (lacking.length === 0) return 'every message that a person sends';
  return lacking.length <= having.length / 3
    ? `every message that a person sends but ${links(lacking)}`
    : links(having);
}

function limits(): readonly Block[] {
  const percentages = transitions.escalation.map(
    ({ percent, to }) => `at ${percent} % of the time: ${to.replaceAll('-', ' ')}`,
  );
  return [
    paragraph(
      `Defaults; each ordered pair of participants can set others. None comes from a law, so a deployment confirms them. Escalation ${percentages.join('; ')}.`,
    ),
    ...Object.entries(transitions.limits).flatMap(([name, limit]) => {
      const messages = (names: readonly string[]): string =>
        names
          .map((type) => (types.some((one) => one === type) ? link(type, messageId(type)) : code(type)))
          .join(', ');
      const pauses = (limit.pausedBy ?? []).map(
        ({ by, until }) => `Stands still from ${messages(by)} until ${messages(until)}`,
      );
      return [
        heading(3, name, limitId(name)),
        ...list([
          `Runs from ${messages(limit.startedBy)} until ${messages(limit.metBy)}`,
          ...pauses,
          ...(limit.after === undefined ? [] : [`Counted from ${code(limit.after)} of the message`]),
          ...(limit.only === undefined ? [] : [`Only when ${code(limit.only)}`]),
          ...(limit.local === true ? ['Kept by one gateway for itself'] : []),
          ...(limit.carried ? ['The message that starts it names its end'] : []),
        ]),
        ...table(
          ['Urgency', 'Time', 'Counted in'],
          (['emergency', 'urgent', 'routine'] as const)
            .filter((urgency) => limit.only === undefined || limit.only === urgency)
            .map((urgency) => [
              urgency,
              durationWords(limit.duration[urgency]),
              limit.calendar[urgency] === 'business' ? 'working days' : 'hours of the clock',
            ]),
        ),
      ];
    }),
  ];
}

function reasonCodes(): readonly Block[] {
  const names = [...new Set(rows.flatMap((row) => row.reasons ?? []))];
  return names.flatMap((name) => [
    heading(3, name, codesId(name)),
    ...table(
      ['Code', 'Meaning', 'Source'],
      codeList(name).codes.map((entry) => [code(entry.code), entry.labels.en, entry.source]),
    ),
  ]);
}
