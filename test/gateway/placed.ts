/**
 * A referral of a casework scene as it lies in a gateway's database after the publisher and the router have done their
 * work, and how to take back what a command has added to it.
 * Invariant: written through the store; only `takeBack` speaks to the tables, as nothing of the product can.
 */
import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { channelOf, draftExample, isCasework } from '../../services/lib/contract/index.ts';
import type { Side } from '../../services/lib/casework/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import type { Sql } from '../../services/lib/platform/db/index.ts';
import { digest, nameHead, newId, newReference } from '../../services/lib/protocol/index.ts';
import type { Metadata } from '../../services/lib/protocol/types.ts';
import { insertTaken } from '../../services/lib/store/inbox.ts';
import { storeContent, storeGone } from '../../services/lib/store/message-content.ts';
import { insertMessage } from '../../services/lib/store/messages.ts';
import { insertDraft, setState, upsertFromMessage } from '../../services/lib/store/referrals.ts';
import { advance, insertSealed, lockStream, markPublished } from '../../services/lib/store/streams.ts';
import { DRAFTER, type Scene } from '../lib/casework/scenes.ts';
import type { Gateway } from './gateway-world.ts';

export const PEER = 'al';

interface StreamAt {
  readonly name: string;
  readonly direction: 'out' | 'in';
  sequence: number;
}

/** Gives its reference. Its last message came a second ago by the gateway's clock, and all others move with it. */
export async function place(gateway: Gateway, scene: Scene, ours: Side): Promise<string> {
  const reference = newReference(nodeCipher);
  const late = scene.now + 1_000 - gateway.context.now();
  const atOf = (at: string): string => new Date(Date.parse(at) - late).toISOString();
  await gateway.db.tx(async (sql) => {
    await insertReferral(sql, gateway, scene, ours, reference);
    const own = await streamAt(sql, `trm.${gateway.participant}.${PEER}/0/1`, 'out');
    const theirs = await streamAt(sql, `trm.${PEER}.${gateway.participant}/0/1`, 'in');
    const positions = new Map<string, { stream: string; sequence: number }>();
    for (const record of scene.records) {
      const isOwn = record.side === ours;
      const stream = isOwn ? own : theirs;
      stream.sequence += 1;
      const position = { stream: stream.name, sequence: stream.sequence };
      positions.set(`${record.side} ${record.sequence}`, position);
      const { answers, ...said } = record.metadata;
      const other = record.side === 'sender' ? 'receiver' : 'sender';
      const answered = answers === undefined ? undefined : positions.get(`${other} ${answers.sequence}`);
      const metadata = { ...said, reference, ...(answered === undefined ? {} : { answers: answered }) };
      const at = atOf(record.at);
      const n = await insertRecord(sql, { stream, position, metadata, at });
      if (!isCasework(metadata.type)) continue;
      if (record.payload === null) await storeGone(sql, n);
      else
        await storeContent(
          sql,
          gateway.context.crypto,
          n,
          reference,
          record.payload,
          channelOf(metadata.type),
        );
    }
    for (const { name, sequence } of [own, theirs])
      await advance(sql, name, { sequence, digest: digest(nodeCipher, `${name} ${sequence}`) }, null);
  });
  return reference;
}

async function insertReferral(
  sql: Sql,
  gateway: Gateway,
  scene: Scene,
  ours: Side,
  reference: string,
): Promise<void> {
  const at = new Date(gateway.context.now()).toISOString();
  const isGone = scene.records.some(({ payload }) => payload === null);
  const common = { reference, urgency: 'urgent', drill: false, at, state: scene.fold.state };
  const sent = {
    ...common,
    direction: 'sent',
    sender: gateway.participant,
    recipient: PEER,
  } as const;
  if (ours === 'receiver')
    await upsertFromMessage(sql, {
      ...common,
      direction: 'received',
      sender: PEER,
      recipient: gateway.participant,
    });
  else if (isGone) await upsertFromMessage(sql, sent);
  else
    await insertDraft(sql, gateway.context.crypto, sent, {
      drafter: DRAFTER,
      office: null,
      body: draftExample(at),
    });
  if (isGone)
    await sql.query(`insert into trm.erasure (reference, subject, message) values ($1, null, $2)`, [
      reference,
      newId(nodeCipher, gateway.context.now()),
    ]);
  await setState(sql, reference, scene.fold.state, at);
}

async function streamAt(sql: Sql, name: string, direction: 'out' | 'in'): Promise<StreamAt> {
  const topic = name.split('/')[0] ?? '';
  const row = await lockStream(
    sql,
    { name, direction, topic, lane: 0, generation: 1 },
    nameHead(nodeCipher, name),
  );
  return { name, direction, sequence: row.sequence };
}

interface Inserted {
  readonly stream: StreamAt;
  readonly position: { readonly stream: string; readonly sequence: number };
  readonly metadata: Metadata;
  readonly at: string;
}

async function insertRecord(sql: Sql, { stream, position, metadata, at }: Inserted): Promise<string> {
  const { direction } = stream;
  const { sequence } = position;
  const id = newId(nodeCipher, Date.parse(at));
  const bytes = {
    stream: stream.name,
    sequence,
    id,
    digest: digest(nodeCipher, `${stream.name} ${sequence}`),
    envelope: 'envelope',
    metadata: 'metadata',
    payload: 'payload',
  };
  if (direction === 'out') {
    await insertSealed(sql, [{ ...bytes, heartbeat: false, seen: 0, sealedAt: at }]);
    await markPublished(sql, [position]);
  } else {
    const taken = { outcome: 'applied', step: null, code: null, final: null, needsPerson: false } as const;
    await insertTaken(sql, { ...bytes, offset: BigInt(sequence), ...taken });
  }
  const place = direction === 'in' ? position : { stream: null, sequence: null };
  return insertMessage(sql, { id, direction, peer: PEER, metadata, at, ...place });
}

/** Everything that the gateway holds, as one value; keys of repeated requests are its own affair. */
export async function digestOfAll(admin: Pool): Promise<string> {
  const tables = await tablesOf(admin);
  const parts = tables.map(
    (table) =>
      `select '${table}' as name, md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as value from trm.${table} t`,
  );
  const { rows } = await admin.query<{ name: string; value: string }>(
    `${parts.join(' union all ')} order by name`,
  );
  return rows.map(({ name, value }) => `${name} ${value}`).join('\n');
}

let tables: readonly string[] | null = null;

async function tablesOf(admin: Pool): Promise<readonly string[]> {
  if (tables === null) {
    const { rows } = await admin.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'trm' and tablename <> 'idempotency' order by 1`,
    );
    assert.ok(rows.some(({ name }) => name === 'message'));
    tables = rows.map(({ name }) => name);
  }
  return tables;
}

export interface Saved {
  readonly state: string;
  readonly updatedAt: Date;
  readonly keys: readonly string[];
}

export async function save(admin: Pool, reference: string): Promise<Saved> {
  const { rows } = await admin.query<Saved>(
    `select state, updated_at as "updatedAt", (select coalesce(array_agg(id::text), '{}') from trm.content_key where reference = $1) as keys
     from trm.referral where reference = $1`,
    [reference],
  );
  assert.ok(rows[0] !== undefined);
  return rows[0];
}

/** Takes one message of ours back that has not been sealed, and destroys nothing. */
export async function takeBack(admin: Pool, reference: string, message: string, saved: Saved): Promise<void> {
  await admin.query(
    `with gone as (select n from trm.message where id = $1 and direction = 'out'),
       content as (delete from trm.message_content where message in (select n from gone)),
       author as (delete from trm.message_author where message in (select n from gone))
     delete from trm.outbox where id = $1`,
    [message],
  );
  await admin.query(`delete from trm.message where id = $1 and direction = 'out'`, [message]);
  await admin.query(`delete from trm.content_key where reference = $1 and not (id::text = any($2))`, [
    reference,
    saved.keys,
  ]);
  await admin.query(`update trm.referral set state = $2, updated_at = $3 where reference = $1`, [
    reference,
    saved.state,
    saved.updatedAt,
  ]);
}
