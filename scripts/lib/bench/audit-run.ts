/**
 * One process of the audit benchmark: verifies the same history again and again, reading it from the bus each time.
 * A process of its own, so that its peak memory is that of an audit and nothing else.
 */
import { verify } from '../../../services/auditor/index.ts';
import { openBus } from '../../../services/lib/platform/bus/index.ts';
import { nodeCipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import type { AuditFigures, AuditJob } from './messages.ts';

process.once('message', (job: AuditJob) => {
  void run(job).then((figures) => {
    process.send?.(figures);
    process.disconnect();
  });
});

async function run(job: AuditJob): Promise<AuditFigures> {
  const bus = await openBus(job.bus);
  try {
    const times: number[] = [];
    let records = 0;
    let faults = 0;
    let cpuBefore = 0;
    for (let turn = 0; turn < job.warmUps + job.runs; turn += 1) {
      if (turn === job.warmUps) cpuBefore = cpuMs();
      const started = performance.now();
      const report = await verify({
        cipher: nodeCipher,
        bus,
        registryPins: job.pins,
        auditorKeys: job.keys,
        auditorId: job.auditor,
        depth: job.depth,
        receiptLimitMs: job.receiptLimitMs,
        now: Date.now(),
      });
      times.push(performance.now() - started);
      records = report.records;
      faults += report.faults.length;
    }
    return {
      coldMs: times[0] ?? Number.NaN,
      runsMs: times.slice(job.warmUps),
      cpuMs: (cpuMs() - cpuBefore) / job.runs,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      records,
      faults,
    };
  } finally {
    await bus.close();
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
