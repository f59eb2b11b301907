/**
 * The contact point has retired: `me` to `rs`, urgent. Nobody is at the duty desk of `rs`, and the entry of the office that
 * the rules name is stale; both focal points hear of it and the coordinator reads it in time. Source: the scenarios of the
 * design; invented people.
 */
import { type ReferralDetail, type TaskView, until } from '../api.ts';
import { appointmentKey, caseWorker, coordinatorOf, enter, held } from '../directory.ts';
import { clientOf } from '../traffic.ts';
import { figure, monthOf } from './figures.ts';
import { adult } from './people.ts';
import { type Scenario, type Stage, day, grouped, inSeconds } from './stage.ts';
import { mailsTo, mailsUntilNow, noticesOf, told, untilNoticesDone } from './told-whom.ts';

const WEEK_SECONDS = 7 * 24 * 60 * 60;
const STALE_DAYS = 100;
const WAIT_MS = 60_000;
/** Time to acknowledge (`limits` below). */
const LIMIT_SECONDS = 30;

const DESK = 'duty-desk';
/** Whom the rules of `rs` name for an adult. */
const CENTRE = 'protection-centre';
const LEFT = 'duty-officer.rs';
const ON_LEAVE = 'liaison-officer.rs';
const FOCAL_POINTS = ['national-focal-point-1', 'national-focal-point-2'] as const;

interface Listed {
  readonly id: string;
  readonly standing: string;
  readonly vacant: readonly string[];
  readonly verifiedOn: string;
  readonly entry: object;
}

async function run(stage: Stage): Promise<void> {
  await untilNoticesDone(stage, 'rs');
  await leave(stage);
  await goStale(stage);
  const since = mailsUntilNow(stage);
  await seenAtMe(stage, DESK, 'vacant');
  await seenAtMe(stage, CENTRE, 'stale');
  stage.tell('me', 'the directory that rs publishes says it: the duty desk is vacant, the centre is stale');

  const month = monthOf(new Date().toISOString());
  const before = await reachedHalf(stage, month);
  const reference = await stage.draft(
    'me',
    adult({ to: 'rs', urgency: 'urgent', language: 'sr-Latn', regime: 'nrm-me' }),
  );
  await stage.submit('me', 'rs', reference);
  stage.tell(
    'me',
    `refers ${grouped(reference)} to rs, urgent; somebody has to read it within ${LIMIT_SECONDS} s, which stand for 3 hours`,
  );
  await passedOver(stage, reference);
  await escalated(stage, reference, since);
  await acknowledged(stage, reference);
  await nobodyWhoIsAway(stage, reference, since);

  const after = await reachedHalf(stage, month);
  if (after.me !== before.me + 1 || after.rs !== before.rs + 1)
    throw new Error('the figures of the month do not show that half of the time was gone');
  stage.tell(
    null,
    `the figures of ${month} show the delay at both ends: one more referral that was read only after half of its time`,
  );
  await mended(stage);
}

async function leave(stage: Stage): Promise<void> {
  const editor = clientOf(stage.network, 'rs', 'directory-editor');
  const key = appointmentKey(DESK, DESK, 'holder');
  const { state } = await editor.post<{ state: string }>(`/v1/appointments/${key}/endings`, {
    at: inSeconds(-WEEK_SECONDS),
  });
  if (state !== 'ended') throw new Error(`the appointment of the duty officer is ${state}`);
  stage.tell('rs', 'the duty officer retired a week ago; only now somebody says so in the directory');
  await clientOf(stage.network, 'rs', 'liaison-officer').post('/v1/absences', {
    subject: ON_LEAVE,
    from: inSeconds(-WEEK_SECONDS),
    to: inSeconds(2 * WEEK_SECONDS),
  });
  stage.tell('rs', 'the deputy has said that he is on leave, and nobody stands in for him');
  const { standing, vacant } = await atRs(stage, DESK);
  if (standing !== 'vacant' || !vacant.includes(DESK)) throw new Error(`the duty desk is ${standing}`);
}

/** The same entry, as it would stand had nobody made sure of it for so long. */
async function goStale(stage: Stage): Promise<void> {
  const { entry } = await atRs(stage, CENTRE);
  await enter(stage.network, 'rs', { contactPoints: [{ ...entry, verifiedOn: day(-STALE_DAYS) }] });
  const { standing, verifiedOn } = await atRs(stage, CENTRE);
  if (standing !== 'stale' || verifiedOn !== day(-STALE_DAYS)) throw new Error(`the centre is ${standing}`);
  stage.tell(
    'rs',
    `its own directory shows the protection centre as stale: nobody has made sure of it for ${STALE_DAYS} days`,
  );
}

async function atRs(stage: Stage, key: string): Promise<Listed> {
  const client = clientOf(stage.network, 'rs', 'directory-editor');
  const { items } = await client.get<{ items: readonly Listed[] }>('/v1/directory');
  const found = items.find(({ id }) => id === key);
  if (found === undefined) throw new Error(`the directory of rs does not list ${key}`);
  return found;
}

async function seenAtMe(stage: Stage, key: string, standing: string): Promise<void> {
  const client = clientOf(stage.network, 'me', 'liaison-officer');
  await until(`me sees that ${key} of rs is ${standing}`, WAIT_MS, async () =>
    (await client.get<{ items: readonly Listed[] }>('/v1/directory?participant=rs')).items.some(
      (item) => item.id === key && item.standing === standing,
    ),
  );
}

async function passedOver(stage: Stage, reference: string): Promise<void> {
  const desk = clientOf(stage.network, 'rs', 'national-focal-point');
  const task = await until(`a task for ${reference}`, WAIT_MS, async () =>
    (await desk.get<{ items: readonly TaskView[] }>('/v1/tasks?state=open')).items.find(
      (item) => item.reference === reference,
    ),
  );
  const [bypassed] = task.route.bypassed;
  const why = bypassed?.considered[0]?.because.find(({ fact }) => fact === 'standing');
  if (bypassed?.office !== CENTRE || why?.holds !== false || !why.value.includes('stale'))
    throw new Error('the explanation does not say why the centre was passed over');
  const coordinator = await coordinatorOf('rs');
  if (caseWorker(task.office, 'rs') !== coordinator) throw new Error(`the task went to ${task.office}`);
  stage.tell(
    'rs',
    `the rules name "${bypassed.office}", whose entry is stale: it is passed over, and "${task.office}" is asked`,
  );
}

async function escalated(stage: Stage, reference: string, since: number): Promise<void> {
  const { submittedAt } = await submission(stage, reference);
  const half = submittedAt + (LIMIT_SECONDS * 1_000) / 2;
  const coordinator = await coordinatorOf('rs');
  const ours = [...FOCAL_POINTS.map((name) => `${name}.rs`), coordinator];
  const atOnce = await told(stage, 'rs', reference, { because: 'vacant', subjects: ours });
  if (!atOnce.some(({ at }) => Date.parse(at) < half)) throw new Error('rs waited before it told anybody');
  mailed(stage, 'rs', ours, since);
  stage.tell(
    'rs',
    'nobody is there who could be reminded, so both focal points and the coordinator have mail at once',
  );

  const theirs = FOCAL_POINTS.map((name) => `${name}.me`);
  const halfway = await told(stage, 'me', reference, { because: 'partner-vacant', subjects: theirs });
  if (halfway.some(({ at }) => Date.parse(at) < half)) throw new Error('me was told before half of the time');
  mailed(stage, 'me', theirs, since);
  await until('half of the time stands in both timelines', WAIT_MS, async () =>
    (await Promise.all(['me', 'rs'].map((id) => stage.detail(id, reference)))).every((detail) =>
      hasReached(detail, 'limit.half'),
    ),
  );
  stage.tell(
    'me',
    'half of the time is gone, and rs itself says that its desk is vacant: both focal points of me have mail',
  );
}

function mailed(stage: Stage, id: string, subjects: readonly string[], since: number): void {
  for (const subject of subjects)
    if (mailsTo(stage, id, subject, since) === 0) throw new Error(`no mail for ${subject}`);
}

async function acknowledged(stage: Stage, reference: string): Promise<void> {
  const coordinator = await coordinatorOf('rs');
  const index = stage.network
    .participant('rs')
    .tokens.filter(({ role }) => role === 'duty-officer')
    .findIndex(({ subject }) => subject === coordinator);
  await stage.send('rs', 'duty-officer', reference, 'acknowledgements', {}, 'me', 'referral.acknowledged', {
    index,
  });
  await stage.bothIn(['me', 'rs'], reference, 'acknowledged');
  const { submittedAt, acknowledgedAt } = await submission(stage, reference);
  const seconds = Math.round((acknowledgedAt - submittedAt) / 1_000);
  for (const id of ['me', 'rs'])
    if (hasReached(await stage.detail(id, reference), 'limit.passed'))
      throw new Error(`the limit has passed at ${id}`);
  if (seconds >= LIMIT_SECONDS) throw new Error(`it took ${seconds} s to acknowledge`);
  stage.tell('rs', `the coordinator reads it and acknowledges after ${seconds} of ${LIMIT_SECONDS} s`);
}

async function submission(
  stage: Stage,
  reference: string,
): Promise<{ readonly submittedAt: number; readonly acknowledgedAt: number }> {
  const { timeline } = await stage.detail('rs', reference);
  const at = (type: string): number =>
    Date.parse(timeline.find((entry) => entry.type === type)?.at ?? '') || Infinity;
  return { submittedAt: at('referral.submitted'), acknowledgedAt: at('referral.acknowledged') };
}

function hasReached({ timeline }: ReferralDetail, type: string): boolean {
  return timeline.some((entry) => entry.type === type && entry.code === 'acknowledge');
}

/** Neither in what stands in the database nor in what left the house. */
async function nobodyWhoIsAway(stage: Stage, reference: string, since: number): Promise<void> {
  await untilNoticesDone(stage, 'rs');
  const asked = (await noticesOf(stage, 'rs', reference)).map(({ subject }) => subject);
  for (const subject of [LEFT, ON_LEAVE])
    if (asked.includes(subject) || mailsTo(stage, 'rs', subject, since) > 0)
      throw new Error(`${subject} is not there and was told`);
  stage.tell('rs', 'the one who left and the one who is on leave have got nothing');
}

async function reachedHalf(
  stage: Stage,
  month: string,
): Promise<{ readonly me: number; readonly rs: number }> {
  const of = (id: string, direction: string, partner: string): Promise<number> =>
    figure(stage, id, month, {
      indicator: 'escalations',
      group: { direction, partner, limit: 'acknowledge' },
      measure: 'reached50',
    });
  return { me: await of('me', 'sent', 'rs'), rs: await of('rs', 'received', 'me') };
}

async function mended(stage: Stage): Promise<void> {
  const coordinator = await coordinatorOf('rs');
  const editor = clientOf(stage.network, 'rs', 'directory-editor');
  await enter(stage.network, 'rs', { appointments: [held('rs', DESK, DESK, coordinator)] });
  await editor.post(`/v1/contact-points/${CENTRE}/verifications`, { how: 'called' });
  for (const key of [DESK, CENTRE]) await seenAtMe(stage, key, 'works');
  stage.tell(
    'rs',
    'two people put the coordinator at the duty desk, somebody phones the centre; me sees that both work again',
  );
}

export const scenario4: Scenario = {
  number: 4,
  title: 'The contact point has retired',
  directory: true,
  limits: { 'me.rs': { acknowledge: { urgent: `PT${LIMIT_SECONDS}S` } } },
  trafficFirst: true,
  run,
};
