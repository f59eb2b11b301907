/**
 * For which side somebody speaks where both ends are one participant, so that the direction cannot tell (decision 0011).
 * Invariant: the operation, what it would answer, who drafted and what was delivered decide; only who belongs to no office
 * may say for whom they speak.
 */
import { answersOf } from './lifecycle.ts';
import { type CaseMessage, type Fold, otherSide, type Side } from './types.ts';

export interface ActingInput {
  readonly operation: { readonly type: string; readonly side: string };
  readonly messages: readonly CaseMessage[];
  /** Of these messages. */
  readonly fold: Pick<Fold, 'applied' | 'delivered'>;
  /** Who drafted the referral, and in which office. */
  readonly drafted: { readonly drafter: string | null; readonly office: string | null };
  readonly actor: { readonly sub: string; readonly office?: string | null };
  /** Side that the actor asks to speak for. */
  readonly wanted?: Side | null;
}

/**
 * The operation's own side where it has one. Of what either side may say: an answer comes from the side that was asked;
 * else the office that drafted, and whoever drafted, speak for the sender; everybody else (another office, or a role
 * without one) for the receiver once it has been delivered, and for the sender before. A role without an office serves
 * both and may say so.
 */
export function actingSide(input: ActingInput): Side {
  const { operation, messages, fold, drafted, actor, wanted = null } = input;
  if (operation.side === 'sender' || operation.side === 'receiver') return operation.side;
  const asked = newestToAnswer(operation.type, messages, fold.applied);
  if (asked !== null) return otherSide(asked);
  const office = actor.office ?? null;
  if (office === null && wanted !== null) return wanted;
  const drafts = actor.sub === drafted.drafter || (office !== null && office === drafted.office);
  return drafts || fold.delivered.length === 0 ? 'sender' : 'receiver';
}

/** Side of the newest message that this type answers and that has no answer yet; else of the newest at all. */
function newestToAnswer(
  type: string,
  messages: readonly CaseMessage[],
  applied: readonly number[],
): Side | null {
  const types = answersOf(type);
  const counted = applied.flatMap((index) => messages[index] ?? []);
  const asked = counted.filter((message) => types.includes(message.metadata.type));
  const isOpen = ({ stream, sequence }: CaseMessage): boolean =>
    !counted.some(
      ({ metadata }) =>
        metadata.type === type &&
        metadata.answers?.stream === stream &&
        metadata.answers?.sequence === sequence,
    );
  return (asked.findLast(isOpen) ?? asked.at(-1))?.side ?? null;
}
