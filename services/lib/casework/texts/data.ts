/**
 * Data protection: erasure and what may be kept. Constant texts, so that no submitted value can stand in them.
 */
import type { GuardTexts } from './text.ts';

export const dataTexts = {
  'erasure-ground': {
    guard: 'erasure-ground',
    who: 'data-protection-officer',
    detail:
      'Whoever keeps data that the other side has erased names the legal ground for it; whoever erases names none.',
    case: 'Nothing was sent. The other side’s erasure stands and its question is still open.',
  },
} as const satisfies GuardTexts;
