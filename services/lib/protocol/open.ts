/**
 * Steps 8 and 9 of opening (protocol.md 5): decrypt the rings of an authentic record, hold them against its envelope,
 * check their content. Invariant: what comes out is what the sender committed to, byte for byte, padding included; a
 * payload is opened by keys of its own channel and by no others (decision 0013).
 */
import { openingFault } from './authenticate.ts';
import { channelOfType, checkContent } from './content-check.ts';
import { base64url, digest, fromUtf8, isDigest, utf8 } from './encoding.ts';
import { openJwe, parseJwe } from './jwe.ts';
import { bucketFor, METADATA_BUCKETS, PAYLOAD_BUCKETS, ringHeader, type RingType } from './seal.ts';
import { isObject, parseStrictJsonText } from './strict-json.ts';
import type {
  AuthenticRecord,
  Cipher,
  DecryptionKeys,
  JsonObject,
  KeySeries,
  Metadata,
  OpeningCode,
  OpeningFault,
} from './types.ts';

export interface OpenedMetadata {
  readonly ok: true;
  readonly metadata: Metadata;
  /** The exact padded plaintext: whoever has it can prove it against `metadatacommit`. */
  readonly metadataPlain: string;
  /** A code that our lists do not know: a person looks at it (protocol.md 10). */
  readonly needsPerson: boolean;
}

export interface OpenedRings extends OpenedMetadata {
  /** `null` in the stripped form. */
  readonly payload: JsonObject | null;
  readonly payloadPlain: string | null;
  /** A payload of the justice channel, and no keys of that channel are here: it stays sealed and is nobody's fault. */
  readonly keptSealed: boolean;
}

export interface RingFault extends OpeningFault {
  /** At step 9: the metadata as it was opened, not valid by any schema of ours; it tells what need not be answered. */
  readonly opened?: JsonObject;
}

interface Ring {
  readonly value: JsonObject;
  readonly plain: string;
}

const SPACE = 0x20;
const CLOSING_BRACE = 0x7d;

/** The JSON object of a padded plaintext; `null` unless salted, padded with spaces only, to its smallest bucket. */
function unpad(plaintext: Uint8Array, buckets: readonly number[]): Ring | null {
  let end = plaintext.length;
  while (end > 0 && plaintext[end - 1] === SPACE) end -= 1;
  if (plaintext[end - 1] !== CLOSING_BRACE || bucketFor(end, buckets) !== plaintext.length) return null;
  const plain = fromUtf8(plaintext);
  if (plain === null) return null;
  const parsed = parseStrictJsonText(plain.trimEnd());
  if (!parsed.ok || !isObject(parsed.value)) return null;
  const [first] = Object.entries(parsed.value);
  return first?.[0] === 'salt' && isDigest(first[1]) ? { value: parsed.value, plain } : null;
}

function openRing(
  cipher: Cipher,
  keys: Pick<DecryptionKeys, 'find'>,
  record: AuthenticRecord,
  text: string,
  typ: RingType,
): Ring | OpeningFault {
  const { envelope, streamName } = record;
  const jwe = parseJwe(text);
  if (jwe === null) return openingFault(8, 'ring-unopenable');
  let plaintext: Uint8Array | null = null;
  for (const recipient of jwe.recipients) {
    const key = keys.find(recipient.kid);
    if (key === null) continue;
    plaintext = openJwe(cipher, jwe, recipient, key);
    break;
  }
  if (plaintext === null) return openingFault(8, 'ring-unopenable');
  if (jwe.protected !== base64url(utf8(ringHeader(typ, envelope.id, streamName, envelope.sequence)))) {
    return openingFault(8, 'ring-header');
  }
  const isMetadata = typ === 'trm-metadata+jwe';
  const commitment = isMetadata ? envelope.metadatacommit : envelope.payloadcommit;
  if (digest(cipher, plaintext) !== commitment) return openingFault(8, 'commitment');
  return unpad(plaintext, isMetadata ? METADATA_BUCKETS : PAYLOAD_BUCKETS) ?? openingFault(8, 'padding');
}

/** What the private keys here say of it, else what the two ends have announced; nobody else's word for it counts. */
function seriesOf(keys: DecryptionKeys, { stream }: AuthenticRecord, kid: string): KeySeries | null {
  if ((keys.justice?.find(kid) ?? null) !== null) return 'justice';
  if (keys.find(kid) !== null) return 'payload';
  return keys.seriesOf?.(stream.to, kid) ?? keys.seriesOf?.(stream.from, kid) ?? null;
}

/** The payload ring by keys of the channel that its type belongs to; keys of both channels in one ring are a fault. */
function openPayload(
  cipher: Cipher,
  keys: DecryptionKeys,
  record: AuthenticRecord,
  text: string,
  type: unknown,
): Ring | 'kept-sealed' | OpeningFault {
  const kids = parseJwe(text)?.recipients.map(({ kid }) => kid) ?? [];
  const series = kids.map((kid) => seriesOf(keys, record, kid));
  const isJustice = series.includes('justice');
  const isProtection = series.some((each) => each !== null && each !== 'justice');
  // Of a type that this version does not know the ring itself says which channel it is.
  const channel = channelOfType(type) ?? (isJustice ? 'justice' : 'protection');
  if (channel === 'justice' ? isProtection : isJustice) return openingFault(8, 'ring-unopenable');
  if (channel === 'protection') return openRing(cipher, keys, record, text, 'trm-payload+jwe');
  if (keys.justice !== undefined) return openRing(cipher, keys.justice, record, text, 'trm-payload+jwe');
  return isJustice ? 'kept-sealed' : openingFault(8, 'ring-unopenable');
}

function withoutSalt(value: JsonObject): JsonObject {
  const { salt: _salt, ...members } = value;
  return members;
}

function judge(metadata: Ring, payload: Ring | null): { readonly needsPerson: boolean } | RingFault {
  const verdict = checkContent(metadata.value, payload?.value ?? null);
  if (verdict.ok) return { needsPerson: verdict.needsPerson };
  return { ...openingFault(9, verdict.code), opened: withoutSalt(metadata.value) };
}

/** Opens what the receiver (or the sender, who is a recipient too) may read. Call after `checkRings`. */
export function openRings(
  cipher: Cipher,
  keys: DecryptionKeys,
  record: AuthenticRecord,
): OpenedRings | RingFault {
  const metadata = openRing(cipher, keys, record, record.metadataRing, 'trm-metadata+jwe');
  if ('code' in metadata) return metadata;
  const ring = record.payloadRing;
  const opened = ring === null ? null : openPayload(cipher, keys, record, ring, metadata.value['type']);
  const keptSealed = opened === 'kept-sealed';
  const payload = keptSealed ? null : opened;
  if (payload !== null && 'code' in payload) return payload;
  const verdict = judge(metadata, payload);
  if ('code' in verdict) return verdict;
  return {
    ok: true,
    metadata: withoutSalt(metadata.value) as unknown as Metadata,
    metadataPlain: metadata.plain,
    payload: payload === null ? null : withoutSalt(payload.value),
    payloadPlain: payload?.plain ?? null,
    keptSealed,
    needsPerson: verdict.needsPerson,
  };
}

/** Opens the metadata ring alone: all that an auditor in scope can read. */
export function openMetadata(
  cipher: Cipher,
  keys: DecryptionKeys,
  record: AuthenticRecord,
): OpenedMetadata | RingFault {
  const metadata = openRing(cipher, keys, record, record.metadataRing, 'trm-metadata+jwe');
  if ('code' in metadata) return metadata;
  const verdict = judge(metadata, null);
  if ('code' in verdict) return verdict;
  return {
    ok: true,
    metadata: withoutSalt(metadata.value) as unknown as Metadata,
    metadataPlain: metadata.plain,
    needsPerson: verdict.needsPerson,
  };
}

/** Whether a refusal (steps 8 to 10) stands for good; an unknown type or version may be understood after an upgrade. */
export function refusalIsFinal(code: OpeningCode): boolean {
  return code !== 'type-unknown' && code !== 'version-unknown';
}
