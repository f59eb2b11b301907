/** What SMTP failures mean, what an address of a server says about TLS, and which addresses may be written to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifySmtp } from '../../../../services/lib/platform/mail/classify.ts';
import { isMailAddress, readSmtpUrl } from '../../../../services/lib/platform/mail/smtp-url.ts';

const failure = (code: string, responseCode?: number, command?: string): Error =>
  Object.assign(new Error('550 <somebody@example.org> is not here'), { code, responseCode, command });

test('numbers and commands decide, texts never', () => {
  for (const [error, expected] of [
    [failure('EENVELOPE', 550, 'RCPT TO'), 'bounced recipient-refused'],
    [failure('EENVELOPE', 452, 'RCPT TO'), 'transient deferred'],
    [failure('EMESSAGE', 554, 'DATA'), 'bounced refused'],
    [failure('EMESSAGE', 451, 'DATA'), 'transient deferred'],
    [failure('EENVELOPE', 553, 'MAIL FROM'), 'transient sender'],
    [failure('EENVELOPE', 530, 'MAIL FROM'), 'transient auth'],
    [failure('EAUTH', 535, 'AUTH PLAIN'), 'transient auth'],
    [failure('EPROTOCOL', 554, 'CONN'), 'transient deferred'],
    [failure('ECONNECTION', 421, 'CONN'), 'transient deferred'],
    [failure('EENVELOPE'), 'bounced address'],
    [failure('ETLS'), 'transient tls'],
    [Object.assign(new Error('self-signed certificate'), { code: 'ESOCKET' }), 'transient tls'],
    [failure('ETIMEDOUT'), 'transient timeout'],
    [failure('EDNS'), 'transient connection'],
    [failure('ESOCKET'), 'transient connection'],
    ['something else', 'transient connection'],
  ] as const) {
    const found = classifySmtp(error);
    assert.equal(`${found.outcome} ${'code' in found ? found.code : ''}`, expected);
    assert.equal(JSON.stringify(found).includes('somebody'), false);
  }
});

test('TLS may be missing on this machine, and elsewhere only where the address says so', () => {
  const tls = (url: string): string | undefined => readSmtpUrl(url)?.tls;
  assert.equal(tls('smtp://127.0.0.1:2525'), 'none');
  assert.equal(tls('smtp://[::1]:2525'), 'none');
  assert.equal(tls('smtp://mail.example.org'), 'required');
  assert.equal(tls('smtp://mail.example.org?tls=opportunistic'), 'opportunistic');
  assert.equal(tls('smtps://mail.example.org'), 'required');
  assert.equal(tls('smtp://localhost.example.org'), 'required');
  assert.deepEqual(readSmtpUrl('smtps://u%40x:p%3Aw@mail.example.org'), {
    host: 'mail.example.org',
    port: 465,
    secure: true,
    tls: 'required',
    auth: { user: 'u@x', pass: 'p:w' },
  });
  for (const url of ['', 'mail.example.org', 'http://mail.example.org', 'smtp://h?tls=never', 'smtp://'])
    assert.equal(readSmtpUrl(url), null, url);
});

test('an address is one address and nothing else', () => {
  for (const good of ['duty@example.org', 'a.b+c@mail.example', "o'neil@example.org"])
    assert.ok(isMailAddress(good), good);
  for (const bad of [
    '',
    'duty',
    'a@b@c',
    'a@b, c@d',
    '<a@b>',
    'a b@c',
    'a@b\r\nBcc: c@d',
    `${'a'.repeat(250)}@example.org`,
  ])
    assert.equal(isMailAddress(bad), false, bad);
});
