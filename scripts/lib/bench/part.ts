/**
 * One process of the benchmark: a gateway or a router as it is deployed, or the same with the floor's rings.
 * `node part.ts FILE gateway|router full|floor`, started by `site.ts` with an IPC channel.
 * Times are of the machine's monotonic clock, which all its processes share.
 */
import { createLogger, type Log } from '../../../services/lib/platform/log/index.ts';
import { createMetrics } from '../../../services/lib/platform/metrics/index.ts';
import { type RunningGateway, startGateway } from '../../../services/gateway/service.ts';
import { type RunningRouter, startRouter } from '../../../services/router/service.ts';
import {
  readConfig,
  readLimitTable,
  readNames,
  readPackDir,
  readSecrets,
} from '../../../services/participant/files.ts';
import { floorChecks, floorOpening, floorSeal } from './floor.ts';
import type { PartAnswer, PartFigures } from './messages.ts';

const [file = '', part = '', way = ''] = process.argv.slice(2);
const floor = way === 'floor';
const config = readConfig(file);
const packs = readPackDir(config);
const logFile = config.files.logFile;
const log = told(
  createLogger(config.participant, config.logLevel, logFile === null ? {} : { file: logFile }),
);
const metrics = createMetrics(config.participant);

const running =
  part === 'gateway'
    ? await startGateway({
        config,
        secrets: readSecrets(config, 'gateway'),
        packs,
        limits: readLimitTable(config),
        displayNames: readNames(config),
        log,
        metrics,
        ...(floor ? { overrides: { seal: floorSeal, checks: floorChecks } } : {}),
      })
    : await startRouter({
        config,
        secrets: readSecrets(config, 'router'),
        pack: packs[0],
        limits: readLimitTable(config),
        log,
        metrics,
        ...(floor ? { overrides: { opening: floorOpening } } : {}),
      });

process.on('message', (question: 'figures' | 'stop') => {
  if (question === 'figures') answer({ kind: 'figures', figures: figures() });
  else void stop();
});
process.on('disconnect', () => void stop());
answer({ kind: 'ready', url: urlOf(running) });

function urlOf(started: RunningGateway | RunningRouter): string | null {
  return 'url' in started ? started.url : null;
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await running.stop();
  metrics.close();
  await log.flush();
  process.exit(0);
}

function figures(): PartFigures {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const { statements, transactions } = running.counts();
  return { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: maxRSS * 1024, statements, transactions };
}

function answer(message: PartAnswer): void {
  process.send?.(message);
}

/** The log tells what has been committed: at the sender, each applied record is a receipt. */
function told(inner: Log): Log {
  let applied: { readonly id: string; readonly at: bigint }[] = [];
  return {
    ...inner,
    event: (event, fields) => {
      if (event === 'record.applied' && fields?.message !== undefined) {
        if (applied.length === 0)
          setImmediate(() => {
            answer({ kind: 'applied', applied });
            applied = [];
          });
        applied.push({ id: fields.message, at: process.hrtime.bigint() });
      }
      inner.event(event, fields);
    },
  };
}
