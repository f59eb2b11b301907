/**
 * What the store needs of a connection: parameterised queries inside somebody's transaction.
 * Every function of the store takes it first, so that the caller decides where a transaction begins and ends.
 */
export interface Sql {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<readonly R[]>;
}

/** Exactly one row, or a programming error: used after statements that cannot give none. */
export function one<R>(rows: readonly R[]): R {
  const [row] = rows;
  if (row === undefined || rows.length !== 1) throw new Error(`expected one row, got ${rows.length}`);
  return row;
}
