/**
 * She did not arrive: `rs` to `xk` through `mk` by coach. The expected time and the grace pass, and both ends are alarmed
 * at once, although the referral was on hold for a hearing. Source: the scenarios of the design; invented people.
 */
import { randomUUID } from 'node:crypto';
import { type ReferralDetail } from '../api.ts';
import { clientOf } from '../traffic.ts';
import { BODY, METBY, adult, leg, riskOf, transitLeg } from './people.ts';
import { type Scenario, type Stage, day, grouped, inSeconds } from './stage.ts';

/** Seconds until she is expected, and how long people wait then (`limits` below). */
const EXPECTED_IN = 6;

async function run(stage: Stage): Promise<void> {
  const subject = randomUUID();
  const reference = await stage.draft(
    'rs',
    adult({
      to: 'xk',
      subject,
      urgency: 'urgent',
      regime: 'nrm-rs',
      stage: 'return',
      purposes: ['protection-referral', 'return-arrangement', 'feedback-to-sender'],
    }),
  );
  await stage.submit('rs', 'xk', reference);
  await stage.acknowledge('xk', 'rs', reference);
  await stage.accept('xk', 'rs', reference, BODY);
  stage.tell('xk', `accepts ${grouped(reference)} from rs: a woman who goes home`);

  const transit = await transitThroughMk(stage, reference);
  await plan(stage, reference, 1, 'mk');
  await stage.send(
    'rs',
    'liaison-officer',
    reference,
    'risk-assessments',
    riskOf(subject),
    'xk',
    'assessment.risk',
  );
  await stage.send(
    'xk',
    'liaison-officer',
    reference,
    'risk-assessments',
    riskOf(subject),
    'rs',
    'assessment.risk',
  );
  const before = await codeOf(stage, reference);
  await depart(stage, reference, 1);
  stage.tell('rs', 'she leaves by coach; mk knows a time and a border crossing, and no name');
  await stage.send(
    'mk',
    'liaison-officer',
    transit,
    'transit-entries',
    { expectedAt: inSeconds(600) },
    'rs',
    'transit.entered',
  );
  await stage.send(
    'xk',
    'liaison-officer',
    reference,
    'holds',
    { reasons: ['court'], reviewOn: day(14) },
    'rs',
    'referral.on-hold',
  );
  stage.tell('xk', 'puts the referral on hold for a hearing');

  await stage.bothIn(['rs', 'xk'], reference, 'not-arrived');
  for (const id of ['rs', 'xk']) {
    const detail = await stage.arrived(id, reference, 'safety.alert');
    if (alertsOf(detail).length === 0) throw new Error(`${id} shows no alert`);
  }
  stage.tell(
    null,
    'the time and the grace have passed: both ends are alarmed by their own gateways, hold or no hold',
  );
  await stage.send('mk', 'liaison-officer', transit, 'transit-exits', {}, 'rs', 'transit.passed');
  stage.tell('mk', 'says that the coach has left its territory');

  await stage.send(
    'xk',
    'duty-officer',
    reference,
    'safety-alert-clearances',
    { reasons: ['found-safe'], text: 'Found at a hospital; she had fainted.' },
    'rs',
    'safety.alert-cleared',
  );
  for (const id of ['rs', 'xk'])
    if (alertsOf(await stage.detail(id, reference)).length > 0) throw new Error(`${id} still shows an alert`);
  stage.tell('xk', 'finds her at a hospital, and the alert is cleared');

  await plan(stage, reference, 2, null);
  const after = await codeOf(stage, reference);
  if (after === before) throw new Error('the second plan has the handover code of the first');
  await depart(stage, reference, 2, 3_600);
  await stage.send(
    'xk',
    'liaison-officer',
    reference,
    'arrivals',
    { leg: 1, last: true, safe: true, metBy: METBY },
    'rs',
    'transfer.arrived',
  );
  await stage.bothIn(['rs', 'xk'], reference, 'arrived');
  stage.tell('xk', 'she arrives, met with a new handover code');
}

/** A referral of its own with the least data: times, a border crossing, how many people. */
async function transitThroughMk(stage: Stage, reference: string): Promise<string> {
  const transit = await stage.draft('rs', { to: 'mk', urgency: 'urgent' });
  await clientOf(stage.network, 'rs', 'liaison-officer').post('/v1/cases', {
    references: [reference, transit],
  });
  await stage.command('rs', 'liaison-officer', transit, 'transits', {
    plan: 1,
    count: { adults: 1, children: 0 },
    legs: [
      transitLeg({ departIn: 3, arriveIn: 600, from: 'Border crossing north', to: 'Border crossing south' }),
    ],
    contact: { function: 'liaison', channel: 'exchange' },
  });
  await stage.state('mk', transit, ['arranging']);
  await stage.send('mk', 'liaison-officer', transit, 'transit-agreements', {}, 'rs', 'transit.agreed');
  stage.tell('mk', 'agrees to a transit, told no more than times and a border crossing');
  return transit;
}

async function plan(stage: Stage, reference: string, number: number, through: string | null): Promise<void> {
  await stage.send(
    'rs',
    'liaison-officer',
    reference,
    'plans',
    {
      plan: number,
      legCount: 1,
      voluntary: true,
      personAsked: true,
      destination: { kind: 'shelter' },
      legs: [leg({ departIn: 3, arriveIn: 600, ...(through === null ? {} : { transit: through }) })],
    },
    'xk',
    'return.plan-proposed',
  );
  await stage.send(
    'xk',
    'liaison-officer',
    reference,
    'plan-agreements',
    { plan: number },
    'rs',
    'return.plan-agreed',
  );
}

async function depart(
  stage: Stage,
  reference: string,
  number: number,
  expectedIn = EXPECTED_IN,
): Promise<void> {
  await stage.send(
    'rs',
    'liaison-officer',
    reference,
    'departures',
    {
      plan: number,
      leg: 1,
      last: true,
      expectedAt: inSeconds(expectedIn),
      reconfirmed: { by: 'person', at: inSeconds(-60) },
    },
    'xk',
    'transfer.departed',
  );
}

async function codeOf(stage: Stage, reference: string): Promise<string> {
  const [one, other] = await Promise.all(
    ['rs', 'xk'].map(async (id) => {
      const codes = await clientOf(stage.network, id, 'liaison-officer').get<{
        items: readonly { code: string }[];
      }>(`/v1/referrals/${reference}/handover-codes`);
      return codes.items[0]?.code;
    }),
  );
  if (one === undefined || one !== other) throw new Error('the handover codes of the two ends differ');
  return one;
}

function alertsOf(detail: ReferralDetail): readonly unknown[] {
  return (detail as ReferralDetail & { readonly alerts?: readonly unknown[] }).alerts ?? [];
}

export const scenario6: Scenario = {
  number: 6,
  title: 'She did not arrive',
  limits: { 'rs.xk': { arrive: { emergency: 'PT2S', urgent: 'PT2S', routine: 'PT2S' } } },
  run,
};
