/**
 * What the router's parts share. The decryption keys are here and the signing key is not: the router only writes outbox
 * rows, the gateway's publisher signs (architecture.md 2).
 */
import type { LimitOverrides, Limits } from '../lib/casework/index.ts';
import type { Calendar } from '../lib/directory/calendar.ts';
import type { Jobs } from '../lib/platform/jobs/port.ts';
import type { Bus } from '../lib/platform/bus/port.ts';
import type { Database, Sql } from '../lib/platform/db/index.ts';
import type { Log, LogEvent } from '../lib/platform/log/index.ts';
import type { Metrics, RecordOutcome } from '../lib/platform/metrics/index.ts';
import { type authenticate, type checkRings, newId, type openRings } from '../lib/protocol/index.ts';
import type { Cipher, DecryptionKeys } from '../lib/protocol/types.ts';
import type { Pack } from '../lib/routing/index.ts';
import type { ContentCipher } from '../lib/store/message-content.ts';
import type { TrustView } from '../lib/trust/trust-view.ts';

/** How bytes are judged and opened; the benchmark's floor puts identity rings here. */
export interface Opening {
  readonly authenticate: typeof authenticate;
  readonly checkRings: typeof checkRings;
  readonly openRings: typeof openRings;
}

export interface RouterContext {
  readonly participant: string;
  readonly db: Database;
  readonly bus: Bus;
  readonly cipher: Cipher;
  readonly crypto: ContentCipher;
  readonly trust: TrustView;
  readonly decryption: DecryptionKeys;
  readonly opening: Opening;
  readonly pack: Pack;
  /** Time limits: defaults, and other values per ordered pair. */
  readonly limits: {
    readonly defaults: Limits;
    readonly overrides: LimitOverrides;
    /** By participant. */
    readonly calendars: ReadonlyMap<string, Calendar>;
  };
  /** Null: nobody is told anything by mail or webhook. */
  readonly jobs: Jobs | null;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly slotMs: number;
  readonly gapWaitMs: number;
  readonly receiptLimitMs: number;
  /** When a record may lack its payload; default: protocol.md 7. */
  readonly strippedAfterMs?: number;
  /** When this process began to listen. */
  readonly startedMs: number;
  readonly instance: string;
}

export type { Limits };

/** What is told (log, metrics) once the transaction that did it has committed; a rolled-back batch tells nothing. */
export interface Told {
  readonly event: LogEvent;
  readonly message?: string;
  readonly code?: string;
  readonly peer?: string;
  readonly outcome?: RecordOutcome;
}

export function tell(context: Pick<RouterContext, 'log' | 'metrics'>, told: readonly Told[]): void {
  for (const { event, message, code, peer, outcome } of told) {
    context.log.event(event, {
      ...(message === undefined ? {} : { message }),
      ...(code === undefined ? {} : { code }),
    });
    if (peer !== undefined && outcome !== undefined) context.metrics.record(outcome, peer);
  }
}

export function freshId(context: Pick<RouterContext, 'cipher' | 'now'>): string {
  return newId(context.cipher, context.now().getTime());
}

export type { Sql };
