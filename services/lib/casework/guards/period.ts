/**
 * A period ends no earlier than it begins; the schema knows both dates and cannot compare them.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { isObject, text } from './reading.ts';

export const periodInOrder = named('period', ({ payload }) => {
  const period = payload?.['period'];
  if (!isObject(period)) return null;
  const from = text(period['from']);
  const to = text(period['to']);
  return from !== null && to !== null && from > to ? guardFailure('period') : null;
});
