/**
 * Input of `decide` for a history, with everything in place; a test takes one thing away and sees which guard notices.
 */
import { draftExample, minimalExample, operations } from '../../../services/lib/contract/index.ts';
import { contentOfDraft, defaultLimits, fold } from '../../../services/lib/casework/index.ts';
import type {
  CaseMessage,
  CaseRecord,
  DecideInput,
  Decision,
  MessageType,
} from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { goodHistory, NOW } from './support.ts';

/** Histories from which each command can go; numbers count messages of the good history. */
const READY: Readonly<Partial<Record<MessageType, number>>> = {
  'enquiry.capacity': 0,
  'enquiry.reply': 1,
  'referral.submitted': 0,
  'referral.acknowledged': 6,
  'referral.accepted': 8,
  'referral.declined': 8,
  'referral.disclosed': 10,
};

/** Types that the good history reaches; coverage.test.ts has them all. */
export const readyTypes: readonly MessageType[] = operations
  .map(({ type }) => type)
  .filter((type) => READY[type] !== undefined);

const SENDERS: ReadonlySet<MessageType> = new Set([
  'enquiry.capacity',
  'referral.submitted',
  'referral.disclosed',
]);

export const SECRET = 'A'.repeat(43);
export const DIRECTORY = { sequence: 3, digest: 'A'.repeat(43) };

export function readyFor(type: MessageType): CaseMessage[] {
  return goodHistory().slice(0, READY[type]);
}

export interface Changes {
  readonly history?: readonly CaseMessage[];
  readonly body?: JsonObject;
  readonly draft?: JsonObject | null;
  /** What was sent as the referral, where it is not the draft; `null`: it has been erased. */
  readonly submitted?: JsonObject | null;
  readonly referral?: Partial<DecideInput['referral']>;
  readonly actor?: Partial<NonNullable<DecideInput['actor']>>;
  readonly context?: Partial<DecideInput['context']>;
}

/** With contents: the draft as the submission, nothing of interest in the others. */
export function recordsOf(
  messages: readonly CaseMessage[],
  submitted: JsonObject | null,
): readonly CaseRecord[] {
  return messages.map((message) => {
    const isSubmission = message.metadata.type === 'referral.submitted';
    return { ...message, payload: isSubmission ? submitted : {}, at: NOW };
  });
}

export function inputFor(type: MessageType, changes: Changes = {}): DecideInput {
  const isSent = SENDERS.has(type);
  const draft = changes.draft === undefined ? draftExample(NOW) : changes.draft;
  const submitted = changes.submitted === undefined ? draft : changes.submitted;
  const history = recordsOf(
    changes.history ?? readyFor(type),
    submitted === null ? null : contentOfDraft(submitted),
  );
  const roles = ['liaison-officer', 'duty-officer', 'national-focal-point'];
  return {
    type,
    body: changes.body ?? minimalExample(type, NOW),
    referral: {
      reference: '4FQ20WZ7D1LF',
      direction: isSent ? 'sent' : 'received',
      from: 'xk',
      to: 'al',
      urgency: 'urgent',
      drill: false,
      drafter: 'lida',
      draft: isSent ? draft : null,
      ...changes.referral,
    },
    history,
    fold: fold(history),
    actor: { sub: 'fatos', roles, ...changes.actor },
    now: NOW,
    context: {
      basis: true,
      keys: 'known',
      directory: DIRECTORY,
      handoverSecret: SECRET,
      limits: defaultLimits,
      ...changes.context,
    },
  };
}

/** Draft of one person, changed member by member. */
export function draftWith(members: JsonObject, person: JsonObject = {}): JsonObject {
  const draft = draftExample(NOW);
  const [first] = draft['persons'] as readonly JsonObject[];
  return { ...draft, persons: [{ ...first, ...person }], ...members };
}

export function guardOf(decision: Decision): string {
  if (decision.ok) return 'decided';
  return decision.code === 'guard-failed' ? decision.guard : decision.code;
}
