/**
 * What the demo's last line says, each number counted where it is said: senders' and receivers' databases, the bus, the
 * auditor. Invariant: no number is derived from another. contract.md 2.
 */
import type { Bus, Lane } from '../../../services/lib/platform/bus/index.ts';
import { loadConfig, loadSecrets } from '../../../services/lib/platform/config.ts';
import { type AuditSource, type Fault, runAudit } from '../../../services/auditor/index.ts';
import { until } from './api.ts';
import type { Network } from './network.ts';
import { orderedPairs } from './traffic.ts';

export interface Summary {
  readonly participants: number;
  readonly pairs: number;
  readonly sent: number;
  readonly delivered: number;
  readonly answered: number;
  readonly declined: number;
  readonly refused: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly records: number;
  readonly verified: number;
  readonly faults: readonly Fault[];
  readonly firstDeliveredMs: number;
}

const SETTLE_LIMIT_MS = 60_000;

/** Waits until every casework message has its receipt and nothing waits to be sealed or published. */
export async function untilSettled(network: Network): Promise<void> {
  await Promise.all(
    Object.keys(network.demo.participants).map((id) =>
      until(`everything of ${id} has arrived`, SETTLE_LIMIT_MS, async () => {
        const rows = await network.query<{ waiting: number }>(
          id,
          `select (select count(*) from trm.outbox)::int + (select coalesce(sum(sequence - published), 0) from trm.stream where direction <> 'in')::int
             + (select count(*) from trm.message m where m.direction = 'out' and m.type not like 'receipt.%' and m.role is not null
                  and not exists (select 1 from trm.not_sent x where x.id = m.id)
                  and not exists (select 1 from trm.message r join trm.sealed s on s.id = m.id where r.type like 'receipt.%'
                    and r.metadata->'answers'->>'stream' = s.stream and (r.metadata->'answers'->>'sequence')::int = s.sequence))::int as waiting`,
        );
        return rows[0]?.waiting === 0;
      }),
    ),
  );
}

export async function count(
  network: Network,
  firstDeliveredMs: number,
  say: (line: string) => void,
): Promise<Summary> {
  const ids = Object.keys(network.demo.participants);
  const sent = new Set<string>();
  const received = new Set<string>();
  let sentCount = 0;
  let delivered = 0;
  let answered = 0;
  let declined = 0;
  let refused = 0;
  let duplicated = 0;
  for (const id of ids) {
    for (const { reference } of await network.query<{ reference: string }>(
      id,
      `select m.reference from trm.message m join trm.referral r using (reference)
       where m.direction = 'out' and m.type = 'referral.submitted' and not r.drill`,
    )) {
      sent.add(reference);
      sentCount += 1;
    }
    // Exercises take the whole way and count nowhere (domain.md 5). An answer counts whatever came after it.
    const rows = await network.query<{ reference: string; state: string; answered: boolean }>(
      id,
      `select r.reference, r.state, exists (
         select 1 from trm.message a where a.reference = r.reference and a.direction = 'out' and a.type in ('referral.accepted', 'referral.declined')
           and not exists (select 1 from trm.not_sent x where x.id = a.id)) as answered
       from trm.referral r where not r.drill and (r.direction = 'received' and exists (
         select 1 from trm.message m join trm.taken t on t.stream = m.stream and t.sequence = m.sequence
         where m.reference = r.reference and m.type = 'referral.submitted' and m.direction = 'in' and t.outcome = 'applied')
       or r.sender = r.recipient and exists (
         select 1 from trm.message m join trm.sealed s on s.id = m.id join trm.message c on c.reference = r.reference
         where m.reference = r.reference and m.type = 'referral.submitted' and c.type = 'receipt.delivered' and c.side = 'receiver'
           and c.metadata->'answers'->>'stream' = s.stream and (c.metadata->'answers'->>'sequence')::int = s.sequence))`,
    );
    for (const row of rows) {
      received.add(row.reference);
      delivered += 1;
      if (row.answered) answered += 1;
      if (row.state === 'declined') declined += 1;
    }
    const receipts = await network.query<{ refused: number }>(
      id,
      `select count(*)::int as refused from trm.message where direction = 'out' and type = 'receipt.refused'`,
    );
    refused += receipts[0]?.refused ?? 0;
    const tasks = await network.query<{ extra: number }>(
      id,
      `select coalesce(sum(tasks - 1), 0)::int as extra from (select count(*) as tasks from trm.task group by reference) t`,
    );
    duplicated += tasks[0]?.extra ?? 0;
  }
  say('verifying the history');
  const audited = await audit(network);
  const pairs = orderedPairs(ids);
  return {
    participants: ids.length,
    pairs: pairs.length,
    sent: sentCount,
    delivered,
    answered,
    declined,
    refused,
    lost: [...sent].filter((reference) => !received.has(reference)).length,
    duplicated,
    records: await countRecords(network.bus, audited.ends),
    verified: audited.verified,
    faults: audited.faults,
    firstDeliveredMs,
  };
}

/** The auditor's word on everything that is on the bus now. */
export function auditOf(network: Network, source: AuditSource = network.bus): ReturnType<typeof runAudit> {
  const reading = loadConfig(network.demo.auditor.config, {});
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const secrets = loadSecrets(reading.config, 'auditor');
  if (!secrets.ok) throw new Error(secrets.problems.join('\n'));
  return runAudit(reading.config, secrets.secrets, { source });
}

/** The auditor's own verification, and up to where it read: the network goes on speaking meanwhile. */
async function audit(
  network: Network,
): Promise<{ verified: number; faults: readonly Fault[]; ends: ReadonlyMap<string, bigint> }> {
  const ends = new Map<string, bigint>();
  const { bus } = network;
  const note = (lane: Lane, next: bigint): void => {
    ends.set(`${lane.topic}/${lane.lane}`, next);
  };
  const source: AuditSource = {
    readRange: (lane, options = {}) =>
      bus.readRange(lane, {
        ...options,
        onEnd: (next) => {
          note(lane, next);
          options.onEnd?.(next);
        },
      }),
    readRanges: (ranges, onEnd) =>
      bus.readRanges(ranges, (lane, next) => {
        note(lane, next);
        onEnd?.(lane, next);
      }),
  };
  const report = await auditOf(network, source);
  return { verified: report.records, faults: report.faults, ends };
}

async function countRecords(bus: Bus, ends: ReadonlyMap<string, bigint>): Promise<number> {
  let records = 0;
  for (const [name, end] of ends) {
    const [topic = '', lane = '0'] = name.split('/');
    if (topic === 'trm.registry' || topic.endsWith('.public')) continue;
    for await (const record of bus.readRange({ topic, lane: Number(lane) }))
      if (record.offset < end) records += 1;
  }
  return records;
}
