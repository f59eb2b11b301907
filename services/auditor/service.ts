/**
 * An auditor that stays up: verifies at the start, at an interval and when asked, and shows the latest outcome.
 * Invariant: one verification at a time; a bus that is away changes readiness, never the last report.
 */
import type { AddressInfo } from 'node:net';
import { openBus, type Bus } from '../lib/platform/bus/index.ts';
import type { AuditorSecrets, Config } from '../lib/platform/config.ts';
import type { TokenKeys } from '../lib/platform/files/index.ts';
import type { Log } from '../lib/platform/log/index.ts';
import type { Metrics } from '../lib/platform/metrics/index.ts';
import { buildApp, type Verification } from './app.ts';
import { runAudit } from './run-audit.ts';

export interface ServiceOptions {
  readonly config: Config;
  readonly secrets: AuditorSecrets;
  readonly tokenKeys: TokenKeys | null;
  readonly log: Log;
  readonly metrics: Metrics;
}

const PROBE_MS = 2_000;
/** Often enough that damage is found within a working day's coffee break; cheap at the volumes of domain.md 1. */
const INTERVAL_MS = 15 * 60 * 1000;

export class AuditorService {
  readonly #options: ServiceOptions;
  #bus: Bus | null = null;
  #latest: Verification | null = null;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #close: (() => Promise<void>) | null = null;
  #knownCodes = new Set<string>();

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /** Gives the port that it listens on. */
  async start(): Promise<number> {
    const { config, secrets, tokenKeys, metrics, log } = this.#options;
    const bus = await openBus(secrets.bus);
    this.#bus = bus;
    const app = buildApp({
      auditor: config.participant,
      metrics,
      tokenKeys,
      latest: () => this.#latest,
      busAnswers: () => bus.probe(PROBE_MS),
      begin: () => this.#begin(),
    });
    await app.listen({ host: config.httpHost, port: config.httpPort });
    this.#close = () => app.close();
    this.#begin();
    this.#timer = setInterval(() => this.#begin(), INTERVAL_MS);
    log.event('process.started');
    return (app.server.address() as AddressInfo).port;
  }

  /** Idempotent. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#close?.();
    this.#close = null;
    await this.#running;
    await this.#bus?.close();
    this.#bus = null;
    this.#options.metrics.close();
  }

  #begin(): boolean {
    if (this.#running !== null) return false;
    this.#running = this.#verify().finally(() => (this.#running = null));
    return true;
  }

  async #verify(): Promise<void> {
    const { config, secrets, log, metrics } = this.#options;
    const startedAt = new Date().toISOString();
    try {
      const report = await runAudit(config, secrets, { log });
      this.#latest = { startedAt, report };
      const roots = new Map<string, number>([...this.#knownCodes].map((code) => [code, 0]));
      for (const { code, cause } of report.faults) {
        if (cause !== null) continue;
        roots.set(code, (roots.get(code) ?? 0) + 1);
      }
      for (const [code, count] of roots) metrics.incidentsOpen(code, count);
      this.#knownCodes = new Set(roots.keys());
    } catch {
      // Said in the log; the next turn tries again, and readiness says whether the bus answers.
    }
  }
}
