/**
 * What this participant holds about each person of a referral, for the data protection officer who answers the person.
 * Invariant: every reading is written to the access log first, in the same transaction; contents of the justice channel
 * are not here, for no protection role opens them. contract.md 4; GDPR 15; decision 0012.
 */
import { channelOf, isCasework } from '../../lib/contract/index.ts';
import type { Json, JsonObject } from '../../lib/protocol/types.ts';
import { custody } from '../../lib/store/custody.ts';
import { erasuresOf, knownSubjects } from '../../lib/store/erasure.ts';
import { names, subjectOf } from '../../lib/store/erased.ts';
import { accessesTo } from '../../lib/store/chains.ts';
import { loadContent } from '../../lib/store/message-content.ts';
import { type MessageRow, messagesOf } from '../../lib/store/messages.ts';
import { draftOf, findReferral } from '../../lib/store/referrals.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import { Problem } from '../http/problem.ts';
import { logRead } from './access-log.ts';
import { listView } from './referral.ts';

interface Held {
  readonly message: string;
  readonly type: string;
  readonly from: string;
  readonly at: string;
  readonly content: JsonObject;
}

/** @throws Problem `not-found`; `not-ready` while erasures on the bus may not have been applied here yet. */
export async function personRecords(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string,
): Promise<object> {
  const referral = await findReferral(sql, reference);
  if (referral === null) throw new Problem('not-found');
  if ((await custody(sql)).state !== 'clear') throw new Problem('not-ready');
  await logRead(sql, context, actor, reference, 'data-protection');
  const rows = await messagesOf(sql, reference);
  const open = rows.filter(({ type }) => isCasework(type) && channelOf(type) === 'protection');
  const contents = await loadContent(
    sql,
    context.crypto,
    open.map(({ n }) => n),
  );
  const held = open.flatMap((row): readonly Held[] => {
    const content = contents.get(row.n) ?? {};
    return Object.keys(content).length === 0 ? [] : [heldOf(context.participant, row, content)];
  });
  const draft = await draftOf(sql, context.crypto, referral);
  const erasures = await erasuresOf(sql, reference);
  const erased = new Set(erasures.map(({ subject }) => subject));
  return {
    ...listView(referral, actor),
    persons: (await knownSubjects(sql, reference)).map((subject) => ({
      subject,
      erased: erased.has(subject) || erased.has(null),
      items: held.flatMap((item) => {
        const content = aboutPerson(item.content, subject);
        return content === null ? [] : [{ ...item, content }];
      }),
    })),
    shared: held.flatMap((item) => {
      const content = aboutNobody(item.content);
      return Object.keys(content).length === 0 ? [] : [{ ...item, content }];
    }),
    ...(draft === null ? {} : { draft }),
    erasures: erasures.map(({ subject, message, at }) => ({ subject, message, at: at.toISOString() })),
    // Erasures of the other side that wait for our answer: by the record that tells of them.
    asked: rows
      .filter(
        ({ type, direction, outcome }) =>
          type === 'data.erased' && direction === 'in' && outcome === 'applied',
      )
      .filter((row) => !rows.some((other) => other.direction === 'out' && answers(other, row)))
      .map(({ id, stream, sequence, at }) => ({ message: id, stream, sequence, at: at.toISOString() })),
    accesses: await accessesTo(sql, reference),
  };
}

function heldOf(
  participant: string,
  { id, type, direction, peer, at }: MessageRow,
  content: JsonObject,
): Held {
  return {
    message: id,
    type,
    from: direction === 'out' ? participant : peer,
    at: at.toISOString(),
    content,
  };
}

function answers(row: MessageRow, asked: MessageRow): boolean {
  const { type, answers: position } = row.metadata;
  return (
    type === 'data.erasure-receipt' &&
    position?.stream === asked.stream &&
    position?.sequence === asked.sequence
  );
}

/** The whole content where it is about this person alone, else the entry of `persons`. */
function aboutPerson(content: JsonObject, subject: string): JsonObject | null {
  if (subjectOf(content) === subject) return content;
  return entries(content).find((entry) => names(entry, subject)) ?? null;
}

function aboutNobody(content: JsonObject): JsonObject {
  if (subjectOf(content) !== null) return {};
  const { persons: _persons, ...rest } = content;
  return rest;
}

function entries(content: JsonObject): readonly JsonObject[] {
  const { persons } = content;
  return Array.isArray(persons)
    ? (persons as readonly Json[]).filter(
        (entry): entry is JsonObject => typeof entry === 'object' && entry !== null && !Array.isArray(entry),
      )
    : [];
}
