/**
 * Scenario 1, up to acceptance and disclosure: a child found begging abroad, `xk` to `al`, told step by step.
 * Source: the scenarios of the design; all persons are invented.
 */
import { type CommandAnswer, type ReferralDetail, type TaskView, until } from './api.ts';
import type { Network } from './network.ts';
import { DEMO_SUBJECT, clientOf, draftingOffice, untilState } from './traffic.ts';

export interface ScenarioResult {
  readonly reference: string;
}

export async function runScenario1(
  network: Network,
  tell: (line: string) => void,
  onDelivered: () => void,
): Promise<ScenarioResult> {
  const subject = DEMO_SUBJECT;
  const on = new Date(Date.now() - 2 * 24 * 60 * 60_000).toISOString().slice(0, 10);
  const office = draftingOffice(network, 'xk');

  const { reference } = await clientOf(network, 'xk', 'case-worker', { office }).post<CommandAnswer>(
    '/v1/referrals',
    {
      to: 'al',
      urgency: 'urgent',
      persons: [
        {
          subject,
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
      text: 'Found begging; an uncle is suspected. The boy is calm and speaks openly with the mobile team.',
    },
  );
  tell(`xk  a case worker drafts ${group(reference)}: a boy of 11 from Albania, found begging`);

  await clientOf(network, 'xk', 'liaison-officer').post(`/v1/referrals/${reference}/enquiries`, {
    ageBand: '9-17',
    sex: 'male',
    languages: ['sq'],
    services: ['shelter'],
    period: { from: today(), to: today(60) },
  });
  tell("xk  the liaison officer asks al, without a person's data, whether there is a place");
  await untilState(network, 'al', reference, ['enquiry']);
  await clientOf(network, 'al', 'liaison-officer').post(`/v1/referrals/${reference}/enquiry-replies`, {
    answer: 'conditional',
    reasons: ['more-information-needed'],
  });
  tell('al  the liaison officer answers: yes, on a condition');
  await until('the reply arrives', 60_000, async () => {
    const detail = await clientOf(network, 'xk', 'liaison-officer').get<ReferralDetail>(
      `/v1/referrals/${reference}`,
    );
    return detail.timeline.some((entry) => entry.type === 'enquiry.reply');
  });

  await clientOf(network, 'xk', 'national-focal-point').post(`/v1/referrals/${reference}/submissions`, {});
  tell('xk  the focal point, who did not draft it, approves; it is sealed and sent');
  await untilState(network, 'al', reference, ['delivered']);
  onDelivered();
  tell('al  the gateway has opened and stored it, and says so');

  const task = await until('a task', 30_000, async () =>
    (
      await clientOf(network, 'al', 'duty-officer').get<{ items: readonly TaskView[] }>(
        '/v1/tasks?state=open',
      )
    ).items.find((item) => item.reference === reference),
  );
  tell(`al  it is routed to "${task.office}" by rule "${task.route.chosen?.rule ?? 'fallback'}"`);
  await clientOf(network, 'al', 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
  tell('al  the duty officer has read it');
  await clientOf(network, 'al', 'case-worker', { office: task.office }).post(`/v1/tasks/${task.id}/answers`, {
    answer: 'can-take',
  });
  tell(`al  ${task.office} can take him`);
  await clientOf(network, 'al', 'national-focal-point').post(`/v1/referrals/${reference}/acceptances`, {
    responsibleBody: { name: 'Child protection unit (invented)', contact: 'duty desk, by this exchange' },
  });
  tell('al  the focal point accepts and names the body that is responsible');
  await untilState(network, 'xk', reference, ['accepted']);
  await clientOf(network, 'xk', 'national-focal-point').post(`/v1/referrals/${reference}/disclosures`, {
    tier: 't2',
    forBody: task.office,
    persons: [
      { subject, givenName: 'Testim', familyName: 'Shembulli', birthDate: '2015-04-02', citizenship: ['AL'] },
    ],
  });
  tell('xk  only now name and birth date follow, for that body alone');
  await until('the disclosure arrives', 60_000, async () => {
    const detail = await clientOf(network, 'al', 'national-focal-point').get<ReferralDetail>(
      `/v1/referrals/${reference}`,
    );
    return detail.timeline.some((entry) => entry.type === 'referral.disclosed');
  });
  return { reference };
}

function group(reference: string): string {
  return reference.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

function today(days = 0): string {
  return new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}
