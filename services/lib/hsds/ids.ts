/**
 * Ids of HSDS objects: UUIDs of version 5, from names in our URN space.
 * Invariant: the same object has the same id in every export, and no value of an entry but its key goes into one.
 * HSDS 3.0 (identifiers: every id is a UUID); RFC 9562, 5.5.
 */

/** SHA-1 of bytes: what the standard makes such an id of; nothing rests on its strength. */
export type Sha1 = (bytes: Uint8Array) => Uint8Array;

/** RFC 9562, 6.6: names that are URIs. */
const NAMESPACE_URL = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';
const UUID_BYTES = 16;

const fromHex = (hex: string): readonly number[] =>
  (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

export function uuidOf(sha1: Sha1, uri: string): string {
  const name = [...fromHex(NAMESPACE_URL.replaceAll('-', '')), ...new TextEncoder().encode(uri)];
  const bytes = sha1(Uint8Array.from(name)).slice(0, UUID_BYTES);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** In lower case; null for what is none. */
export function uuidIn(value: unknown): string | null {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return UUID.test(text) ? text : null;
}
