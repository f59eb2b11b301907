/**
 * What an SMTP failure means for the caller, in one place: will another try help, and whose matter is it.
 * Invariant: of the server's reply only the number counts (RFC 5321 section 4.2); its text is never read on.
 */
import type { Delivery } from '../delivery/outcome.ts';

/** Of what nodemailer throws. */
interface SmtpFailure {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly command?: unknown;
}

/** Server names a reason that is ours to mend: authentication required, wrong, too weak, or encryption (RFC 4954). */
const AUTH_REPLIES: ReadonlySet<number> = new Set([530, 534, 535, 538]);

export function classifySmtp(error: unknown): Delivery {
  const failure: SmtpFailure = typeof error === 'object' && error !== null ? error : {};
  const { code, command } = failure;
  const reply = typeof failure.responseCode === 'number' ? failure.responseCode : null;
  if (code === 'EAUTH' || code === 'ENOAUTH' || (reply !== null && AUTH_REPLIES.has(reply)))
    return { outcome: 'transient', code: 'auth' };
  if (code === 'ETLS' || (reply === null && isCertificate(error)))
    return { outcome: 'transient', code: 'tls' };
  if (code === 'ETIMEDOUT') return { outcome: 'transient', code: 'timeout' };
  if (reply !== null && reply >= 500) {
    if (command === 'RCPT TO') return { outcome: 'bounced', code: 'recipient-refused' };
    if (command === 'DATA') return { outcome: 'bounced', code: 'refused' };
    if (command === 'MAIL FROM') return { outcome: 'transient', code: 'sender' };
    // At the greeting: the server serves nobody, whoever is written to.
    return { outcome: 'transient', code: 'deferred' };
  }
  if (reply !== null && reply >= 400) return { outcome: 'transient', code: 'deferred' };
  if (code === 'EENVELOPE') return { outcome: 'bounced', code: 'address' };
  return { outcome: 'transient', code: 'connection' };
}

/** Node.js names what is wrong with a certificate in a code; nodemailer may stand in front of it. */
function isCertificate(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    const text = `${String((each as { code?: unknown }).code)} ${each.message}`;
    if (/CERT|SELF_SIGNED|self-signed|certificate|EPROTO\b|ERR_SSL|ERR_TLS|SSL routines/.test(text))
      return true;
  }
  return false;
}
