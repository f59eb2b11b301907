/**
 * A copy that is kept after the other side's erasure is kept on a legal ground (GDPR 17(3); protocol.md 7).
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { strings } from './reading.ts';

export const erasureGround = named('erasure-ground', ({ metadata }) => {
  const grounds = strings(metadata['grounds']).length > 0;
  return grounds === (metadata['outcome'] === 'kept') ? null : guardFailure('erasure-ground');
});
