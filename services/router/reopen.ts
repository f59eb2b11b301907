/**
 * After an upgrade: what an older version could not read is opened again, in the order of its stream, and its receipt
 * replaces the refusal. Invariant: nothing is opened twice, and what still cannot be read waits for the next version.
 * protocol.md 5 (`final: false`) and 10.
 */
import { isCasework } from '../lib/contract/index.ts';
import { parseStreamName, pairTopic, recordValue, type RegistryState } from '../lib/protocol/index.ts';
import type { AuthenticRecord, RawRecord } from '../lib/protocol/types.ts';
import { mendIncidents } from '../lib/store/incidents.ts';
import { lockPosition } from '../lib/store/lanes.ts';
import {
  type ReopenableRow,
  insertReopened,
  isReopened,
  reopenable,
  withUnknownCodes,
} from '../lib/store/reopened.ts';
import { apply } from './apply.ts';
import { type RouterContext, type Sql, type Told, tell } from './context.ts';
import { refuse } from './receipts.ts';

/** Number of positions that could be read now. @throws DbError */
export async function reopenAll(context: RouterContext): Promise<number> {
  const registry = context.trust.registry;
  if (registry === null) return 0;
  let opened = 0;
  for (const row of await reopenable(context.db)) {
    const told = await context.db.tx((sql) => reopen(context, sql, registry, row));
    if (told === null) continue;
    opened += 1;
    tell(context, told);
  }
  for (const row of await withUnknownCodes(context.db)) {
    const record = authenticated(context, registry, row);
    const rings =
      record === null ? null : context.opening.openRings(context.cipher, context.decryption, record);
    if (rings?.ok === true && !rings.needsPerson)
      await mendIncidents(context.db, ['needs-person'], row.stream, row.sequence);
  }
  return opened;
}

/** Null: still not readable, or another process was first. */
async function reopen(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  row: ReopenableRow,
): Promise<readonly Told[] | null> {
  const record = authenticated(context, registry, row);
  if (record === null) return null;
  const { stream } = record;
  await lockPosition(sql, pairTopic(stream.from, stream.to), stream.lane);
  if (await isReopened(sql, row.stream, row.sequence)) return null;
  const rings = context.opening.openRings(context.cipher, context.decryption, record);
  if (!rings.ok && (rings.code === 'type-unknown' || rings.code === 'version-unknown')) return null;
  // Known now, and of a channel whose keys are not here: it waits for them as it waited for the upgrade (decision 0013).
  if (rings.ok && rings.keptSealed) return null;
  const place = { stream: row.stream, sequence: row.sequence };
  const applied = rings.ok
    ? await apply(context, sql, registry, record, rings)
    : await refuse(context, sql, record, { step: rings.step, code: rings.code, metadata: null });
  const refused = applied.outcome === 'refused' ? applied : null;
  await insertReopened(sql, {
    ...place,
    outcome: applied.outcome,
    step: refused?.step ?? null,
    code: refused?.code ?? null,
  });
  if (refused === null) await mendIncidents(sql, ['refused'], place.stream, place.sequence);
  if (rings.ok && !(rings.needsPerson && isCasework(rings.metadata.type)))
    await mendIncidents(sql, ['needs-person'], place.stream, place.sequence);
  return [{ event: 'record.reopened', message: row.id, peer: stream.from }, ...applied.told];
}

function authenticated(
  context: RouterContext,
  registry: RegistryState,
  row: ReopenableRow,
): AuthenticRecord | null {
  const stream = parseStreamName(row.stream);
  if (stream === null) return null;
  const raw: RawRecord = {
    topic: pairTopic(stream.from, stream.to),
    lane: stream.lane,
    key: row.id,
    value: recordValue(row),
  };
  // Whose key it was has been judged when the position was taken; it is the bytes that are read again.
  const record = context.opening.authenticate(context.cipher, registry, raw);
  return record.ok ? record : null;
}
