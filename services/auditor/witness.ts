/**
 * Holds each stream against what others signed about it: the opposite side's `seen...`, the directory position that a
 * message used, and the registry where it closes a generation (protocol.md 3, 5.6 and 2).
 * Invariant: a position is called withheld only where a signature of somebody else names it.
 */
import { opposite, publicStreamName, streamName, type Head } from '../lib/protocol/index.ts';
import { placeOf, type Audit } from './audit.ts';
import type { Finding } from './findings.ts';
import type { LinkedStream } from './linked-stream.ts';
import { flags } from './rows.ts';

/** Highest position that others have signed for, per stream; only where that is beyond what was read. */
export type Withheld = ReadonlyMap<string, number>;

export function checkWitnesses(audit: Audit): Withheld {
  const withheld = new Map<string, number>();
  const demand = (stream: LinkedStream, sequence: number): void => {
    const name = stream.log.name;
    if (sequence > stream.log.tail) withheld.set(name, Math.max(sequence, withheld.get(name) ?? 0));
  };
  for (const stream of sorted(audit)) {
    const own = stream.log.stream;
    const seen = own === null ? undefined : audit.linked.get(streamName(opposite(own)));
    if (own !== null && seen === undefined && stream.log.rows.length > 0) {
      audit.findings.note('one-sided', {
        stream: stream.log.name,
        sequence: null,
        record: null,
        offset: null,
      });
    }
    if (own !== null && seen !== undefined) checkSeen(audit, stream, seen, demand);
    checkClosed(audit, stream, demand);
  }
  checkDirectories(audit, demand);
  return withheld;
}

function sorted(audit: Audit): readonly LinkedStream[] {
  return [...audit.linked.values()].sort((left, right) => (left.log.name < right.log.name ? -1 : 1));
}

type Demand = (stream: LinkedStream, sequence: number) => void;

function checkSeen(audit: Audit, stream: LinkedStream, seen: LinkedStream, demand: Demand): void {
  const { rows } = audit.ledger;
  const start = Buffer.from(audit.cipher.sha256(Buffer.from(seen.log.name, 'utf8')));
  // Whoever follows another branch from some position on contradicts every later one as well.
  let contradicted: { readonly sequence: number; readonly finding: Finding } | null = null;
  for (const [, readings] of stream.positions()) {
    for (const row of readings) {
      if (rows.is(row, flags.disputed | flags.evidence)) continue;
      const sequence = rows.seen(row);
      const digest = rows.seenDigest(row);
      if (sequence > seen.log.tail) {
        if (!rows.is(row, flags.late)) demand(seen, sequence);
        continue;
      }
      const agrees = sequence === 0 ? start.equals(digest) : seen.has(sequence, digest);
      // A position that is missing is a gap already, and cannot be compared.
      if (agrees || (sequence > 0 && seen.at(sequence).length === 0)) continue;
      const cause = contradicted !== null && sequence >= contradicted.sequence ? contradicted.finding : null;
      const finding = audit.findings.fault('witness', placeOf(audit, stream, row), cause);
      contradicted ??= { sequence, finding };
    }
  }
}

/** The registry names the last position of a closed generation: both ends held it. */
function checkClosed(audit: Audit, stream: LinkedStream, demand: Demand): void {
  const own = stream.log.stream;
  const closed: Head | null = own === null ? null : audit.registry.closedAt(own);
  if (closed === null || closed.sequence === 0) return;
  demand(stream, closed.sequence);
  const row = stream.counting(closed.sequence);
  if (row === null || stream.has(closed.sequence, Buffer.from(closed.digest, 'base64url'))) return;
  audit.findings.fault('witness', placeOf(audit, stream, row));
}

/** `directory`: the newest position of the recipient's public stream that the sender used. */
function checkDirectories(audit: Audit, demand: Demand): void {
  const { rows, contents } = audit.ledger;
  for (const stream of sorted(audit)) {
    const own = stream.log.stream;
    const directory = own === null ? undefined : audit.linked.get(publicStreamName(own.to));
    if (directory === undefined) continue;
    for (const row of stream.log.rows) {
      const used = rows.is(row, flags.content) ? contents.get(row)?.directory : undefined;
      if (used === undefined || used.sequence === 0) continue;
      if (used.sequence > directory.log.tail) {
        if (!rows.is(row, flags.late)) demand(directory, used.sequence);
      } else if (
        directory.at(used.sequence).length > 0 &&
        !directory.has(used.sequence, Buffer.from(used.digest, 'base64url'))
      ) {
        audit.findings.fault('witness', placeOf(audit, stream, row));
      }
    }
  }
}
