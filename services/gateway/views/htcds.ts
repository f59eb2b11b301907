/**
 * One referral as a token may see it, for another system: rows of HTCDS 2.0 or records of CTDC, with the names of the
 * participants and the footnote as data. Invariant: the same content as the referral's own view, tier by tier, and every
 * export is in the access log as one. contract.md 4; domain.md 2, 3 and 5.
 */
import { exportColumns, toCsv, toCtdc, toHtcds, type HeldReferral } from '../../lib/htcds/index.ts';
import type { Json, JsonObject } from '../../lib/protocol/types.ts';
import { contentsOf } from '../../lib/projection/case-history.ts';
import { countsInFold, type MessageRow, messagesOf } from '../../lib/store/messages.ts';
import { draftOf } from '../../lib/store/referrals.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import { Attachment } from '../http/secured.ts';
import { foldOf } from './timeline.ts';
import { logRead } from './access-log.ts';
import { listView } from './referral.ts';
import { readable, visibleReferral } from './visible-referral.ts';

export type ExportFormat = 'json' | 'csv' | 'ctdc-json';

/** @throws Problem `not-found`, also for what the token may not know of. */
export async function htcdsExport(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string,
  { format, foldKosovo }: { readonly format: ExportFormat; readonly foldKosovo: boolean },
): Promise<object> {
  const held = await heldOf(sql, context, actor, reference);
  await logRead(sql, context, actor, reference, 'export');
  const named = {
    reference,
    participants: [held.from, held.to],
    footnote: held.footnote,
  };
  switch (format) {
    case 'json':
      return { standard: 'HTCDS 2.0', ...named, rows: toHtcds(held) };
    case 'csv':
      // The name of a file is read by whoever looks over a shoulder (domain.md 6.10).
      return new Attachment(
        'text/csv; charset=utf-8; header=present',
        `${reference}.csv`,
        toCsv(exportColumns, toHtcds(held)),
      );
    case 'ctdc-json':
      return {
        standard: 'CTDC codebook v2',
        ...named,
        kosovo: foldKosovo ? 'folded' : 'apart',
        records: toCtdc(held, { territory: context.displayNames.territoryOf(held.from.id), foldKosovo }),
      };
    default:
      return format satisfies never;
  }
}

async function heldOf(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string,
): Promise<HeldReferral> {
  const { referral } = await visibleReferral(sql, context, actor, reference);
  const rows = await messagesOf(sql, reference);
  const loaded = await contentsOf(sql, context.crypto, rows);
  const contents = await readable(sql, context, actor, rows, loaded);
  // What the fold has applied, in its order: both sides export the same, and nothing that was refused.
  const counted = rows.filter(countsInFold);
  const applied = foldOf(referral, rows).applied.flatMap((index) => counted[index] ?? []);
  const messages = applied.flatMap((row): readonly Read[] => {
    const payload = contents.get(row.n);
    return payload === undefined ? [] : [{ row, payload }];
  });
  const { displayNames } = context;
  const party = (id: string): HeldReferral['from'] => ({ id, name: displayNames.nameOf(id) });
  const view = listView(referral, actor);
  return {
    reference,
    direction: view['direction'] === 'received' ? 'received' : 'sent',
    from: party(referral.sender),
    to: party(referral.recipient),
    urgency: referral.urgency,
    state: referral.state,
    submittedOn: dayOf(applied, 'referral.submitted'),
    acceptedOn: dayOf(applied, 'referral.accepted'),
    reasons: [
      ...(applied.findLast(({ metadata }) => metadata.reasons !== undefined)?.metadata.reasons ?? []),
    ],
    responsibleBody: responsibleBody(messages),
    footnote: displayNames.footnote,
    content: profileOf(messages) ?? (await draftOf(sql, context.crypto, referral)) ?? {},
    disclosed: disclosedOf(messages),
  };
}

interface Read {
  readonly row: MessageRow;
  readonly payload: JsonObject;
}

function dayOf(rows: readonly MessageRow[], type: string): string | null {
  const at = rows.find((row) => row.type === type)?.at;
  return at === undefined ? null : at.toISOString().slice(0, 10);
}

function responsibleBody(messages: readonly Read[]): string | null {
  const acceptance = messages.findLast(({ row }) => row.type === 'referral.accepted')?.payload;
  const name = objectOf(acceptance?.['responsibleBody'])['name'];
  return typeof name === 'string' ? name : null;
}

/** Assertions of a status add up, whoever makes them: none replaces another (domain.md 6.3). */
const MOST_ASSERTIONS = 8;

/** The profile as amended and asserted; null before the submission. Whole blocks replace whole blocks. */
function profileOf(messages: readonly Read[]): JsonObject | null {
  let profile: JsonObject | null = null;
  for (const { row, payload } of messages) {
    if (row.type === 'referral.submitted') profile = payload;
    if (profile === null) continue;
    const persons = objectsOf(profile['persons']);
    if (row.type === 'referral.amended') {
      const changed = new Map(objectsOf(payload['persons']).map((person) => [person['subject'], person]));
      const barred: readonly Json[] = [
        ...listOf(profile['doNotContact']),
        ...listOf(payload['doNotContact']),
      ];
      profile = {
        ...profile,
        ...payload,
        persons: persons.map((person) => changed.get(person['subject'] ?? null) ?? person),
        doNotContact: [...new Set<Json>(barred)],
      };
    }
    if (row.type === 'status.asserted') {
      const asserted = objectsOf(payload['persons']);
      profile = {
        ...profile,
        persons: persons.map((person) => {
          const own = asserted.filter(({ subject }) => subject === person['subject']);
          const status = [
            ...listOf(person['status']),
            ...own.flatMap(({ status: one }) => (one === undefined ? [] : [one])),
          ];
          return { ...person, status: status.slice(-MOST_ASSERTIONS) };
        }),
      };
    }
  }
  return profile;
}

/** Members of all disclosures that may be read, the newest of each. */
function disclosedOf(messages: readonly Read[]): ReadonlyMap<string, JsonObject> {
  const disclosed = new Map<string, JsonObject>();
  for (const { row, payload } of messages) {
    if (row.type !== 'referral.disclosed') continue;
    for (const { subject, ...members } of objectsOf(payload['persons'])) {
      if (typeof subject === 'string') disclosed.set(subject, { ...disclosed.get(subject), ...members });
    }
  }
  return disclosed;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return listOf(value).filter(
    (item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item),
  );
}

function objectOf(value: Json | undefined): JsonObject {
  return objectsOf([value ?? null])[0] ?? {};
}
