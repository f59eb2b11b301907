/**
 * The messages of a referral with their contents, as rules read them: what both sides said, and when.
 * Invariant: index by index the messages that the fold reads (`countsInFold`). domain.md 4 and 6.
 */
import type { CaseMessage, CaseRecord, Side } from '../casework/index.ts';
import { isCasework } from '../contract/index.ts';
import type { JsonObject } from '../protocol/types.ts';
import { type ContentCipher, loadContent } from '../store/message-content.ts';
import { type MessageRow, caseMessages, countsInFold } from '../store/messages.ts';
import type { Sql } from '../store/sql.ts';

/** `rows`: all of one referral; `weAre`: our side of it where we are only one of the two. */
export async function historyOf(
  sql: Sql,
  crypto: ContentCipher,
  rows: readonly MessageRow[],
  weAre: Side,
): Promise<readonly CaseRecord[]> {
  return withContents(rows, weAre, await contentsOf(sql, crypto, rows));
}

/** Payloads of casework messages by message number, of any number of referrals: whoever reads says which of them count. */
export async function contentsOf(
  sql: Sql,
  crypto: ContentCipher,
  rows: readonly MessageRow[],
): Promise<ReadonlyMap<string, JsonObject | null>> {
  const casework = rows.filter(({ type }) => isCasework(type));
  return loadContent(
    sql,
    crypto,
    casework.map(({ n }) => n),
  );
}

export function withContents(
  rows: readonly MessageRow[],
  weAre: Side,
  contents: ReadonlyMap<string, JsonObject | null>,
): readonly CaseRecord[] {
  const counted = rows.filter(countsInFold);
  return datedMessages(rows, weAre).map((message, index) => {
    const row = counted[index];
    // What the machines say has no content that could be gone.
    const content = row === undefined || !isCasework(row.type) ? {} : (contents.get(row.n) ?? null);
    return { ...message, payload: content };
  });
}

/** The same without contents: all that a clock asks for. */
export function datedMessages(
  rows: readonly MessageRow[],
  weAre: Side,
): readonly (CaseMessage & { readonly at: string })[] {
  const counted = rows.filter(countsInFold);
  return caseMessages(rows, weAre).map((message, index) => ({
    ...message,
    at: counted[index]?.at.toISOString() ?? '',
  }));
}
