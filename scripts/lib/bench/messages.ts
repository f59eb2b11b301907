/** What the benchmark and its child processes say to each other over IPC. */
import type { BusSettings } from '../../../services/lib/platform/config.ts';
import type { Depth } from '../../../services/auditor/index.ts';
import type { PrivateJwk, RegistryPins } from '../../../services/lib/protocol/types.ts';

/** Since the process started. */
export interface PartFigures {
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly statements: number;
  readonly transactions: number;
}

export type PartAnswer =
  | { readonly kind: 'ready'; readonly url: string | null }
  | { readonly kind: 'figures'; readonly figures: PartFigures }
  /** Records that this router has applied, with the moment after the commit in nanoseconds. */
  | { readonly kind: 'applied'; readonly applied: readonly { readonly id: string; readonly at: bigint }[] };

export interface AuditJob {
  readonly bus: BusSettings;
  readonly pins: RegistryPins;
  readonly keys: readonly PrivateJwk[];
  readonly auditor: string;
  readonly depth: Depth;
  readonly records: number;
  readonly receiptLimitMs: number;
  readonly warmUps: number;
  readonly runs: number;
}

export interface AuditFigures {
  /** The first audit of a fresh process, as a person's command has it. */
  readonly coldMs: number;
  readonly runsMs: readonly number[];
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly records: number;
  readonly faults: number;
}

export interface RawJob {
  readonly kind: Depth;
  /** Bytes that are signed, and bytes of the metadata ring's ciphertext. */
  readonly signedBytes: number;
  readonly ciphertextBytes: number;
  readonly forMs: number;
}
