/**
 * Bytes that were not taken: damage, disputes, both versions of an equivocation. Kept, shown, tried again, never answered.
 * protocol.md 5 (Damage).
 */
import type { OpeningCode, OpeningStep } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

export interface SetAside {
  readonly reason: 'damaged' | 'equivocation' | 'disputed' | 'beyond';
  readonly topic: string;
  readonly lane: number;
  readonly offset: bigint;
  readonly key: string;
  readonly value: Uint8Array;
  readonly step: OpeningStep;
  readonly code: OpeningCode;
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly registryVersion: number;
}

/** Damaged bytes are an attacker's: kept up to this size, the largest a well-formed record can have. */
const SET_ASIDE_BYTES = 1_048_576;
const KEY_CHARACTERS = 256;

export async function setAside(sql: Sql, record: SetAside): Promise<void> {
  await sql.query(
    `insert into trm.set_aside (reason, topic, lane, bus_offset, key, value, step, code, stream, sequence, registry_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [
      record.reason,
      record.topic,
      record.lane,
      record.offset,
      record.key.slice(0, KEY_CHARACTERS).replaceAll('\0', ''),
      Buffer.from(record.value.subarray(0, SET_ASIDE_BYTES)),
      record.step,
      record.code,
      record.stream,
      record.sequence,
      record.registryVersion,
    ],
  );
}

export interface SetAsideRow {
  readonly id: string;
  readonly topic: string;
  readonly lane: number;
  readonly bus_offset: bigint;
  readonly key: string;
  readonly value: Uint8Array;
}

/** Damaged under an older registry version: a new one may know the key or the generation (protocol.md 5). */
export async function damagedBefore(sql: Sql, registryVersion: number): Promise<readonly SetAsideRow[]> {
  return sql.query<SetAsideRow>(
    `select id::text, topic, lane, bus_offset, key, value from trm.set_aside s
     where reason = 'damaged' and registry_version < $1 and not exists (select 1 from trm.set_aside_mended m where m.set_aside = s.id)
     order by topic, lane, bus_offset limit 1000`,
    [registryVersion],
  );
}

/** Authentic records of a stream that came without their payload, and nothing said yet that they may. */
export async function damagedRings(
  sql: Sql,
  topic: string,
  lane: number,
): Promise<readonly (SetAsideRow & { readonly stream: string; readonly sequence: number })[]> {
  return sql.query(
    `select id::text, topic, lane, bus_offset, key, value, stream, sequence from trm.set_aside s
     where topic = $1 and lane = $2 and reason = 'damaged' and code = 'ring-digest' and stream is not null and sequence is not null
       and not exists (select 1 from trm.set_aside_mended m where m.set_aside = s.id)
     order by stream, sequence, bus_offset`,
    [topic, lane],
  );
}

/** Second versions of positions of a stream that are not settled. */
export async function equivocationsOf(sql: Sql, stream: string): Promise<readonly SetAsideRow[]> {
  return sql.query<SetAsideRow>(
    `select id::text, topic, lane, bus_offset, key, value from trm.set_aside s where stream = $1 and reason = 'equivocation'
       and not exists (select 1 from trm.set_aside_mended m where m.set_aside = s.id)
     order by sequence, bus_offset`,
    [stream],
  );
}

export async function mendSetAside(sql: Sql, id: string): Promise<void> {
  await sql.query(`insert into trm.set_aside_mended (set_aside) values ($1) on conflict do nothing`, [id]);
}

/**
 * Damaged values whose record has been taken since, under the same bus key: they and their incidents are mended. What
 * the damaged bytes claim about their position is not asked, for it may be what was damaged.
 */
export async function mendDamagedByKey(sql: Sql, topic: string, lane: number): Promise<number> {
  const rows = await sql.query(
    `with mended as (
       insert into trm.set_aside_mended (set_aside)
       select s.id from trm.set_aside s where s.topic = $1 and s.lane = $2 and s.reason = 'damaged'
         and not exists (select 1 from trm.set_aside_mended m where m.set_aside = s.id)
         and exists (select 1 from trm.stream h join trm.taken t on t.stream = h.name
           where h.direction = 'in' and h.topic = s.topic and h.lane = s.lane and t.id::text = s.key)
       on conflict do nothing returning set_aside)
     insert into trm.incident_change (incident, state)
     select i.id, 'mended' from mended m join trm.set_aside s on s.id = m.set_aside
       join trm.incident i on i.fingerprint = s.code || ':' || s.topic || '/' || s.lane || ':' || s.bus_offset
     where not exists (select 1 from trm.incident_change c where c.incident = i.id and c.state <> 'open')
     returning incident`,
    [topic, lane],
  );
  return rows.length;
}
