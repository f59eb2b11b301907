/**
 * Public door of casework: what the messages of a referral amount to, and which may be sent or taken (domain.md 4 to 6).
 * Pure: time, keys and randomness are arguments.
 */
export { actingSide } from './acting-side.ts';
export type { ActingInput } from './acting-side.ts';
export { allowed } from './allowed.ts';
export type { DraftFlags } from './allowed.ts';
export { liftedBars, openProposal, standingBars, type BarEvent } from './bars.ts';
export { handoverCode } from './handover.ts';
export { NOTHING_LOCAL, type LocalFacts } from './rule.ts';
export { automatic, type AutomaticInput } from './automatic.ts';
export { clocksOf, limitMs, type Clock, type ClocksInput, type ClockState } from './clocks.ts';
export { decide } from './decide.ts';
export type { DecideInput, Decision } from './decide.ts';
export { CaseworkError } from './errors.ts';
export type { CaseworkErrorCode } from './errors.ts';
export { fold } from './fold.ts';
export { heldToCaseBars } from './guards/do-not-contact.ts';
export type { Actor } from './guards/four-eyes.ts';
export { judge } from './judge.ts';
export type { Judgement, JudgeInput } from './judge.ts';
export { INITIAL_STATE, TERMINAL_STATES } from './lifecycle.ts';
export { defaultLimits, limitsFor, readLimits, TASK_LIMIT } from './limits.ts';
export { taskClocks, type TaskTimes } from './task-clocks.ts';
export type { CalendarOf, LimitOverrides, Limits, LimitsFile } from './limits.ts';
export { contentOfDraft } from './messages/referral.submitted.ts';
export { guardFailure } from './texts.ts';
export { recheck, type RecheckInput } from './recheck.ts';
export { guardTexts, type GuardText } from './texts.ts';
export { toAnswer, type Answerable } from './positions.ts';
export { factsOf, type Facts, type FactsInput } from './facts.ts';
export { otherSide, ownSide } from './types.ts';
export type {
  CaseMessage,
  CaseRecord,
  Fold,
  Guard,
  GuardFailure,
  MessageType,
  Position,
  ReferralState,
  Rejection,
  Role,
  Side,
  Standing,
} from './types.ts';
