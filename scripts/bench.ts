/**
 * `npm run bench`: what the exchange costs, against what the same work costs without cryptography and checks.
 * Figures of one run and one machine; contract.md 1. A measurement, never a test.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { measureAudits } from './lib/bench/audit.ts';
import { FLOOR_KEEPS, FLOOR_LEAVES_OUT } from './lib/bench/floor.ts';
import { makeHistory } from './lib/bench/history.ts';
import { WINDOW } from './lib/bench/load.ts';
import { type BenchReport, type OneBus, described } from './lib/bench/report.ts';
import { type Registry, type Site, auditGroup, makeRegistry, startSite } from './lib/bench/site.ts';
import { measureWays } from './lib/bench/way.ts';
import { type CliContext, CliError, runCli } from './lib/cli.ts';
import { syntheticDraft } from './lib/demo/traffic.ts';
import { checkedValues, pins } from './lib/registry-dir.ts';

const BUSES = ['embedded', 'kafka'] as const;
type Kind = (typeof BUSES)[number];

await runCli(
  {
    name: 'bench',
    summary: 'Measures command to receipt and the audit on real servers, against their floors.',
    help: [
      '--bus B             embedded or kafka (default: both, one after the other)',
      '--records N,N       sizes of the audited histories (default 1000,10000; 0: no audit)',
      '--runs N            repetitions; median and spread are told (default 3)',
      '--messages N        samples of each load over all runs (default 1002; 0: audits only)',
      '--profile DIR       writes a CPU profile of every gateway and router there',
    ],
    options: {
      bus: { type: 'string' },
      records: { type: 'string' },
      runs: { type: 'string' },
      messages: { type: 'string' },
      profile: { type: 'string' },
    },
  },
  async (cli) => {
    const buses = busesOf(cli);
    const sizes = sizesOf(cli);
    const runs = cli.count('runs', 3, 1);
    const messages = cli.count('messages', 1002);
    const profileDir = cli.text('profile');
    if (profileDir !== undefined) mkdirSync(profileDir, { recursive: true });
    const dir = mkdtempSync(path.join(tmpdir(), 'trm-bench-'));
    let current: Site | null = null;
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        void (current?.close() ?? Promise.resolve()).finally(() => {
          rmSync(dir, { recursive: true, force: true });
          process.exit(130);
        });
      });
    try {
      const groups = sizes.map((_size, index) => auditGroup(index));
      const registry = makeRegistry(path.join(dir, 'keys'), groups);
      say(`sealing histories of ${sizes.join(' and ') || 'no'} records for the audits`);
      const audited = sizes.map((records, index) => {
        const group = auditGroup(index);
        return { records, group, history: historyOf(registry, group, records) };
      });
      const results: OneBus[] = [];
      for (const kind of buses) {
        say(`starting PostgreSQL, the bus (${kind}) and eight processes`);
        const site = await startSite({
          dir,
          kind,
          registry,
          groups,
          ...(profileDir === undefined ? {} : { profileDir: path.resolve(profileDir) }),
        });
        current = site;
        try {
          const durability = await durabilityOf(site.pairs.full.databases[0]);
          const way = messages === 0 ? null : await measureWays(site, { runs, messages, say });
          const audits =
            audited.length === 0
              ? null
              : await measureAudits(site, { sizes: audited, registry, pins: pins(registry.dir), runs, say });
          results.push({ bus: kind, broker: site.broker, durability, way, audits });
        } finally {
          current = null;
          await site.close();
        }
      }
      const report: BenchReport = {
        machine: machine(),
        runs,
        window: WINDOW,
        floor: { leavesOut: FLOOR_LEAVES_OUT, keeps: FLOOR_KEEPS },
        buses: results,
      };
      if (!cli.json) for (const line of described(report)) cli.say(line);
      const faults = results.some((result) => result.audits?.lines.some((line) => line.faults > 0) ?? false);
      return { exitCode: faults ? 1 : 0, json: report };
    } catch (error) {
      if (error instanceof Error && (error as { exitCode?: unknown }).exitCode === 3)
        throw new CliError(3, error.message, { cause: error });
      throw error;
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
);

function busesOf(cli: CliContext): readonly Kind[] {
  const wanted = cli.text('bus');
  if (wanted === undefined) return BUSES;
  const found = BUSES.find((kind) => kind === wanted);
  if (found === undefined) throw new CliError(2, '--bus: embedded or kafka');
  return [found];
}

function sizesOf(cli: CliContext): readonly number[] {
  const sizes = (cli.text('records') ?? '1000,10000').split(',').map(Number);
  if (sizes.length > 9 || sizes.some((size) => !Number.isInteger(size) || size < 0 || size > 1_000_000))
    throw new CliError(2, '--records: whole numbers, separated by commas');
  return sizes.filter((size) => size > 0);
}

function historyOf(registry: Registry, group: ReturnType<typeof auditGroup>, records: number) {
  const { state } = checkedValues(registry.dir, 1);
  const [sender, receiver] = group.parties;
  const { to: _to, urgency: _urgency, ...payload } = syntheticDraft(1, receiver) as Record<string, never>;
  return makeHistory({
    parties: [registry.party(sender), registry.party(receiver)],
    auditor: registry.auditorKey(group.auditor),
    registry: { version: state.version, digest: state.digest },
    records,
    payload,
    endMs: Date.now(),
  });
}

async function durabilityOf(database: {
  query<R extends object>(text: string): Promise<readonly R[]>;
}): Promise<OneBus['durability']> {
  const [row] = await database.query<{ fsync: string; commit: string; server: string }>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('server_version') as server`,
  );
  if (row?.fsync !== 'on' || row.commit !== 'on')
    throw new Error('bench: the database does not write through; its figures would mean nothing');
  return { fsync: 'on', synchronousCommit: 'on', acks: -1, postgres: row.server };
}

function machine(): BenchReport['machine'] {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

function say(line: string): void {
  process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}
