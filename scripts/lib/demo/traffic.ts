/**
 * Synthetic referrals: each drafted, approved, delivered, acknowledged and answered through the public API alone.
 * Invariant: number i uses ordered pair i mod 30 and is declined where i mod 7 = 6 (contract.md 2). Invented people only.
 */
import { ApiClient, type CommandAnswer, type ReferralDetail, until } from './api.ts';
import type { Network } from './network.ts';

const DELIVERY_LIMIT_MS = 60_000;
const DECLINED_EVERY = 7;
const AT_ONCE = 6;

/**
 * Subject of the contract's examples. The demo's invented people share it, so that every example of `/openapi.json` fits
 * every referral of a fresh demo as it stands; a real subject id is drawn for one person in one referral.
 */
export const DEMO_SUBJECT = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';

export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** All ordered pairs in the order of the participants. */
export function orderedPairs(ids: readonly string[]): readonly Pair[] {
  return ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => ({ from, to })));
}

/** A full draft of an invented person; every third one is an urgent child's case. */
export function syntheticDraft(number: number, to: string): object {
  const child = number % 3 === 0;
  const on = new Date(Date.now() - 24 * 60 * 60_000).toISOString().slice(0, 10);
  return {
    to,
    urgency: child ? 'urgent' : 'routine',
    persons: [
      {
        subject: DEMO_SUBJECT,
        ageBand: child ? '9-17' : '24-26',
        sex: number % 2 === 0 ? 'female' : 'male',
        languages: ['sq'],
        needs: ['safety', 'accommodation'],
        services: ['shelter'],
        risks: [{ code: 're-trafficking', level: 'medium' }],
        exploitation: [child ? 'forced-begging' : 'forced-labour'],
        status: [{ value: 'presumed', byKindOfBody: 'social-work', regime: 'nrm-other', on }],
        ...(child ? { guardian: { kind: 'temporary-guardian' } } : {}),
      },
    ],
    basis: child
      ? { kind: 'best-interests', authoriser: 'Guardian on duty (invented)', on }
      : {
          kind: 'agreement',
          by: 'person',
          on,
          receiver: to,
          purposes: ['protection-referral', 'return-arrangement'],
        },
    doNotContact: [],
    stage: 'first-assistance',
    contact: { function: 'national-focal-point', channel: 'exchange' },
    text: `Synthetic case ${number}; nobody is meant.`,
  };
}

/** Office of the case worker who drafts: the first of the participant's own. */
export function draftingOffice(network: Network, id: string): string {
  return network.participant(id).tokens.find((token) => token.role === 'case-worker')?.office ?? '';
}

export function clientOf(
  network: Network,
  id: string,
  role: string,
  choice: { index?: number; office?: string } = {},
): ApiClient {
  return new ApiClient(network.participant(id).url, network.token(id, role, choice));
}

/** Drafts and submits; gives the reference. */
export async function submit(network: Network, { from }: Pair, draft: object): Promise<string> {
  const { reference } = await clientOf(network, from, 'case-worker').post<CommandAnswer>(
    '/v1/referrals',
    draft,
  );
  await clientOf(network, from, 'national-focal-point').post(`/v1/referrals/${reference}/submissions`, {});
  return reference;
}

/** Waits at one participant until the referral is there in one of the states. */
export async function untilState(
  network: Network,
  id: string,
  reference: string,
  states: readonly string[],
): Promise<ReferralDetail> {
  const client = clientOf(network, id, 'national-focal-point');
  return until(`${reference} at ${id} is ${states.join(' or ')}`, DELIVERY_LIMIT_MS, async () => {
    const detail = await client.get<ReferralDetail>(`/v1/referrals/${reference}`).catch(() => null);
    return detail !== null && states.includes(detail.state) ? detail : null;
  });
}

/** `count` referrals, a few at a time. `onDelivered` is called at each arrival. */
export async function runTraffic(
  network: Network,
  count: number,
  onDelivered: (pair: Pair, done: number) => void,
): Promise<void> {
  const pairs = orderedPairs(Object.keys(network.demo.participants));
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      const pair = pairs[number % pairs.length];
      if (pair === undefined) return;
      await oneReferral(network, pair, number, () => onDelivered(pair, ++done));
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, worker));
}

async function oneReferral(
  network: Network,
  pair: Pair,
  number: number,
  onDelivered: () => void,
): Promise<void> {
  const reference = await submit(network, pair, syntheticDraft(number, pair.to));
  await untilState(network, pair.to, reference, ['delivered']);
  onDelivered();
  await clientOf(network, pair.to, 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
  const focalPoint = clientOf(network, pair.to, 'national-focal-point');
  if (number % DECLINED_EVERY === DECLINED_EVERY - 1)
    await focalPoint.post(`/v1/referrals/${reference}/declines`, { reasons: ['no-capacity'] });
  else
    await focalPoint.post(`/v1/referrals/${reference}/acceptances`, {
      responsibleBody: { name: 'Receiving office (invented)', contact: 'by this exchange' },
    });
}
