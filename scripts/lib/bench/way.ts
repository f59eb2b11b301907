/**
 * Measures command to receipt, the floor and the full way in turns: at saturation one after the other, at a fixed rate
 * side by side. Invariant: both are measured on the same servers within the same minutes, with the same commands.
 */
import { pairTopic } from '../../../services/lib/protocol/index.ts';
import { type Latency, type Spread, latencyOf, rounded, spreadOf } from './figures.ts';
import { draft, pace, saturate } from './load.ts';
import type { PartFigures } from './messages.ts';
import { cpuOfServers } from './processes.ts';
import { type Pair, type Site, type Way, WAYS } from './site.ts';

export const PER_SECOND = 5;
const WARM_UP = 150;

export interface ProcessFigures {
  readonly name: string;
  readonly cpuSeconds: number;
  readonly peakMiB: number | null;
}

export interface SaturationFigures extends Latency {
  readonly messagesPerSecond: Spread;
  /** Of both participants' databases together. */
  readonly transactionsPerMessage: number;
  readonly statementsPerMessage: number;
  /** Of the embedded bus; null on Kafka. */
  readonly busTransactionsPerMessage: number | null;
  /** Record and receipt, as they stand on the bus. */
  readonly busBytesPerMessage: number;
  readonly walBytesPerMessage: number;
  readonly cpuMsPerMessage: number;
  /** Over all runs together; servers' figures where /proc tells them. */
  readonly processes: readonly ProcessFigures[];
}

export interface PacedFigures extends Latency {
  readonly perSecond: number;
  /** Of the single runs. */
  readonly p99Spread: Spread;
}

export interface WayFigures {
  readonly saturation: SaturationFigures;
  readonly paced: PacedFigures;
}

export interface BusFigures {
  readonly floor: WayFigures;
  readonly full: WayFigures;
  /** Throughput, full to floor: of the medians, and of each run with the floor's run beside it. */
  readonly throughputRatio: number;
  readonly throughputRatioSpread: Spread;
  /** p99 at the fixed rate, full to floor. */
  readonly p99Ratio: number;
}

interface Turn {
  readonly samples: readonly number[];
  readonly messagesPerSecond: number;
  readonly used: Usage;
}

interface Usage {
  readonly statements: number;
  readonly transactions: number;
  readonly busTransactions: number | null;
  readonly busBytes: number;
  readonly walBytes: number;
  readonly parts: readonly { readonly name: string; readonly cpuMs: number; readonly peakBytes: number }[];
  readonly servers: readonly { readonly name: string; readonly cpuMs: number }[];
}

export interface WayOptions {
  readonly runs: number;
  /** Samples of each load, over all runs. */
  readonly messages: number;
  readonly say: (line: string) => void;
}

export async function measureWays(site: Site, { runs, messages, say }: WayOptions): Promise<BusFigures> {
  const perRun = Math.ceil(messages / runs);
  const turns: Record<Way, Turn[]> = { floor: [], full: [] };
  const paced: Record<Way, (readonly number[])[]> = { floor: [], full: [] };
  for (const way of WAYS) {
    const pair = site.pairs[way];
    await saturate(pair, await draft(pair, WARM_UP));
  }
  for (let run = 1; run <= runs; run += 1) {
    for (const way of WAYS) {
      const turn = await saturated(site, site.pairs[way], perRun);
      turns[way].push(turn);
      const { p50, p99 } = latencyOf(turn.samples);
      say(
        `run ${run}, ${way}: ${rounded(turn.messagesPerSecond, 1)} messages/s, p50 ${p50} ms, p99 ${p99} ms`,
      );
    }
  }
  for (let run = 1; run <= runs; run += 1) {
    const drafts = {
      floor: await draft(site.pairs.floor, perRun),
      full: await draft(site.pairs.full, perRun),
    };
    say(`run ${run} at ${PER_SECOND} messages/s, both ways in turns: ${Math.ceil(perRun / PER_SECOND)} s`);
    const [floor, full] = await Promise.all([
      pace(site.pairs.floor, drafts.floor, PER_SECOND, 0),
      pace(site.pairs.full, drafts.full, PER_SECOND, 500 / PER_SECOND),
    ]);
    paced.floor.push(floor.samples);
    paced.full.push(full.samples);
    say(`  p50 ${latencyOf(floor.samples).p50} and ${latencyOf(full.samples).p50} ms`);
  }
  const floor = { saturation: saturationOf(turns.floor), paced: pacedOf(paced.floor) };
  const full = { saturation: saturationOf(turns.full), paced: pacedOf(paced.full) };
  const ratios = turns.full.map(
    (turn, index) => turn.messagesPerSecond / (turns.floor[index]?.messagesPerSecond ?? Number.NaN),
  );
  return {
    floor,
    full,
    throughputRatio: rounded(
      full.saturation.messagesPerSecond.median / floor.saturation.messagesPerSecond.median,
      3,
    ),
    throughputRatioSpread: spreadOf(ratios, 3),
    p99Ratio: rounded(full.paced.p99 / floor.paced.p99, 3),
  };
}

async function saturated(site: Site, pair: Pair, count: number): Promise<Turn> {
  const references = await draft(pair, count);
  const before = await state(site, pair);
  const { samples, seconds } = await saturate(pair, references);
  const after = await state(site, pair);
  return {
    samples,
    messagesPerSecond: count / seconds,
    used: { ...difference(before, after), busBytes: await busBytes(site, pair, before.ends) },
  };
}

interface State {
  readonly parts: readonly (PartFigures & { readonly name: string })[];
  readonly busTransactions: number | null;
  readonly wal: number;
  readonly servers: readonly { readonly name: string; readonly cpuMs: number | null }[];
  readonly ends: readonly bigint[];
}

async function state(site: Site, pair: Pair): Promise<State> {
  const parts = await Promise.all(
    pair.parts.map(async (part) => ({ name: part.name, ...(await part.figures()) })),
  );
  const [wal] = await pair.databases[0].query<{ bytes: number }>(
    `select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8 as bytes`,
  );
  return {
    parts,
    busTransactions: await busTransactions(site),
    wal: wal?.bytes ?? 0,
    servers: (['postgres', 'java'] as const).map((name) => ({ name, cpuMs: cpuOfServers(name) })),
    ends: await Promise.all(lanesOf(pair).map(async (lane) => (await site.bus.endOffset(lane)) ?? 0n)),
  };
}

/** Sessions report what they did with a delay of up to a second. */
const STATISTICS_DELAY_MS = 1_100;

async function busTransactions(site: Site): Promise<number | null> {
  if (site.busDatabase === null) return null;
  await new Promise((resolve) => setTimeout(resolve, STATISTICS_DELAY_MS));
  const [row] = await site.busDatabase.query<{ count: number }>(
    `select xact_commit::float8 as count from pg_stat_database where datname = current_database()`,
  );
  return row?.count ?? null;
}

function lanesOf({ from, to }: Pair): readonly { topic: string; lane: number }[] {
  return [pairTopic(from, to), pairTopic(to, from)].map((topic) => ({ topic, lane: 0 }));
}

async function busBytes(site: Site, pair: Pair, from: readonly bigint[]): Promise<number> {
  let sum = 0;
  for (const [index, lane] of lanesOf(pair).entries())
    for await (const record of site.bus.readRange(lane, { from: from[index] ?? 0n }))
      sum += record.value.length;
  return sum;
}

function difference(before: State, after: State): Omit<Usage, 'busBytes'> {
  const total = (of: State, figure: 'statements' | 'transactions'): number =>
    of.parts.reduce((sum, part) => sum + part[figure], 0);
  return {
    statements: total(after, 'statements') - total(before, 'statements'),
    transactions: total(after, 'transactions') - total(before, 'transactions'),
    busTransactions:
      before.busTransactions === null || after.busTransactions === null
        ? null
        : after.busTransactions - before.busTransactions,
    walBytes: after.wal - before.wal,
    parts: after.parts.map(({ name, cpuMs, peakBytes }, index) => ({
      name,
      cpuMs: cpuMs - (before.parts[index]?.cpuMs ?? 0),
      peakBytes,
    })),
    servers: after.servers.flatMap(({ name, cpuMs }, index) => {
      const started = before.servers[index]?.cpuMs;
      return cpuMs === null || started === null || started === undefined
        ? []
        : [{ name, cpuMs: cpuMs - started }];
    }),
  };
}

const MIB = 1024 * 1024;

function saturationOf(turns: readonly Turn[]): SaturationFigures {
  const samples = turns.flatMap((turn) => turn.samples);
  const perMessage = (of: (used: Usage) => number): number =>
    turns.reduce((sum, { used }) => sum + of(used), 0) / samples.length;
  const ownCpu = (used: Usage): number =>
    [...used.parts, ...used.servers].reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return {
    ...latencyOf(samples),
    messagesPerSecond: spreadOf(
      turns.map((turn) => turn.messagesPerSecond),
      1,
    ),
    transactionsPerMessage: rounded(perMessage((used) => used.transactions)),
    statementsPerMessage: rounded(perMessage((used) => used.statements)),
    busTransactionsPerMessage: turns.some(({ used }) => used.busTransactions === null)
      ? null
      : rounded(perMessage((used) => used.busTransactions ?? 0)),
    busBytesPerMessage: Math.round(perMessage((used) => used.busBytes)),
    walBytesPerMessage: Math.round(perMessage((used) => used.walBytes)),
    cpuMsPerMessage: rounded(perMessage(ownCpu)),
    processes: processesOf(turns),
  };
}

function processesOf(turns: readonly Turn[]): readonly ProcessFigures[] {
  const names = [
    ...new Set(turns.flatMap(({ used }) => [...used.parts, ...used.servers].map(({ name }) => name))),
  ];
  return names.map((name) => {
    const all = turns.flatMap(({ used }) =>
      [...used.parts, ...used.servers].filter((part) => part.name === name),
    );
    const peaks = turns.flatMap(({ used }) => used.parts.filter((part) => part.name === name));
    return {
      name,
      cpuSeconds: rounded(all.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1000),
      peakMiB:
        peaks.length === 0 ? null : Math.round(Math.max(...peaks.map(({ peakBytes }) => peakBytes)) / MIB),
    };
  });
}

function pacedOf(runs: readonly (readonly number[])[]): PacedFigures {
  return {
    ...latencyOf(runs.flat()),
    perSecond: PER_SECOND,
    p99Spread: spreadOf(runs.map((samples) => latencyOf(samples).p99)),
  };
}
