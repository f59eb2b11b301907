/**
 * Asks a message's guards once more when it is about to be sealed (protocol.md 4 step 2): what was read since the command,
 * or decided here after it, may forbid it. Invariant: what the receiver judges it by has been judged here under the same
 * knowledge; what ends or protects is never held back.
 */
import { operationByType } from '../contract/index.ts';
import { factsOf } from './facts.ts';
import { guardsOf } from './guards-of-row.ts';
import { INITIAL, rowFor } from './lifecycle.ts';
import { rulesOf } from './messages.ts';
import { isMachine } from './rules.ts';
import type { LocalFacts } from './rule.ts';
import type { CaseRecord, Fold, Guard, ReferralState } from './types.ts';

export interface RecheckInput {
  /** Messages of the referral that count here, with their contents; `fold` is theirs. */
  readonly history: readonly CaseRecord[];
  readonly fold: Fold;
  /** Which of them is about to be sealed; its `at` is when it was decided. */
  readonly index: number;
  /** Participants: who refers, and who is asked. */
  readonly referral: { readonly from: string; readonly to: string };
  /** Transfer basis of this direction in force now. */
  readonly basis: boolean;
  readonly local: LocalFacts;
}

/** What nobody may hold back: withdrawals and their confirmation, errors, safety, and data protection (domain.md 4). */
const ALWAYS_GOES =
  /^(?:safety\.|data\.|referral\.(?:withdraw|entered-in-error)|consent\.(?:withdraw|changed))/;

/** What holds even those back: no legal instrument, or a child that would agree alone to more. */
const HOLDS_ALL: ReadonlySet<Guard> = new Set(['transfer-basis', 'guardian']);

/** Once a referral stands there, nothing personal follows what was not sent yet. */
const STOPPED: ReadonlySet<ReferralState> = new Set([
  'withdrawn',
  'withdrawal-confirmed',
  'entered-in-error',
  'sealed',
  'erased',
]);

/** The guard that forbids it now, `transition` when it has lost its place, or null. Messages of the machines have none. */
export function recheck(input: RecheckInput): Guard | 'transition' | null {
  const { history, fold, index, referral } = input;
  const message = history[index];
  const rules = message === undefined ? undefined : rulesOf(message.metadata.type);
  const operation = rules === undefined ? null : operationByType(rules.type);
  if (message === undefined || rules === undefined || operation === null || isMachine(rules)) return null;
  const { metadata, payload, side } = message;
  const isFree = ALWAYS_GOES.test(rules.type);
  if (!isFree && operation.personal && STOPPED.has(fold.state)) return 'consent-or-basis';

  const place = fold.applied.indexOf(index);
  const before = place === 0 ? INITIAL : fold.path[place - 1];
  const row = before === undefined ? null : rowFor(before, side, metadata, answeredType(history, message));
  if (row === null) return 'transition';
  const content = {
    type: rules.type,
    side,
    metadata,
    payload,
    facts: factsOf({
      history,
      fold,
      counts: (item) => history[item]?.side !== side || (history[item]?.order ?? 0) < message.order,
      own: message,
    }),
    from: side === 'sender' ? referral.from : referral.to,
    to: side === 'sender' ? referral.to : referral.from,
    referral,
    at: message.at,
    basis: input.basis,
    local: input.local,
    limits: null,
  };
  for (const guard of guardsOf(rules, row)) {
    if (isFree && !HOLDS_ALL.has(guard.guard)) continue;
    const failure = guard(content);
    if (failure !== null) return failure.guard;
  }
  return null;
}

function answeredType(history: readonly CaseRecord[], { side, metadata }: CaseRecord): string | null {
  const { answers } = metadata;
  if (answers === undefined) return null;
  const found = history.find(
    (other) => other.side !== side && other.stream === answers.stream && other.sequence === answers.sequence,
  );
  return found?.metadata.type ?? null;
}
