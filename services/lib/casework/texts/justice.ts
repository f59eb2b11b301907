/**
 * The justice channel (domain.md 6.4). Constant texts, so that no submitted value can stand in them.
 */
import { HELP_GOES_ON, type GuardTexts } from './text.ts';

export const justiceTexts = {
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
} as const satisfies GuardTexts;
