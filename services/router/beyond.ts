/**
 * What a new registry version says about positions that stand already: taken ones that count no longer are marked and put
 * before a person, own ones that the other side will never apply are not sent, and their receipts are given again.
 * Invariant: derived from registry and tables alone, so it may be looked at as often as one likes. protocol.md 2 and 8.
 */
import { isCasework } from '../lib/contract/index.ts';
import {
  nameHead,
  parsePublicTopic,
  parseStreamName,
  publicStreamName,
  type RegistryState,
} from '../lib/protocol/index.ts';
import type { JsonObject, Stream } from '../lib/protocol/types.ts';
import { refreshState } from '../lib/projection/refresh-state.ts';
import {
  type SealedBeyond,
  insertBeyond,
  isBeyondEnd,
  sealedBeyond,
  takenBeyond,
  untakePublic,
} from '../lib/store/beyond.ts';
import { gapsOf, replaceGaps } from '../lib/store/gaps.ts';
import { mendIncidents, openIncident } from '../lib/store/incidents.ts';
import { lockPosition } from '../lib/store/lanes.ts';
import { insertMessage } from '../lib/store/messages.ts';
import { enqueue, setNotSent } from '../lib/store/outbox.ts';
import { equivocationsOf, mendSetAside } from '../lib/store/set-aside.ts';
import { type StreamRow, listStreams, lockStream, setWitnessed } from '../lib/store/streams.ts';
import { Batch } from './batch.ts';
import { kidOfEnvelope } from './lane-view.ts';
import { type RouterContext, type Sql, type Told, freshId, tell } from './context.ts';

/** What another part of this process, or an older registry in its hands, took or sealed meanwhile is found by these. */
const LOOKS = 10;

/** What a closed stream no longer lacks. */
const CLOSED_CODES: readonly string[] = ['gap', 'resend-unanswered', 'silent'];

export class BeyondWatch {
  #version = 0;
  #looks = 0;

  /** Number of positions found. @throws DbError */
  async look(context: RouterContext): Promise<number> {
    const { registry } = context.trust;
    if (registry === null) return 0;
    if (registry.version !== this.#version) {
      this.#version = registry.version;
      this.#looks = LOOKS;
    }
    if (this.#looks === 0) return 0;
    this.#looks -= 1;
    let found = 0;
    for (const row of await listStreams(context.db)) {
      const stream = parseStreamName(row.name);
      const closed = stream === null ? null : registry.closedAt(stream);
      const stoodBy = row.direction === 'in' ? lastStoodBy(registry, row.name, stream) : null;
      // At the last position that its owner stands by, a thief's record may stand instead.
      const after = Math.min(closed?.sequence ?? Infinity, (stoodBy ?? Infinity) - 1);
      if (after === Infinity) continue;
      const told = await context.db.tx((sql) =>
        row.direction === 'in'
          ? takenStream(context, sql, registry, row, { after, closed: closed?.sequence ?? null })
          : ownStream(context, sql, registry, row, after),
      );
      found += told.length;
      tell(context, told);
    }
    return found;
  }
}

/** Least position that an owner of a revoked key stands by in this stream; null where no key of it is revoked. */
function lastStoodBy(registry: RegistryState, name: string, stream: Stream | null): number | null {
  const owner = registry.payload.participants.find(
    ({ id }) => id === stream?.from || name === publicStreamName(id),
  );
  const ends = (owner?.keys ?? []).flatMap(({ status, standsBy }) =>
    status === 'revoked' ? [standsBy?.find((last) => last.stream === name)?.sequence ?? 0] : [],
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

async function takenStream(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  row: StreamRow,
  { after, closed }: { readonly after: number; readonly closed: number | null },
): Promise<readonly Told[]> {
  const { name: stream } = row;
  await lockPosition(sql, row.topic, row.lane);
  const told: Told[] = [];
  const references = new Set<string>();
  for (const { sequence, digest, envelope, type, reference } of await takenBeyond(sql, stream, after)) {
    const kid = kidOfEnvelope(envelope) ?? '';
    const disputed = registry.keyVerdict(stream, sequence, digest, kid) === 'disputed';
    if (!disputed && (closed === null || sequence <= closed)) continue;
    await insertBeyond(sql, { stream, sequence, disputed, registryVersion: registry.version });
    const code = disputed ? 'disputed-applied' : 'beyond-generation';
    const isMessage = type !== null && isCasework(type);
    // A heartbeat moved nothing: one word for the stream is enough.
    await openIncident(sql, {
      id: freshId(context),
      code,
      stream,
      sequence,
      ...(isMessage ? {} : { fingerprint: `${code}:${stream}` }),
    });
    told.push({ event: disputed ? 'record.disputed' : 'record.evidence-only', code });
    if (reference !== null) references.add(reference);
  }
  if (parsePublicTopic(row.topic) !== null && told.length > 0)
    told.push(...(await continuePublic(context, sql, registry, row)));
  if (closed !== null) await closeGaps(sql, stream, closed);
  for (const reference of references) await refreshState(sql, reference, context.now().toISOString());
  return told;
}

/**
 * A public stream goes on where its owner stands by nothing more: there the thief's entries make room, and what its owner
 * had put beside them meanwhile, and was taken for a second version, is taken now.
 */
async function continuePublic(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  { name, topic, lane }: StreamRow,
): Promise<readonly Told[]> {
  if (!(await untakePublic(sql, name, nameHead(context.cipher, name)))) return [];
  const waiting = await equivocationsOf(sql, name);
  const batch = new Batch(context, sql, registry, { topic, lane }, { registryIsNewest: true });
  await batch.load(waiting);
  for (const raw of waiting) await batch.retake(raw, raw.bus_offset);
  await batch.finish();
  const taken = new Set(
    batch.told.flatMap(({ event, message }) => (event === 'record.taken' ? [message] : [])),
  );
  for (const { id, key } of waiting) if (taken.has(key)) await mendSetAside(sql, id);
  if (taken.size > 0) await mendIncidents(sql, ['equivocation'], name, null);
  return batch.told;
}

/** Nobody can fill what lies beyond the end. */
async function closeGaps(sql: Sql, stream: string, closed: number): Promise<void> {
  const gaps = await gapsOf(sql, stream);
  if (gaps.length === 0) {
    await mendIncidents(sql, CLOSED_CODES, stream, null);
    return;
  }
  const left = gaps
    .filter(({ first }) => first <= closed)
    .map(({ first, last }) => ({ first, last: Math.min(last, closed) }));
  await replaceGaps(sql, stream, left);
}

async function ownStream(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  row: StreamRow,
  after: number,
): Promise<readonly Told[]> {
  await lockStream(sql, row, row);
  const at = context.now().toISOString();
  const told: Told[] = [];
  const references = new Set<string>();
  for (const message of await sealedBeyond(sql, row.name, after)) {
    const { id, metadata } = message;
    await setNotSent(sql, id, 'generation-closed');
    told.push({ event: 'record.not-sent', message: id, code: 'generation-closed' });
    if (metadata.reference !== undefined) references.add(metadata.reference);
    if (isCasework(metadata.type))
      await openIncident(sql, {
        id: freshId(context),
        code: 'not-sent',
        stream: row.name,
        sequence: message.sequence,
        fingerprint: `not-sent:${id}`,
      });
    else await sayAgain(context, sql, registry, row.lane, message);
  }
  // Both ends have agreed on its end in the registry, so there is nobody left whose word its stripping would wait for.
  await setWitnessed(sql, row.name, row.sequence);
  for (const reference of references) await refreshState(sql, reference, at);
  return told;
}

/** A receipt for what still counts goes once more, in the new generation. */
async function sayAgain(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  lane: number,
  { peer, metadata }: SealedBeyond,
): Promise<void> {
  const { answers, reference } = metadata;
  const answered = answers === undefined ? null : parseStreamName(answers.stream);
  if (answers === undefined || answered === null) return;
  const end = registry.closedAt(answered);
  if (end !== null && answers.sequence > end.sequence) return;
  if (await isBeyondEnd(sql, answers.stream, answers.sequence)) return;
  const id = freshId(context);
  const at = context.now().toISOString();
  await insertMessage(sql, { id, direction: 'out', peer, metadata, stream: null, sequence: null, at });
  await enqueue(sql, context.crypto, {
    id,
    peer,
    lane,
    type: metadata.type,
    personal: false,
    reference: reference ?? null,
    metadata: metadata as unknown as JsonObject,
    payload: {},
  });
}
