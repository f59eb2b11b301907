/**
 * Steps 1 to 5 and 7 of opening a bus value (protocol.md 5), in that order; also the same for public entries.
 * Invariant: nothing is parsed before it is authenticated, beyond what it takes to find the key that signed it.
 */
import { isEnvelope, isPublicContent, isPublicEnvelope } from './content-check.ts';
import { digest, fromUtf8, utf8 } from './encoding.ts';
import { jwsPayload, parseCompactJws, trmHeader, verifyJws } from './jws.ts';
import { parsePairTopic, parsePublicTopic, publicStreamName, streamName } from './names.ts';
import type { KnownKey, RegistryState } from './registry-state.ts';
import { isObject, parseStrictJson } from './strict-json.ts';
import type {
  AuthenticRecord,
  Cipher,
  Envelope,
  JsonObject,
  OpeningCode,
  OpeningFault,
  OpeningStep,
  PublicEnvelope,
  RawRecord,
  Stream,
} from './types.ts';

/** The largest payload bucket in base64url (342 KiB), and room for metadata, envelope and dozens of recipients. */
export const MAX_RECORD_BYTES = 384 * 1024;
/** Public content is not bucketed; a year of weekly keys takes a few KiB. */
export const MAX_PUBLIC_BYTES = 128 * 1024;
/** An envelope's JSON takes about 1 KiB. */
const MAX_ENVELOPE_BYTES = 8 * 1024;

/** Key of the nearest earlier taken position of a stream, where the caller knows it. */
export type KeyBefore = (stream: string, sequence: number) => string | null;

export interface AuthenticPublicEntry {
  readonly ok: true;
  readonly participant: string;
  readonly envelope: PublicEnvelope;
  readonly envelopeString: string;
  readonly digest: string;
  readonly content: JsonObject;
  readonly contentString: string;
  readonly kid: string;
  readonly disputed: boolean;
}

export function openingFault(step: OpeningStep, code: OpeningCode): OpeningFault {
  return { ok: false, step, code };
}

type Strings = { readonly [member: string]: string };

/** The strings of a bus value that is exactly its own parse-and-stringify, and whose members are `names` in this order. */
function parseValue(text: string, names: readonly string[]): Strings | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // The parser's message quotes the input; nobody may see it.
  }
  // Equality leaves no room for duplicates, white space or another spelling; lone surrogates would survive it.
  if (!isObject(value) || JSON.stringify(value) !== text) return null;
  const members = Object.entries(value);
  if (members.length > names.length) return null;
  const fits = members.every(
    ([name, member], index) => name === names[index] && typeof member === 'string' && member.isWellFormed(),
  );
  return fits ? (value as Strings) : null;
}

interface RecordStrings {
  readonly envelope: string;
  readonly metadata: string;
  readonly payload: string | null;
}

function parseRecord(value: Uint8Array): RecordStrings | null {
  const text = value.length > MAX_RECORD_BYTES ? null : fromUtf8(value);
  const strings = text === null ? null : parseValue(text, ['envelope', 'metadata', 'payload']);
  if (strings?.envelope === undefined || strings.metadata === undefined) return null;
  return { envelope: strings.envelope, metadata: strings.metadata, payload: strings.payload ?? null };
}

interface SignedEnvelope {
  readonly key: KnownKey;
  /** Payload bytes as signed. */
  readonly bytes: Uint8Array;
}

/** Steps 2 to 4: strict form, a key of `signer`, its signature over the received bytes. */
function verifyEnvelope(
  cipher: Cipher,
  registry: RegistryState,
  signer: string | null,
  text: string,
): SignedEnvelope | OpeningFault {
  const jws = parseCompactJws(text);
  const header = jws === null ? null : trmHeader(jws.header, 'trm-envelope+jws');
  const bytes = jws === null ? null : jwsPayload(jws);
  if (jws === null || header === null || bytes === null) return openingFault(2, 'form');
  const key = signer === null ? null : registry.knownKey(signer, header.kid);
  if (key === null) return openingFault(3, 'key-unknown');
  return verifyJws(cipher, key.jwk, jws) ? { key, bytes } : openingFault(4, 'signature');
}

/** Lane and generation exist in the pair's registry entry; older generations stay readable. */
function streamExists(registry: RegistryState, stream: Stream): boolean {
  const pair = registry.pair(stream.from, stream.to);
  if (pair === null || stream.generation > pair.generation) return false;
  // Lanes of a closed generation are known by its `after`, where that version was read.
  return stream.generation < pair.generation || stream.lane < pair.lanes;
}

/**
 * Judges a value of a pair topic: authentic and at its place, or the fault of the first step that fails. Position,
 * rings and content come after it. The uniqueness of the id within its stream needs a database and is the caller's.
 */
export function authenticate(
  cipher: Cipher,
  registry: RegistryState,
  raw: RawRecord,
  keyBefore?: KeyBefore,
): AuthenticRecord | OpeningFault {
  const strings = parseRecord(raw.value);
  if (strings === null) return openingFault(1, 'unreadable');
  const place = parsePairTopic(raw.topic);
  const signed = verifyEnvelope(cipher, registry, place?.from ?? null, strings.envelope);
  if ('code' in signed) return signed;
  const json = parseStrictJson(signed.bytes, MAX_ENVELOPE_BYTES);
  if (!json.ok || !isEnvelope(json.value)) return openingFault(5, 'envelope');
  const envelope: Envelope = json.value;
  const { id, lane, generation, sequence } = envelope;
  if (
    place === null ||
    envelope.source !== `urn:trm:${place.from}` ||
    envelope.recipient !== `urn:trm:${place.to}`
  ) {
    return openingFault(5, 'misplaced');
  }
  const stream: Stream = { from: place.from, to: place.to, lane, generation };
  if (raw.lane !== lane || raw.key !== id || !streamExists(registry, stream))
    return openingFault(5, 'misplaced');
  const name = streamName(stream);
  const own = digest(cipher, strings.envelope);
  const { kid } = signed.key;
  const verdict = registry.keyVerdict(name, sequence, own, kid, keyBefore?.(name, sequence) ?? null);
  if (verdict === 'not-valid') return openingFault(5, 'key-not-valid');
  const closed = registry.closedAt(stream);
  return {
    ok: true,
    stream,
    streamName: name,
    envelope,
    envelopeString: strings.envelope,
    digest: own,
    metadataRing: strings.metadata,
    payloadRing: strings.payload,
    kid,
    disputed: verdict === 'disputed',
    evidenceOnly: closed !== null && sequence > closed.sequence,
  };
}

/** Step 7: the rings are the ones that were signed. A missing payload ring is judged elsewhere (protocol.md 7). */
export function checkRings(cipher: Cipher, record: AuthenticRecord): OpeningFault | null {
  const { envelope, metadataRing, payloadRing } = record;
  if (digest(cipher, metadataRing) !== envelope.metadatadigest) return openingFault(7, 'ring-digest');
  if (payloadRing !== null && digest(cipher, payloadRing) !== envelope.payloaddigest) {
    return openingFault(7, 'ring-digest');
  }
  return null;
}

/** Judges a value of a public topic; position is `positionOf`, with `nameHead` of the stream's name at first. */
export function authenticatePublic(
  cipher: Cipher,
  registry: RegistryState,
  raw: RawRecord,
  keyBefore?: KeyBefore,
): AuthenticPublicEntry | OpeningFault {
  const text = raw.value.length > MAX_PUBLIC_BYTES ? null : fromUtf8(raw.value);
  const strings = text === null ? null : parseValue(text, ['envelope', 'content']);
  if (strings?.envelope === undefined || strings.content === undefined) return openingFault(1, 'unreadable');
  const { envelope: envelopeString, content: contentString } = strings;
  const participant = parsePublicTopic(raw.topic);
  const signed = verifyEnvelope(cipher, registry, participant, envelopeString);
  if ('code' in signed) return signed;
  const json = parseStrictJson(signed.bytes, MAX_ENVELOPE_BYTES);
  if (!json.ok || !isPublicEnvelope(json.value)) return openingFault(5, 'envelope');
  const envelope: PublicEnvelope = json.value;
  if (participant === null || envelope.source !== `urn:trm:${participant}`)
    return openingFault(5, 'misplaced');
  const { id, lane, generation, sequence } = envelope;
  if (raw.lane !== lane || raw.key !== id || lane !== 0 || generation !== 1)
    return openingFault(5, 'misplaced');
  const name = publicStreamName(participant);
  const own = digest(cipher, envelopeString);
  const { kid } = signed.key;
  const verdict = registry.keyVerdict(name, sequence, own, kid, keyBefore?.(name, sequence) ?? null);
  if (verdict === 'not-valid') return openingFault(5, 'key-not-valid');
  if (digest(cipher, contentString) !== envelope.contentdigest) return openingFault(7, 'ring-digest');
  const content = parseStrictJson(utf8(contentString), MAX_PUBLIC_BYTES);
  if (!content.ok || !isPublicContent(content.value)) return openingFault(9, 'schema');
  const disputed = verdict === 'disputed';
  return {
    ok: true,
    participant,
    envelope,
    envelopeString,
    digest: own,
    content: content.value,
    contentString,
    kid,
    disputed,
  };
}
