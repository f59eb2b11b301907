/**
 * A clock has come to a threshold: whoever has to act, stands behind them or above them is told, once. domain.md 7.
 * Invariant: one transaction with the job's end, so each step happens once; what was answered meanwhile is told to nobody,
 * and where nobody is there to be told, people see an incident.
 */
import { type Clock, fold, ownSide, type Side, TASK_LIMIT } from '../../lib/casework/index.ts';
import { type LimitName, transitions } from '../../lib/contract/index.ts';
import type { Calendar } from '../../lib/directory/calendar.ts';
import { isOpen } from '../../lib/directory/opening-hours.ts';
import {
  actorOf,
  type Directory,
  type Due,
  type EscalationPercent,
  isStale,
  planOf,
  staffingOf,
} from '../../lib/directory/index.ts';
import { referralClocks } from '../../lib/projection/referral-clocks.ts';
import { choosePoint } from '../../lib/routing/index.ts';
import { insertStep } from '../../lib/store/calls.ts';
import { appendToChain } from '../../lib/store/chains.ts';
import { directoryAsOf, hasDirectory } from '../../lib/store/directory.ts';
import { openIncident } from '../../lib/store/incidents.ts';
import { caseMessages, countsInFold, messagesOf } from '../../lib/store/messages.ts';
import { partnerEntries } from '../../lib/store/partner-directory.ts';
import { lockReferral, type ReferralRow } from '../../lib/store/referrals.ts';
import { moveTask, type TaskMove, tasksAt } from '../../lib/store/tasks.ts';
import type { EscalationJob } from '../../lib/telling/escalation-job.ts';
import { tell } from '../../lib/telling/tell.ts';
import { type RouterContext, type Sql, freshId } from '../context.ts';
import { telling } from './telling.ts';

/** At twice the time the referral has expired, which is what is told. */
const LAST_PERCENT = 200;

export async function escalate(context: RouterContext, sql: Sql, job: EscalationJob): Promise<void> {
  const { reference, limit, startedAt } = job;
  const percent = job.percent as EscalationPercent;
  const referral = await lockReferral(sql, reference);
  if (referral === null) return;
  const now = context.now().toISOString();
  const { clock, startedBy } = await clockOf(context, sql, referral, job, now);
  const isOpen = clock !== null && ['running', 'passed', 'paused'].includes(clock.state);
  // Answered, decided or withdrawn meanwhile: nobody is bothered.
  if (!isOpen && percent !== LAST_PERCENT) return;
  const step = { id: freshId(context), reference, limit, startedAt, percent, at: now };
  if (!(await insertStep(sql, step))) return;
  if (!(await hasDirectory(sql))) return;
  const directory = await directoryAsOf(sql, null);
  const task = limit === TASK_LIMIT ? await tasksAt(sql, reference, startedAt) : null;
  const due = await dueOf(context, sql, directory, referral, { limit, percent, task, startedBy, now });
  if (due === null) return;
  const plan = planOf(directory, { ...due, coordinator: context.pack.fallback.office }, now);
  await tell(sql, telling(context), plan.calls, { reference, step: step.id });
  if (due.oursToAct && percent >= 100) await recordSilence(context, sql, job, due);
  if (task !== null && percent === 100) await askCoordinator(context, sql, directory, referral, task, now);
  if (plan.calls.length === 0 && plan.vacant.length > 0)
    await openIncident(sql, {
      id: freshId(context),
      code: 'nobody-to-tell',
      stream: null,
      sequence: null,
      fingerprint: `nobody-to-tell:${reference}:${limit}:${startedAt}`,
    });
}

async function clockOf(
  context: RouterContext,
  sql: Sql,
  referral: ReferralRow,
  { limit, startedAt }: EscalationJob,
  now: string,
): Promise<{ readonly clock: Clock | null; readonly startedBy: Side | null }> {
  const rows = await messagesOf(sql, referral.reference);
  const counted = rows.filter(countsInFold);
  const messages = caseMessages(rows, ownSide(referral));
  const history = messages.map((message, index) => ({
    ...message,
    at: counted[index]?.at.toISOString() ?? '',
  }));
  const clocks = await referralClocks(sql, context, referral, history, fold(messages), now);
  const clock = clocks.find((each) => each.limit === limit && each.startedAt === startedAt) ?? null;
  const starter = history.findLast(
    ({ at, metadata }) => at === startedAt && startsLimit(limit, metadata.type),
  );
  return { clock, startedBy: starter?.side ?? null };
}

function startsLimit(limit: string, type: string): boolean {
  const known = Object.entries(transitions.limits).find(([name]) => name === limit)?.[1];
  return known?.startedBy.some((starting) => starting === type) === true;
}

interface Point {
  readonly limit: string;
  readonly percent: EscalationPercent;
  readonly task: TaskMove | null;
  /** Side whose message began the clock. */
  readonly startedBy: Side | null;
  readonly now: string;
}

/** Null: nobody has to act before this limit ends. */
async function dueOf(
  context: RouterContext,
  sql: Sql,
  directory: Directory,
  referral: ReferralRow,
  { limit, percent, task, startedBy, now }: Point,
): Promise<Due | null> {
  const { drill } = referral;
  if (limit === TASK_LIMIT) {
    if (task === null) return null;
    const { function: fn, contactPoint } = task;
    const calendar = context.limits.calendars.get(context.participant) ?? null;
    const closed = referral.urgency !== 'routine' && isClosed(directory, contactPoint, now, calendar);
    return {
      limit,
      percent,
      oursToAct: true,
      function: fn,
      contactPoint,
      drill,
      partnerWarns: false,
      closed,
    };
  }
  const actor = actorOf(limit as LimitName, startedBy ?? undefined);
  if (actor === null) return null;
  const domestic = referral.sender === referral.recipient;
  const oursToAct = domestic || actor.side === 'either' || actor.side === ownSide(referral);
  const peer = referral.direction === 'sent' ? referral.recipient : referral.sender;
  return {
    limit,
    percent,
    oursToAct,
    function: actor.function,
    contactPoint: null,
    drill,
    partnerWarns: !oursToAct && (await warns(sql, peer, actor.function, now)),
    closed: false,
  };
}

function isClosed(
  directory: Directory,
  contactPoint: string | null,
  at: string,
  calendar: Calendar | null,
): boolean {
  const listed = directory.contactPoints.find(({ point }) => point.id === contactPoint);
  return listed !== undefined && !isOpen(listed.point.hours, at, calendar);
}

/** What the partner publishes of this function says that nobody may answer there. A partner that publishes nothing does not warn. */
async function warns(sql: Sql, peer: string, fn: string, now: string): Promise<boolean> {
  const entries = (await partnerEntries(sql, peer)).filter(({ content, state }) =>
    content === null ? state !== 'active' : (content.functions as readonly string[]).includes(fn),
  );
  if (entries.length === 0) return false;
  return !entries.some(
    ({ content, state }) =>
      state === 'active' &&
      content !== null &&
      !isStale(content.verifiedOn, now) &&
      !(content.vacant as readonly string[] | undefined)?.includes(fn),
  );
}

/** We waited and nobody of ours answered: evidence against ourselves, kept as all other. */
async function recordSilence(context: RouterContext, sql: Sql, job: EscalationJob, due: Due): Promise<void> {
  await appendToChain(sql, context.cipher, 'negative_evidence', {
    kind: 'no-answer',
    reference: job.reference,
    limit: job.limit,
    startedAt: job.startedAt,
    percent: job.percent,
    function: due.function,
    contactPoint: due.contactPoint,
    at: context.now().toISOString(),
  });
}

/** The office that was asked did not answer: the coordinator is asked instead, with a clock of its own. */
async function askCoordinator(
  context: RouterContext,
  sql: Sql,
  directory: Directory,
  referral: ReferralRow,
  task: TaskMove,
  at: string,
): Promise<void> {
  const { office, function: fn } = context.pack.fallback;
  if (task.office === office) return;
  const { contactPoint, asked } = choosePoint(directory, { office, function: fn, rule: null }, {}, at);
  await moveTask(sql, {
    task: task.task,
    office,
    function: fn,
    contactPoint,
    asked,
    cause: 'escalated',
    subject: null,
    at,
  });
  const person = contactPoint === null ? undefined : staffingOf(directory, contactPoint, fn, at).available[0];
  if (person === undefined) return;
  const call = { kind: 'work-waits', because: 'moved', person } as const;
  await tell(sql, telling(context), [call], { reference: referral.reference, step: null });
}
