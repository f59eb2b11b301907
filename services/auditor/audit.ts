/**
 * What the passes of an audit share. Each pass reads the ledger and adds findings; none changes what another found.
 */
import type { Cipher, Declared, RegistryState } from '../lib/protocol/index.ts';
import type { Finding, Findings, Place } from './findings.ts';
import type { Depth } from './judge.ts';
import type { Ledger } from './ledger.ts';
import type { LinkedStream } from './linked-stream.ts';

export interface Audit {
  readonly cipher: Cipher;
  readonly registry: RegistryState;
  /** What explains that the registry at hand is not whole, if anything does. */
  readonly registryFault: Finding | null;
  readonly ledger: Ledger;
  readonly findings: Findings;
  readonly depth: Depth;
  /** Unix time in milliseconds at which the audit started. */
  readonly now: number;
  readonly receiptLimitMs: number;
  /** When a record may lack its payload (protocol.md 7). */
  readonly strippedAfterMs: number;
  /** Positions at or below which senders have erased payloads before their time. */
  readonly declared: readonly Declared[];
  readonly linked: Map<string, LinkedStream>;
  /** Findings on the reading of a position itself, by `positionKey`. */
  readonly onPosition: Map<string, Finding>;
  /** Positions whose content nobody can know, by stream, each with the fault that is to blame. */
  readonly unknown: Map<string, { readonly sequence: number; readonly finding: Finding }[]>;
  /** What each referral amounts to, as far as its messages could be read. */
  readonly referrals: Referral[];
}

/** One referral as metadata alone show it: nothing here is of a person. */
export interface Referral {
  readonly reference: string;
  readonly from: string;
  readonly to: string;
  readonly state: string;
  readonly drill: boolean;
  /** Messages that count. */
  readonly applied: number;
}

export function positionKey(stream: string, sequence: number): string {
  return `${stream} ${sequence}`;
}

export function placeOf(audit: Audit, stream: LinkedStream, row: number): Place {
  const { rows } = audit.ledger;
  return {
    stream: stream.log.name,
    sequence: rows.sequence(row),
    record: rows.id(row),
    offset: rows.offset(row),
  };
}

export function blame(audit: Audit, stream: string, sequence: number, finding: Finding): void {
  const list = audit.unknown.get(stream) ?? [];
  audit.unknown.set(stream, list);
  list.push({ sequence, finding });
}
