/**
 * Safety alerts behind a gap: kept aside so that people see them before their turn. protocol.md 5 (Gap); domain.md 4.
 * Invariant: an alert that has been taken since is no longer early, and its words die with the referral's content key.
 */
import type { JsonObject } from '../protocol/types.ts';
import { contentKeyIfAny, decrypt, encrypt, keysById } from './content-keys.ts';
import type { ContentCipher } from './message-content.ts';
import type { Sql } from './sql.ts';

export interface EarlyAlert {
  readonly stream: string;
  readonly sequence: number;
  readonly id: string;
  readonly peer: string;
  readonly reference: string;
  readonly class: string | null;
  readonly at: Date;
  /** Null once it has been erased. */
  readonly content: JsonObject | null;
}

export async function insertEarlyAlert(
  sql: Sql,
  crypto: ContentCipher,
  alert: Omit<EarlyAlert, 'at' | 'content'> & {
    readonly digest: string;
    readonly at: string;
    readonly content: JsonObject;
  },
): Promise<void> {
  const key = await contentKeyIfAny(sql, crypto.cipher, crypto.kek, alert.reference, null, crypto.newId);
  const block =
    key === null
      ? null
      : Buffer.from(encrypt(crypto.cipher, key.key, context(alert), JSON.stringify(alert.content)));
  await sql.query(
    `insert into trm.early_alert (stream, sequence, digest, id, peer, reference, class, at, content, content_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      alert.stream,
      alert.sequence,
      alert.digest,
      alert.id,
      alert.peer,
      alert.reference,
      alert.class,
      alert.at,
      block,
      key?.id ?? null,
    ],
  );
}

/** Those whose turn has not come, oldest first; of one referral, or of all. */
export async function earlyAlerts(
  sql: Sql,
  crypto: ContentCipher,
  reference: string | null = null,
): Promise<readonly EarlyAlert[]> {
  const rows = await sql.query<
    Omit<EarlyAlert, 'content'> & {
      readonly content: Uint8Array | null;
      readonly content_key: string | null;
    }
  >(
    `select stream, sequence, id, peer, reference, class, at, content, content_key from trm.early_alert e
     where ($1::text is null or reference = $1)
       and not exists (select 1 from trm.taken t where t.stream = e.stream and t.sequence = e.sequence)
     order by at`,
    [reference],
  );
  const keys = await keysById(sql, crypto.cipher, crypto.kek, [
    ...new Set(rows.flatMap((row) => row.content_key ?? [])),
  ]);
  return rows.map(({ content, content_key: keyId, ...row }) => {
    const key = keyId === null ? undefined : keys.get(keyId);
    const text =
      key === undefined || content === null ? null : decrypt(crypto.cipher, key.key, context(row), content);
    return { ...row, content: text === null ? null : (JSON.parse(text) as JsonObject) };
  });
}

function context({ stream, sequence }: { readonly stream: string; readonly sequence: number }): string {
  return `early:${stream}:${sequence}`;
}

/** Referrals in which anybody has ever raised an alert. */
export async function referencesWithAlerts(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ reference: string }>(
    `select distinct reference from trm.message where type = 'safety.alert' and reference is not null order by reference`,
  );
  return rows.map((row) => row.reference);
}

/** The duty desk has seen to the alerts of this referral: their incidents are mended. */
export async function mendAlerts(sql: Sql, reference: string): Promise<void> {
  await sql.query(
    `insert into trm.incident_change (incident, state)
     select i.id, 'mended' from trm.incident i join trm.message m on m.stream = i.stream and m.sequence = i.sequence
     where i.code in ('safety-alert', 'safety-alert-early') and m.type = 'safety.alert' and m.reference = $1
       and not exists (select 1 from trm.incident_change c where c.incident = i.id and c.state <> 'open')`,
    [reference],
  );
}
