/**
 * Agreements and lawful bases (domain.md 6.1). Constant texts, so that no submitted value can stand in them.
 */
import { NOBODY_TRAVELS, STAYS_DRAFT, UNCHANGED, type GuardTexts } from './text.ts';

export const consentTexts = {
  'agreement-receiver': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail:
      'The person’s agreement names another receiver than this referral does. Ask the person whether this one may know: one agreement holds for one receiver.',
    case: UNCHANGED,
  },
  'agreement-purposes': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'The person’s agreement names no purpose. Record what the person has agreed to.',
    case: UNCHANGED,
  },
  'agreement-other-purpose': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail:
      'The person has agreed to other purposes than to be referred for help or return. Ask whether this referral may be made, and record that purpose.',
    case: UNCHANGED,
  },
  'best-interests-adult': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail:
      'Best interests are a basis for a child, and nobody here is, or may be, under eighteen. Ask the person for an agreement, or have vital interest authorised.',
    case: UNCHANGED,
  },
  'basis-missing': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail:
      'There is neither an agreement of the person nor another lawful basis. Ask the person, or have vital interest or the child’s best interests authorised.',
    case: UNCHANGED,
  },
  'basis-authoriser': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'A basis other than the person’s agreement needs somebody who authorised it. Name them.',
    case: UNCHANGED,
  },
  'basis-date': {
    guard: 'consent-or-basis',
    who: 'liaison-officer',
    detail: 'The agreement or basis is dated in the future. Give the day on which it was given.',
    case: UNCHANGED,
  },
  'consent-withdrawn': {
    guard: 'consent-or-basis',
    who: 'national-focal-point',
    detail: 'The agreement has been withdrawn: nothing personal goes any more.',
    case: 'Nothing was sent. Only the confirmation of the withdrawal, erasure and safety alerts still go.',
  },
  'renewed-consent': {
    guard: 'renewed-consent',
    who: 'liaison-officer',
    detail:
      'Another participant has redirected this case. The agreement or authorisation is older than that and was given for another receiver: ask the person anew.',
    case: STAYS_DRAFT,
  },
  'separate-consent': {
    guard: 'separate-consent',
    who: 'liaison-officer',
    detail: 'This step needs an agreement to just this purpose, and none names it.',
    case: 'Nothing was sent. All else goes on; record the agreement first, or do without this step.',
  },
  'return-consent': {
    guard: 'separate-consent',
    who: 'liaison-officer',
    detail:
      'The person has agreed to be referred, and not to the arrangement of a return. Ask, and record the agreement with that purpose, before the journey is planned or begun.',
    case: NOBODY_TRAVELS,
  },
  'feedback-consent': {
    guard: 'feedback-consent',
    who: 'liaison-officer',
    detail: 'The person has not agreed that the sender is told how they fare.',
    case: 'Nothing was sent. Help goes on; the sender can record a wider agreement of the person.',
  },
} as const satisfies GuardTexts;
