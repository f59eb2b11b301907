/**
 * Looks once a second at the clocks of all open referrals: records what has come to half, all or twice its time, and gives
 * the commands that time itself gives (expiry, non-arrival, its alert, sealing). domain.md 4 and 7; decision 0015.
 * Invariant: each fact and each such message once, whatever number of processes looks; what is found is never remembered
 * here but as a reason not to look again before something can have changed.
 */
import {
  type CaseMessage,
  type Clock,
  type Fold,
  type Side,
  fold,
  ownSide,
  TASK_LIMIT,
} from '../../lib/casework/index.ts';
import { actorOf, isMachines } from '../../lib/directory/index.ts';
import { operationByType, type MessageType } from '../../lib/contract/index.ts';
import { DbError, type Sql } from '../../lib/platform/db/index.ts';
import { newId } from '../../lib/protocol/index.ts';
import { type ClockFact, clockedReferrals, recordClockFact } from '../../lib/store/clock-facts.ts';
import { openIncidentAbout } from '../../lib/store/incidents.ts';
import { messagesOf } from '../../lib/store/messages.ts';
import { queues } from '../../lib/store/queues.ts';
import { lockReferral, type ReferralRow } from '../../lib/store/referrals.ts';
import { giveAutomatic } from '../commands/command.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { escalationKey } from '../../lib/telling/escalation-job.ts';
import { datedMessages } from '../../lib/projection/case-history.ts';
import { referralClocks } from '../../lib/projection/referral-clocks.ts';
import { isOursToAct } from '../../lib/telling/whose-turn.ts';

/** Its start counts too: somebody has to hear that work waits. */
const THRESHOLDS = [0, 50, 100, 200] as const;
/** Sooner than this nothing is worth a second look at a referral that has not changed. */
const SOONEST_MS = 200;

interface Looked {
  /** Last change of the referral at the time of the look. */
  readonly changed: string;
  /** Unix milliseconds; before it no clock can cross a threshold. */
  readonly again: number;
}

export class ClockWatch {
  readonly #context: GatewayContext;
  readonly #looked = new Map<string, Looked>();

  constructor(context: GatewayContext) {
    this.#context = context;
  }

  /** One round. A referral that fails is tried again in the next, and stops no other. */
  async look(): Promise<void> {
    const { db, log } = this.#context;
    const rows = await clockedReferrals(db);
    for (const { reference, changed } of rows) {
      const before = this.#looked.get(reference);
      if (before?.changed === changed && before.again > this.#context.now()) continue;
      try {
        const again = await db.tx((sql) => this.#lookAt(sql, reference));
        this.#looked.set(reference, { changed, again });
      } catch (error) {
        // Custody withdrawn, or the database away for a moment: the clocks go on, nothing is sent.
        if (error instanceof Problem || (error instanceof DbError && error.code === 'transient')) continue;
        log.failure('clock.failed', error);
      }
    }
    const open = new Set(rows.map(({ reference }) => reference));
    for (const reference of this.#looked.keys()) if (!open.has(reference)) this.#looked.delete(reference);
  }

  /** When to look again. */
  async #lookAt(sql: Sql, reference: string): Promise<number> {
    const context = this.#context;
    const referral = await lockReferral(sql, reference);
    if (referral === null) return Infinity;
    const rows = await messagesOf(sql, reference);
    const history = datedMessages(rows, ownSide(referral));
    const folded = fold(history);
    const at = new Date(context.now()).toISOString();
    const clocks = await referralClocks(sql, context, referral, history, folded, at);
    for (const clock of clocks) await this.#record(sql, referral, clock);
    let acted = false;
    for (const type of due(clocks, folded, history, referral)) {
      const operation = operationByType(type);
      if (operation === null) continue;
      const given = await giveAutomatic(sql, context, referral, operation);
      if (given === null) continue;
      acted = true;
      context.log.event('clock.sent', { message: given.message });
    }
    if (acted) context.onEnqueued();
    const now = context.now();
    return acted ? now : Math.max(nextThreshold(clocks, now), now + SOONEST_MS);
  }

  async #record(sql: Sql, referral: ReferralRow, clock: Clock): Promise<void> {
    const { reference } = referral;
    if (clock.state !== 'running' && clock.state !== 'passed') return;
    const { limit, startedAt, dueAt } = clock;
    const at = new Date(this.#context.now()).toISOString();
    for (const percent of THRESHOLDS) {
      if (clock.percent < percent) return;
      if (percent === 0 && !isToldAtStart(limit, referral)) continue;
      const fact: ClockFact = { limit, startedAt, dueAt, percent, at };
      if (!(await recordClockFact(sql, reference, fact))) continue;
      const step = { reference, limit, startedAt, percent };
      // Whoever is to be told is found when the job runs: in the same transaction it cannot be lost.
      await this.#context.jobs?.send(sql, queues.escalate, step, { singletonKey: escalationKey(step) });
      if (percent === 0) continue;
      this.#context.log.event('clock.reached', { code: String(percent) });
      if (percent === 100 && limit !== 'retention')
        await openIncidentAbout(
          sql,
          newId(this.#context.cipher, this.#context.now()),
          'limit-passed',
          `${reference}:${limit}:${startedAt}`,
        );
    }
  }
}

/** Only who has to act is told that a limit begins. */
function isToldAtStart(limit: Clock['limit'], referral: ReferralRow): boolean {
  if (limit === TASK_LIMIT) return true;
  if (isMachines(limit)) return false;
  const actor = actorOf(limit);
  return actor !== null && isOursToAct(actor.side, referral);
}

/** Messages that time gives now, in their order. */
function due(
  clocks: readonly Clock[],
  folded: Fold,
  messages: readonly CaseMessage[],
  referral: ReferralRow,
): readonly MessageType[] {
  const reached = (limit: string, percent: number): boolean =>
    clocks.some((clock) => clock.limit === limit && clock.state === 'passed' && clock.percent >= percent);
  const travelling =
    folded.state === 'in-transit' || (folded.state === 'on-hold' && folded.held === 'in-transit');
  if (travelling && reached('arrive', 100)) return ['transfer.not-arrived', 'safety.alert'];
  if (lacksAlert(folded, messages, ownSide(referral))) return ['safety.alert'];
  if (referral.direction === 'sent' && reached('acknowledge', 200)) return ['referral.expired'];
  if (reached('retention', 100)) return ['referral.sealed'];
  return [];
}

/** Whoever says that somebody has not arrived, a person or a clock, raises the alert with it (domain.md 4). */
function lacksAlert({ applied, state, held }: Fold, messages: readonly CaseMessage[], ours: Side): boolean {
  if (state !== 'not-arrived' && held !== 'not-arrived') return false;
  const types = applied.flatMap((index) => {
    const message = messages[index];
    return message === undefined || message.side !== ours ? [] : [message.metadata.type];
  });
  return types.lastIndexOf('transfer.not-arrived') > types.lastIndexOf('safety.alert');
}

/** Unix milliseconds of the next threshold of any clock that runs. */
function nextThreshold(clocks: readonly Clock[], now: number): number {
  const moments = clocks.flatMap((clock) => {
    if (clock.state !== 'running' && clock.state !== 'passed') return [];
    const end = Date.parse(clock.dueAt);
    const allowed = end - Date.parse(clock.startedAt) - clock.pausedMs;
    return THRESHOLDS.map((percent) => end + (allowed * (percent - 100)) / 100).filter((at) => at > now);
  });
  return Math.min(Infinity, ...moments);
}
