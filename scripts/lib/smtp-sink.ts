/**
 * A real SMTP server on 127.0.0.1 that keeps what it is given: for tests, and for the demo to show what was mailed.
 * Invariant: what it accepted is in `messages`, once for every time it was accepted.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly raw: string;
}

/** What is done to mail for an address: refused with this code, never answered, or kept and the connection cut. */
export type SinkRule = number | 'hang' | 'drop-after-data';

export interface SmtpSink {
  /** `smtp://127.0.0.1:port`. */
  readonly url: string;
  readonly messages: readonly SunkMail[];
  /** Null: the address is served again. */
  rule(address: string, rule: SinkRule | null): void;
  /** Idempotent. */
  stop(): Promise<void>;
}

export interface SinkOptions {
  /** Each message also as `<dir>/<n>.eml`, after those that are there already. */
  readonly dir?: string;
  readonly port?: number;
}

export async function startSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const messages: SunkMail[] = [];
  const rules = new Map<string, SinkRule>();
  if (options.dir !== undefined) mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const before = options.dir === undefined ? 0 : readdirSync(options.dir).length;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 500,
    onRcptTo: ({ address }, _session, done) => {
      const rule = rules.get(address);
      if (typeof rule === 'number')
        done(Object.assign(new Error(`no mail for ${address}`), { responseCode: rule }));
      else if (rule !== 'hang') done();
    },
    onData: (stream, session, done) => {
      void readAll(stream).then((raw) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const { mailFrom } = session.envelope;
        messages.push({ from: mailFrom === false ? '' : mailFrom.address, to, raw, ...readMail(raw) });
        if (options.dir !== undefined)
          writeFileSync(path.join(options.dir, `${before + messages.length}.eml`), raw, { mode: 0o600 });
        if (to.some((address) => rules.get(address) === 'drop-after-data')) cut(server, session.id);
        else done();
      }, done);
    },
  });
  // A client that goes away in the middle is its own matter.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  let stopping: Promise<void> | null = null;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    rule: (address, rule) => {
      if (rule === null) rules.delete(address);
      else rules.set(address, rule);
    },
    stop: () => (stopping ??= new Promise((resolve) => server.close(() => resolve()))),
  };
}

interface Connection {
  readonly id: string;
  readonly _socket: { destroy(): void };
}

/** The package offers no way to break off. */
function cut(server: SMTPServer, id: string): void {
  for (const each of server.connections as unknown as Iterable<Connection>)
    if (each.id === id) each._socket.destroy();
}

function readMail(raw: string): Pick<SunkMail, 'subject' | 'headers' | 'text'> {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return {
    headers,
    subject: encodedWords(headers['subject'] ?? ''),
    text: body(raw.slice(end + 4), headers),
  };
}

function body(text: string, headers: Readonly<Record<string, string>>): string {
  switch (headers['content-transfer-encoding']?.toLowerCase()) {
    case 'quoted-printable':
      return quotedPrintable(text.replaceAll(/=\r\n/g, '')).replaceAll('\r\n', '\n');
    case 'base64':
      return Buffer.from(text, 'base64').toString('utf8');
    default:
      return text.replaceAll('\r\n', '\n');
  }
}

function quotedPrintable(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** RFC 2047, of UTF-8. */
function encodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')),
    );
}
