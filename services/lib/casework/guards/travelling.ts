/**
 * Who travels: the persons that the message names, else those of the plan, else everybody who was referred.
 */
import type { ContentInput } from '../rule.ts';
import { strings } from './reading.ts';

export function travelling({ payload, facts }: Pick<ContentInput, 'payload' | 'facts'>): readonly string[] {
  const lists = [payload, facts.plan?.payload].map((content) => strings(content?.['subjects']));
  return lists.find((list) => list.length > 0) ?? [...facts.subjects];
}
