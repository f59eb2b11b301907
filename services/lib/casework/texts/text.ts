/**
 * The shape of a rule's text, and how a case stands after a refusal, said the same way everywhere (house-style.md 12).
 */
import type { Guard, Role } from '../types.ts';

export interface GuardText {
  readonly guard: Guard;
  /** Role that can mend it. */
  readonly who: Role;
  /** What is wrong. */
  readonly detail: string;
  /** How the case stands meanwhile. */
  readonly case: string;
}

export type GuardTexts = Readonly<Record<string, GuardText>>;

export const STAYS_DRAFT = 'Nothing was sent. The referral stays a draft until this is mended.';
export const UNCHANGED = 'Nothing was sent. The referral stays as it was and its time limits go on.';
export const HELP_GOES_ON =
  'Nothing was sent. Protection and help go on as they are: they never depend on the proceedings.';
export const NOBODY_TRAVELS = 'Nothing was sent and nobody travels. The referral stays as it was.';
