/** Where a webhook may go: public addresses by https; this machine only where it is allowed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressAllowed, readWebhookUrl } from '../../../../services/lib/platform/webhook/guard.ts';
import { webhookSecret } from '../../../../services/lib/platform/webhook/index.ts';

test('private, link-local and other special addresses are refused', () => {
  for (const address of [
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    'fe80::1',
    'fd00::1',
    '::',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::1',
  ]) {
    assert.equal(addressAllowed(address, false), false, address);
  }
  for (const address of ['1.1.1.1', '9.9.9.9', '2606:4700::1111']) assert.ok(addressAllowed(address, false));
  assert.equal(addressAllowed('127.0.0.1', false), false);
  assert.ok(addressAllowed('127.0.0.1', true) && addressAllowed('::1', true));
  assert.equal(addressAllowed('10.1.2.3', true), false);
});

test('https, no credentials, and http for this machine alone', () => {
  const allowed = (url: string, loopback: boolean): boolean => readWebhookUrl(url, loopback) !== null;
  assert.ok(allowed('https://hooks.example.org/a', false));
  assert.ok(allowed('http://127.0.0.1:8000/a', true) && allowed('http://localhost:8000/', true));
  for (const url of [
    'http://hooks.example.org/',
    'ftp://hooks.example.org/',
    'https://user:pw@hooks.example.org/',
    'https://10.0.0.1/',
    'https://[fd00::1]/',
    'http://2130706433.example.org/',
    'no address',
  ])
    assert.equal(allowed(url, true), false, url);
  for (const url of [
    'http://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://localhost/',
    'https://[::1]/',
  ])
    assert.equal(allowed(url, false), false, url);
});

test('each address has its own secret, and the same one on every day', () => {
  const one = webhookSecret('master', 'https://a.example/hook');
  assert.match(one, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.equal(webhookSecret('master', 'https://A.example/hook'), one);
  assert.notEqual(webhookSecret('master', 'https://a.example/hook2'), one);
  assert.notEqual(webhookSecret('another', 'https://a.example/hook'), one);
});
