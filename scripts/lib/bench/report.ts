/** The figures as one object, and as lines for a person. */
import type { AuditResult } from './audit.ts';
import type { BusFigures, WayFigures } from './way.ts';

export interface OneBus {
  readonly bus: 'embedded' | 'kafka';
  /** How the broker came to be; null where there is none. */
  readonly broker: 'env' | 'docker' | 'java' | null;
  readonly durability: {
    readonly fsync: 'on';
    readonly synchronousCommit: 'on';
    /** Of Kafka; the embedded bus commits as its database does. */
    readonly acks: -1;
    readonly postgres: string;
  };
  readonly way: BusFigures | null;
  readonly audits: AuditResult | null;
}

export interface BenchReport {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly node: string;
    readonly platform: string;
  };
  readonly runs: number;
  /** Commands under way at saturation. */
  readonly window: number;
  readonly floor: { readonly leavesOut: readonly string[]; readonly keeps: readonly string[] };
  readonly buses: readonly OneBus[];
}

/** Goals of the project, told beside what was measured. */
const GOALS = { throughput: 0.35, p99: 2.5, audit: 0.6, cost: 0.15 } as const;

export function described(report: BenchReport): readonly string[] {
  const { machine } = report;
  return [
    `machine: ${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, Node.js ${machine.node}, ${machine.platform}`,
    `${report.runs} runs: median (least to most). The floor leaves out: ${report.floor.leavesOut.join('; ')}.`,
    `It keeps: ${report.floor.keeps.join('; ')}.`,
    ...report.buses.flatMap((one) => busLines(one, report.window)),
  ];
}

function busLines(one: OneBus, window: number): readonly string[] {
  const { way, audits, durability } = one;
  return [
    '',
    `${one.bus}: PostgreSQL ${durability.postgres}, fsync ${durability.fsync}, synchronous_commit ${durability.synchronousCommit}${one.bus === 'kafka' ? `, acks ${durability.acks} (broker: ${one.broker ?? 'none'})` : ''}`,
    ...(way === null
      ? []
      : [
          `command to receipt, ${window} under way`,
          ...wayLines('floor', way.floor),
          ...wayLines('full', way.full),
          `  throughput full/floor ${way.throughputRatio} (${way.throughputRatioSpread.least} to ${way.throughputRatioSpread.most}; goal at least ${GOALS.throughput}); p99 at ${way.full.paced.perSecond}/s full/floor ${way.p99Ratio} (goal at most ${GOALS.p99})`,
        ]),
    ...(audits === null
      ? []
      : [
          'audit, read from the bus',
          ...audits.lines.map(
            (line) =>
              `  ${line.depth.padEnd(8)} ${String(line.records).padStart(7)} records of ${line.recordBytes} B: ${spread(line.recordsPerSecond)}/s, bare cryptography on all cores ${spread(line.rawPerSecond)}/s, ratio ${line.ratio} (goal at least ${GOALS.audit}); first audit of a process ${line.coldRecordsPerSecond}/s; CPU ${line.cpuMsPerRecord} ms a record, bare ${line.rawCpuMsPerRecord} (${line.cpuRatio}); peak ${line.peakMiB} MiB; faults ${line.faults}`,
          ),
          `  cost per record, most to fewest records: envelope ${audits.costRatio.envelope}, full ${audits.costRatio.full} (goal within ${GOALS.cost} of 1); peak memory ${audits.memoryRatio.envelope} and ${audits.memoryRatio.full}`,
        ]),
  ];
}

function wayLines(name: string, { saturation, paced }: WayFigures): readonly string[] {
  const bus = saturation.busTransactionsPerMessage;
  return [
    `  ${name.padEnd(5)} ${spread(saturation.messagesPerSecond)} messages/s; p50 ${saturation.p50}, p95 ${saturation.p95}, p99 ${saturation.p99} ms (${saturation.samples} samples)`,
    `        at ${paced.perSecond}/s: p50 ${paced.p50}, p95 ${paced.p95}, p99 ${paced.p99} ms (${paced.samples} samples; p99 of single runs ${paced.p99Spread.least} to ${paced.p99Spread.most})`,
    `        a message: ${saturation.transactionsPerMessage} transactions, ${saturation.statementsPerMessage} statements${bus === null ? '' : `, ${bus} transactions of the bus`}, ${saturation.busBytesPerMessage} B on the bus, ${saturation.walBytesPerMessage} B of WAL, ${saturation.cpuMsPerMessage} ms CPU`,
    `        CPU s and peak MiB: ${saturation.processes.map((one) => `${one.name} ${one.cpuSeconds}${one.peakMiB === null ? '' : ` / ${one.peakMiB}`}`).join(', ')}`,
  ];
}

function spread(value: { readonly median: number; readonly least: number; readonly most: number }): string {
  return `${value.median} (${value.least} to ${value.most})`;
}
