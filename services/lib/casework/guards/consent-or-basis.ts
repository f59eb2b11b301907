/**
 * No consent, no transfer (domain.md 6.1): an agreement that names the receiver and the purposes, or a lawful basis with
 * somebody who answers for it. Neither may be dated in the future.
 */
import type { JsonObject } from '../../protocol/types.ts';
import type { ContentGuard } from '../rule.ts';
import { guardFailure } from '../texts.ts';
import { isObject, strings, text } from './reading.ts';

/** The day of the person who signs can be ahead of UTC: the participants keep UTC+1, in summer UTC+2. */
const LOCAL_DAY_AHEAD_MS = 2 * 60 * 60 * 1000;

export const BASES_WITH_AUTHORISER: ReadonlySet<string> = new Set(['vital-interest', 'best-interests']);

/** `on` is a date, `at` a time; unreadable counts as in the future. */
export function inFuture(on: string | null, at: string): boolean {
  const instant = Date.parse(at);
  if (on === null || Number.isNaN(instant)) return true;
  const latest = new Date(instant + LOCAL_DAY_AHEAD_MS).toISOString();
  return on.slice(0, 10) > latest.slice(0, 10);
}

function problemOf(basis: JsonObject, to: string, at: string): Parameters<typeof guardFailure>[0] | null {
  const kind = text(basis['kind']);
  if (kind === 'agreement') {
    if (text(basis['receiver']) !== to) return 'agreement-receiver';
    if (strings(basis['purposes']).length === 0) return 'agreement-purposes';
  } else if (kind === null || !BASES_WITH_AUTHORISER.has(kind)) {
    return 'basis-missing';
  } else if (text(basis['authoriser']) === null) {
    return 'basis-authoriser';
  }
  return inFuture(text(basis['on']), at) ? 'basis-date' : null;
}

export const consentOrBasis: ContentGuard = ({ submitted, to, at }) => {
  if (submitted === null) return null;
  const basis = submitted['basis'];
  const problem = isObject(basis) ? problemOf(basis, to, at) : 'basis-missing';
  return problem === null ? null : guardFailure(problem);
};
