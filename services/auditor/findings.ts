/**
 * Collects what an audit finds, links consequences to their causes, and puts both into one order.
 * Invariant: the report depends on what was found alone, not on the order in which it was found (contract.md 6).
 */
import type { Fault, FaultCode, Note, NoteCode } from './report.ts';

export interface Place {
  readonly stream: string;
  readonly sequence: number | null;
  readonly record: string | null;
  readonly offset: number | null;
}

export interface Finding extends Place {
  readonly code: FaultCode;
  readonly cause: Finding | null;
  readonly last?: number;
}

/** Notes of one stream and code beyond this are counted, not listed: a stripped year is one line. */
const LISTED_NOTES = 20;

interface NoteGroup {
  readonly listed: Note[];
  count: number;
}

export class Findings {
  readonly #faults: Finding[] = [];
  readonly #notes = new Map<string, NoteGroup>();

  fault(code: FaultCode, place: Place, cause: Finding | null = null, last?: number): Finding {
    const { stream, sequence, record, offset } = place;
    const root = cause === null ? null : rootOf(cause);
    const finding: Finding = {
      code,
      stream,
      sequence,
      record,
      offset,
      cause: root,
      ...(last === undefined ? {} : { last }),
    };
    this.#faults.push(finding);
    return finding;
  }

  note(code: NoteCode, place: Place, count = 1): void {
    const key = `${place.stream} ${code}`;
    const group = this.#notes.get(key) ?? { listed: [], count: 0 };
    this.#notes.set(key, group);
    group.count += count;
    if (group.listed.length >= LISTED_NOTES) return;
    const { stream, sequence, record, offset } = place;
    group.listed.push({ code, stream, sequence, record, offset, ...(count > 1 ? { count } : {}) });
  }

  get hasFaults(): boolean {
    return this.#faults.length > 0;
  }

  /** Those that `keep` accepts, and whatever they follow from. */
  result(keep: (stream: string) => boolean): { faults: readonly Fault[]; notes: readonly Note[] } {
    const wanted = new Set<Finding>();
    for (const finding of this.#faults) {
      if (!keep(finding.stream)) continue;
      wanted.add(finding);
      if (finding.cause !== null) wanted.add(finding.cause);
    }
    const ordered = [...wanted].sort(compare);
    const index = new Map(ordered.map((finding, at) => [finding, at]));
    const faults = ordered.map(({ cause, ...fault }): Fault => {
      const { code, stream, sequence, record, offset, ...rest } = fault;
      const at = cause === null ? null : (index.get(cause) ?? null);
      return { code, stream, sequence, record, offset, cause: at, ...rest };
    });
    const notes = [...this.#notes.values()]
      .filter(({ listed }) => keep(listed[0]?.stream ?? ''))
      .flatMap(flatten);
    return { faults, notes: notes.sort(compare) };
  }
}

export function rootOf(finding: Finding): Finding {
  return finding.cause ?? finding;
}

function flatten({ listed, count }: NoteGroup): readonly Note[] {
  const [first] = listed;
  if (first === undefined || count === 1 || (listed.length > 1 && count === listed.length)) return listed;
  return [{ ...first, count }];
}

function compare(left: Note | Finding, right: Note | Finding): number {
  return (
    order(left.stream, right.stream) ||
    (left.sequence ?? Infinity) - (right.sequence ?? Infinity) ||
    (left.offset ?? Infinity) - (right.offset ?? Infinity) ||
    order(left.code, right.code) ||
    order(left.record ?? '', right.record ?? '')
  );
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
