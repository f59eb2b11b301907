/**
 * Encryption keys that participants announce, and which of them a sender uses at a given moment (formats.md 6).
 * Invariant: the first announcement of a week counts, payload and justice; a metadata key counts from its start until a later one.
 */
import type { AnnouncedKey, Jwk } from './types.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** The first Monday of the Unix epoch: 1970-01-05. */
const FIRST_MONDAY_MS = 4 * 24 * 60 * 60 * 1000;

/** Monday 00:00 UTC of the week of `time` and that of the next. */
export function weekOf(time: string): { readonly from: string; readonly to: string } {
  const at = Date.parse(time);
  const start = at - ((((at - FIRST_MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS);
  return { from: new Date(start).toISOString(), to: new Date(start + WEEK_MS).toISOString() };
}

/** Keys of one participant at one moment; `null` where it has announced none. */
export interface ChosenKeys {
  readonly payload: Jwk | null;
  readonly metadata: Jwk | null;
  /** Instead of `payload` for messages of the justice channel. */
  readonly justice: Jwk | null;
}

/** Keys under which to seal to `participant` at `time`; `keys` in the order in which they were announced. */
export function chooseKeys(keys: readonly AnnouncedKey[], participant: string, time: string): ChosenKeys {
  let payload: Jwk | null = null;
  let justice: Jwk | null = null;
  let metadata: AnnouncedKey | null = null;
  for (const key of keys) {
    if (key.participant !== participant || key.from > time) continue;
    if (key.series === 'metadata') {
      if (metadata === null || key.from > metadata.from) metadata = key;
    } else if (key.to !== null && time < key.to) {
      if (key.series === 'payload') payload ??= key.jwk;
      else justice ??= key.jwk;
    }
  }
  return { payload, metadata: metadata?.jwk ?? null, justice };
}
