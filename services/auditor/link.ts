/**
 * Links the records of one stream after everything was read: chain, equivocation, repeats, order, clocks, stripped forms
 * (protocol.md 2, 3, 5.6 and 7). Offset order is not sequence order, so nothing here judges a record when it is read.
 * Invariant: a position is judged by all readings of it together; disputed ones and evidence are shown and not linked.
 */
import { isBelow, opposite, streamName } from '../lib/protocol/index.ts';
import { blame, placeOf, positionKey, type Audit } from './audit.ts';
import type { Finding } from './findings.ts';
import type { LinkedStream } from './linked-stream.ts';
import type { FaultCode } from './report.ts';
import { flags } from './rows.ts';

/** How far ahead of us a sender's clock may be. */
const CLOCK_AHEAD_MS = 5 * 60 * 1000;

interface Before {
  readonly sequence: number;
  readonly digests: readonly Buffer[];
  readonly time: number;
  readonly kid: string | null;
}

export function linkStream(audit: Audit, stream: LinkedStream): void {
  const { rows } = audit.ledger;
  noteOrder(audit, stream);
  let before: Before = { sequence: 0, digests: [stream.initial], time: 0, kid: null };
  const ids = new Map<string, number>();
  for (const [sequence, readings] of stream.positions()) {
    const live = readings.filter((row) => !rows.is(row, flags.disputed | flags.evidence));
    for (const row of readings) {
      if (rows.is(row, flags.disputed)) audit.findings.note('disputed', placeOf(audit, stream, row));
      else if (rows.is(row, flags.evidence))
        audit.findings.note('evidence-only', placeOf(audit, stream, row));
    }
    const first = live[0];
    if (first === undefined) continue;
    if (sequence > before.sequence + 1)
      stream.missing.push({ first: before.sequence + 1, last: sequence - 1 });
    judgeReadings(audit, stream, live);
    const distinct = judgeTwins(audit, stream, sequence, live);
    if (sequence === before.sequence + 1) {
      for (const row of distinct) {
        if (before.digests.some((digest) => digest.equals(rows.previous(row)))) continue;
        add(audit, stream, row, 'chain');
      }
    }
    const idKey = rows.idKey(first);
    // A reused id lets compaction take a genuine record away.
    if (ids.has(idKey)) add(audit, stream, first, 'envelope');
    else ids.set(idKey, sequence);
    before = judgeClockAndKey(audit, stream, first, before, distinct);
  }
}

function judgeReadings(audit: Audit, stream: LinkedStream, live: readonly number[]): void {
  const { rows, rowFaults } = audit.ledger;
  for (const [at, row] of live.entries()) {
    const codes = rows.is(row, flags.bad) ? (rowFaults.get(row) ?? []) : [];
    if (codes.length === 0) continue;
    const digest = rows.digest(row);
    const mended = live
      .slice(at + 1)
      .some((later) => !rows.is(later, flags.bad) && rows.digest(later).equals(digest));
    if (mended) {
      audit.findings.note('mended', placeOf(audit, stream, row));
      continue;
    }
    let cause: Finding | null = null;
    for (const code of codes) cause ??= add(audit, stream, row, code);
    const readable = live.some((other) => !rows.is(other, flags.opaque) && rows.digest(other).equals(digest));
    if (cause !== null && !readable) blame(audit, stream.log.name, rows.sequence(row), cause);
  }
}

/** Repeats, stripped forms, and second versions of one position. Gives one reading per version. */
function judgeTwins(
  audit: Audit,
  stream: LinkedStream,
  sequence: number,
  live: readonly number[],
): readonly number[] {
  const { rows } = audit.ledger;
  const distinct: number[] = [];
  const forms = new Map<number, { full: boolean; stripped: boolean }>();
  for (const row of live) {
    const twin = distinct.find((other) => rows.digest(other).equals(rows.digest(row)));
    const full = rows.is(row, flags.full);
    const known = forms.get(twin ?? row) ?? { full: false, stripped: false };
    if (twin === undefined) {
      distinct.push(row);
      forms.set(row, known);
    }
    // A damaged reading tells nothing of its form.
    if (rows.is(row, flags.bad)) continue;
    if (full ? known.full || known.stripped : known.stripped) {
      audit.findings.note('repeated', placeOf(audit, stream, row));
    }
    if (full) known.full = true;
    else if (!known.stripped) {
      known.stripped = true;
      judgeStripped(audit, stream, sequence, row);
    }
  }
  for (const row of distinct.slice(1)) add(audit, stream, row, 'equivocation');
  return distinct;
}

/**
 * Gone by rule once it is witnessed and its time is over, or its sender says in the chain that it is erased; gone before that
 * is damage (protocol.md 7). Who opens no ring cannot know what senders say, and calls nothing damage for that.
 */
function judgeStripped(audit: Audit, stream: LinkedStream, sequence: number, row: number): void {
  const { rows, streams } = audit.ledger;
  const own = stream.log.stream;
  const witness = own === null ? undefined : streams.get(streamName(opposite(own)));
  const witnessed = witness === undefined || witness.seen >= sequence;
  const due = audit.now - rows.time(row) >= audit.strippedAfterMs;
  const position = { stream: stream.log.name, sequence };
  const isErased = (): boolean =>
    audit.depth === 'envelope' || audit.declared.some((declared) => isBelow(position, declared));
  if (witnessed && (due || isErased())) audit.findings.note('stripped', placeOf(audit, stream, row));
  else add(audit, stream, row, 'ring-digest');
}

function judgeClockAndKey(
  audit: Audit,
  stream: LinkedStream,
  row: number,
  before: Before,
  distinct: readonly number[],
): Before {
  const { rows } = audit.ledger;
  const sequence = rows.sequence(row);
  const time = rows.time(row);
  if (time < before.time || time > audit.now + CLOCK_AHEAD_MS) {
    audit.findings.note('clock', placeOf(audit, stream, row));
  }
  const owner = stream.log.stream?.from ?? stream.log.name.split('.')[1] ?? '';
  const kid = audit.registry.participant(owner)?.keys[rows.keyOrder(row)]?.kid ?? null;
  if (kid !== null && before.kid !== null && kid !== before.kid) {
    const digest = rows.digest(row).toString('base64url');
    const verdict = audit.registry.keyVerdict(stream.log.name, sequence, digest, kid, before.kid);
    if (verdict === 'not-valid') add(audit, stream, row, 'key-not-valid');
  }
  return { sequence, time, kid, digests: distinct.map((item) => rows.digest(item)) };
}

/** A position that came after a later one: a resend, or rows that were moved. A stripped form always does. */
function noteOrder(audit: Audit, stream: LinkedStream): void {
  const { rows } = audit.ledger;
  const known = new Set<number>();
  let highest = 0;
  for (const row of stream.log.rows) {
    const sequence = rows.sequence(row);
    const moved = rows.is(row, flags.full | flags.bad);
    if (moved && sequence < highest && !known.has(sequence)) {
      audit.findings.note('out-of-order', placeOf(audit, stream, row));
    }
    highest = Math.max(highest, sequence);
    known.add(sequence);
  }
}

function add(audit: Audit, stream: LinkedStream, row: number, code: FaultCode): Finding {
  const { name } = stream.log;
  const key = positionKey(name, audit.ledger.rows.sequence(row));
  // A second fault of the same position follows from its first: it is one record that is wrong.
  const finding = audit.findings.fault(code, placeOf(audit, stream, row), audit.onPosition.get(key) ?? null);
  if (!audit.onPosition.has(key)) audit.onPosition.set(key, finding);
  return finding;
}
