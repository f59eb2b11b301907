/**
 * What `/readyz` says, from a look that is never older than a few seconds: database and bus are asked, the other parts
 * are those that have said so in the database. Right within 15 s of any change. contract.md 4.
 */
import type { Bus } from '../lib/platform/bus/port.ts';
import type { Database } from '../lib/platform/db/index.ts';
import type { Log } from '../lib/platform/log/index.ts';
import type { Metrics } from '../lib/platform/metrics/index.ts';
import { custody } from '../lib/store/custody.ts';
import { presentParts } from '../lib/store/presence.ts';
import type { TrustView } from '../lib/trust/trust-view.ts';
import type { Readiness } from './context.ts';

const LOOK_MS = 2_000;
const PROBE_TIMEOUT_MS = 3_000;

export interface ReadinessContext {
  readonly participant: string;
  readonly db: Database;
  readonly bus: Bus;
  readonly trust: TrustView;
  readonly log: Log;
  readonly metrics: Metrics;
}

export class ReadinessWatch {
  readonly #context: ReadinessContext;
  #busUp = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;
  #last = '';

  constructor(context: ReadinessContext) {
    this.#context = context;
  }

  async start(): Promise<void> {
    await this.#probe();
    const again = (): void => {
      // A look that was under way at the stop is the last.
      if (this.#stopped) return;
      this.#timer = setTimeout(() => void this.#probe().finally(again), LOOK_MS);
    };
    again();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async now(): Promise<Readiness> {
    const { db, trust, participant, metrics, log } = this.#context;
    const database = await db.probe(PROBE_TIMEOUT_MS);
    const state = database ? await this.#state() : null;
    const own = trust.keysOf(participant, new Date().toISOString());
    const part = (name: 'publisher' | 'consumer'): 'up' | 'down' | 'rebuild' =>
      state === null ? 'down' : state.custody !== 'clear' ? 'rebuild' : state.parts.has(name) ? 'up' : 'down';
    const checks: Readiness['checks'] = {
      database: database ? 'up' : 'down',
      bus: this.#busUp ? 'up' : 'down',
      registry:
        trust.registry !== null && trust.fault === null && own.payload !== null && own.metadata !== null
          ? 'up'
          : 'down',
      publisher: part('publisher'),
      consumer: part('consumer'),
    };
    const ready = Object.values(checks).every((check) => check === 'up');
    for (const [name, value] of Object.entries(checks))
      metrics.ready(name as keyof Readiness['checks'], value === 'up');
    const said = JSON.stringify(checks);
    if (said !== this.#last) log.event('readiness.changed', { code: ready ? 'ready' : 'not-ready' });
    this.#last = said;
    return { ready, checks };
  }

  async #state(): Promise<{ custody: string; parts: ReadonlySet<string> } | null> {
    const { db } = this.#context;
    try {
      return { custody: (await custody(db)).state, parts: await presentParts(db) };
    } catch {
      // The probe passed a moment ago; whatever broke since makes both parts unknown.
      return null;
    }
  }

  async #probe(): Promise<void> {
    const up = await this.#context.bus.probe(PROBE_TIMEOUT_MS);
    if (up !== this.#busUp) this.#context.log.event(up ? 'bus.up' : 'bus.down');
    this.#busUp = up;
  }
}
