/**
 * One audit from a configuration: opens the bus for reading, verifies, closes it. The command line and the service use it.
 * Invariant: reads the auditor's own files alone; no key that opens a payload is accepted (architecture.md 2).
 */
import { openBus } from '../lib/platform/bus/index.ts';
import { nodeCipher } from '../lib/platform/cipher/node-cipher.ts';
import type { AuditorSecrets, Config } from '../lib/platform/config.ts';
import type { Depth } from './judge.ts';
import type { Report } from './report.ts';
import { verify, type VerifyOptions } from './verify.ts';

export interface AuditRequest {
  readonly scope?: string | null;
  readonly depth?: Depth;
  readonly onProgress?: NonNullable<VerifyOptions['onProgress']>;
}

/** @throws AuditError, BusError */
export async function runAudit(
  config: Config,
  secrets: AuditorSecrets,
  request: AuditRequest = {},
): Promise<Report> {
  const bus = await openBus(secrets.bus);
  try {
    return await verify({
      cipher: nodeCipher,
      bus,
      registryPins: secrets.pins,
      auditorKeys: secrets.encryptionKeys.metadata.map(({ jwk }) => jwk),
      auditorId: config.participant,
      scope: request.scope ?? null,
      depth: request.depth ?? 'full',
      receiptLimitMs: config.receiptLimitMs,
      now: Date.now(),
      ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    });
  } finally {
    await bus.close();
  }
}
