/**
 * A network of real processes for one test, in a folder of its own, and what a tester does to it from outside: audit,
 * counts, incidents, the rows of the embedded bus. Invariant: whatever is started here ends with the test.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { ApiClient, until } from '../../scripts/lib/demo/api.ts';
import { type Network, type NetworkOptions, startNetwork } from '../../scripts/lib/demo/network.ts';
import type { Report } from '../../services/auditor/report.ts';
import { type VerifyOptions, verify } from '../../services/auditor/verify.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { loadConfig, loadSecrets } from '../../services/lib/platform/config.ts';
import type { CleanUp } from './servers.ts';

export type TestNetworkOptions = Omit<NetworkOptions, 'dir' | 'bus'> & {
  readonly bus?: 'embedded' | 'kafka';
};

export async function testNetwork(t: CleanUp, options: TestNetworkOptions = {}): Promise<Network> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'trm-net-'));
  // PostgreSQL may run under another account than ours.
  chmodSync(folder, 0o755);
  const network = await startNetwork({
    bus: 'embedded',
    ownBroker: true,
    ...options,
    dir: path.join(folder, 'net'),
  });
  t.after(async () => {
    try {
      await network.close();
    } finally {
      // A server that is still writing its last statistics makes a folder busy for a moment.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    }
  });
  return network;
}

/** The auditor's word on everything that is on the bus now. */
export async function audit(
  network: Network,
  onReferral: NonNullable<VerifyOptions['onReferral']> = () => undefined,
  overrides: Partial<VerifyOptions> = {},
): Promise<Report> {
  const reading = loadConfig(network.demo.auditor.config, {});
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const secrets = loadSecrets(reading.config, 'auditor');
  if (!secrets.ok) throw new Error(secrets.problems.join('\n'));
  return verify({
    cipher: nodeCipher,
    bus: network.bus,
    registryPins: secrets.secrets.pins,
    auditorKeys: secrets.secrets.encryptionKeys.metadata.map((key) => key.jwk),
    auditorId: reading.config.participant,
    receiptLimitMs: reading.config.receiptLimitMs,
    now: Date.now(),
    workers: 0,
    onReferral,
    ...overrides,
  });
}

/** State of every referral on the bus, as the auditor computes it from metadata alone. */
export async function statesByAudit(network: Network): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  await audit(network, ({ reference, state }) => void states.set(reference, state));
  return states;
}

export interface IncidentView {
  readonly code: string;
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly state: 'open' | 'mended' | 'closed';
}

export async function incidents(network: Network, id: string): Promise<readonly IncidentView[]> {
  const client = new ApiClient(network.participant(id).url, network.token(id, 'gateway-operator'));
  return (await client.get<{ items: readonly IncidentView[] }>('/v1/incidents')).items;
}

/** Waits until an incident of that code is there, in that state when one is given. */
export async function untilIncident(
  network: Network,
  id: string,
  wanted: Partial<IncidentView>,
  limitMs = 40_000,
): Promise<IncidentView> {
  return until(`${id}: incident ${JSON.stringify(wanted)}`, limitMs, async () =>
    (await incidents(network, id)).find((incident) =>
      Object.entries(wanted).every(([name, value]) => incident[name as keyof IncidentView] === value),
    ),
  );
}

/** What is wrong with one participant's own records: empty when sequences have no gap and everything was published. */
export async function ownFaults(network: Network, id: string): Promise<readonly object[]> {
  return network.query(
    id,
    `select h.name, h.sequence, h.published, count(s.sequence)::int as sealed, count(distinct s.id)::int as ids, max(s.sequence) as last
     from trm.stream h left join trm.sealed s on s.stream = h.name where h.direction = 'out' group by h.name
     having h.sequence <> count(s.sequence) or count(s.sequence) <> count(distinct s.id)
       or coalesce(max(s.sequence), 0) <> h.sequence or h.published <> h.sequence`,
  );
}

/** What is doubled or missing at a receiver: every applied submission has one task, every casework message one receipt. */
export async function takenFaults(network: Network, id: string): Promise<readonly object[]> {
  return network.query(
    id,
    `select 'task' as what, m.reference, count(k.id)::int as found from trm.message m
       join trm.taken t on t.stream = m.stream and t.sequence = m.sequence left join trm.task k on k.reference = m.reference
       where m.direction = 'in' and m.type = 'referral.submitted' and t.outcome = 'applied' group by m.reference having count(k.id) <> 1
     union all
     select 'receipt', m.stream || ' ' || m.sequence, count(r.id)::int from trm.message m
       left join trm.message r on r.direction = 'out' and r.type like 'receipt.%' and r.metadata->'answers'->>'stream' = m.stream
         and (r.metadata->'answers'->>'sequence')::int = m.sequence and not exists (select 1 from trm.not_sent x where x.id = r.id)
       where m.direction = 'in' and m.type not like 'receipt.%'
         and not exists (select 1 from trm.beyond b where b.stream = m.stream and b.sequence = m.sequence) group by m.stream, m.sequence having count(r.id) <> 1
     union all
     select 'taken', h.name, count(t.sequence)::int from trm.stream h left join trm.taken t on t.stream = h.name
       where h.direction = 'in' group by h.name, h.sequence having count(t.sequence) <> h.sequence or coalesce(max(t.sequence), 0) <> h.sequence`,
  );
}

/**
 * What is doubled, missing or out of order among one participant's domestic referrals: every position of the local stream
 * once, sealed and taken, each casework message one receipt of the other side, each submission at most one task.
 */
export async function localFaults(network: Network, id: string): Promise<readonly object[]> {
  return network.query(
    id,
    `select 'stream' as what, h.name, count(s.sequence)::int as found from trm.stream h left join trm.sealed s on s.stream = h.name
       where h.direction = 'local' group by h.name
       having h.sequence <> count(s.sequence) or count(s.sequence) <> count(distinct s.id) or coalesce(max(s.sequence), 0) <> h.sequence
         or h.published <> h.sequence or h.witnessed <> h.sequence
     union all
     select 'published', h.name, count(p.sequence)::int from trm.stream h left join trm.published p on p.stream = h.name
       where h.direction = 'local' group by h.name having count(p.sequence) <> h.sequence
     union all
     select 'receipt', s.stream || ' ' || s.sequence, count(r.id)::int from trm.sealed s join trm.message m on m.id = s.id
       left join trm.message r on r.type like 'receipt.%' and r.metadata->'answers'->>'stream' = s.stream
         and (r.metadata->'answers'->>'sequence')::int = s.sequence and r.side <> m.side
       where m.peer = $1 and m.type not like 'receipt.%' group by s.stream, s.sequence having count(r.id) <> 1
     union all
     select 'task', m.reference, count(k.id)::int from trm.message m left join trm.task k on k.reference = m.reference
       where m.peer = $1 and m.type = 'referral.submitted' group by m.reference, m.n having count(k.id) > 1
     union all
     select 'row', m.id::text, count(*)::int from trm.message m where m.peer = $1 group by m.id having count(*) > 1 or bool_or(m.side is null)
     union all
     select 'outbox', o.id::text, 1 from trm.outbox o where o.peer = $1`,
    [id],
  );
}

export interface Readyz {
  readonly status: number;
  readonly checks: Readonly<Record<string, string>>;
}

/** Null when nobody answers. */
export async function readyz(network: Network, id: string): Promise<Readyz | null> {
  try {
    const response = await fetch(`${network.participant(id).url}/readyz`);
    return { status: response.status, ...((await response.json()) as { checks: Readyz['checks'] }) };
  } catch {
    return null;
  }
}

/** Any statement in the embedded bus's own database, as its operator. */
export async function onBus<R extends object>(
  network: Network,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly R[]> {
  if (network.demo.bus.kind !== 'embedded') throw new Error('only the embedded bus has rows');
  return onDatabase<R>(network.demo.bus.adminUrl, text, values);
}

export async function onDatabase<R extends object>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

export interface CommandOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = path.join(import.meta.dirname, '../..');

/** Runs one of the project's programs to its end. */
export async function command(script: string, args: readonly string[]): Promise<CommandOutput> {
  const child = spawn(process.execPath, [path.join(ROOT, script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRM_'))),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode: exitCode ?? -1, stdout, stderr };
}
