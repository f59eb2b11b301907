/** Configuration: one source, all problems at once, secrets from private files alone (contract.md 3). */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { envName, loadConfig, loadSecrets, type Config } from '../../../services/lib/platform/config.ts';

const KEY = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const SECRET = 'NotToBeSeenNotToBeSeenNotToBeSeenNotToBeSee';

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-config-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function write(dir: string, name: string, content: unknown, mode = 0o600): string {
  const file = path.join(dir, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(file, mode);
  return file;
}

function config(file: string | null, env: Record<string, string> = {}): Config {
  const reading = loadConfig(file, env);
  assert.ok(reading.ok, reading.ok ? '' : reading.problems.join('\n'));
  return reading.config;
}

function problems(file: string | null, env: Record<string, string> = {}): readonly string[] {
  const reading = loadConfig(file, env);
  assert.equal(reading.ok, false);
  return reading.ok ? [] : reading.problems;
}

const least = { participant: 'al', bus: 'embedded' };

test('defaults are those of the contract', (t) => {
  const dir = folder(t);
  const read = config(write(dir, 'al.json', least));
  assert.equal(read.httpPort, 8080);
  assert.equal(read.slotMs, 300_000);
  assert.equal(read.gapWaitMs, 5_000);
  assert.equal(read.receiptLimitMs, 900_000);
  assert.equal(read.pace, 'constant');
  assert.ok(Object.isFrozen(read) && Object.isFrozen(read.files) && Object.isFrozen(read.kafkaBrokers));
});

test('the receipt limit is three slots, but never under five minutes unless it is said', (t) => {
  const dir = folder(t);
  assert.equal(config(write(dir, 'a.json', { ...least, slot: 'PT2S' })).receiptLimitMs, 300_000);
  assert.equal(
    config(write(dir, 'b.json', { ...least, slot: 'PT2S', receiptLimit: 'PT6S' })).receiptLimitMs,
    6_000,
  );
  assert.equal(config(write(dir, 'c.json', { ...least, slot: 'PT15M' })).receiptLimitMs, 2_700_000);
});

test('relative paths are relative to the file that names them, and the environment wins', (t) => {
  const dir = folder(t);
  const file = write(dir, 'al.json', { ...least, kekFile: 'keys/kek.json', httpPort: 7101 });
  assert.equal(config(file).files.kekFile, path.join(dir, 'keys/kek.json'));
  const won = config(file, { TRM_KEK_FILE: '/run/kek', TRM_HTTP_PORT: '7102', TRM_PARTICIPANT: '' });
  assert.equal(won.files.kekFile, '/run/kek');
  assert.equal(won.httpPort, 7102);
  assert.equal(won.participant, 'al');
});

test('everything may come from the environment alone', () => {
  const read = config(null, {
    TRM_PARTICIPANT: 'marri-audit',
    TRM_BUS: 'kafka',
    TRM_KAFKA_BROKERS: 'one:9092, two:9092',
    TRM_KAFKA_TLS_CA_FILE: '/tls/ca.pem',
  });
  assert.deepEqual(read.kafkaBrokers, ['one:9092', 'two:9092']);
  assert.equal(read.files.kafkaTlsCaFile, '/tls/ca.pem');
});

test('names of variables follow the contract', () => {
  assert.equal(envName('databaseUrlFile'), 'TRM_DATABASE_URL_FILE');
  assert.equal(envName('kafkaTlsCertFile'), 'TRM_KAFKA_TLS_CERT_FILE');
  assert.equal(envName('receiptLimit'), 'TRM_RECEIPT_LIMIT');
  assert.equal(envName('packDir'), 'TRM_PACK_DIR');
  assert.equal(envName('vectors'), 'TRM_VECTORS');
});

test('all problems are told at once', (t) => {
  const dir = folder(t);
  const found = problems(
    write(dir, 'al.json', {
      participant: 'AL',
      bus: 'kafka',
      slot: '5 minutes',
      httpPort: 70_000,
      databaseUrl: SECRET,
    }),
    { TRM_PACE: 'hasty', TRM_KEK: SECRET },
  );
  for (const about of [
    'participant',
    'kafkaBrokers',
    'slot',
    'httpPort',
    'databaseUrl',
    'pace',
    'TRM_KEK:',
  ]) {
    assert.ok(
      found.some((problem) => problem.includes(about)),
      `no problem tells of ${about}`,
    );
  }
  assert.equal(found.join('\n').includes(SECRET), false);
});

test('a file that is missing, no JSON, or no object is a problem, not an exception', (t) => {
  const dir = folder(t);
  assert.match(problems(path.join(dir, 'none.json')).join('\n'), /cannot be read \(ENOENT\)/);
  assert.match(problems(write(dir, 'a.json', '{"participant": "al"')).join('\n'), /not JSON/);
  assert.match(problems(write(dir, 'b.json', '[]')).join('\n'), /not a JSON object/);
});

function gatewayFiles(dir: string): Record<string, unknown> {
  mkdirSync(path.join(dir, 'packs'), { recursive: true });
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: KEY };
  const encryption = {
    jwk: { kty: 'OKP', crv: 'X25519', x: KEY, d: SECRET.slice(0, 42) + 'A' },
    from: '2026-11-23T00:00:00.000Z',
  };
  write(dir, 'db', 'postgres://trm_al:pw@127.0.0.1/trm_al\n');
  write(dir, 'bus', 'postgres://trm_bus_al:pw@127.0.0.1/trm_bus');
  write(dir, 'signing.json', { ...jwk, d: SECRET.slice(0, 42) + 'A' });
  write(dir, 'encryption.json', {
    payload: [{ ...encryption, to: '2026-11-30T00:00:00.000Z' }],
    metadata: [encryption],
  });
  write(dir, 'kek.json', { id: 'kek-1', key: KEY });
  write(dir, 'tokens.json', { keys: [{ ...jwk, kid: 'k', alg: 'EdDSA', use: 'sig' }] }, 0o644);
  write(dir, 'pins.json', { keys: [jwk, jwk, jwk], version: 1, digest: KEY }, 0o644);
  return {
    ...least,
    databaseUrlFile: 'db',
    busDatabaseUrlFile: 'bus',
    signingKeyFile: 'signing.json',
    encryptionKeysFile: 'encryption.json',
    kekFile: 'kek.json',
    tokenKeysFile: 'tokens.json',
    registryPinsFile: 'pins.json',
    packDir: 'packs',
  };
}

test('each part gets what it needs and nothing else', (t) => {
  const dir = folder(t);
  const read = config(write(dir, 'al.json', gatewayFiles(dir)));
  const gateway = loadSecrets(read, 'gateway');
  assert.ok(gateway.ok);
  assert.equal(gateway.secrets.databaseUrl, 'postgres://trm_al:pw@127.0.0.1/trm_al');
  assert.equal(gateway.secrets.kek.key.length, 32);
  assert.deepEqual(Object.keys(gateway.secrets).sort(), [
    'bus',
    'databaseUrl',
    'kek',
    'pins',
    'signingKey',
    'tokenKeys',
  ]);
  const router = loadSecrets(read, 'router');
  assert.ok(router.ok);
  assert.deepEqual(Object.keys(router.secrets).sort(), [
    'bus',
    'databaseUrl',
    'encryptionKeys',
    'kek',
    'packDir',
    'pins',
  ]);
  const operator = loadSecrets(read, 'operator');
  assert.ok(operator.ok);
  assert.deepEqual(Object.keys(operator.secrets), ['bus']);
});

test('the justice channel: keys for the router, their key-encryption key for both, and nothing shared', (t) => {
  const dir = folder(t);
  const files = { ...gatewayFiles(dir), justiceKeysFile: 'justice.json', justiceKekFile: 'justice-kek.json' };
  const week = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' };
  const other = 'BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const key = (x: string) => ({
    jwk: { kty: 'OKP', crv: 'X25519', x, d: SECRET.slice(0, 42) + 'A' },
    ...week,
  });
  write(dir, 'justice.json', { justice: [key(other)] });
  write(dir, 'justice-kek.json', { id: 'justice-kek-1', key: other });
  const read = config(write(dir, 'al.json', files));
  const names = (part: 'gateway' | 'router' | 'auditor'): readonly string[] => {
    const reading = loadSecrets(read, part);
    return reading.ok
      ? Object.keys(reading.secrets)
          .filter((name) => name.startsWith('justice'))
          .sort()
      : [];
  };
  assert.deepEqual(names('gateway'), ['justiceKek']);
  assert.deepEqual(names('router'), ['justiceKek', 'justiceKeys']);

  const { justiceKekFile: _left, ...withoutKek } = files;
  const missing = loadSecrets(config(write(dir, 'b.json', withoutKek)), 'router');
  assert.ok(!missing.ok);
  assert.match(missing.problems.join('\n'), /TRM_JUSTICE_KEK_FILE.*missing/);

  for (const kek of [
    { id: 'kek-1', key: other },
    { id: 'justice-kek-1', key: KEY },
  ]) {
    write(dir, 'justice-kek.json', kek);
    const reading = loadSecrets(read, 'gateway');
    assert.ok(!reading.ok);
    assert.match(reading.problems.join('\n'), /the channels need one each/);
  }
  write(dir, 'justice-kek.json', { id: 'justice-kek-1', key: other });
  write(dir, 'justice.json', { justice: [key(KEY)] });
  const shared = loadSecrets(read, 'router');
  assert.ok(!shared.ok);
  assert.match(shared.problems.join('\n'), /the channels need their own/);
});

test('notifications: the router alone holds what they need, and nobody has to', (t) => {
  const dir = folder(t);
  const least = config(write(dir, 'a.json', gatewayFiles(dir)));
  assert.deepEqual(
    [least.mailFrom, least.consoleUrl, least.webhookLoopback, least.files.spoolDir],
    [null, 'http://127.0.0.1:8080/', false, null],
  );
  assert.equal(
    config(write(dir, 'c.json', { ...gatewayFiles(dir), httpHost: '::1' })).consoleUrl,
    'http://[::1]:8080/',
  );
  write(dir, 'smtp', `smtp://trm:${SECRET}@mail.example.org:587\n`);
  write(dir, 'webhook', `${SECRET}\n`);
  const read = config(
    write(dir, 'b.json', {
      ...gatewayFiles(dir),
      smtpUrlFile: 'smtp',
      webhookSecretFile: 'webhook',
      spoolDir: 's',
    }),
    {
      TRM_MAIL_FROM: 'exchange@nrm.example',
      TRM_CONSOLE_URL: 'https://console.nrm.example/',
      TRM_WEBHOOK_LOOPBACK: 'allowed',
    },
  );
  assert.deepEqual(
    [read.mailFrom, read.consoleUrl, read.webhookLoopback, read.files.spoolDir],
    ['exchange@nrm.example', 'https://console.nrm.example/', true, path.join(dir, 's')],
  );
  for (const part of ['router', 'both'] as const) {
    const reading = loadSecrets(read, part);
    assert.ok(reading.ok);
    assert.equal(reading.secrets.smtpUrl, `smtp://trm:${SECRET}@mail.example.org:587`);
    assert.equal(reading.secrets.webhookSecret, SECRET);
  }
  for (const part of ['gateway', 'rebuild', 'operator'] as const) {
    const reading = loadSecrets(read, part);
    assert.ok(reading.ok);
    assert.equal('smtpUrl' in reading.secrets || 'webhookSecret' in reading.secrets, false);
  }
});

test('a wrong mail server, secret, sender or link is told without its value', (t) => {
  const dir = folder(t);
  write(dir, 'smtp', `mail.example.org ${SECRET}\n`);
  write(dir, 'webhook', SECRET.slice(0, 31));
  const files = { ...gatewayFiles(dir), smtpUrlFile: 'smtp', webhookSecretFile: 'webhook' };
  const reading = loadSecrets(config(write(dir, 'a.json', files)), 'router');
  assert.ok(!reading.ok);
  assert.equal(reading.problems.length, 2);
  assert.equal(reading.problems.join('\n').includes(SECRET.slice(0, 31)), false);
  const found = problems(
    write(dir, 'b.json', { ...least, mailFrom: 'NRM <a@b.example>', consoleUrl: 'console' }),
    {
      TRM_SMTP_URL: SECRET,
      TRM_WEBHOOK_SECRET: SECRET,
      TRM_WEBHOOK_LOOPBACK: 'yes',
    },
  );
  for (const about of [
    'mailFrom',
    'consoleUrl',
    'webhookLoopback',
    'TRM_SMTP_URL_FILE',
    'TRM_WEBHOOK_SECRET_FILE',
  ])
    assert.ok(
      found.some((problem) => problem.includes(about)),
      about,
    );
  assert.equal(found.join('\n').includes(SECRET), false);
});

test('an auditor that holds a payload key is refused', (t) => {
  const dir = folder(t);
  const reading = loadSecrets(config(write(dir, 'al.json', gatewayFiles(dir))), 'auditor');
  assert.ok(!reading.ok);
  assert.match(reading.problems.join('\n'), /holds no payload key/);
});

test(
  'a secret that others may read is refused, with the file and the remedy',
  { skip: process.platform === 'win32' },
  (t) => {
    const dir = folder(t);
    const read = config(write(dir, 'al.json', gatewayFiles(dir)));
    for (const [name, mode] of [
      ['signing.json', 0o640],
      ['kek.json', 0o604],
      ['pins.json', 0o664],
    ] as const) {
      chmodSync(path.join(dir, name), mode);
      const reading = loadSecrets(read, 'gateway');
      assert.ok(!reading.ok);
      assert.equal(reading.problems.length, 1);
      assert.match(reading.problems[0] ?? '', new RegExp(`${name}.*chmod 600`));
      chmodSync(path.join(dir, name), 0o600);
    }
  },
);

test('a malformed secret never stands in a problem', (t) => {
  const dir = folder(t);
  const read = config(write(dir, 'al.json', gatewayFiles(dir)));
  write(dir, 'signing.json', `{"kty":"OKP","crv":"Ed25519","x":"${KEY}","d":"${SECRET}`);
  write(dir, 'kek.json', { id: 'kek-1', key: `${SECRET}${SECRET}` });
  write(dir, 'db', `postgres://${SECRET}\nmore`);
  write(dir, 'tokens.json', { keys: [{ kty: 'OKP', crv: 'Ed25519', x: KEY, d: SECRET, kid: 'k' }] });
  const reading = loadSecrets(read, 'gateway');
  assert.ok(!reading.ok);
  assert.equal(reading.problems.length, 4);
  assert.equal(reading.problems.join('\n').includes(SECRET), false);
});

test('Kafka asks for all three TLS files or for none', (t) => {
  const dir = folder(t);
  const files = gatewayFiles(dir);
  write(dir, 'ca.pem', '-----BEGIN CERTIFICATE-----\n', 0o644);
  const file = write(dir, 'al.json', {
    ...files,
    bus: 'kafka',
    kafkaBrokers: ['127.0.0.1:9092'],
    kafkaTlsCaFile: 'ca.pem',
  });
  const reading = loadSecrets(config(file), 'operator');
  assert.ok(!reading.ok);
  assert.deepEqual(
    reading.problems.map((problem) => problem.split(' ')[0]),
    ['kafkaTlsCertFile', 'kafkaTlsKeyFile'],
  );
});
