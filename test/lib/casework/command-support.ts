/**
 * Input of `decide` for a history, with everything in place; a test takes one thing away and sees which guard notices.
 */
import { draftExample, minimalExample } from '../../../services/lib/contract/index.ts';
import { defaultLimits, fold, positionsToAnswer } from '../../../services/lib/casework/index.ts';
import type {
  CaseMessage,
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
  readonly referral?: Partial<DecideInput['referral']>;
  readonly actor?: Partial<DecideInput['actor']>;
  readonly context?: Partial<DecideInput['context']>;
}

export function inputFor(type: MessageType, changes: Changes = {}): DecideInput {
  const state = fold(changes.history ?? readyFor(type));
  const roles = ['liaison-officer', 'duty-officer', 'national-focal-point'];
  return {
    type,
    body: changes.body ?? minimalExample(type, NOW),
    referral: {
      reference: '4FQ20WZ7D1LF',
      direction: SENDERS.has(type) ? 'sent' : 'received',
      from: 'xk',
      to: 'al',
      urgency: 'urgent',
      drill: false,
      drafter: 'lida',
      draft: changes.draft === undefined ? (SENDERS.has(type) ? draftExample(NOW) : null) : changes.draft,
      ...changes.referral,
    },
    fold: state,
    actor: { sub: 'fatos', roles, ...changes.actor },
    now: NOW,
    context: {
      basis: true,
      keys: 'known',
      directory: DIRECTORY,
      handoverSecret: SECRET,
      positions: positionsToAnswer(state),
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
