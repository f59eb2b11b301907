/** Mail to a real SMTP server: one mail for one id, the same Message-ID on every try, and every way of not arriving. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { type SmtpSink, startSmtpSink } from '../../../../scripts/lib/smtp-sink.ts';
import {
  type Mail,
  type Mailer,
  type MailerOptions,
  openMailer,
} from '../../../../services/lib/platform/mail/index.ts';

const FROM = 'exchange@nrm.example';
const TO = 'duty@office.example';

interface Setup {
  readonly sink: SmtpSink;
  readonly spoolDir: string;
  readonly open: (options?: Partial<MailerOptions>) => Mailer;
}

async function setup(t: TestContext): Promise<Setup> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-mail-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const sink = await startSmtpSink({ dir: path.join(dir, 'eml') });
  t.after(() => sink.stop());
  const spoolDir = path.join(dir, 'spool');
  const open = (options: Partial<MailerOptions> = {}): Mailer => {
    const mailer = openMailer({ url: sink.url, from: FROM, spoolDir, limitMs: 3_000, ...options });
    t.after(() => mailer.close());
    return mailer;
  };
  return { sink, spoolDir, open };
}

const mail = (id: string, to = TO): Mail => ({
  id,
  to,
  subject: 'Një njoftim pret',
  text: 'Hapni konsolën: https://console.example/\nČekanje – ништа више.\n',
});

test('a mail arrives as it was written, and says that a machine wrote it', async (t) => {
  const { sink, open } = await setup(t);
  assert.deepEqual(await open().send(mail('n-1')), { outcome: 'accepted' });
  const [got] = sink.messages;
  assert.ok(got);
  assert.equal(got.from, FROM);
  assert.deepEqual(got.to, [TO]);
  assert.equal(got.subject, mail('n-1').subject);
  assert.equal(got.text.trimEnd(), mail('n-1').text.trimEnd());
  assert.equal(got.headers['message-id'], '<n-1@nrm.example>');
  assert.equal(got.headers['auto-submitted'], 'auto-generated');
  assert.equal(got.headers['x-mailer'], undefined);
  assert.match(got.headers['content-type'] ?? '', /^text\/plain; charset=utf-8/);
  assert.deepEqual(Object.keys(got.headers).toSorted(), [
    'auto-submitted',
    'content-transfer-encoding',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ]);
  assert.equal(got.raw.includes(os.hostname()), false, 'the name of the machine');
});

test('the same id twice is one mail, also from another process and after a lost record', async (t) => {
  const { sink, spoolDir, open } = await setup(t);
  await open().send(mail('n-1'));
  assert.deepEqual(await open().send(mail('n-1')), { outcome: 'accepted' });
  assert.equal(sink.messages.length, 1);
  await open().forget('n-1');
  assert.deepEqual(readdirSync(path.join(spoolDir, 'mail')), []);
});

test('a recipient that is refused bounces; one that is deferred is taken by a later try', async (t) => {
  const { sink, open } = await setup(t);
  const mailer = open();
  sink.rule(TO, 550);
  assert.deepEqual(await mailer.send(mail('n-1')), { outcome: 'bounced', code: 'recipient-refused' });
  sink.rule(TO, 451);
  assert.deepEqual(await mailer.send(mail('n-2')), { outcome: 'transient', code: 'deferred' });
  sink.rule(TO, null);
  assert.deepEqual(await mailer.send(mail('n-2')), { outcome: 'accepted' });
  assert.deepEqual(
    sink.messages.map(({ headers }) => headers['message-id']),
    ['<n-2@nrm.example>'],
  );
});

test('a connection that breaks after the data leaves doubt: sent again, recognisable by its Message-ID', async (t) => {
  const { sink, open } = await setup(t);
  sink.rule(TO, 'drop-after-data');
  assert.deepEqual(await open().send(mail('n-1')), { outcome: 'transient', code: 'connection' });
  sink.rule(TO, null);
  assert.deepEqual(await open().send(mail('n-1')), { outcome: 'accepted' });
  assert.deepEqual(await open().send(mail('n-1')), { outcome: 'accepted' });
  assert.deepEqual(
    sink.messages.map(({ headers }) => headers['message-id']),
    ['<n-1@nrm.example>', '<n-1@nrm.example>'],
  );
});

test('a server that hangs, is away, or speaks no TLS where it must, is a matter of time or of the operator', async (t) => {
  const { sink, open } = await setup(t);
  sink.rule(TO, 'hang');
  assert.deepEqual(await open({ limitMs: 700 }).send(mail('n-1')), { outcome: 'transient', code: 'timeout' });
  const plain = net.createServer((socket) => {
    socket.write('220 here\r\n');
    socket.on('data', (data) => socket.write(/^EHLO/.test(String(data)) ? '250 here\r\n' : '502 no\r\n'));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  t.after(() => plain.close());
  const { port } = plain.address() as net.AddressInfo;
  const secured = open({ url: `smtps://127.0.0.1:${port}`, limitMs: 2_000 });
  assert.deepEqual(await secured.send(mail('n-2')), { outcome: 'transient', code: 'tls' });
  const gone = await startSmtpSink();
  await gone.stop();
  assert.deepEqual(await open({ url: gone.url }).send(mail('n-3')), {
    outcome: 'transient',
    code: 'connection',
  });
  assert.equal(sink.messages.length, 0);
});

test('without a server or a sender nothing leaves, and that is told', async (t) => {
  const { open } = await setup(t);
  const told = { outcome: 'transient', code: 'not-configured' };
  assert.deepEqual(await open({ url: null }).send(mail('n-1')), told);
  assert.deepEqual(await open({ from: null }).send(mail('n-1')), told);
});

test('what is no address is refused before anything leaves', async (t) => {
  const { sink, open } = await setup(t);
  const bounced = { outcome: 'bounced', code: 'address' };
  assert.deepEqual(await open().send(mail('n-1', 'a@b.example, c@d.example')), bounced);
  assert.deepEqual(await open().send(mail('n-1', 'a@b.example\r\nBcc: c@d.example')), bounced);
  assert.throws(
    () => open({ url: 'http://user:secret@host' }),
    (error: Error) => !error.message.includes('secret'),
  );
  assert.equal(sink.messages.length, 0);
});
