/**
 * `node services/auditor/main.ts [--config FILE]`: an auditor that stays up. One audit by hand: `npm run audit`.
 */
import { parseArgs } from 'node:util';
import { loadConfig, loadSecrets } from '../lib/platform/config.ts';
import { readTokenKeys, type TokenKeys } from '../lib/platform/files/index.ts';
import { ExitError, exitCodes, run } from '../lib/platform/lifecycle/index.ts';
import { createLogger } from '../lib/platform/log/index.ts';
import { createMetrics } from '../lib/platform/metrics/index.ts';
import { AuditorService } from './service.ts';

run(async (life) => {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  const reading = loadConfig(values.config ?? null);
  if (!reading.ok) throw new ExitError(exitCodes.wrongUse, reading.problems.join('\n'));
  const { config } = reading;
  const secrets = loadSecrets(config, 'auditor');
  if (!secrets.ok) throw new ExitError(exitCodes.wrongUse, secrets.problems.join('\n'));
  const { logFile } = config.files;
  const log = createLogger(config.participant, config.logLevel, logFile === null ? {} : { file: logFile });
  const service = new AuditorService({
    config,
    secrets: secrets.secrets,
    tokenKeys: tokenKeysOf(config.files.tokenKeysFile),
    log,
    metrics: createMetrics(config.participant),
  });
  life.onStop(() => log.flush());
  life.onStop(() => service.stop());
  await service.start();
});

function tokenKeysOf(file: string | null): TokenKeys | null {
  if (file === null) return null;
  const reading = readTokenKeys(file);
  if (!reading.ok) throw new ExitError(exitCodes.wrongUse, `tokenKeysFile (${file}): ${reading.problem}`);
  return reading.value;
}
