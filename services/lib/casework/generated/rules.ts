/**
 * Generated from services/lib/casework/messages/ by `npm run generate`: every rules file, in order of its name.
 * Do not edit: add or remove a rules file and generate again. architecture.md 1.
 */
import { rules as rules0 } from '../messages/data.access-provided.ts';
import { rules as rules1 } from '../messages/data.access-requested.ts';
import { rules as rules2 } from '../messages/data.breach-notified.ts';
import { rules as rules3 } from '../messages/data.erased.ts';
import { rules as rules4 } from '../messages/data.erasure-receipt.ts';
import { rules as rules5 } from '../messages/data.rectified.ts';
import { rules as rules6 } from '../messages/enquiry.capacity.ts';
import { rules as rules7 } from '../messages/enquiry.reply.ts';
import { rules as rules8 } from '../messages/heartbeat.ts';
import { rules as rules9 } from '../messages/justice.compensation.ts';
import { rules as rules10 } from '../messages/justice.hearing-notice.ts';
import { rules as rules11 } from '../messages/justice.protection-measure.ts';
import { rules as rules12 } from '../messages/justice.testimony-arranged.ts';
import { rules as rules13 } from '../messages/justice.testimony-requested.ts';
import { rules as rules14 } from '../messages/receipt.delivered.ts';
import { rules as rules15 } from '../messages/receipt.refused.ts';
import { rules as rules16 } from '../messages/referral.accepted.ts';
import { rules as rules17 } from '../messages/referral.acknowledged.ts';
import { rules as rules18 } from '../messages/referral.declined.ts';
import { rules as rules19 } from '../messages/referral.disclosed.ts';
import { rules as rules20 } from '../messages/referral.submitted.ts';
import { rules as rules21 } from '../messages/stream.resend-requested.ts';
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
];
