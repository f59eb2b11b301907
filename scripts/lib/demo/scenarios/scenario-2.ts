/**
 * Men from a building site: three men exploited in `me`, presumed, without a statement to any police, to `ba`.
 * One referral each, one local case; each goes where he lives, and for the one who needs a place to sleep nobody fits.
 * Source: the scenarios of the design; invented people.
 */
import { randomUUID } from 'node:crypto';
import { type TaskView, until } from '../api.ts';
import { coordinatorOf } from '../directory.ts';
import { clientOf } from '../traffic.ts';
import { figure, monthOf } from './figures.ts';
import { type Scenario, type Stage, day, grouped } from './stage.ts';
import { mailsTo, mailsUntilNow, told } from './told-whom.ts';

interface Man {
  readonly who: string;
  readonly jurisdiction: string | null;
  readonly service: string;
}

const SHELTER = 'shelter';
const MEN: readonly Man[] = [
  { who: 'a man who lives in Republika Srpska', jurisdiction: 'BA-SRP', service: 'social-care' },
  { who: 'a man who lives in a canton of the Federation', jurisdiction: 'BA-BIH', service: 'social-care' },
  {
    who: 'a man who needs a place to sleep, and nobody knows where he lives',
    jurisdiction: null,
    service: SHELTER,
  },
];

function draft({ jurisdiction, service }: Man): object {
  const on = day(-1);
  return {
    to: 'ba',
    urgency: 'routine',
    persons: [
      {
        subject: randomUUID(),
        ageBand: '30-38',
        sex: 'male',
        languages: ['bs'],
        ...(jurisdiction === null ? {} : { jurisdiction }),
        needs: ['accommodation'],
        services: [service],
        risks: [{ code: 'retaliation', level: 'medium' }],
        exploitation: ['forced-labour'],
        status: [{ value: 'presumed', byKindOfBody: 'ngo', regime: 'nrm-me', on }],
      },
    ],
    basis: {
      kind: 'agreement',
      by: 'person',
      on,
      receiver: 'ba',
      purposes: ['protection-referral', 'feedback-to-sender'],
    },
    doNotContact: [],
    stage: 'first-assistance',
    contact: { function: 'national-focal-point', channel: 'exchange' },
    text: 'Worked on a site without pay; his papers were kept. He has not spoken to the police and need not.',
  };
}

async function taskOf(stage: Stage, reference: string): Promise<TaskView> {
  return until(`a task for ${reference}`, 30_000, async () =>
    (
      await clientOf(stage.network, 'ba', 'duty-officer').get<{ items: readonly TaskView[] }>(
        '/v1/tasks?state=open',
      )
    ).items.find((item) => item.reference === reference),
  );
}

async function run(stage: Stage): Promise<void> {
  const references: string[] = [];
  for (const man of MEN) {
    const reference = await stage.draft('me', draft(man));
    references.push(reference);
    stage.tell(
      'me',
      `drafts ${grouped(reference)}: ${man.who}; presumed is enough, and no police field is needed`,
    );
  }
  await clientOf(stage.network, 'me', 'liaison-officer').post('/v1/cases', { references });
  stage.tell('me', 'links the three referrals in one local case, which nobody else sees');

  const month = monthOf(new Date().toISOString());
  const before = await counted(stage, month);
  const mails = mailsUntilNow(stage);
  for (const reference of references) await stage.submit('me', 'ba', reference);
  const tasks: TaskView[] = [];
  for (const [index, reference] of references.entries()) {
    const task = await taskOf(stage, reference);
    tasks.push(task);
    stage.tell(
      'ba',
      `${MEN[index]?.who ?? ''}: "${task.office}", ${task.route.fallback ? 'as nobody else is named' : `by rule "${task.route.chosen?.rule ?? ''}"`}`,
    );
  }
  const offices = tasks.map(({ office }) => office);
  if (new Set(offices).size !== offices.length)
    throw new Error(`the three men went to ${offices.join(', ')}: each has another place`);
  const [first = '', second = '', third = ''] = references;
  await nobodyFits(stage, third, tasks[2], mails);
  if ((await counted(stage, month)) <= before) throw new Error('the figures do not count that nobody fits');
  stage.tell('ba', `the figures of ${month} count it: a place that somebody needed and nobody has`);

  for (const reference of references) await stage.acknowledge('ba', 'me', reference);
  await stage.refused(
    'ba  the focal point asks that he testify first',
    stage.command('ba', 'national-focal-point', first, 'acceptances', {
      responsibleBody: { name: 'Centre for social work (invented)', contact: 'by this exchange' },
      conditions: ['statement-to-police'],
    }),
    { status: 422, guard: 'unconditional-support' },
  );
  for (const reference of [first, second])
    await stage.accept('ba', 'me', reference, {
      name: 'Centre for social work (invented)',
      contact: 'by this exchange',
    });
  stage.tell('ba', 'accepts the first two, without any condition about the police');

  await stage.send(
    'ba',
    'liaison-officer',
    third,
    'clarification-requests',
    { questions: ['jurisdiction'] },
    'me',
    'referral.clarification-requested',
  );
  stage.tell('ba', 'asks about the third where he used to live; its own clock stands still meanwhile');
  await stage.send(
    'me',
    'liaison-officer',
    third,
    'clarifications',
    { text: 'He says that he has lived with different employers for eight years.' },
    'ba',
    'referral.clarification-provided',
  );
  await stage.send(
    'ba',
    'national-focal-point',
    third,
    'acceptances',
    {
      responsibleBody: { name: 'State coordination (invented)', contact: 'by this exchange' },
      conditions: ['date-agreed'],
    },
    'me',
    'referral.accepted',
  );
  await stage.bothIn(['me', 'ba'], third, 'accepted-conditionally');
  stage.tell('ba', 'accepts him on the condition that a date is agreed');
  await stage.command('ba', 'national-focal-point', third, 'impossibilities', {
    reasons: ['service-unavailable'],
    fallback: 'community-based-support',
    text: 'No shelter takes men. A landlord and a social worker of the municipality do.',
  });
  await stage.bothIn(['me', 'ba'], third, 'not-possible');
  stage.tell('ba', 'no shelter takes him: that is said, with what is done instead: support in the community');
}

/** Recorded with its reason, shown in the timeline, and told to who can do something about it. */
async function nobodyFits(
  stage: Stage,
  reference: string,
  task: TaskView | undefined,
  mails: number,
): Promise<void> {
  const unmet = task?.route.unmet.find(({ service }) => service === SHELTER);
  const [shelters] = unmet?.considered ?? [];
  const why = shelters?.because.find(({ holds }) => !holds);
  if (shelters === undefined || why?.value.includes('male') !== true)
    throw new Error('the explanation does not say why no shelter takes him');
  stage.tell(
    'ba',
    `nobody fits: he needs a shelter, and "${shelters.office ?? ''}" takes no grown men; the explanation of the task says so`,
  );
  const { timeline } = await stage.detail('ba', reference);
  if (!timeline.some(({ type, code }) => type === 'need.unmet' && code === SHELTER))
    throw new Error('the timeline does not say that a need is unmet');
  const subjects = ['national-focal-point-1.ba', await coordinatorOf('ba')];
  await told(stage, 'ba', reference, { because: 'unmet', subjects });
  for (const subject of subjects)
    if (mailsTo(stage, 'ba', subject, mails) === 0) throw new Error(`no mail for ${subject}`);
  stage.tell(
    'ba',
    'the timeline shows the need that is unmet; the focal point and the State Coordinator have mail, which does not say what it is about',
  );
}

function counted(stage: Stage, month: string): Promise<number> {
  return figure(stage, 'ba', month, {
    indicator: 'nobody-fits',
    group: { service: SHELTER },
    measure: 'events',
  });
}

export const scenario2: Scenario = {
  number: 2,
  title: 'Men from a building site',
  directory: true,
  run,
};
