/**
 * Who may send, and what must be known of the other side first. Constant texts, so that no submitted value can stand in them.
 */
import { STAYS_DRAFT, UNCHANGED, type GuardTexts } from './text.ts';

export const sendingTexts = {
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
  answers: {
    guard: 'answers',
    who: 'duty-officer',
    detail:
      'There is nothing that this could answer: the other side’s message has not come, was refused, or is not sealed yet.',
    case: UNCHANGED,
  },
} as const satisfies GuardTexts;
