/**
 * A status is somebody's assertion (domain.md 6.3): made under the asserting participant's own regime, or under one that
 * belongs to no participant, on a day that has come. Nobody re-labels what another participant has found.
 */
import { codeList } from '../../contract/index.ts';
import type { JsonObject } from '../../protocol/types.ts';
import { guardFailure } from '../texts.ts';
import { inFuture } from './dates.ts';
import { named } from './named.ts';
import { isObject, objects, text } from './reading.ts';

const participantOf: ReadonlyMap<string, string> = new Map(
  codeList('regimes').codes.flatMap(({ code, participant }) =>
    participant === undefined ? [] : [[code, participant] as const],
  ),
);

function assertionsOf(payload: JsonObject): readonly JsonObject[] {
  return objects(payload['persons']).flatMap(({ status }) => (isObject(status) ? [status] : objects(status)));
}

export const attributedStatus = named('attributed-status', ({ payload, from, at }) => {
  if (payload === null) return null;
  for (const { regime, on } of assertionsOf(payload)) {
    const owner = participantOf.get(text(regime) ?? '');
    if (owner !== undefined && owner !== from) return guardFailure('status-of-another');
    if (text(on) !== null && inFuture(text(on), at)) return guardFailure('status-date');
  }
  return null;
});
