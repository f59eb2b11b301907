/**
 * Identifiers that people and machines pass on: referral references with a check symbol, UUID version 7.
 * Invariant: a reference with one wrong symbol or two swapped neighbours is never taken for another (formats.md 1).
 */
import type { Cipher } from './types.ts';

const SYMBOLS = '0123456789DFGLNQRUVWZ';
const LENGTH = 12;
const MODULUS = 23;
/** Largest multiple of 21 within a byte: bytes from here on would favour the first symbols. */
const FAIR_BYTES = 252;
/** One draw succeeds with 21/23 of the checks and 252/256 per byte; 64 bytes are enough nearly always. */
const DRAW_BYTES = 64;

/** Check value of the first 11 symbols; 21 and 22 have no symbol. `-1` when a symbol is foreign. */
function checkValue(reference: string): number {
  let sum = 0;
  for (let index = 0; index < LENGTH - 1; index += 1) {
    const value = SYMBOLS.indexOf(reference.charAt(index));
    if (value < 0) return -1;
    sum += (index + 1) * value;
  }
  return sum % MODULUS;
}

export function newReference(cipher: Cipher): string {
  let body = '';
  for (;;) {
    for (const byte of cipher.randomBytes(DRAW_BYTES)) {
      if (byte >= FAIR_BYTES) continue;
      body += SYMBOLS.charAt(byte % SYMBOLS.length);
      if (body.length < LENGTH - 1) continue;
      const check = checkValue(body);
      if (check < SYMBOLS.length) return body + SYMBOLS.charAt(check);
      body = '';
    }
  }
}

/** The reference in wire form from what a person typed (any case, spaces, hyphens); `null` when it is none. */
export function parseReference(text: string): string | null {
  const reference = text.replaceAll(/[ -]/g, '').toUpperCase();
  if (reference.length !== LENGTH) return null;
  const check = checkValue(reference);
  if (check < 0 || check >= SYMBOLS.length) return null;
  return reference.charAt(LENGTH - 1) === SYMBOLS.charAt(check) ? reference : null;
}

/** UUID version 7 (RFC 9562 5.7) of this moment. */
export function newId(cipher: Cipher, nowMs: number): string {
  const bytes = Buffer.from(cipher.randomBytes(16));
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function idOk(id: string): boolean {
  return UUID_V7.test(id);
}

/**
 * When a message was decided: the time in its id, which is drawn with the decision (formats.md 2), or the time of its
 * sealing where the id claims a later one. Both are claims of the sender.
 */
export function decidedAt({ id, time }: { readonly id: string; readonly time: string }): string {
  const drawn = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return drawn < Date.parse(time) ? new Date(drawn).toISOString() : time;
}
