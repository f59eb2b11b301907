/**
 * Opens what waited, sealed, for keys of the justice channel, in the order of each stream: judged again with its content,
 * and answered now. Invariant: without those keys nothing here runs, and the protection side loses nothing by it.
 * Decision 0013; protocol.md 5 and 6.
 */
import { channelOf } from '../lib/contract/index.ts';
import { type RegistryState, pairTopic, parseStreamName, recordValue } from '../lib/protocol/index.ts';
import { insertReopened, isReopened } from '../lib/store/reopened.ts';
import { mendIncidents } from '../lib/store/incidents.ts';
import { type WaitingRecord, waitingRecords } from '../lib/store/justice.ts';
import { lockPosition } from '../lib/store/lanes.ts';
import { storeContent, storeGone } from '../lib/store/message-content.ts';
import { apply } from './apply.ts';
import { type RouterContext, type Sql, type Told, tell } from './context.ts';
import { type Applied, refuse } from './receipts.ts';

/** Number of payloads that were opened (or found wrong). @throws DbError */
export async function openWaiting(context: RouterContext): Promise<number> {
  const registry = context.trust.registry;
  if (registry === null || context.decryption.justice === undefined) return 0;
  let opened = 0;
  for (const row of await waitingRecords(context.db)) {
    const told = await context.db.tx((sql) => open(context, sql, registry, row));
    if (told === null) continue;
    opened += 1;
    tell(context, told);
  }
  return opened;
}

async function open(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  row: WaitingRecord,
): Promise<readonly Told[] | null> {
  const stream = parseStreamName(row.stream);
  if (stream === null) return null;
  const topic = pairTopic(stream.from, stream.to);
  await lockPosition(sql, topic, stream.lane);
  if (await isReopened(sql, row.stream, row.sequence)) return null;
  const applied = await judged(context, sql, registry, row, topic, stream.lane);
  if (applied === null) return null;
  const refused = applied.outcome === 'refused' ? applied : null;
  await insertReopened(sql, {
    stream: row.stream,
    sequence: row.sequence,
    outcome: applied.outcome,
    step: refused?.step ?? null,
    code: refused?.code ?? null,
  });
  await mendIncidents(sql, ['justice-held'], row.stream, row.sequence);
  return [{ event: 'record.reopened', message: row.id, peer: stream.from }, ...applied.told];
}

/** Null: the record's own bytes are not readable any more, which is another matter than its keys. */
async function judged(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  row: WaitingRecord,
  topic: string,
  lane: number,
): Promise<Applied | null> {
  // Nobody opened it in time: what was kept of it is that it came.
  if (row.payload === null) return gone(sql, row);
  const raw = { topic, lane, key: row.id, value: recordValue({ ...row, payload: row.payload }) };
  const record = context.opening.authenticate(context.cipher, registry, raw);
  if (!record.ok) return null;
  const rings = context.opening.openRings(context.cipher, context.decryption, record);
  if (!rings.ok)
    // Our own record, read back by a rebuild under keys that are gone: nobody to answer.
    return row.direction === 'out'
      ? gone(sql, row)
      : refuse(context, sql, record, { step: rings.step, code: rings.code, metadata: null });
  if (row.direction === 'in')
    return apply(context, sql, registry, record, { ...rings, waiting: row.message });
  if (rings.payload !== null) {
    const channel = channelOf(rings.metadata.type);
    await storeContent(sql, context.crypto, row.message, row.reference, rings.payload, channel);
  }
  return { outcome: 'applied', told: [] };
}

async function gone(sql: Sql, { message }: WaitingRecord): Promise<Applied> {
  await storeGone(sql, message);
  return { outcome: 'noted', told: [] };
}
