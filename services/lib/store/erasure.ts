/**
 * Erasure in one participant's database: keys, sealed bytes and everything else that keeps or opens a person's data.
 * Invariant: one transaction destroys all of it and records whose data are gone, so that no content key is ever made for
 * them again, whatever is taken, rebuilt or commanded later. protocol.md 7; decision 0012.
 */
import type { Channel } from '../contract/index.ts';
import type { JsonObject, Metadata } from '../protocol/types.ts';
import { type ContentKey, type Kek, decrypt, keysById } from './content-keys.ts';
import { names } from './erased.ts';
import type { ContentCipher } from './message-content.ts';
import { outboxContext, setNotSent } from './outbox.ts';
import { dropDraft, draftOf, lockReferral } from './referrals.ts';
import type { Sql } from './sql.ts';

/** Types that speak of an erasure and hold no data. */
const ERASURE_TYPES: readonly string[] = ['data.erased', 'data.erasure-receipt'];

/** Persons; `all`: the whole referral; `unknown`: persons whom nobody can name any more, because the word itself is stripped. */
export type Whom = readonly string[] | 'all' | 'unknown';

/** Whose data a message of our own says are destroyed here; null where it says nothing of the kind. */
export async function whomItErases(
  sql: Sql,
  metadata: Metadata,
  payload: JsonObject | null,
): Promise<Whom | null> {
  const { type, answers } = metadata;
  // Retention has ended: what the sender's clock, or the officer, says of the own copy.
  if (type === 'referral.sealed') return 'all';
  if (type !== 'data.erased' && (type !== 'data.erasure-receipt' || metadata['outcome'] !== 'erased'))
    return null;
  if (metadata['scope'] === 'all') return 'all';
  if (type === 'data.erasure-receipt' && answers !== undefined) {
    const asked = await sql.query<{ scope: string }>(
      `select metadata->>'scope' as scope from trm.message where stream = $1 and sequence = $2 and type = 'data.erased'`,
      [answers.stream, answers.sequence],
    );
    if (asked[0]?.scope === 'all') return 'all';
  }
  const subjects = payload?.['subjects'];
  return Array.isArray(subjects) ? (subjects as readonly string[]) : 'unknown';
}

export interface Erasing {
  readonly reference: string;
  /** Participant whose database this is. */
  readonly participant: string;
  readonly whom: Whom;
  /** Record id of the message that does it. */
  readonly message: string;
}

/**
 * Destroys. The caller folds the referral anew afterwards, because a message that names an erased person and was not
 * sealed yet is not sent any more.
 */
export async function erase(sql: Sql, crypto: ContentCipher, erasing: Erasing): Promise<void> {
  const { reference, participant, message, whom } = erasing;
  const referral = await lockReferral(sql, reference);
  if (referral === null) return;
  const peer = referral.sender === participant ? referral.recipient : referral.sender;
  await lockOwnStreams(sql, participant, peer);
  const subjects = typeof whom === 'string' ? null : whom;
  await stopWaiting(sql, crypto, reference, subjects);
  if (subjects !== null) await insertErasures(sql, reference, subjects, message);
  const all = subjects === null || (await nobodyIsLeft(sql, reference));
  // Of persons whom nobody can name, all that is held goes now; what comes later about others is kept again.
  if (all && whom !== 'unknown') await insertErasures(sql, reference, [null], message);
  const draft = referral.draft === null ? null : await draftOf(sql, crypto, referral);
  if (all || (draft !== null && subjects.some((subject) => names(draft, subject))))
    await dropDraft(sql, reference);
  await sql.query(`delete from trm.content_key where reference = $1 and ($2 or subject = any($3::uuid[]))`, [
    reference,
    all,
    subjects ?? [],
  ]);
  await sql.query(`update trm.task set route = null, route_key = null where reference = $1`, [reference]);
  await sql.query(
    `update trm.task_move set route = null, route_key = null
     where route is not null and task in (select id from trm.task where reference = $1)`,
    [reference],
  );
  await removeRings(sql, reference, all ? null : subjects);
  await removeRefusedRings(sql, peer, participant);
  await cutStoredValues(sql, [`trm.${participant}.${peer}`, `trm.${peer}.${participant}`]);
}

async function insertErasures(
  sql: Sql,
  reference: string,
  subjects: readonly (string | null)[],
  message: string,
): Promise<void> {
  await sql.query(
    `insert into trm.erasure (reference, subject, message) select $1, s, $3 from unnest($2::uuid[]) as s on conflict do nothing`,
    [reference, subjects, message],
  );
}

/** Whoever seals holds its stream's row from the first look at the outbox: once we have it, nothing is half sealed. */
export async function lockOwnStreams(sql: Sql, participant: string, peer: string): Promise<void> {
  await sql.query(
    `select name from trm.stream where direction <> 'in' and topic = $1 order by name for update`,
    [`trm.${participant}.${peer}`],
  );
}

/** What names the person and was not sealed yet is not sent any more. */
async function stopWaiting(
  sql: Sql,
  crypto: ContentCipher,
  reference: string,
  subjects: readonly string[] | null,
): Promise<void> {
  const rows = await sql.query<{ id: string; key: string | null; channel: Channel; plaintext: Uint8Array }>(
    `select id, key, channel, plaintext from trm.outbox where reference = $1 and not (type = any($2::text[])) and type not like 'receipt.%' order by n`,
    [reference, ERASURE_TYPES],
  );
  if (rows.length === 0) return;
  const keysIn = (channel: Channel, kek: Kek | undefined): Promise<ReadonlyMap<string, ContentKey>> => {
    const ids = rows.flatMap((row) => (row.channel === channel ? (row.key ?? []) : []));
    return kek === undefined ? Promise.resolve(new Map()) : keysById(sql, crypto.cipher, kek, ids, channel);
  };
  const keys = new Map([
    ...(await keysIn('protection', crypto.kek)),
    ...(await keysIn('justice', crypto.justiceKek)),
  ]);
  for (const row of rows) {
    const kek = row.channel === 'justice' ? crypto.justiceKek : crypto.kek;
    const key = row.key === null ? kek?.key : keys.get(row.key)?.key;
    // Of a channel whose keys are not mounted here: what cannot be looked into is not sent.
    const content =
      key === undefined
        ? null
        : (JSON.parse(decrypt(crypto.cipher, key, outboxContext(row.id), row.plaintext)) as JsonObject);
    const payload = content?.['payload'] as JsonObject | undefined;
    const stops =
      payload === undefined ||
      (subjects === null
        ? Object.keys(payload).length > 0
        : subjects.some((subject) => names(payload, subject)));
    if (stops) await setNotSent(sql, row.id, 'erased');
  }
}

/**
 * Everybody of whom this database ever held a block is erased: the referral's own key dies with the last person. Where it
 * never held any (made anew from the bus), nobody can tell, and what is sent again about others must find a key.
 */
async function nobodyIsLeft(sql: Sql, reference: string): Promise<boolean> {
  const [row] = await sql.query<{ known: number; left: number }>(
    `select count(*)::int as known, count(*) filter (where e.subject is null)::int as left
     from (select distinct substr(c.part, 8)::uuid as subject from trm.message_content c join trm.message m on m.n = c.message
           where m.reference = $1 and c.part like 'person:%') p
       left join trm.erasure e on e.reference = $1 and e.subject = p.subject`,
    [reference],
  );
  return row !== undefined && row.known > 0 && row.left === 0;
}

/**
 * Payload rings of both directions. Of our own, what the other side has not witnessed yet and what does not name the
 * person stays for now: the stripping run takes it as soon as it is witnessed.
 */
async function removeRings(sql: Sql, reference: string, subjects: readonly string[] | null): Promise<void> {
  await sql.query(
    `delete from trm.payload_ring r using (
       select s.stream, s.sequence from trm.message m join trm.sealed s on s.id = m.id join trm.stream h on h.name = s.stream
         where m.direction = 'out' and m.reference = $1 and (s.sequence <= h.witnessed or $2::text[] is null
           or exists (select 1 from trm.message_content c where c.message = m.n and c.part = any($2)))
       union
       select m.stream, m.sequence from trm.message m where m.direction = 'in' and m.reference = $1) p
     where r.stream = p.stream and r.sequence = p.sequence`,
    [reference, subjects === null ? null : subjects.map((subject) => `person:${subject}`)],
  );
}

/** What was refused for good was never understood, so nobody can tell whom it names. */
async function removeRefusedRings(sql: Sql, peer: string, participant: string): Promise<void> {
  await sql.query(
    `delete from trm.payload_ring r using trm.taken t
     where t.stream = r.stream and t.sequence = r.sequence and t.outcome = 'refused' and t.final
       and t.stream like $1`,
    [`trm.${peer}.${participant}/%`],
  );
}

/** Held behind a gap, or set aside: still sealed, so nobody can tell whom it names. Held ones are asked for again. */
async function cutStoredValues(sql: Sql, topics: readonly string[]): Promise<void> {
  for (const table of ['trm.held', 'trm.set_aside'] as const) {
    const rows = await sql.query<{ place: string; value: Uint8Array }>(
      `select ctid::text as place, value from ${table} where topic = any($1::text[]) for update`,
      [topics],
    );
    for (const { place, value } of rows) {
      const cut = withoutPayload(value);
      if (cut.length < value.length)
        await sql.query(`update ${table} set value = $2 where ctid = $1::tid`, [place, cut]);
    }
  }
}

const PAYLOAD_MEMBER = Buffer.from(',"payload":');
const STRIPPED_MEMBERS: ReadonlySet<string> = new Set(['envelope', 'metadata']);

/** The stripped form of a bus value, also of a damaged one; nothing of one that does not even look like a record. */
export function withoutPayload(value: Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  const at = bytes.indexOf(PAYLOAD_MEMBER);
  if (at >= 0) return Buffer.concat([bytes.subarray(0, at), Buffer.from('}')]);
  const text = bytes.toString('utf8');
  try {
    const members = Object.keys(JSON.parse(text) as object);
    return members.every((member) => STRIPPED_MEMBERS.has(member)) ? bytes : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Everybody of whom this database holds or held a block, erased or not. */
export async function knownSubjects(sql: Sql, reference: string): Promise<readonly string[]> {
  const rows = await sql.query<{ subject: string }>(
    `select substr(c.part, 8) as subject from trm.message_content c join trm.message m on m.n = c.message
       where m.reference = $1 and c.part like 'person:%'
     union select k.subject::text from trm.content_key k where k.reference = $1 and k.subject is not null
     union select e.subject::text from trm.erasure e where e.reference = $1 and e.subject is not null
     order by 1`,
    [reference],
  );
  return rows.map((row) => row.subject);
}

export interface ErasureRow {
  /** Null: the whole referral. */
  readonly subject: string | null;
  readonly message: string;
  readonly at: Date;
}

export async function erasuresOf(sql: Sql, reference: string): Promise<readonly ErasureRow[]> {
  return sql.query<ErasureRow>(
    `select subject, message, at from trm.erasure where reference = $1 order by n`,
    [reference],
  );
}

/** Does a casework message of ours (of these types) wait to be sealed? */
export async function waitsForSealing(
  sql: Sql,
  reference: string,
  types: readonly string[] | null,
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as found from trm.outbox where reference = $1 and type not like 'receipt.%' and not (type = any($3::text[]))
       and ($2::text[] is null or type = any($2)) limit 1`,
    [reference, types, ERASURE_TYPES],
  );
  return rows.length > 0;
}

/** Position of ours, sealed, that is the youngest with content of this referral; null when there is none. */
export async function youngestOwn(
  sql: Sql,
  reference: string,
): Promise<{ readonly stream: string; readonly through: number } | null> {
  const rows = await sql.query<{ stream: string; through: number }>(
    `select s.stream, s.sequence as through from trm.message m join trm.sealed s on s.id = m.id join trm.stream h on h.name = s.stream
     where m.direction = 'out' and m.reference = $1 and exists (select 1 from trm.message_content c where c.message = m.n)
     order by h.generation desc, s.sequence desc limit 1`,
    [reference],
  );
  return rows[0] ?? null;
}

export interface Declaration {
  readonly message: string;
  readonly own: boolean;
  readonly stream: string;
  readonly through: number;
}

/** Notes a signed word that payloads at or below a position are gone. */
export async function declareErased(sql: Sql, declaration: Declaration): Promise<boolean> {
  const rows = await sql.query(
    `insert into trm.erasure_declared (message, own, stream, through) values ($1, $2, $3, $4) on conflict do nothing returning message`,
    [declaration.message, declaration.own, declaration.stream, declaration.through],
  );
  return rows.length > 0;
}

/** All declarations about streams of one topic: few, for each is a person's erasure. */
export async function declaredOn(
  sql: Sql,
  topic: string,
): Promise<readonly { readonly stream: string; readonly through: number }[]> {
  return sql.query(
    `select stream, max(through) as through from trm.erasure_declared where stream like $1 group by stream`,
    [`${topic}/%`],
  );
}
