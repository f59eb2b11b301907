/**
 * One audit from a configuration: opens the bus for reading, verifies, logs, closes it. The command line and the service use it.
 * Invariant: reads the auditor's own files alone; no key that opens a payload is accepted (architecture.md 2).
 */
import { openBus } from '../lib/platform/bus/index.ts';
import { nodeCipher } from '../lib/platform/cipher/node-cipher.ts';
import type { AuditorSecrets, Config } from '../lib/platform/config.ts';
import { createLogger, type Log } from '../lib/platform/log/index.ts';
import type { Depth } from './judge.ts';
import type { Report } from './report.ts';
import type { AuditSource } from './source.ts';
import { verify, type VerifyOptions } from './verify.ts';

export interface AuditRequest {
  readonly scope?: string | null;
  readonly depth?: Depth;
  readonly onProgress?: NonNullable<VerifyOptions['onProgress']>;
  readonly onReferral?: NonNullable<VerifyOptions['onReferral']>;
  /** Default: the bus that the configuration names. */
  readonly source?: AuditSource;
  /** Default: the file that the configuration names, if it names one. */
  readonly log?: Log;
}

/** @throws AuditError, BusError */
export async function runAudit(
  config: Config,
  secrets: AuditorSecrets,
  request: AuditRequest = {},
): Promise<Report> {
  const { logFile } = config.files;
  const own = logFile === null ? null : createLogger(config.participant, config.logLevel, { file: logFile });
  const log = request.log ?? own;
  log?.event('audit.started');
  try {
    const report = await verifyFrom(config, secrets, request);
    for (const { code, cause, record } of report.faults) {
      if (cause === null) log?.event('audit.fault', record === null ? { code } : { code, message: record });
    }
    log?.event('audit.finished', { code: report.ok ? 'ok' : 'faults' });
    return report;
  } catch (error) {
    log?.failure('audit.finished', error);
    throw error;
  }
}

async function verifyFrom(config: Config, secrets: AuditorSecrets, request: AuditRequest): Promise<Report> {
  const bus = request.source === undefined ? await openBus(secrets.bus) : null;
  try {
    return await verify({
      cipher: nodeCipher,
      bus: request.source ?? (bus as AuditSource),
      registryPins: secrets.pins,
      auditorKeys: secrets.encryptionKeys.metadata.map(({ jwk }) => jwk),
      auditorId: config.participant,
      scope: request.scope ?? null,
      depth: request.depth ?? 'full',
      receiptLimitMs: config.receiptLimitMs,
      now: Date.now(),
      ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
      ...(request.onReferral === undefined ? {} : { onReferral: request.onReferral }),
    });
  } finally {
    await bus?.close();
  }
}
