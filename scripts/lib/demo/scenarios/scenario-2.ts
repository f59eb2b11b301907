/**
 * Men from a building site: three men exploited in `me`, presumed, without a statement to any police, to `ba`.
 * One referral each, one local case; each goes where he lives. Source: the scenarios of the design; invented people.
 */
import { randomUUID } from 'node:crypto';
import { type TaskView, until } from '../api.ts';
import { clientOf } from '../traffic.ts';
import { type Scenario, type Stage, day, grouped } from './stage.ts';

const MEN = [
  { who: 'a man who lives in Republika Srpska', jurisdiction: 'BA-SRP' },
  { who: 'a man who lives in a canton of the Federation', jurisdiction: 'BA-BIH' },
  { who: 'a man of whom nobody knows where he lives', jurisdiction: null },
] as const;

function draft(jurisdiction: string | null): object {
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
        services: ['social-care'],
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
  for (const { who, jurisdiction } of MEN) {
    const reference = await stage.draft('me', draft(jurisdiction));
    references.push(reference);
    stage.tell(
      'me',
      `drafts ${grouped(reference)}: ${who}; presumed is enough, and no police field is needed`,
    );
  }
  await clientOf(stage.network, 'me', 'liaison-officer').post('/v1/cases', { references });
  stage.tell('me', 'links the three referrals in one local case, which nobody else sees');

  for (const reference of references) await stage.submit('me', 'ba', reference);
  const offices: string[] = [];
  for (const [index, reference] of references.entries()) {
    const task = await taskOf(stage, reference);
    offices.push(task.office);
    stage.tell(
      'ba',
      `${MEN[index]?.who ?? ''}: "${task.office}", ${task.route.fallback ? 'as nobody else is named' : `by rule "${task.route.chosen?.rule ?? ''}"`}`,
    );
  }
  if (new Set(offices).size !== offices.length)
    throw new Error(`the three men went to ${offices.join(', ')}: each has another place`);

  for (const reference of references) await stage.acknowledge('ba', 'me', reference);
  const [first = '', second = '', third = ''] = references;
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

export const scenario2: Scenario = { number: 2, title: 'Men from a building site', run };
