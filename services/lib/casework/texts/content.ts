/**
 * What a content says of persons (domain.md 6.2, 6.3, 6.5 and 6.9). Constant texts, so that no submitted value can stand in them.
 */
import { NOBODY_TRAVELS, STAYS_DRAFT, UNCHANGED, type GuardTexts } from './text.ts';

export const contentTexts = {
  'do-not-contact': {
    guard: 'do-not-contact',
    who: 'liaison-officer',
    detail:
      'This recipient is among the participants that must not learn of the person. Two persons can lift the bar, with a reason; else prepare a referral to another participant.',
    case: 'Nothing was sent, and nothing goes to this recipient while the bar stands. In a case that is open already withdrawals and safety alerts still go.',
  },
  guardian: {
    guard: 'guardian',
    who: 'liaison-officer',
    detail:
      'A person who is or may be under eighteen needs a guardian or a best-interests determination. Name the guardian, or who authorised the determination.',
    case: STAYS_DRAFT,
  },
  'guardian-agreement': {
    guard: 'guardian',
    who: 'liaison-officer',
    detail:
      'A person who is or may be under eighteen does not agree alone. Ask the guardian or the legal representative too, and record who has agreed; to agree to less, or to withdraw, the person needs nobody else.',
    case: UNCHANGED,
  },
  'reasons-required': {
    guard: 'reasons-required',
    who: 'liaison-officer',
    detail: 'An answer other than yes needs at least one reason, in a code.',
    case: UNCHANGED,
  },
  'subjects-repeated': {
    guard: 'subjects',
    who: 'liaison-officer',
    detail: 'One subject id stands for two persons, or twice for one. Each person is named once.',
    case: UNCHANGED,
  },
  'subjects-unknown': {
    guard: 'subjects',
    who: 'liaison-officer',
    detail:
      'Only persons of this referral can be named, by the subject ids that it carries, and nobody whose data have been erased. Anybody else needs a referral of their own.',
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
    detail: 'The period ends before it begins. Correct its days.',
    case: UNCHANGED,
  },
  'do-not-contact-leg': {
    guard: 'do-not-contact',
    who: 'liaison-officer',
    detail:
      'The journey passes a participant that must not learn of the person. Plan another way; two persons can lift the bar, with a reason.',
    case: NOBODY_TRAVELS,
  },
  'status-of-another': {
    guard: 'attributed-status',
    who: 'liaison-officer',
    detail:
      'A status is asserted under the own regime only. What another participant has found is theirs to assert.',
    case: UNCHANGED,
  },
  'status-date': {
    guard: 'attributed-status',
    who: 'liaison-officer',
    detail: 'A status is dated in the future. Give the day on which it was found.',
    case: UNCHANGED,
  },
  'review-date': {
    guard: 'review-date',
    who: 'liaison-officer',
    detail: 'A referral on hold is reviewed on a later day than today, within 30 days.',
    case: UNCHANGED,
  },
  'review-date-reflection': {
    guard: 'review-date',
    who: 'liaison-officer',
    detail: 'A reflection period lasts at least 30 days and is reviewed within 90.',
    case: UNCHANGED,
  },
  'assessment-date': {
    guard: 'assessment-date',
    who: 'liaison-officer',
    detail: 'An assessment is dated in the future, or not at all. Give the day on which it was made.',
    case: UNCHANGED,
  },
  'children-only': {
    guard: 'children-only',
    who: 'national-focal-point',
    detail:
      'A best-interests assessment is made of children, or of whoever may be one. Nobody here says that of this person.',
    case: 'Nothing was sent. If the age is in doubt, assert the age first.',
  },
  'interview-register': {
    guard: 'interview-register',
    who: 'liaison-officer',
    detail:
      'The person has been interviewed on this topic before. Say why it was necessary again, or use what is on record.',
    case: 'Nothing was sent. The register of interviews stays as it was.',
  },
  'alert-open': {
    guard: 'alert-open',
    who: 'duty-officer',
    detail: 'No safety alert stands that you can clear.',
    case: 'Nothing was sent. An alert that the other side has just raised stands until it is read here.',
  },
} as const satisfies GuardTexts;
