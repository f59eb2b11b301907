/**
 * Public topics go the same way as pair topics: authentic, in order, once. Here is what differs: the form of an entry,
 * and what an announcement of keys does. formats.md 6; protocol.md 7 (Keys).
 */
import {
  type DirectoryEntryConfirmedContentV1,
  type DirectoryEntrySuspendedContentV1,
  validatePublicContent,
} from '../lib/contract/index.ts';
import { authenticatePublic, kidOf, weekOf } from '../lib/protocol/index.ts';
import type { AuthenticRecord, KeySeries, Metadata } from '../lib/protocol/types.ts';
import { openIncident } from '../lib/store/incidents.ts';
import { insertPartnerEntry } from '../lib/store/partner-directory.ts';
import { insertAnnouncedKey } from '../lib/store/trust.ts';
import { type KeyAnnouncement, isKeyAnnouncement } from '../lib/trust/announcement.ts';
import type { Opened } from './apply.ts';
import { type Opening, type RouterContext, type Sql, type Told, freshId } from './context.ts';
import type { Applied } from './receipts.ts';

/** A public entry seen as a record: its content stands where the metadata ring stands, in clear. */
export const publicOpening: Opening = {
  authenticate(cipher, registry, raw, keyBefore) {
    const entry = authenticatePublic(cipher, registry, raw, keyBefore);
    if (!entry.ok) return entry;
    const { envelope } = entry;
    const record: AuthenticRecord = {
      ok: true,
      stream: { from: entry.participant, to: 'public', lane: envelope.lane, generation: envelope.generation },
      streamName: `${raw.topic}/${envelope.lane}/${envelope.generation}`,
      envelope: {
        ...envelope,
        recipient: '',
        seensequence: 0,
        seendigest: '',
        metadatadigest: envelope.contentdigest,
        payloaddigest: '',
        metadatacommit: '',
        payloadcommit: '',
      },
      envelopeString: entry.envelopeString,
      digest: entry.digest,
      metadataRing: entry.contentString,
      payloadRing: null,
      kid: entry.kid,
      disputed: entry.disputed,
      evidenceOnly: false,
    };
    return record;
  },
  checkRings: () => null,
  openRings(_cipher, _keys, record) {
    const metadata = JSON.parse(record.metadataRing) as Metadata;
    return {
      ok: true,
      metadata,
      metadataPlain: record.metadataRing,
      payload: null,
      payloadPlain: null,
      keptSealed: false,
      needsPerson: false,
    };
  },
};

/** Keys of a partner. What is wrong in it is shown and not used; the position is taken all the same. */
export async function applyPublic(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  opened: Opened,
): Promise<Applied> {
  const { metadata } = opened;
  const incident = (code: string): Promise<boolean> =>
    openIncident(sql, {
      id: freshId(context),
      code,
      stream: record.streamName,
      sequence: record.envelope.sequence,
    });
  if (!validatePublicContent(metadata).ok) {
    await incident('needs-person');
    return { outcome: 'noted', told: [] };
  }
  if (!isKeyAnnouncement(metadata))
    return applyEntry(context, sql, record, metadata as unknown as PublicEntry);
  const announcement = metadata as unknown as KeyAnnouncement;
  const told: Told[] = [];
  for (const key of announcement.keys) {
    if (!usable(context, announcement.series, key)) {
      await incident('announcement-refused');
      told.push({ event: 'key.refused' });
      continue;
    }
    const kid = kidOf(context.cipher, key.jwk);
    const stored = await insertAnnouncedKey(
      sql,
      {
        participant: record.stream.from,
        series: announcement.series,
        jwk: key.jwk,
        kid,
        from: key.from,
        to: key.to ?? null,
      },
      record.envelope.sequence,
    );
    if (!stored) await incident('announcement-repeated');
    told.push({ event: stored ? 'key.accepted' : 'key.conflict' });
  }
  return { outcome: 'applied', told };
}

export type PublicEntry = DirectoryEntryConfirmedContentV1 | DirectoryEntrySuspendedContentV1;

/** A contact point of a partner, as it says itself. */
async function applyEntry(
  context: RouterContext,
  sql: Sql,
  { stream, envelope }: AuthenticRecord,
  entry: PublicEntry,
): Promise<Applied> {
  const at = context.now().toISOString();
  const place = { participant: stream.from, sequence: envelope.sequence, at };
  if (entry.type === 'directory.entry-confirmed') {
    const { contactPoint } = entry;
    await insertPartnerEntry(sql, { ...place, key: contactPoint.id, state: 'active', content: contactPoint });
  } else {
    await insertPartnerEntry(sql, { ...place, key: entry.id, state: entry.state, content: null });
  }
  return { outcome: 'applied', told: [] };
}

/** A weekly key covers exactly one week from Monday; a key of low order would open to everyone. */
function usable(context: RouterContext, series: KeySeries, key: KeyAnnouncement['keys'][number]): boolean {
  if (series !== 'metadata') {
    const week = weekOf(key.from);
    if (week.from !== key.from || week.to !== key.to) return false;
  } else if (key.to !== undefined) {
    return false;
  }
  return context.cipher.agree(context.cipher.generateKeyPair('X25519'), key.jwk) !== null;
}
