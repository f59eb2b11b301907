/**
 * Personal data goes only where a legal instrument between the two participants is in force (domain.md 6.11).
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';

/** Stands in the rules of every type whose `operation.json` says `personal`; a test compares the two. */
export const transferBasis = named('transfer-basis', ({ basis }) =>
  basis ? null : guardFailure('transfer-basis'),
);
