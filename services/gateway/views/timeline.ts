/**
 * What happened to a referral, in the order in which this side learnt it: casework messages and local events.
 * Receipts are no entries of their own; they are the `delivery` (and `code`) of what they answer. contract.md 4.
 */
import { caseMessages, countsInFold, type MessageRow } from '../../lib/store/messages.ts';
import { type Fold, fold, ownSide } from '../../lib/casework/index.ts';
import { isCasework } from '../../lib/contract/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import type { ReferralRow } from '../../lib/store/referrals.ts';
import type { TaskAnswerRow } from '../../lib/store/tasks.ts';

/** `held`: taken, and closed until the justice liaison's keys are mounted (decision 0013). */
export type Delivery =
  | 'queued'
  | 'published'
  | 'delivered'
  | 'held'
  | 'refused'
  | 'not-sent'
  /** Applied once, and counts no longer: its key was stolen, or its generation had ended before it (protocol.md 8). */
  | 'disputed'
  | 'local';

/** The incident that tells people about it (schemas/codes/incident-codes.json). */
const BEYOND_CODE = 'disputed-applied';
const HELD_CODE = 'held-for-justice-liaison';

export interface TimelineEntry {
  /** Record id; null for what happened only here. */
  readonly message: string | null;
  readonly type: string;
  readonly from: string;
  readonly at: string;
  readonly role: string | null;
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly delivery: Delivery;
  readonly code: string | null;
  readonly content: JsonObject | null;
}

/** A local event as the timeline tells it. */
export type LocalEntry = Pick<TimelineEntry, 'type' | 'at' | 'role' | 'code' | 'content'>;

export interface Told {
  readonly referral: ReferralRow;
  readonly rows: readonly MessageRow[];
  /** Of these rows (`foldOf`). */
  readonly fold: Fold;
  readonly answers: readonly TaskAnswerRow[];
  /** What else happened only here. */
  readonly events: readonly LocalEntry[];
  readonly participant: string;
  /** Payloads that this token may read, by message number. */
  readonly contents: ReadonlyMap<string, JsonObject>;
  /** Incoming messages whose payload is sealed still, by message number. */
  readonly waiting: ReadonlySet<string>;
}

export function foldOf(referral: ReferralRow, rows: readonly MessageRow[]): Fold {
  return fold(caseMessages(rows, ownSide(referral)));
}

export function timelineOf(told: Told): readonly TimelineEntry[] {
  const { referral, rows, answers, events, participant, contents, waiting } = told;
  const verdicts = verdictsOf(rows, told.fold);
  const messages = rows
    .filter((row) => isCasework(row.type))
    .map((row): TimelineEntry => {
      const verdict = verdicts.get(row.n);
      const refusal = row.outcome === 'refused' ? row.code : refusalCode(rows, row);
      const held = row.direction === 'in' && waiting.has(row.n);
      const delivery = held ? 'held' : deliveryOf(row, verdict);
      return {
        message: row.id,
        type: row.type,
        from: row.direction === 'out' ? participant : row.peer,
        at: row.at.toISOString(),
        role: row.role,
        stream: row.stream,
        sequence: row.sequence,
        delivery,
        code:
          (held ? HELD_CODE : row.beyond ? BEYOND_CODE : delivery === 'refused' ? refusal : null) ??
          row.notSent ??
          row.metadata.reasons?.[0] ??
          null,
        content: contents.get(row.n) ?? null,
      };
    });
  const local = {
    message: null,
    from: participant,
    stream: null,
    sequence: null,
    delivery: 'local',
    content: null,
  } as const;
  const drafted: readonly TimelineEntry[] =
    referral.drafter === null
      ? []
      : [
          {
            ...local,
            type: 'referral.drafted',
            at: referral.created_at.toISOString(),
            role: null,
            code: null,
          },
        ];
  const answered = answers.map((answer): TimelineEntry => ({
    ...local,
    type: 'task.answered',
    at: answer.at.toISOString(),
    role: 'case-worker',
    code: answer.reason ?? answer.answer,
  }));
  const happened = events.map((event): TimelineEntry => ({ ...local, ...event }));
  return inOrder([...drafted, ...messages], [...answered, ...happened].sort(byTime));
}

/** Messages keep the order in which this side decided or took them; local events stand where their time puts them. */
function inOrder(
  entries: readonly TimelineEntry[],
  local: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const merged = [...entries];
  for (const event of local) {
    const before = merged.findLastIndex((entry) => entry.at <= event.at);
    merged.splice(before + 1, 0, event);
  }
  return merged;
}

function verdictsOf(rows: readonly MessageRow[], folded: Fold): ReadonlyMap<string, 'delivered' | 'refused'> {
  const counted = rows.filter(countsInFold);
  const verdicts = new Map<string, 'delivered' | 'refused'>();
  const set = (indexes: readonly number[], verdict: 'delivered' | 'refused'): void => {
    for (const index of indexes) {
      const row = counted[index];
      if (row !== undefined) verdicts.set(row.n, verdict);
    }
  };
  set(folded.refused, 'refused');
  set(folded.delivered, 'delivered');
  return verdicts;
}

function deliveryOf(row: MessageRow, verdict: 'delivered' | 'refused' | undefined): Delivery {
  if (row.beyond) return 'disputed';
  if (row.direction === 'in') return row.outcome === 'refused' ? 'refused' : 'delivered';
  if (row.notSent !== null) return 'not-sent';
  return verdict ?? (row.published ? 'published' : 'queued');
}

/** Code of the newest refusal that answers this message. */
function refusalCode(rows: readonly MessageRow[], row: MessageRow): string | null {
  if (row.stream === null) return null;
  const refusal = rows.findLast(
    ({ type, direction, side, metadata: { answers } }) =>
      type === 'receipt.refused' &&
      // In the local stream both sides' messages are our own.
      (direction !== row.direction || (side !== null && side !== row.side)) &&
      answers?.stream === row.stream &&
      answers.sequence === row.sequence,
  );
  const code = refusal?.metadata['code'];
  return typeof code === 'string' ? code : null;
}

function byTime(left: TimelineEntry, right: TimelineEntry): number {
  return left.at < right.at ? -1 : left.at > right.at ? 1 : 0;
}
