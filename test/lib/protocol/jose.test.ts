// jose, which shares no code with us, reads what we write and writes what we read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactVerify, CompactSign, generalDecrypt, GeneralEncrypt, generalVerify, importJWK } from 'jose';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  authenticate,
  checkRings,
  digest,
  kidOf,
  openJwe,
  openRings,
  parseJwe,
  recordValue,
  sealRecord,
  utf8,
  type JsonObject,
  type PrivateJwk,
} from '../../../services/lib/protocol/index.ts';
import { makeWorld, participantOf, sealInput } from '../../support/registry.ts';

const world = makeWorld(cipher);
const stream = { from: 'al', to: 'rs', lane: 0, generation: 1 };
const metadata: JsonObject = { type: 'heartbeat', version: 1, drill: true };
const sender = participantOf(world, 'al');
const receiver = participantOf(world, 'rs');

type GeneralJwe = Parameters<typeof generalDecrypt>[0];

async function privateKey(jwk: PrivateJwk, alg: string) {
  return importJWK({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, d: jwk.d }, alg);
}

test('jose verifies our envelope and opens both of our rings for every recipient', async () => {
  const input = sealInput(world, stream, { metadata });
  const record = sealRecord(cipher, input);
  const { x } = sender.signing;
  const verified = await compactVerify(
    record.envelope,
    await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519'),
    {
      algorithms: ['Ed25519'],
    },
  );
  const envelope = JSON.parse(Buffer.from(verified.payload).toString()) as Record<string, unknown>;
  assert.equal(envelope.metadatadigest, digest(cipher, record.metadata));
  const auditor = world.auditors.get('audit');
  assert.ok(auditor);
  for (const key of [sender.metadata.jwk, receiver.metadata.jwk, auditor.jwk]) {
    const opened = await generalDecrypt(
      JSON.parse(record.metadata) as GeneralJwe,
      await privateKey(key, 'ECDH-ES+A256KW'),
      {
        keyManagementAlgorithms: ['ECDH-ES+A256KW'],
        contentEncryptionAlgorithms: ['A256GCM'],
      },
    );
    const plaintext = Buffer.from(opened.plaintext);
    assert.equal(plaintext.length, 1024);
    assert.equal(digest(cipher, plaintext), envelope.metadatacommit);
    const { salt: _salt, ...members } = JSON.parse(plaintext.toString()) as JsonObject;
    assert.deepEqual(members, metadata);
    assert.equal(opened.protectedHeader?.['stream'], 'trm.al.rs/0/1');
  }
  for (const { payload } of [sender, receiver]) {
    const [week] = payload;
    assert.ok(week);
    const opened = await generalDecrypt(
      JSON.parse(record.payload) as GeneralJwe,
      await privateKey(week.jwk, 'ECDH-ES+A256KW'),
    );
    assert.equal(digest(cipher, opened.plaintext), envelope.payloadcommit);
  }
});

test('a registry version is a JWS general JSON object to jose', async () => {
  const value = JSON.parse(Buffer.from(world.registryValue).toString()) as Parameters<
    typeof generalVerify
  >[0];
  for (const key of world.registryKeys.slice(0, 2)) {
    const verified = await generalVerify(
      value,
      await importJWK({ kty: 'OKP', crv: 'Ed25519', x: key.x }, 'Ed25519'),
    );
    assert.equal(digest(cipher, verified.payload), world.state.digest);
  }
});

/** A ring made by jose, in the member order of formats.md. */
async function joseRing(
  header: Record<string, unknown>,
  plaintext: Uint8Array,
  keys: readonly PrivateJwk[],
): Promise<string> {
  const encrypt = new GeneralEncrypt(plaintext).setProtectedHeader(header);
  for (const key of keys) {
    const { kty, crv, x } = key;
    encrypt
      .addRecipient(await importJWK({ kty, crv, x }, 'ECDH-ES+A256KW'))
      .setUnprotectedHeader({ alg: 'ECDH-ES+A256KW', kid: kidOf(cipher, key) });
  }
  const made = await encrypt.encrypt();
  const { protected: head, recipients, iv, ciphertext, tag } = made;
  return JSON.stringify({ protected: head, recipients, iv, ciphertext, tag });
}

function padded(content: JsonObject): Buffer {
  const bytes = Buffer.alloc(1024, ' ');
  bytes.write(
    JSON.stringify({ salt: Buffer.from(cipher.randomBytes(32)).toString('base64url'), ...content }),
  );
  return bytes;
}

test('we open a whole record that jose sealed and signed', async () => {
  const input = sealInput(world, stream);
  const place = { record: input.id, stream: 'trm.al.rs/0/1', sequence: 1 };
  const [mine, theirs] = [sender.payload[0]?.jwk, receiver.payload[0]?.jwk];
  assert.ok(mine && theirs);
  const metadataPlain = padded(metadata);
  const payloadPlain = padded({});
  const metadataRing = await joseRing({ enc: 'A256GCM', typ: 'trm-metadata+jwe', ...place }, metadataPlain, [
    sender.metadata.jwk,
    receiver.metadata.jwk,
  ]);
  const payloadRing = await joseRing({ enc: 'A256GCM', typ: 'trm-payload+jwe', ...place }, payloadPlain, [
    mine,
    theirs,
  ]);
  const envelope = {
    specversion: '1.0',
    type: 'trm.record.v1',
    id: input.id,
    source: 'urn:trm:al',
    recipient: 'urn:trm:rs',
    time: input.time,
    lane: 0,
    generation: 1,
    sequence: 1,
    previous: input.previous,
    seensequence: 0,
    seendigest: digest(cipher, 'trm.rs.al/0/1'),
    metadatadigest: digest(cipher, metadataRing),
    payloaddigest: digest(cipher, payloadRing),
    metadatacommit: digest(cipher, metadataPlain),
    payloadcommit: digest(cipher, payloadPlain),
    registryversion: world.state.version,
    registrydigest: world.state.digest,
  };
  const signed = await new CompactSign(utf8(JSON.stringify(envelope)))
    .setProtectedHeader({ alg: 'Ed25519', typ: 'trm-envelope+jws', kid: kidOf(cipher, sender.signing) })
    .sign(await privateKey(sender.signing, 'Ed25519'));
  const value = recordValue({ envelope: signed, metadata: metadataRing, payload: payloadRing });
  const outcome = authenticate(cipher, world.state, { topic: 'trm.al.rs', lane: 0, key: input.id, value });
  assert.ok(outcome.ok, `refused: ${outcome.ok ? '' : outcome.code}`);
  assert.equal(checkRings(cipher, outcome), null);
  const opened = openRings(cipher, receiver.keys, outcome);
  assert.ok(opened.ok, `not opened: ${opened.ok ? '' : opened.code}`);
  assert.deepEqual(opened.metadata, metadata);
  assert.deepEqual(opened.payload, {});
});

test('jose and we give the same plaintext for a recipient, and nothing for another', async () => {
  const plaintext = padded({ a: 1 });
  const [one, other] = [cipher.generateKeyPair('X25519'), cipher.generateKeyPair('X25519')];
  const jwe = parseJwe(await joseRing({ enc: 'A256GCM' }, plaintext, [one, other]));
  assert.ok(jwe);
  const [first, second] = jwe.recipients;
  assert.ok(first && second);
  assert.deepEqual(openJwe(cipher, jwe, first, one), plaintext);
  assert.deepEqual(openJwe(cipher, jwe, second, other), plaintext);
  assert.equal(openJwe(cipher, jwe, first, other), null);
});
