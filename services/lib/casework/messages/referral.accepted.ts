/**
 * `referral.accepted`: the receiver takes responsibility from arrival, perhaps on conditions, and names the responsible
 * body. Carries the seed of the handover codes (domain.md 8), which the caller draws.
 */
import { strings } from '../guards/reading.ts';
import type { MessageRules } from '../rule.ts';

export const referralAccepted: MessageRules = {
  type: 'referral.accepted',
  side: 'receiver',
  answers: ['referral.submitted'],
  guards: [],
  outcome: (metadata) =>
    strings(metadata['conditions']).length > 0 ? 'accepted-conditionally' : 'accepted',
  payloadFor: (body, { handoverSecret }) =>
    handoverSecret === undefined ? body : { ...body, handoverSecret },
};
