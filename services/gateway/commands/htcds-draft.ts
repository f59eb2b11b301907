/**
 * POST /v1/htcds-drafts: rows of another case file become a draft like any other, and the answer says what they could
 * not say. Invariant: the draft goes the way of every draft, with its checks; no name and no story is kept from the rows
 * beyond what a profile holds. contract.md 4; domain.md 5 and 6.1.
 */
import { randomUUID } from 'node:crypto';
import { validateLocal } from '../../lib/contract/index.ts';
import { fromCsv, fromHtcds, type ForeignRow } from '../../lib/htcds/index.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import type { Work } from '../http/idempotency.ts';
import { Problem, type ProblemError } from '../http/problem.ts';
import { draftReferral } from './draft.ts';

/** As many as a referral is about. */
const MOST_ROWS = 8;

export async function draftFromHtcds(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  body: JsonObject,
): Promise<Work> {
  const validation = validateLocal('htcds.drafted', body);
  if (!validation.ok) throw invalid(validation.errors.map(withoutColumn));
  const { to, urgency, rows, csv } = body as unknown as {
    readonly to: string;
    readonly urgency: string;
    readonly rows?: readonly ForeignRow[];
    readonly csv?: string;
  };
  const { draft, unmapped, missing } = fromHtcds(rows ?? rowsOf(csv ?? ''), {
    to,
    urgency,
    today: new Date(context.now()).toISOString().slice(0, 10),
    newSubject: randomUUID,
  });
  const work = await draftReferral(sql, context, actor, draft);
  return { ...work, body: { ...work.body, unmapped, missing } };
}

function rowsOf(csv: string): readonly ForeignRow[] {
  const reading = fromCsv(csv);
  if (!reading.ok) throw invalid([{ pointer: '/csv', code: 'csv' }]);
  // One more for the row of labels that the workbooks of the standard have.
  if (reading.rows.length > MOST_ROWS + 1) throw invalid([{ pointer: '/csv', code: 'maxItems' }]);
  return reading.rows;
}

function invalid(errors: readonly ProblemError[]): Problem {
  return new Problem('content-invalid', { errors });
}

/** A column's name is the submitter's: what is wrong in a cell is told by its row. */
function withoutColumn({ pointer, code }: ProblemError): ProblemError {
  const [row] = /^\/rows\/\d+(?=\/)/.exec(pointer) ?? [pointer];
  return { pointer: row, code };
}
