/**
 * One accountable recipient at any time, always named (domain.md 6.7). An acceptance names the body. Every later message
 * that can change it either names the body that stands from then on, or leaves it out, and then the one named last stays.
 * A name that names nobody is none. A disclosure says for which body it is, in the words that its participant uses: the
 * body of the acceptance, an office of it, a house that it runs; not even it is for nobody.
 */
import type { Json } from '../../protocol/types.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { isObject, text } from './reading.ts';

const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'na',
  'none',
  'nobody',
  'noone',
  'null',
  'nil',
  'tba',
  'tbc',
  'tbd',
  'unknown',
  'unnamed',
  'pending',
  'todo',
  'x',
  'xx',
  'xxx',
]);

/** False for what names nobody: blank, punctuation alone, or a word that stands for a missing name. */
export function namesSomebody(name: Json | undefined): boolean {
  const letters = (text(name) ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return letters !== '' && !PLACEHOLDERS.has(letters);
}

export const accountableRecipient = named('accountable-recipient', ({ type, payload, facts }) => {
  if (payload === null) return null;
  if (type === 'referral.disclosed')
    return namesSomebody(payload['forBody']) ? null : guardFailure('accountable-disclosure');
  const failure = guardFailure(type === 'transfer.arrived' ? 'accountable-arrival' : 'accountable-recipient');
  const body = payload['responsibleBody'];
  if (body === undefined) {
    const stands = facts.responsibleBody !== null || !facts.isComplete;
    return stands ? null : failure;
  }
  return isObject(body) && namesSomebody(body['name']) && namesSomebody(body['contact']) ? null : failure;
});
