/**
 * `transit.announced`: somebody will pass through: legs and a contact, the least data of all (domain.md 8).
 */
import { doNotContact } from '../guards/do-not-contact.ts';
import { planLegs } from '../guards/plan-legs.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'transit.announced',
  side: 'sender',
  guards: [doNotContact, transferBasis, planLegs],
};
