/**
 * Measures the auditor on a real bus against the bare cryptography of the same records on every core of the machine.
 * Invariant: the bare rate is measured beside each audit, because a machine's speed changes within minutes.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { Depth } from '../../../services/auditor/index.ts';
import { type Spread, median, rounded, spreadOf } from './figures.ts';
import type { History } from './history.ts';
import type { AuditFigures, AuditJob, RawJob } from './messages.ts';
import { rawRate } from './raw.ts';
import type { AuditGroup, Registry, Site } from './site.ts';

const AUDIT_RUN = path.join(import.meta.dirname, 'audit-run.ts');
const RAW_MS = 700;
/** A process has read this many records before it is measured, in however many audits: code is compiled by then. */
const WARM_UP_RECORDS = 10_000;
/** And this many are measured. */
const MEASURED_RECORDS = 5_000;
const RECEIPT_LIMIT_MS = 60_000;
const BATCH = 100;
const MIB = 1024 * 1024;

export interface AuditSize {
  readonly records: number;
  readonly group: AuditGroup;
  readonly history: History;
}

export interface AuditLine {
  readonly records: number;
  readonly depth: Depth;
  readonly recordBytes: number;
  readonly recordsPerSecond: Spread;
  /** Bare operations of one record, of all cores together. */
  readonly rawPerSecond: Spread;
  readonly ratio: number;
  /** The first audit of a fresh process, with everything that such a start costs. */
  readonly coldRecordsPerSecond: number;
  /** Of the auditing process; the bus's server is not in it. */
  readonly cpuMsPerRecord: number;
  readonly rawCpuMsPerRecord: number;
  /** CPU of the bare operations to that of the audit: the same question, less moved by what else the machine does. */
  readonly cpuRatio: number;
  readonly peakMiB: number;
  readonly faults: number;
}

export interface AuditResult {
  readonly lines: readonly AuditLine[];
  /** Per depth: time per record at the largest number to that at the smallest; 1 is linear. */
  readonly costRatio: Readonly<Record<Depth, number>>;
  /** Per depth: peak memory at the largest number to that at the smallest. */
  readonly memoryRatio: Readonly<Record<Depth, number>>;
}

export interface AuditOptions {
  readonly sizes: readonly AuditSize[];
  readonly registry: Registry;
  readonly pins: AuditJob['pins'];
  readonly runs: number;
  readonly say: (line: string) => void;
}

export async function measureAudits(site: Site, options: AuditOptions): Promise<AuditResult> {
  for (const size of options.sizes) await fill(site, size);
  const lines: AuditLine[] = [];
  for (const depth of ['envelope', 'full'] as const)
    for (const size of options.sizes) {
      const line = await measure(site, size, depth, options);
      lines.push(line);
      options.say(
        `audit ${depth}, ${line.records} records: ${line.recordsPerSecond.median}/s, bare ${line.rawPerSecond.median}/s, ratio ${line.ratio}, peak ${line.peakMiB} MiB`,
      );
    }
  const compare = (depth: Depth, of: (line: AuditLine) => number): number => {
    const own = lines.filter((line) => line.depth === depth).toSorted((a, b) => a.records - b.records);
    const [least, most] = [own.at(0), own.at(-1)];
    return least === undefined || most === undefined ? Number.NaN : rounded(of(most) / of(least), 3);
  };
  const perRecord = (line: AuditLine): number => 1 / line.recordsPerSecond.median;
  const peak = (line: AuditLine): number => line.peakMiB;
  return {
    lines,
    costRatio: { envelope: compare('envelope', perRecord), full: compare('full', perRecord) },
    memoryRatio: { envelope: compare('envelope', peak), full: compare('full', peak) },
  };
}

async function fill(site: Site, { group, history }: AuditSize): Promise<void> {
  for (const id of group.parties) {
    const writer = await site.bus.openWriter(id);
    const own = history.records.filter((record) => record.writer === id);
    for (let from = 0; from < own.length; from += BATCH)
      await writer.publish(own.slice(from, from + BATCH).map(({ writer: _writer, ...record }) => record));
    await writer.close();
  }
}

async function measure(
  site: Site,
  { records, group, history }: AuditSize,
  depth: Depth,
  { registry, pins, runs }: AuditOptions,
): Promise<AuditLine> {
  const raw: RawJob = {
    kind: depth,
    signedBytes: history.signedBytes,
    ciphertextBytes: history.ciphertextBytes,
    forMs: RAW_MS,
  };
  const job: AuditJob = {
    bus: site.auditorBus,
    pins,
    keys: [registry.auditorKey(group.auditor)],
    auditor: group.auditor,
    depth,
    records,
    receiptLimitMs: RECEIPT_LIMIT_MS,
    warmUps: Math.max(1, Math.ceil(WARM_UP_RECORDS / records)),
    runs: Math.max(1, Math.ceil(MEASURED_RECORDS / records)),
  };
  const rates: number[] = [];
  const times: number[] = [];
  const cold: number[] = [];
  const cpu: number[] = [];
  const rawCpu: number[] = [];
  let peakBytes = 0;
  let faults = 0;
  for (let run = 0; run < runs; run += 1) {
    const bare = await rawRate(raw);
    rates.push(bare.perSecond);
    rawCpu.push(bare.cpuMs);
    const figures = await audit(job);
    if (figures.records !== records)
      throw new Error(`bench: the audit read ${figures.records} of ${records} records`);
    times.push(median(figures.runsMs));
    cold.push(figures.coldMs);
    cpu.push(figures.cpuMs);
    peakBytes = Math.max(peakBytes, figures.peakBytes);
    faults += figures.faults;
  }
  const perSecond = spreadOf(
    times.map((ms) => (records * 1000) / ms),
    0,
  );
  const rawPerSecond = spreadOf(rates, 0);
  return {
    records,
    depth,
    recordBytes: history.recordBytes,
    recordsPerSecond: perSecond,
    rawPerSecond,
    ratio: rounded(perSecond.median / rawPerSecond.median, 3),
    coldRecordsPerSecond: Math.round((records * 1000) / median(cold)),
    cpuMsPerRecord: rounded(median(cpu) / records, 4),
    rawCpuMsPerRecord: rounded(median(rawCpu), 4),
    cpuRatio: rounded((median(rawCpu) * records) / median(cpu), 3),
    peakMiB: Math.round(peakBytes / MIB),
    faults,
  };
}

function audit(job: AuditJob): Promise<AuditFigures> {
  const child = fork(AUDIT_RUN, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    let figures: AuditFigures | null = null;
    child.once('message', (answer: AuditFigures) => (figures = answer));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (figures === null) reject(new Error(`bench: an audit ended with ${code ?? 'a signal'}`));
      else resolve(figures);
    });
    child.send(job);
  });
}
