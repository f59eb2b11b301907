/**
 * Sends mail by SMTP with nodemailer: plain text, one recipient, the same Message-ID on every try.
 * Invariant: what the server says reaches nobody; without a server or a sender nothing leaves, and that is told.
 */
import { createTransport, type Transporter } from 'nodemailer';
import path from 'node:path';
import { deliver } from '../delivery/deliver.ts';
import type { Delivery } from '../delivery/outcome.ts';
import { openSpool } from '../delivery/spool.ts';
import { classifySmtp } from './classify.ts';
import type { Mail, Mailer } from './port.ts';
import { isMailAddress, readSmtpUrl, type SmtpSettings } from './smtp-url.ts';

export interface MailerOptions {
  /** Null: not configured. */
  readonly url: string | null;
  readonly from: string | null;
  readonly spoolDir: string | null;
  /** Of the whole dialogue. */
  readonly limitMs?: number;
}

const LIMIT_MS = 30_000;

/** @throws for an address that is none, without saying it, or a spool folder that cannot be made */
export function openMailer(options: MailerOptions): Mailer {
  const { from, spoolDir } = options;
  const settings = options.url === null ? null : readSmtpUrl(options.url);
  if (options.url !== null && settings === null) throw new Error('mail: not the address of a mail server');
  if (from !== null && !isMailAddress(from)) throw new Error('mail: the sender is not an address');
  const spool = openSpool(spoolDir === null ? null : path.join(spoolDir, 'mail'));
  const limitMs = options.limitMs ?? LIMIT_MS;
  const transport = settings === null || from === null ? null : transportOf(settings, from, limitMs);

  const attempt = async (mail: Mail): Promise<Delivery> => {
    if (transport === null || from === null) return { outcome: 'transient', code: 'not-configured' };
    const limit = Promise.withResolvers<Delivery>();
    const timer = setTimeout(() => limit.resolve({ outcome: 'transient', code: 'timeout' }), limitMs);
    const sent = transport
      .sendMail({
        from,
        to: mail.to,
        envelope: { from, to: [mail.to] },
        subject: mail.subject,
        text: mail.text,
        textEncoding: 'quoted-printable',
        messageId: `<${mail.id}@${domainOf(from)}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        xMailer: false,
      })
      .then((): Delivery => ({ outcome: 'accepted' }), classifySmtp);
    return Promise.race([sent, limit.promise]).finally(() => clearTimeout(timer));
  };

  return {
    send: async (mail) => {
      if (transport === null) return { outcome: 'transient', code: 'not-configured' };
      if (!isMailAddress(mail.to)) return { outcome: 'bounced', code: 'address' };
      return deliver(spool, mail.id, () => attempt(mail));
    },
    forget: (id) => spool.forget(id),
    close: () => Promise.resolve(transport?.close()),
  };
}

function transportOf(settings: SmtpSettings, from: string, limitMs: number): Transporter {
  return createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.tls === 'required',
    opportunisticTLS: settings.tls === 'opportunistic',
    ignoreTLS: settings.tls === 'none',
    ...(settings.auth === null ? {} : { auth: { ...settings.auth } }),
    // Instead of this machine's name.
    name: domainOf(from),
    connectionTimeout: limitMs / 3,
    greetingTimeout: limitMs / 3,
    socketTimeout: limitMs,
    dnsTimeout: limitMs / 3,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2' },
  });
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
