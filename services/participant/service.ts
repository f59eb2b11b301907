/**
 * Gateway and router of one participant in one process, for a small office; or one of them, where they run apart.
 * Invariant: each part gets the secrets of that part and no others. architecture.md 1 and 2.
 */
import { startGateway } from '../gateway/service.ts';
import type { Config } from '../lib/platform/config.ts';
import { createLogger } from '../lib/platform/log/index.ts';
import { createMetrics } from '../lib/platform/metrics/index.ts';
import { startRouter } from '../router/service.ts';
import { readLimitTable, readNames, readPackDir, readSecrets } from './files.ts';

export type ParticipantPart = 'gateway' | 'router' | 'both';

export interface RunningParticipant {
  /** Null when only the router runs. */
  readonly url: string | null;
  stop(): Promise<void>;
}

/** @throws ExitError for a wrong configuration, before anything is opened */
export async function startParticipant(config: Config, part: ParticipantPart): Promise<RunningParticipant> {
  const packs = readPackDir(config);
  const [pack] = packs;
  const limits = readLimitTable(config);
  const displayNames = readNames(config);
  const gatewaySecrets = part === 'router' ? null : readSecrets(config, 'gateway');
  const routerSecrets = part === 'gateway' ? null : readSecrets(config, 'router');
  const file = config.files.logFile;
  const log = createLogger(config.participant, config.logLevel, file === null ? {} : { file });
  const metrics = createMetrics(config.participant);
  log.event('service.starting');
  const stops: (() => Promise<void>)[] = [];
  let url: string | null = null;
  if (routerSecrets !== null) {
    const router = await startRouter({
      config,
      secrets: routerSecrets,
      pack,
      limits,
      log,
      metrics,
    });
    stops.push(() => router.stop());
  }
  if (gatewaySecrets !== null) {
    const gateway = await startGateway({
      config,
      secrets: gatewaySecrets,
      packs,
      limits,
      displayNames,
      log,
      metrics,
    });
    stops.push(() => gateway.stop());
    url = gateway.url;
  }
  log.event('service.started');
  let stopping: Promise<void> | null = null;
  return {
    url,
    stop: () => {
      stopping ??= (async () => {
        log.event('service.stopping');
        await Promise.all(stops.map((stop) => stop()));
        metrics.close();
        log.event('service.stopped');
        await log.flush();
      })();
      return stopping;
    },
  };
}
