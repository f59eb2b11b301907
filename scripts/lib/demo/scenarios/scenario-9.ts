/**
 * A country alone: two offices of `al` refer to each other, and no partner is connected. Later `rs` joins, and one case
 * crosses the border with the person's agreement. Source: the scenarios of the design; invented people.
 */
import { randomUUID } from 'node:crypto';
import { type TaskView, until } from '../api.ts';
import { clientOf } from '../traffic.ts';
import { BODY, adult } from './people.ts';
import { type Scenario, type Stage, day, grouped } from './stage.ts';

async function run(stage: Stage): Promise<void> {
  const subject = randomUUID();
  const reference = await stage.draft('al', adult({ to: 'al', subject, regime: 'nrm-al' }));
  stage.tell(
    'al',
    `one office drafts ${grouped(reference)} to another office of the same country; nobody else is connected`,
  );
  await stage.command('al', 'national-focal-point', reference, 'submissions');
  await stage.state('al', reference, ['delivered']);
  const task = await until('a task', 30_000, async () =>
    (
      await clientOf(stage.network, 'al', 'duty-officer').get<{ items: readonly TaskView[] }>(
        '/v1/tasks?state=open',
      )
    ).items.find((item) => item.reference === reference),
  );
  stage.tell('al', `it goes to "${task.office}", over a stream of its own and no bus`);
  await clientOf(stage.network, 'al', 'case-worker', { office: task.office }).post(
    `/v1/tasks/${task.id}/answers`,
    { answer: 'can-take' },
  );
  const step = async (role: string, noun: string, body: object, state: string): Promise<void> => {
    await stage.command('al', role, reference, noun, body);
    await stage.state('al', reference, [state]);
  };
  await step('duty-officer', 'acknowledgements', {}, 'acknowledged');
  await step('national-focal-point', 'acceptances', { responsibleBody: BODY }, 'accepted');
  await step(
    'liaison-officer',
    'assistance-starts',
    { responsibleBody: BODY, services: ['shelter'], on: day() },
    'in-assistance',
  );
  stage.tell('al', 'the other office takes her; the same states, rules and clocks as across a border');
  await stage.command('al', 'liaison-officer', reference, 'person-feedbacks', {
    subject,
    satisfaction: 'satisfied',
    through: 'self',
  });
  await stage.arrived('al', reference, 'person.feedback');
  await step(
    'national-focal-point',
    'completions',
    { reasons: ['referred-onward-nationally'], personFeedback: 'given' },
    'completed',
  );
  stage.tell('al', 'completed, with what she says herself');

  await stage.network.join('rs');
  stage.tell('rs', 'joins: a new version of the trust registry names the pair and its legal bases');
  const second = randomUUID();
  const abroad = await stage.draft('al', adult({ to: 'rs', subject: second, regime: 'nrm-al' }));
  await clientOf(stage.network, 'al', 'liaison-officer').post('/v1/cases', {
    references: [reference, abroad],
  });
  await stage.submit('al', 'rs', abroad);
  stage.tell('al', `with her agreement ${grouped(abroad)} crosses the border`);
  await stage.acknowledge('rs', 'al', abroad);
  await stage.accept('rs', 'al', abroad, BODY);
  await stage.bothIn(['al', 'rs'], abroad, 'accepted');
  stage.tell('rs', 'accepts');
}

export const scenario9: Scenario = { number: 9, title: 'A country alone', participants: ['al'], run };
