/**
 * `referral.accepted`: the receiver takes responsibility from arrival, perhaps on conditions, and names the responsible
 * body. Carries the seed of the handover codes (domain.md 8), which the caller of `decide` draws.
 */
import { CaseworkError } from '../errors.ts';
import { accountableRecipient } from '../guards/accountable-recipient.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import { unconditionalSupport } from '../guards/unconditional-support.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.accepted',
  side: 'receiver',
  guards: [transferBasis, accountableRecipient, unconditionalSupport],
  payloadFor: (body, { handoverSecret }) => {
    if (body['handoverSecret'] !== undefined) return body;
    if (handoverSecret === undefined)
      throw new CaseworkError(
        'handover-secret-missing',
        'An acceptance needs 32 random bytes from its caller.',
      );
    return { ...body, handoverSecret };
  },
};
