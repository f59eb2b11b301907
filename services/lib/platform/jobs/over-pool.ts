/**
 * pg-boss on our pool: every statement of it is one of ours, counted and interruptible like any other.
 * Invariant: no session goes back to the pool inside a transaction that a failed text of several statements left open.
 */
import type { Database, Sql } from '../db/index.ts';

/** What pg-boss wants of a database (`IDatabase`). */
export interface BossDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: object[] }>;
}

/** pg-boss brings its own `begin` and `commit` in one text with what stands between. */
const OWN_TRANSACTION = /^\s*BEGIN;([\s\S]*)COMMIT;?\s*$/;

/** Inside somebody's transaction: part of it. */
export function overSql(sql: Sql): BossDatabase {
  return {
    executeSql: async (text, values) => {
      const inner = OWN_TRANSACTION.exec(text)?.[1] ?? text;
      // With values, even none, a text is one statement to PostgreSQL.
      const given = values === undefined || values.length === 0 ? undefined : values;
      return { rows: [...(await sql.query<object>(inner, given))] };
    },
  };
}

export function overDatabase(db: Database): BossDatabase {
  return {
    executeSql: (text, values) =>
      OWN_TRANSACTION.test(text)
        ? db.tx((sql) => overSql(sql).executeSql(text, values))
        : overSql(db).executeSql(text, values),
  };
}

/** How many jobs a call changed; pg-boss says it, but not in its types. */
export function affected(response: object): number {
  return Number((response as { affected?: unknown }).affected ?? 0);
}
