/**
 * Local cases: which referrals of this participant belong together. Nobody else learns of it. domain.md 4.
 * Invariant: a referral belongs to one case at most, and a link once made stays.
 */
import type { Sql } from './sql.ts';

export interface CaseFile {
  readonly id: string;
  readonly at: Date;
  readonly references: readonly string[];
}

/** False: one of the referrals belongs to another case already. */
export async function openCase(
  sql: Sql,
  file: { readonly id: string; readonly subject: string; readonly at: string },
  references: readonly string[],
): Promise<boolean> {
  await sql.query(`insert into trm.case_file (id, subject, at) values ($1, $2, $3)`, [
    file.id,
    file.subject,
    file.at,
  ]);
  for (const reference of references) if (!(await linkReferral(sql, { ...file, reference }))) return false;
  return true;
}

/** False: it belongs to another case already. Linking it again to its own changes nothing. */
export async function linkReferral(
  sql: Sql,
  link: { readonly id: string; readonly reference: string; readonly subject: string; readonly at: string },
): Promise<boolean> {
  await sql.query(
    `insert into trm.case_referral (reference, case_file, subject, at) values ($1, $2, $3, $4)
     on conflict (reference) do nothing`,
    [link.reference, link.id, link.subject, link.at],
  );
  return (await caseIdOf(sql, link.reference)) === link.id;
}

export async function caseIdOf(sql: Sql, reference: string): Promise<string | null> {
  const rows = await sql.query<{ id: string }>(
    `select case_file as id from trm.case_referral where reference = $1`,
    [reference],
  );
  return rows[0]?.id ?? null;
}

export async function findCase(sql: Sql, id: string): Promise<CaseFile | null> {
  const files = await sql.query<{ id: string; at: Date }>(`select id, at from trm.case_file where id = $1`, [
    id,
  ]);
  const file = files[0];
  if (file === undefined) return null;
  const rows = await sql.query<{ reference: string }>(
    `select reference from trm.case_referral where case_file = $1 order by at, reference`,
    [id],
  );
  return { ...file, references: rows.map((row) => row.reference) };
}

/** The other referrals of the same case. */
export async function siblingsOf(sql: Sql, reference: string): Promise<readonly string[]> {
  const rows = await sql.query<{ reference: string }>(
    `select o.reference from trm.case_referral r join trm.case_referral o on o.case_file = r.case_file
     where r.reference = $1 and o.reference <> $1 order by o.reference`,
    [reference],
  );
  return rows.map((row) => row.reference);
}
