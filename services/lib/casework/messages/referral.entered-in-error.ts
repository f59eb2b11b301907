/**
 * `referral.entered-in-error`: should never have existed (FHIR entered-in-error; domain.md 4).
 */
import { reasonsRequired } from '../guards/reasons-required.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.entered-in-error',
  side: 'sender',
  guards: [reasonsRequired],
};
