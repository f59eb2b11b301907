/**
 * Only an alert that stands can be cleared, and only by who knows of it.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';

export const alertOpen = named('alert-open', ({ facts }) =>
  facts.openAlerts.length > 0 ? null : guardFailure('alert-open'),
);
