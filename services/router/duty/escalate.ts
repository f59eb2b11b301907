/**
 * A clock has come to a threshold: whoever has to act, stands behind them or above them is told, once. domain.md 7.
 * Invariant: one transaction with the job's end, so each step happens once; what was answered meanwhile is told to nobody,
 * and where nobody is there to be told, people see an incident.
 */
import { type Side, TASK_LIMIT } from '../../lib/casework/index.ts';
import type { LimitName } from '../../lib/contract/index.ts';
import { type Calendar, ownCalendar } from '../../lib/directory/calendar.ts';
import { isOpen } from '../../lib/directory/opening-hours.ts';
import {
  actorOf,
  type Directory,
  type Due,
  type EscalationPercent,
  firstThere,
  planOf,
  publishedStanding,
} from '../../lib/directory/index.ts';
import { choosePoint } from '../../lib/routing/index.ts';
import { insertStep } from '../../lib/store/calls.ts';
import { appendToChain } from '../../lib/store/chains.ts';
import { keptDirectory } from '../../lib/store/directory.ts';
import { openIncidentAbout } from '../../lib/store/incidents.ts';
import { partnerEntries } from '../../lib/store/partner-directory.ts';
import { lockReferral, peerOf, type ReferralRow } from '../../lib/store/referrals.ts';
import { moveTask, type TaskMove, tasksAt } from '../../lib/store/tasks.ts';
import type { EscalationJob } from '../../lib/telling/escalation-job.ts';
import { tell } from '../../lib/telling/tell.ts';
import { isOursToAct } from '../../lib/telling/whose-turn.ts';
import { type RouterContext, type Sql, freshId } from '../context.ts';
import { telling } from './telling.ts';
import { waitingFor } from './waiting.ts';

/** No contact point has this key. */
const NOWHERE = '';

export async function escalate(context: RouterContext, sql: Sql, job: EscalationJob): Promise<void> {
  const { reference, limit, startedAt } = job;
  const percent = job.percent as EscalationPercent;
  const referral = await lockReferral(sql, reference);
  if (referral === null) return;
  const now = context.now().toISOString();
  const { waits, startedBy } = await waitingFor(context, sql, referral, job);
  // Answered, decided or withdrawn meanwhile: nobody is bothered.
  if (!waits) return;
  const step = { id: freshId(context), reference, limit, startedAt, percent, at: now };
  if (!(await insertStep(sql, step))) return;
  const directory = await keptDirectory(sql);
  if (directory === null) return;
  const task = limit === TASK_LIMIT ? await tasksAt(sql, reference, startedAt) : null;
  const due = await dueOf(context, sql, directory, referral, { limit, percent, task, startedBy, now });
  if (due === null) return;
  const plan = planOf(directory, { ...due, coordinator: context.pack.fallback.office }, now);
  // Whoever moved a task here has told the person; only what is wrong there is news.
  const isTold = percent === 0 && task !== null && MOVED.has(task.cause);
  const calls = isTold ? plan.calls.filter(({ because }) => because !== 'started') : plan.calls;
  await tell(sql, telling(context), calls, { reference, step: step.id });
  if (due.oursToAct && percent >= 100) await recordSilence(context, sql, job, due);
  if (task !== null && percent === 100) await askCoordinator(context, sql, directory, referral, task, now);
  if (plan.calls.length === 0 && plan.vacant.length > 0)
    await openIncidentAbout(sql, freshId(context), 'nobody-to-tell', `${reference}:${limit}:${startedAt}`);
}

const MOVED: ReadonlySet<TaskMove['cause']> = new Set(['escalated', 'rerouted']);

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
    // Where no contact point of the office is known, another office's is none of it.
    const { function: fn, contactPoint: asked } = task;
    const contactPoint = asked ?? NOWHERE;
    const closed = referral.urgency !== 'routine' && isClosed(directory, asked, now, ownCalendar(context));
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
  const oursToAct = isOursToAct(actor.side, referral);
  return {
    limit,
    percent,
    oursToAct,
    function: actor.function,
    contactPoint: null,
    drill,
    partnerWarns: !oursToAct && (await warns(sql, peerOf(referral), actor.function, now)),
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
  return entries.length > 0 && entries.every((entry) => publishedStanding(entry, now, fn) !== 'works');
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
    contactPoint: due.contactPoint === NOWHERE ? null : due.contactPoint,
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
  const person = firstThere(directory, contactPoint, fn, at);
  if (person === null) return;
  const call = { kind: 'work-waits', because: 'moved', person } as const;
  await tell(sql, telling(context), [call], { reference: referral.reference, step: null });
}
