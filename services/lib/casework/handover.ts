/**
 * Handover codes (domain.md 8): six digits that both officers who meet derive from the secret of the acceptance, so that
 * each knows the other is the right person. Invariant: another plan or leg has another code; nothing is sent or stored.
 */
import type { Cipher } from '../protocol/types.ts';

const DIGITS = 6;

/**
 * Truncated HMAC-SHA256 (RFC 4226, 5.3) over `trm-handover/1`, reference, plan and leg, joined by newlines.
 * `secret`: the 32 bytes of `handoverSecret`, decoded.
 */
export function handoverCode(
  cipher: Pick<Cipher, 'hmacSha256'>,
  secret: Uint8Array,
  place: { readonly reference: string; readonly plan: number; readonly leg: number },
): string {
  const text = ['trm-handover/1', place.reference, place.plan, place.leg].join('\n');
  const mac = cipher.hmacSha256(secret, new TextEncoder().encode(text));
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  const word = new DataView(mac.buffer, mac.byteOffset, mac.byteLength).getUint32(offset) & 0x7fffffff;
  return String(word % 10 ** DIGITS).padStart(DIGITS, '0');
}
