/**
 * Names the values that are not authentic, and decides which missing position each of them explains.
 * Invariant: a damaged value names a position only where stream and claim agree; a claim alone is an outsider's word.
 * What explains a gap, in this order: a value that claims it, one of its bus key, one that stands between its neighbours.
 */
import { blame, positionKey, type Audit } from './audit.ts';
import type { Finding, Place } from './findings.ts';
import type { Damage } from './judge.ts';
import type { LinkedStream } from './linked-stream.ts';
import { flags, idKeyOf } from './rows.ts';
import type { Withheld } from './witness.ts';

interface Named {
  readonly stream: string;
  readonly sequence: number;
}

/** Missing positions in a row beyond this are one fault: one signed number can claim two thousand million of them. */
const LISTED_POSITIONS = 100;

export function explainDamage(audit: Audit, withheld: Withheld): void {
  const placed = new Map<string, Finding>();
  const unplaced = new Map<number, { readonly offset: number; readonly finding: Finding }[]>();
  const broken = new Map<number, Finding>();
  for (const [lane, offset] of audit.ledger.broken) {
    const place = { stream: laneName(audit, lane), sequence: null, record: null, offset };
    broken.set(lane, audit.findings.fault('unreadable', place));
  }
  for (const [lane, damages] of byLane(audit)) {
    const own = rowIndex(audit, lane);
    const names = nameAll(audit, damages, own, withheld);
    const latest = new Map<string, Finding>();
    for (const damage of damages.toReversed()) {
      const named = names.get(damage) ?? null;
      const place = placeOfDamage(audit, damage, named);
      const mended = (own.get(idKeyOf(damage.key) ?? '') ?? []).some(
        (row) => audit.ledger.rows.offset(row) > damage.offset && !audit.ledger.rows.is(row, flags.bad),
      );
      if (mended) {
        audit.findings.note('mended', place);
        continue;
      }
      const trust = ['key-unknown', 'key-not-valid', 'misplaced'].includes(damage.code)
        ? audit.registryFault
        : null;
      // Of several damaged values of one key the highest counts; the ones below it it has superseded.
      const finding = audit.findings.fault(damage.code, place, latest.get(damage.key) ?? trust);
      if (damage.key !== '' && !latest.has(damage.key)) latest.set(damage.key, finding);
      if (named !== null) placed.set(positionKey(named.stream, named.sequence), finding);
      else {
        const list = unplaced.get(lane) ?? [];
        unplaced.set(lane, list);
        list.unshift({ offset: damage.offset, finding });
      }
    }
  }
  for (const stream of [...audit.linked.values()].sort(byName)) {
    const lane = stream.log.lane;
    const free = unplaced.get(lane) ?? [];
    const end = Math.max(-Infinity, ...stream.log.rows.slice(-1).map((row) => audit.ledger.rows.offset(row)));
    const explain = (sequence: number): Finding | null => {
      const claimed = placed.get(positionKey(stream.log.name, sequence));
      if (claimed !== undefined) return claimed;
      const { before, after } = stream.neighbours(sequence);
      const between = free.findIndex(({ offset }) => before < offset && offset < after);
      // One that stands among others was sent again; one at the very end may be anything, and hides no loss before it.
      const again = between < 0 ? free.findIndex(({ offset }) => offset < end) : between;
      const [taken] = again < 0 ? [] : free.splice(again, 1);
      return taken?.finding ?? broken.get(lane) ?? null;
    };
    for (const { first, last } of stream.missing) reportMissing(audit, stream, 'gap', first, last, explain);
    const beyond = withheld.get(stream.log.name);
    if (beyond !== undefined) reportMissing(audit, stream, 'withheld', stream.log.tail + 1, beyond, explain);
    // A damaged tail that nobody has witnessed leaves no gap, but its content is as unknown.
    for (const [key, finding] of placed) {
      const [name, sequence] = key.split(' ');
      if (name !== stream.log.name || Number(sequence) <= Math.max(stream.log.tail, beyond ?? 0)) continue;
      blame(audit, stream.log.name, Number(sequence), finding);
    }
    for (const { finding } of free) blame(audit, stream.log.name, stream.log.tail + 1, finding);
  }
}

function reportMissing(
  audit: Audit,
  stream: LinkedStream,
  code: 'gap' | 'withheld',
  first: number,
  last: number,
  explain: (sequence: number) => Finding | null,
): void {
  const place = { stream: stream.log.name, record: null, offset: null };
  const listed = Math.min(last, first + LISTED_POSITIONS - 1);
  for (let sequence = first; sequence <= listed; sequence += 1) {
    const rest = sequence === listed && last > listed ? last : undefined;
    const finding = audit.findings.fault(code, { ...place, sequence }, explain(sequence), rest);
    blame(audit, stream.log.name, sequence, finding);
  }
}

function byLane(audit: Audit): ReadonlyMap<number, readonly Damage[]> {
  const lanes = new Map<number, Damage[]>();
  for (const damage of audit.ledger.damages) {
    const list = lanes.get(damage.lane) ?? [];
    lanes.set(damage.lane, list);
    list.push(damage);
  }
  for (const list of lanes.values()) list.sort((left, right) => left.offset - right.offset);
  return lanes;
}

function rowIndex(audit: Audit, lane: number): ReadonlyMap<string, number[]> {
  const index = new Map<string, number[]>();
  for (const log of audit.ledger.streamsOfLane(lane)) {
    for (const row of log.rows) {
      const key = audit.ledger.rows.idKey(row);
      const rows = index.get(key);
      if (rows === undefined) index.set(key, [row]);
      else rows.push(row);
    }
  }
  return index;
}

/** Each position is given to one bus key: a batch that the bus reports as damaged says the same for each of its records. */
function nameAll(
  audit: Audit,
  damages: readonly Damage[],
  own: ReadonlyMap<string, number[]>,
  withheld: Withheld,
): ReadonlyMap<Damage, Named> {
  const names = new Map<Damage, Named>();
  const takenBy = new Map<string, string>();
  for (const damage of damages) {
    const named = nameDamage(audit, damage, own.get(idKeyOf(damage.key) ?? '') ?? [], withheld);
    if (named === null) continue;
    const position = positionKey(named.stream, named.sequence);
    const holder = takenBy.get(position);
    if (holder !== undefined && (holder === '' || holder !== damage.key)) continue;
    takenBy.set(position, damage.key);
    names.set(damage, named);
  }
  return names;
}

function placeOfDamage(audit: Audit, damage: Damage, named: Named | null): Place {
  const lane = laneName(audit, damage.lane);
  return {
    stream: named !== null && named.stream.startsWith(`${lane}/`) ? named.stream : lane,
    sequence: named?.sequence ?? null,
    record: recordOf(damage),
    offset: damage.offset,
  };
}

/** `own`: genuine readings of the same bus key. */
function nameDamage(audit: Audit, damage: Damage, own: readonly number[], withheld: Withheld): Named | null {
  const { claim } = damage;
  const [row] = own;
  if (row !== undefined) {
    const { rows } = audit.ledger;
    const stream = audit.ledger.streamsOfLane(damage.lane).find(({ rows: list }) => list.includes(row));
    if (stream !== undefined) return { stream: stream.name, sequence: rows.sequence(row) };
  }
  if (claim === null) return null;
  const named = { stream: claim.stream, sequence: claim.sequence };
  if (damage.step >= 5) return named; // Signed, if not valid here.
  // A claim of another place is of no use here: one changed byte makes a pair's record look like a public entry.
  const stream = audit.linked.get(claim.stream);
  if (stream === undefined || stream.log.lane !== damage.lane || claim.sequence === 0) return null;
  const predecessor = stream.sequenceOf(claim.previous);
  if (predecessor !== null) return predecessor + 1 === claim.sequence ? named : null;
  // Its `previous` names nothing that is here: the record before it is damaged too, or that member itself is.
  if (stream.at(claim.sequence).length > 0) return null;
  const end = Math.max(stream.log.tail, withheld.get(claim.stream) ?? 0);
  return claim.sequence <= end + 1 ? named : null;
}

function recordOf(damage: Damage): string | null {
  const { claim, key, step } = damage;
  if (claim !== null && step >= 5) return claim.id;
  return key === '' ? null : key;
}

function laneName(audit: Audit, lane: number): string {
  const place = audit.ledger.lanes[lane];
  return place === undefined ? '' : `${place.topic}/${place.lane}`;
}

function byName(left: LinkedStream, right: LinkedStream): number {
  return left.log.name < right.log.name ? -1 : 1;
}
