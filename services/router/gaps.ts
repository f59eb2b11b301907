/**
 * What is missing of a stream, derived from its head and from what waits behind it.
 * Invariant: costs as much as there are records held, whatever position a sender has signed: two thousand million missing
 * positions are one range. protocol.md 5 (Gap).
 */
import type { Lane } from '../lib/platform/bus/port.ts';
import { mendIncidents } from '../lib/store/incidents.ts';
import { gapsOf, replaceGaps } from '../lib/store/gaps.ts';
import { heldSequences } from '../lib/store/inbox.ts';
import { mendDamagedByKey } from '../lib/store/set-aside.ts';
import type { Sql, Told } from './context.ts';
import type { OpenStream } from './lane-view.ts';
import type { Trouble } from './trouble.ts';

export interface Range {
  first: number;
  last: number;
}

/** Ranges after `head` up to `end` that are not among `present` (ascending). */
export function missingRanges(head: number, present: readonly number[], end: number): readonly Range[] {
  const missing: Range[] = [];
  let next = head + 1;
  for (const sequence of present) {
    if (sequence > next) missing.push({ first: next, last: sequence - 1 });
    next = Math.max(next, sequence + 1);
  }
  if (end >= next) missing.push({ first: next, last: end });
  return missing;
}

/** What a complete stream shows to be mended. */
const MENDED_CODES: readonly string[] = [
  'gap',
  'unreadable',
  'form',
  'key-unknown',
  'signature',
  'envelope',
  'misplaced',
  'key-not-valid',
  'ring-digest',
  'resend-unanswered',
];

/** Writes the gaps of a stream anew; a stream without any mends what was open about it. */
export async function settle(
  sql: Sql,
  lane: Lane,
  stream: OpenStream,
  trouble: Trouble,
): Promise<readonly Told[]> {
  const { name, head } = stream;
  const waiting = stream.held ? await heldSequences(sql, name) : [];
  // What was missed before and has not come is missed still, also when nothing stands behind it.
  const before = await gapsOf(sql, name);
  const end = Math.max(0, ...stream.damaged, ...before.map((gap) => gap.last));
  const missing = missingRanges(head.sequence, waiting, end);
  await replaceGaps(sql, name, missing);
  // Missing until now, whether anyone had to ask or two were merely reordered: it is named all the same.
  for (const sequence of stream.late)
    if (!stream.late.has(sequence - 1)) await trouble.incident('gap', name, sequence);
  if (missing.length > 0) return [];
  const place = `${lane.topic}/${lane.lane}`;
  const mended =
    (await mendDamagedByKey(sql, lane.topic, lane.lane)) +
    (await mendIncidents(sql, MENDED_CODES, name, head.sequence)) +
    (await mendIncidents(sql, MENDED_CODES, place, null));
  return mended > 0 ? [{ event: 'incident.mended' }, { event: 'gap.closed' }] : [];
}
