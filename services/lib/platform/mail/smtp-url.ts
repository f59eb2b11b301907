/**
 * Reads the address of the mail server: `smtp://user:password@host:587`, `smtps://…:465`, `?tls=opportunistic`.
 * Invariant: to another machine TLS is required unless the address says that it may be missing.
 */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly tls: 'required' | 'opportunistic' | 'none';
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Null when it is no such address. */
export function readSmtpUrl(text: string): SmtpSettings | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  const wanted = url.searchParams.get('tls');
  if ((!secure && url.protocol !== 'smtp:') || url.hostname === '') return null;
  if (wanted !== null && wanted !== 'opportunistic') return null;
  const loopback = LOOPBACK.has(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    tls: wanted === 'opportunistic' ? 'opportunistic' : loopback && !secure ? 'none' : 'required',
    auth:
      url.username === ''
        ? null
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}

const ADDRESS = /^[^\s@<>"(),;:\\[\]]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** A bare address, without a name and without quotes. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}
