/**
 * Two local logs whose entries carry the digest of the one before: negative evidence (we waited, nothing came) and the
 * access log (who read whose data). Invariant: numbers without gaps, each `previous` the digest of its predecessor.
 * protocol.md 6; domain.md 3.
 */
import type { Cipher, JsonObject } from '../protocol/types.ts';
import { type Sql, one } from './sql.ts';

export type ChainName = 'negative_evidence' | 'access_log';

/** Appends and gives the entry's number. Entries hold codes, ids and times only. */
export async function appendToChain(
  sql: Sql,
  cipher: Cipher,
  chain: ChainName,
  content: JsonObject,
): Promise<bigint> {
  // One writer at a time: the number and the link must be of the same predecessor.
  await sql.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`trm.${chain}`]);
  const last = await sql.query<{ n: bigint; digest: string }>(
    `select n, digest from trm.${chain} order by n desc limit 1`,
  );
  const n = (last[0]?.n ?? 0n) + 1n;
  const previous = last[0]?.digest ?? digest(cipher, `trm.${chain}`);
  const text = JSON.stringify(content);
  const rows = await sql.query<{ n: bigint }>(
    `insert into trm.${chain} (n, previous, content, digest) values ($1, $2, $3, $4) returning n`,
    [n, previous, text, digest(cipher, `${previous}.${text}`)],
  );
  return one(rows).n;
}

export interface ChainRow {
  readonly n: bigint;
  readonly previous: string;
  readonly content: string;
  readonly digest: string;
}

function digest(cipher: Cipher, text: string): string {
  return Buffer.from(cipher.sha256(Buffer.from(text, 'utf8'))).toString('base64url');
}

export async function readChain(sql: Sql, chain: ChainName): Promise<readonly ChainRow[]> {
  return sql.query<ChainRow>(`select n, previous, content, digest from trm.${chain} order by n`);
}

/** Who has read what is held of a referral, oldest first: ids, roles, times and purposes. */
export async function accessesTo(sql: Sql, reference: string): Promise<readonly JsonObject[]> {
  const rows = await sql.query<{ content: JsonObject }>(
    `select jsonb_build_object('who', c->'who', 'roles', c->'roles', 'at', c->'at', 'purpose', c->'purpose') as content
     from (select n, content::jsonb as c from trm.access_log) l where c->>'reference' = $1 order by n`,
    [reference],
  );
  return rows.map((row) => row.content);
}

/** First number at which the chain is broken, or null. */
export function brokenAt(cipher: Cipher, chain: ChainName, rows: readonly ChainRow[]): bigint | null {
  let previous = digest(cipher, `trm.${chain}`);
  let expected = 1n;
  for (const row of rows) {
    if (
      row.n !== expected ||
      row.previous !== previous ||
      row.digest !== digest(cipher, `${previous}.${row.content}`)
    )
      return expected;
    previous = row.digest;
    expected += 1n;
  }
  return null;
}

export async function unsignedEvidence(sql: Sql): Promise<readonly { n: bigint; digest: string }[]> {
  return sql.query(
    `select n, digest from trm.negative_evidence e where not exists (select 1 from trm.negative_evidence_signature s where s.n = e.n) order by n limit 100`,
  );
}

export async function signEvidence(sql: Sql, n: bigint, signature: string): Promise<void> {
  await sql.query(
    `insert into trm.negative_evidence_signature (n, signature) values ($1, $2) on conflict do nothing`,
    [n, signature],
  );
}
