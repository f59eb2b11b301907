/**
 * Registry versions and announced encryption keys, as the router read them from the bus. The gateway reads them here, so
 * commands are accepted while the bus is away. Signatures were checked before a row was written, and a process checks
 * the registry again when it loads it: the database is not trusted for keys.
 */
import type { AnnouncedKey } from '../protocol/index.ts';
import type { Jwk, KeySeries } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

export interface RegistryRow {
  readonly version: number;
  readonly digest: string;
  readonly value: Uint8Array;
}

export async function registryVersions(sql: Sql, above: number): Promise<readonly RegistryRow[]> {
  return sql.query<RegistryRow>(
    `select version, digest, value from trm.registry_version where version > $1 order by version`,
    [above],
  );
}

export async function insertRegistry(sql: Sql, row: RegistryRow): Promise<void> {
  await sql.query(
    `insert into trm.registry_version (version, digest, value) values ($1, $2, $3) on conflict do nothing`,
    [row.version, row.digest, Buffer.from(row.value)],
  );
}

/** When the newest version came; null before the first. */
export async function newestHeldAt(sql: Sql): Promise<Date | null> {
  const rows = await sql.query<{ at: Date | null }>(`select max(held_at) as at from trm.registry_version`);
  return rows[0]?.at ?? null;
}

interface KeyRow {
  participant: string;
  series: KeySeries;
  kid: string;
  jwk: Jwk;
  valid_from: Date;
  valid_to: Date | null;
}

export async function announcedKeys(sql: Sql): Promise<readonly AnnouncedKey[]> {
  const rows = await sql.query<KeyRow>(
    `select participant, series, kid, jwk, valid_from, valid_to from trm.announced_key order by sequence`,
  );
  return rows.map((row) => ({
    participant: row.participant,
    series: row.series,
    kid: row.kid,
    jwk: row.jwk,
    from: row.valid_from.toISOString(),
    to: row.valid_to?.toISOString() ?? null,
  }));
}

/**
 * False when this week of this series has a key already (the first announcement counts), or when its owner announced the key
 * in another series: a key that is in two would open one channel to the other. Either is an incident.
 */
export async function insertAnnouncedKey(sql: Sql, key: AnnouncedKey, sequence: number): Promise<boolean> {
  const rows = await sql.query(
    `insert into trm.announced_key (participant, series, kid, jwk, valid_from, valid_to, sequence)
     select $1, $2, $3, $4, $5, $6, $7
     where ($2 = 'metadata' or not exists (
         select 1 from trm.announced_key where participant = $1 and series = $2 and valid_from = $5))
       and not exists (select 1 from trm.announced_key where participant = $1 and kid = $3 and series <> $2)
     on conflict do nothing returning kid`,
    [key.participant, key.series, key.kid, JSON.stringify(key.jwk), key.from, key.to, sequence],
  );
  if (rows.length > 0) return true;
  const same = await sql.query(
    `select 1 as found from trm.announced_key where participant = $1 and series = $2 and kid = $3`,
    [key.participant, key.series, key.kid],
  );
  return same.length > 0;
}
