/**
 * All rules files by type, and nothing else: a new message type is one more line here.
 * Invariant: as many as folders in schemas/messages; a test compares both ways (architecture.md 1).
 */
import { enquiryCapacity } from './messages/enquiry.capacity.ts';
import { enquiryReply } from './messages/enquiry.reply.ts';
import { heartbeat } from './messages/heartbeat.ts';
import { receiptDelivered } from './messages/receipt.delivered.ts';
import { receiptRefused } from './messages/receipt.refused.ts';
import { referralAccepted } from './messages/referral.accepted.ts';
import { referralAcknowledged } from './messages/referral.acknowledged.ts';
import { referralDeclined } from './messages/referral.declined.ts';
import { referralDisclosed } from './messages/referral.disclosed.ts';
import { referralSubmitted } from './messages/referral.submitted.ts';
import { streamResendRequested } from './messages/stream.resend-requested.ts';
import type { MessageRules } from './rule.ts';

export const messageRules: readonly MessageRules[] = [
  enquiryCapacity,
  enquiryReply,
  referralSubmitted,
  referralAcknowledged,
  referralAccepted,
  referralDeclined,
  referralDisclosed,
  receiptDelivered,
  receiptRefused,
  streamResendRequested,
  heartbeat,
];

const byType: ReadonlyMap<string, MessageRules> = new Map(messageRules.map((rules) => [rules.type, rules]));

/** `undefined` for a type that this version has no rules for. */
export function rulesOf(type: string): MessageRules | undefined {
  return byType.get(type);
}
