/**
 * `referral.submitted`: the draft as it stands, sealed to one participant after four eyes (domain.md 4 and 6).
 * Starts the limit for a person's acknowledgement.
 */
import type { JsonObject } from '../../protocol/types.ts';
import { agreementOfChild } from '../guards/agreement-of-child.ts';
import { attributedStatus } from '../guards/attributed-status.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { fourEyes } from '../guards/four-eyes.ts';
import { guardian } from '../guards/guardian.ts';
import { renewedConsent } from '../guards/renewed-consent.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import { pick, strings } from '../guards/reading.ts';
import type { MessageRules } from '../rule.ts';

/** Members of a draft that address it and are no part of what is sealed. */
const ADDRESSING: ReadonlySet<string> = new Set(['to', 'urgency', 'drill']);

/** Payload of a submission: also what the draft is checked as. */
export function contentOfDraft(draft: JsonObject): JsonObject {
  return pick(draft, (member) => !ADDRESSING.has(member));
}

/** A bar that two persons have lifted says nothing to whoever gets this; why it was lifted stays here (domain.md 6.2). */
function withoutLifted(content: JsonObject, lifted: readonly string[]): JsonObject {
  const listed = content['doNotContact'];
  return Array.isArray(listed)
    ? { ...content, doNotContact: strings(listed).filter((participant) => !lifted.includes(participant)) }
    : content;
}

export const rules: MessageRules = {
  type: 'referral.submitted',
  side: 'sender',
  guards: [
    doNotContact,
    fourEyes,
    transferBasis,
    consentOrBasis,
    renewedConsent,
    guardian,
    agreementOfChild,
    subjects,
    attributedStatus,
  ],
  payloadFor: (_body, { draft, lifted }) => withoutLifted(contentOfDraft(draft ?? {}), lifted),
};
