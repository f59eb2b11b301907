/**
 * What a person hears when a rule stops a command: what is wrong, who can mend it, how the case stands meanwhile
 * (house-style.md 12). Invariant: texts are constant, so that no submitted value can stand in them.
 */
import type { Guard, GuardFailure, Role } from './types.ts';

/** One entry per way to fail; several can share a guard. */
export type Problem =
  | 'role'
  | 'same-person'
  | 'approver'
  | 'transfer-basis'
  | 'recipient-keys'
  | 'recipient-directory'
  | 'agreement-receiver'
  | 'agreement-purposes'
  | 'basis-missing'
  | 'basis-authoriser'
  | 'basis-date'
  | 'do-not-contact'
  | 'guardian'
  | 'reasons-required'
  | 'subjects-repeated'
  | 'subjects-unknown'
  | 'tier-unknown'
  | 'tier-mixed'
  | 'period'
  | 'draft-missing'
  | 'submitted-missing'
  | 'erasure-ground'
  | 'justice-agreement-missing'
  | 'justice-agreement-bundled'
  | 'justice-agreement-receiver'
  | 'justice-agreement-date'
  | 'answers';

const STAYS_DRAFT = 'Nothing was sent. The referral stays a draft until this is mended.';
const UNCHANGED = 'Nothing was sent. The referral stays as it was and its time limits go on.';

const HELP_GOES_ON =
  'Nothing was sent. Protection and help go on as they are: they never depend on the proceedings.';

export interface GuardText {
  readonly guard: Guard;
  readonly who: Role;
  readonly detail: string;
  readonly case: string;
}

const TEXTS: Readonly<Record<Problem, GuardText>> = {
  role: {
    guard: 'role',
    who: 'national-focal-point',
    detail: 'None of your roles may give this command.',
    case: UNCHANGED,
  },
  'same-person': {
    guard: 'four-eyes',
    who: 'national-focal-point',
    detail:
      'A referral is sent by another person than the one who drafted it. In an emergency a duty officer may send alone.',
    case: STAYS_DRAFT,
  },
  approver: {
    guard: 'four-eyes',
    who: 'national-focal-point',
    detail: 'A national focal point approves this referral: a duty officer sends alone only in an emergency.',
    case: STAYS_DRAFT,
  },
  'transfer-basis': {
    guard: 'transfer-basis',
    who: 'national-focal-point',
    detail: 'No legal instrument for sending personal data to this participant is in force today.',
    case: 'Nothing was sent. Enquiries without personal data still go; personal data waits until the trust registry lists a basis.',
  },
  'recipient-keys': {
    guard: 'recipient-keys',
    who: 'gateway-operator',
    detail: 'The recipient has announced no encryption key for this time, so nothing can be sealed to it.',
    case: 'Nothing was sent. Call the recipient’s duty number if it cannot wait; send again once its keys are known here.',
  },
  'recipient-directory': {
    guard: 'recipient-directory',
    who: 'gateway-operator',
    detail: 'Nothing of the recipient’s public stream has been read here yet.',
    case: 'Nothing was sent. Call the recipient’s duty number if it cannot wait; send again once its public stream is read.',
  },
  'agreement-receiver': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'The person’s agreement names another receiver than this referral does.',
    case: UNCHANGED,
  },
  'agreement-purposes': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'The person’s agreement names no purpose.',
    case: UNCHANGED,
  },
  'basis-missing': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'There is neither an agreement of the person nor another lawful basis.',
    case: UNCHANGED,
  },
  'basis-authoriser': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'A basis other than the person’s agreement needs somebody who authorised it.',
    case: UNCHANGED,
  },
  'basis-date': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'The agreement or basis is dated in the future.',
    case: UNCHANGED,
  },
  'do-not-contact': {
    guard: 'do-not-contact',
    who: 'liaison-officer',
    detail: 'This recipient is among the participants that must not learn of the person.',
    case: 'Nothing was sent, and nothing will be sent to this recipient. Prepare a referral to another participant.',
  },
  guardian: {
    guard: 'guardian',
    who: 'liaison-officer',
    detail: 'A person under eighteen needs a guardian or a best-interests determination.',
    case: STAYS_DRAFT,
  },
  'reasons-required': {
    guard: 'reasons-required',
    who: 'liaison-officer',
    detail: 'An answer other than yes needs at least one reason.',
    case: UNCHANGED,
  },
  'subjects-repeated': {
    guard: 'subjects',
    who: 'liaison-officer',
    detail: 'Two persons carry the same subject id.',
    case: UNCHANGED,
  },
  'subjects-unknown': {
    guard: 'subjects',
    who: 'national-focal-point',
    detail: 'Only persons of this referral can be disclosed, by the subject ids that it carries.',
    case: UNCHANGED,
  },
  'tier-unknown': {
    guard: 'disclosure-tier',
    who: 'national-focal-point',
    detail: 'The tier of this disclosure is not known here.',
    case: UNCHANGED,
  },
  'tier-mixed': {
    guard: 'disclosure-tier',
    who: 'national-focal-point',
    detail: 'A member of another tier stands in this disclosure. Each tier goes as a message of its own.',
    case: UNCHANGED,
  },
  period: {
    guard: 'period',
    who: 'liaison-officer',
    detail: 'The period ends before it begins.',
    case: UNCHANGED,
  },
  'draft-missing': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'The draft’s content is not at hand any more.',
    case: STAYS_DRAFT,
  },
  'submitted-missing': {
    guard: 'subjects',
    who: 'data-protection-officer',
    detail: 'What was referred is not at hand any more, so nothing can be checked against it.',
    case: UNCHANGED,
  },
  'erasure-ground': {
    guard: 'erasure-ground',
    who: 'data-protection-officer',
    detail:
      'Whoever keeps data that the other side has erased names the legal ground for it; whoever erases names none.',
    case: 'Nothing was sent. The other side’s erasure stands and its question is still open.',
  },
  'justice-agreement-missing': {
    guard: 'separate-consent',
    who: 'justice-liaison',
    detail:
      'There is no agreement of the person to be involved in these proceedings, which is a purpose of its own.',
    case: HELP_GOES_ON,
  },
  'justice-agreement-bundled': {
    guard: 'separate-consent',
    who: 'justice-liaison',
    detail:
      'The agreement names other purposes beside the proceedings. Nobody is asked for help and for testimony in one.',
    case: HELP_GOES_ON,
  },
  'justice-agreement-receiver': {
    guard: 'separate-consent',
    who: 'justice-liaison',
    detail: 'The agreement names another participant than the one that this message goes to.',
    case: HELP_GOES_ON,
  },
  'justice-agreement-date': {
    guard: 'separate-consent',
    who: 'justice-liaison',
    detail: 'The agreement is dated in the future.',
    case: HELP_GOES_ON,
  },
  answers: {
    guard: 'answers',
    who: 'duty-officer',
    detail: 'The message that this one answers is not at hand.',
    case: UNCHANGED,
  },
};

/** Every text that a rule has for people, for the reference page. */
export const guardTexts: readonly GuardText[] = Object.values(TEXTS);

export function guardFailure(problem: Problem): GuardFailure {
  return TEXTS[problem];
}
