/**
 * A return is voluntary (CETS 197 art. 16(2); domain.md 6.6): the plan says so, and who cannot say so makes none.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';

export const voluntaryReturn = named('voluntary-return', ({ payload }) =>
  payload === null || payload['voluntary'] === true ? null : guardFailure('voluntary-return'),
);
