/**
 * A child found begging abroad: `xk` to `al`, from a question without a name to support at home, told step by step.
 * Source: the scenarios of the design; all persons are invented.
 */
import { type TaskView, until } from '../api.ts';
import { DEMO_SUBJECT, clientOf, draftingOffice } from '../traffic.ts';
import { type Scenario, type Stage, day, grouped, inSeconds } from './stage.ts';

const SUBJECT = DEMO_SUBJECT;
const BODY = { name: 'Child protection unit (invented)', contact: 'duty desk, by this exchange' };

function draft(office: string): object {
  const on = day(-2);
  return {
    to: 'al',
    urgency: 'urgent',
    persons: [
      {
        subject: SUBJECT,
        ageBand: '9-17',
        sex: 'male',
        languages: ['sq'],
        needs: ['safety', 'accommodation', 'guardian'],
        services: ['shelter'],
        risks: [{ code: 'family-involved', level: 'high' }],
        exploitation: ['forced-begging'],
        status: [{ value: 'presumed', byKindOfBody: 'social-work', regime: 'nrm-xk', on }],
        guardian: { kind: 'temporary-guardian' },
      },
    ],
    basis: { kind: 'best-interests', authoriser: 'Guardian ad litem (invented)', on },
    doNotContact: [],
    stage: 'first-assistance',
    contact: { function: 'national-focal-point', channel: 'exchange' },
    text: `Found begging; an uncle is suspected. Seen by ${office}. The boy is calm and speaks openly with the mobile team.`,
  };
}

/** A journey by road of one leg, to a shelter or to whoever `destination` names. */
function plan(number: number, destination: object): object {
  return {
    plan: number,
    legCount: 1,
    voluntary: true,
    personAsked: false,
    destination,
    legs: [
      {
        leg: 1,
        mode: 'car',
        from: 'Shelter in Pristina (invented)',
        to: 'Reception in Kukës (invented)',
        departAt: inSeconds(3_600),
        arriveAt: inSeconds(4 * 3_600),
        escort: 'social-worker',
        meetingPlace: 'Border crossing, social desk',
        metBy: { function: 'child-protection', contact: 'liaison officer, by this exchange' },
      },
    ],
  };
}

async function run(stage: Stage): Promise<void> {
  const { network } = stage;
  const office = draftingOffice(network, 'xk');
  const reference = await stage.draft('xk', draft(office), office);
  stage.tell('xk', `a case worker drafts ${grouped(reference)}: a boy of 11 from Albania, found begging`);

  await stage.command('xk', 'liaison-officer', reference, 'enquiries', {
    ageBand: '9-17',
    sex: 'male',
    languages: ['sq'],
    services: ['shelter'],
    period: { from: day(), to: day(60) },
  });
  stage.tell('xk', "the liaison officer asks al, without a person's data, whether there is a place");
  await stage.state('al', reference, ['enquiry']);
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'enquiry-replies',
    { answer: 'conditional', reasons: ['more-information-needed'] },
    'xk',
    'enquiry.reply',
  );
  stage.tell('al', 'the liaison officer answers: yes, on a condition');

  await stage.submit('xk', 'al', reference);
  stage.tell('xk', 'the focal point, who did not draft it, approves; it is sealed, sent, and opened at al');

  const task = await until('a task', 30_000, async () =>
    (
      await clientOf(network, 'al', 'duty-officer').get<{ items: readonly TaskView[] }>(
        '/v1/tasks?state=open',
      )
    ).items.find((item) => item.reference === reference),
  );
  stage.tell('al', `it is routed to "${task.office}" by rule "${task.route.chosen?.rule ?? 'fallback'}"`);
  await stage.acknowledge('al', 'xk', reference);
  stage.tell('al', 'the duty officer has read it');
  await clientOf(network, 'al', 'case-worker', { office: task.office }).post(`/v1/tasks/${task.id}/answers`, {
    answer: 'can-take',
  });
  stage.tell('al', `${task.office} can take him`);
  await stage.accept('al', 'xk', reference, BODY);
  stage.tell('al', 'the focal point accepts and names the body that is responsible');
  await stage.send(
    'xk',
    'national-focal-point',
    reference,
    'disclosures',
    {
      tier: 't2',
      forBody: task.office,
      persons: [
        {
          subject: SUBJECT,
          givenName: 'Testim',
          familyName: 'Shembulli',
          birthDate: '2015-04-02',
          citizenship: ['AL'],
        },
      ],
    },
    'al',
    'referral.disclosed',
  );
  stage.tell('xk', 'only now name and birth date follow, for that body alone');

  await journey(stage, reference);
  await support(stage, reference);
}

async function journey(stage: Stage, reference: string): Promise<void> {
  const assessed = (level: string): object => ({
    persons: [
      {
        subject: SUBJECT,
        level,
        factors: ['family-involved'],
        on: day(),
        byKindOfBody: 'social-work',
        forWhom: ['person'],
      },
    ],
  });
  await stage.refused(
    'xk  the liaison officer proposes the household of the uncle',
    stage.command(
      'xk',
      'liaison-officer',
      reference,
      'plans',
      plan(1, { kind: 'relative-household', relation: 'uncle-aunt' }),
    ),
    { status: 422, guard: 'parent-complicity' },
  );
  await stage.send(
    'xk',
    'liaison-officer',
    reference,
    'plans',
    plan(1, { kind: 'shelter' }),
    'al',
    'return.plan-proposed',
  );
  stage.tell('xk', 'a plan with one leg by road, to a shelter, escorted by a social worker');
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'plan-agreements',
    { plan: 1 },
    'xk',
    'return.plan-agreed',
  );
  stage.tell('al', 'the liaison officer agrees and says who will meet him');

  const departure = {
    plan: 1,
    leg: 1,
    last: true,
    expectedAt: inSeconds(4 * 3_600),
    reconfirmed: { by: 'guardian', at: inSeconds(-1_800) },
  };
  await stage.refused(
    'xk  they want to leave before the risks have been assessed',
    stage.command('xk', 'liaison-officer', reference, 'departures', departure),
    { status: 422, guard: 'fresh-risk-assessments' },
  );
  await stage.send(
    'xk',
    'liaison-officer',
    reference,
    'risk-assessments',
    assessed('medium'),
    'al',
    'assessment.risk',
  );
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'risk-assessments',
    assessed('low'),
    'xk',
    'assessment.risk',
  );
  stage.tell(null, 'both ends have assessed the risks this week');

  await stage.send('xk', 'liaison-officer', reference, 'departures', departure, 'al', 'transfer.departed');
  const codes = await Promise.all(
    ['xk', 'al'].map((id) =>
      clientOf(stage.network, id, 'liaison-officer').get<{ items: readonly { code: string }[] }>(
        `/v1/referrals/${reference}/handover-codes`,
      ),
    ),
  );
  const [theirs, ours] = codes.map(({ items }) => items[0]?.code);
  if (theirs === undefined || theirs !== ours) throw new Error('the handover codes of the two ends differ');
  stage.tell(null, 'they travel; both officers hold the same handover code of six digits');
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'arrivals',
    { leg: 1, last: true, safe: true, metBy: { function: 'child-protection', contact: 'by this exchange' } },
    'xk',
    'transfer.arrived',
  );
  await stage.bothIn(['xk', 'al'], reference, 'arrived');
  stage.tell('al', 'he is met and safe: from now on al is responsible');
}

async function support(stage: Stage, reference: string): Promise<void> {
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'assistance-starts',
    { responsibleBody: BODY, services: ['shelter', 'psychological-care'], on: day() },
    'xk',
    'assistance.started',
  );
  for (const after of [7, 30]) {
    await stage.send(
      'al',
      'liaison-officer',
      reference,
      'service-feedbacks',
      { day: after, services: [{ service: 'shelter', progress: 'ongoing' }] },
      'xk',
      'service.feedback',
    );
    stage.tell('al', `tells xk how he is after ${after} days`);
  }
  await stage.refused(
    'al  the focal point closes the case and says that the boy was asked, though nobody wrote down what he said',
    stage.command('al', 'national-focal-point', reference, 'completions', {
      reasons: ['settled'],
      personFeedback: 'given',
    }),
    { status: 422, guard: 'person-feedback' },
  );
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'person-feedbacks',
    { subject: SUBJECT, satisfaction: 'satisfied', through: 'self' },
    'xk',
    'person.feedback',
  );
  stage.tell('al', 'the boy himself says how it is for him');
  await stage.command('al', 'national-focal-point', reference, 'completions', {
    reasons: ['settled'],
    personFeedback: 'given',
  });
  await stage.bothIn(['xk', 'al'], reference, 'completed');
  stage.tell(null, 'completed at both ends');
}

export const scenario1: Scenario = { number: 1, title: 'A child found begging abroad', run };
