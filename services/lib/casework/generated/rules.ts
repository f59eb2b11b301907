/**
 * Generated from services/lib/casework/messages/ by `npm run generate`: every rules file, in order of its name.
 * Do not edit: add or remove a rules file and generate again. architecture.md 1.
 */
import { rules as rules0 } from '../messages/assessment.best-interests.ts';
import { rules as rules1 } from '../messages/assessment.risk.ts';
import { rules as rules2 } from '../messages/assistance.started.ts';
import { rules as rules3 } from '../messages/consent.changed.ts';
import { rules as rules4 } from '../messages/consent.recorded.ts';
import { rules as rules5 } from '../messages/consent.withdrawal-confirmed.ts';
import { rules as rules6 } from '../messages/consent.withdrawn.ts';
import { rules as rules7 } from '../messages/data.access-provided.ts';
import { rules as rules8 } from '../messages/data.access-requested.ts';
import { rules as rules9 } from '../messages/data.breach-notified.ts';
import { rules as rules10 } from '../messages/data.erased.ts';
import { rules as rules11 } from '../messages/data.erasure-receipt.ts';
import { rules as rules12 } from '../messages/data.rectified.ts';
import { rules as rules13 } from '../messages/enquiry.capacity.ts';
import { rules as rules14 } from '../messages/enquiry.reply.ts';
import { rules as rules15 } from '../messages/family.tracing-requested.ts';
import { rules as rules16 } from '../messages/family.tracing-result.ts';
import { rules as rules17 } from '../messages/heartbeat.ts';
import { rules as rules18 } from '../messages/indicators.observed.ts';
import { rules as rules19 } from '../messages/interview.recorded.ts';
import { rules as rules20 } from '../messages/justice.compensation.ts';
import { rules as rules21 } from '../messages/justice.hearing-notice.ts';
import { rules as rules22 } from '../messages/justice.protection-measure.ts';
import { rules as rules23 } from '../messages/justice.testimony-arranged.ts';
import { rules as rules24 } from '../messages/justice.testimony-requested.ts';
import { rules as rules25 } from '../messages/person.feedback.ts';
import { rules as rules26 } from '../messages/receipt.delivered.ts';
import { rules as rules27 } from '../messages/receipt.refused.ts';
import { rules as rules28 } from '../messages/referral.accepted.ts';
import { rules as rules29 } from '../messages/referral.acknowledged.ts';
import { rules as rules30 } from '../messages/referral.amended.ts';
import { rules as rules31 } from '../messages/referral.clarification-provided.ts';
import { rules as rules32 } from '../messages/referral.clarification-requested.ts';
import { rules as rules33 } from '../messages/referral.completed.ts';
import { rules as rules34 } from '../messages/referral.declined.ts';
import { rules as rules35 } from '../messages/referral.disclosed.ts';
import { rules as rules36 } from '../messages/referral.entered-in-error.ts';
import { rules as rules37 } from '../messages/referral.expired.ts';
import { rules as rules38 } from '../messages/referral.not-possible.ts';
import { rules as rules39 } from '../messages/referral.on-hold.ts';
import { rules as rules40 } from '../messages/referral.redirected.ts';
import { rules as rules41 } from '../messages/referral.resumed.ts';
import { rules as rules42 } from '../messages/referral.sealed.ts';
import { rules as rules43 } from '../messages/referral.submitted.ts';
import { rules as rules44 } from '../messages/referral.withdrawal-confirmed.ts';
import { rules as rules45 } from '../messages/referral.withdrawn.ts';
import { rules as rules46 } from '../messages/return.identity-check-requested.ts';
import { rules as rules47 } from '../messages/return.identity-check-result.ts';
import { rules as rules48 } from '../messages/return.plan-agreed.ts';
import { rules as rules49 } from '../messages/return.plan-proposed.ts';
import { rules as rules50 } from '../messages/safety.alert-acknowledged.ts';
import { rules as rules51 } from '../messages/safety.alert-cleared.ts';
import { rules as rules52 } from '../messages/safety.alert.ts';
import { rules as rules53 } from '../messages/service.feedback.ts';
import { rules as rules54 } from '../messages/status.asserted.ts';
import { rules as rules55 } from '../messages/stream.resend-requested.ts';
import { rules as rules56 } from '../messages/transfer.arrived.ts';
import { rules as rules57 } from '../messages/transfer.delayed.ts';
import { rules as rules58 } from '../messages/transfer.departed.ts';
import { rules as rules59 } from '../messages/transfer.not-arrived.ts';
import { rules as rules60 } from '../messages/transit.agreed.ts';
import { rules as rules61 } from '../messages/transit.announced.ts';
import { rules as rules62 } from '../messages/transit.entered.ts';
import { rules as rules63 } from '../messages/transit.passed.ts';
import type { MessageRules } from '../rule.ts';

export const messageRules: readonly MessageRules[] = [
  rules0,
  rules1,
  rules2,
  rules3,
  rules4,
  rules5,
  rules6,
  rules7,
  rules8,
  rules9,
  rules10,
  rules11,
  rules12,
  rules13,
  rules14,
  rules15,
  rules16,
  rules17,
  rules18,
  rules19,
  rules20,
  rules21,
  rules22,
  rules23,
  rules24,
  rules25,
  rules26,
  rules27,
  rules28,
  rules29,
  rules30,
  rules31,
  rules32,
  rules33,
  rules34,
  rules35,
  rules36,
  rules37,
  rules38,
  rules39,
  rules40,
  rules41,
  rules42,
  rules43,
  rules44,
  rules45,
  rules46,
  rules47,
  rules48,
  rules49,
  rules50,
  rules51,
  rules52,
  rules53,
  rules54,
  rules55,
  rules56,
  rules57,
  rules58,
  rules59,
  rules60,
  rules61,
  rules62,
  rules63,
];
