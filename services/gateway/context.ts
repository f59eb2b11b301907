/**
 * What the HTTP application is built from, and nothing else: no environment, no clock of its own, no bus.
 * Invariant: everything that changes behind a request comes through here, so a test can run the real application.
 * contract.md 4; architecture.md 1.
 */
import type { LimitOverrides, Limits } from '../lib/casework/index.ts';
import type { Calendar } from '../lib/directory/calendar.ts';
import type { Database } from '../lib/platform/db/index.ts';
import type { Jobs } from '../lib/platform/jobs/port.ts';
import type { Log } from '../lib/platform/log/index.ts';
import type { Metrics } from '../lib/platform/metrics/index.ts';
import type { Cipher } from '../lib/protocol/types.ts';
import type { Pack, PackVersions } from '../lib/routing/index.ts';
import type { ContentCipher } from '../lib/store/message-content.ts';
import type { TrustView } from '../lib/trust/trust-view.ts';
import type { ContentChecks } from './commands/checks.ts';
import type { DisplayNames } from './display-names.ts';
import type { LiveEvents } from './live-events.ts';
import type { JsonWebKeySet } from './http/auth.ts';

export type Check = 'up' | 'down';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: {
    readonly database: Check;
    readonly bus: Check;
    readonly registry: Check;
    /** `rebuild`: the bus knows more than this database. */
    readonly publisher: Check | 'rebuild';
    readonly consumer: Check | 'rebuild';
  };
}

export interface LimitTable {
  readonly defaults: Limits;
  /** Other values per ordered pair. */
  readonly overrides: LimitOverrides;
  /** Business calendars by participant, the partners' too: who asks names when the other one is to answer. */
  readonly calendars: ReadonlyMap<string, Calendar>;
}

export interface GatewayContext {
  readonly participant: string;
  readonly db: Database;
  readonly cipher: Cipher;
  readonly crypto: ContentCipher;
  readonly trust: TrustView;
  /** Public Ed25519 keys, told apart by `kid`. */
  readonly tokenKeys: JsonWebKeySet;
  readonly pack: Pack;
  /** The same and its earlier versions: a question about the past is answered with the pack of then. */
  readonly packs: PackVersions;
  readonly limits: LimitTable;
  readonly displayNames: DisplayNames;
  /** Null: nobody is told anything by mail or webhook; what waits is seen in the lists. */
  readonly jobs: Jobs | null;
  /** Who is connected for server-sent events. */
  readonly live: LiveEvents;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly readiness: () => Promise<Readiness>;
  /** Wakes the publisher; called after the commit. */
  readonly onEnqueued: () => void;
  /** Of a command's content; the benchmark's floor leaves them out. */
  readonly checks?: ContentChecks;
  /** Per client address; default 60,000. */
  readonly requestsPerMinute?: number;
}
