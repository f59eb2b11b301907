// The registry is only believed along a signed, unbroken chain from the pinned version; each forgery has its code.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  acceptRegistry,
  base64url,
  buildRegistry,
  digest,
  initialHead,
  kidOf,
  nameHead,
  publicJwk,
  registryDigest,
  registryValue,
  signEntry,
  signRegistry,
  signRegistryPayload,
  utf8,
  type Jwk,
  type ParticipantEntry,
  type PrivateJwk,
  type RegistryKey,
  type RegistryPayload,
} from '../../../services/lib/protocol/index.ts';
import {
  advance,
  foreignDigest,
  makeParticipant,
  makeWorld,
  nextVersion,
  participantOf,
} from '../../support/registry.ts';
import type { World } from '../../support/registry.ts';

const world = makeWorld(cipher, { participants: ['al', 'me', 'rs'], auditors: ['audit'] });
const same = (payload: RegistryPayload): RegistryPayload => payload;

function codeOf(value: Uint8Array, held: World['state'] | null = world.state, pins = world.pins): string {
  const outcome = acceptRegistry(cipher, pins, held, value);
  return outcome.ok ? 'accepted' : outcome.code;
}

function attempt(change: (payload: RegistryPayload) => Partial<RegistryPayload>, base = world): string {
  return codeOf(nextVersion(base, change).value, base.state, base.pins);
}

function entryOf(payload: RegistryPayload, id: string): ParticipantEntry {
  const entry = payload.participants.find((one) => one.id === id);
  assert.ok(entry);
  return entry;
}

function withEntry(payload: RegistryPayload, entry: ParticipantEntry): Partial<RegistryPayload> {
  return { participants: payload.participants.map((one) => (one.id === entry.id ? entry : one)) };
}

function unsigned(entry: ParticipantEntry): ParticipantEntry {
  return { id: entry.id, keys: entry.keys, auditors: entry.auditors };
}

/** `al` with its key replaced, or revoked and standing by `standsBy`, and a new one in its place. */
function rotated(
  entry: ParticipantEntry,
  next: Jwk,
  old: Partial<RegistryKey> = { status: 'replaced' },
): ParticipantEntry {
  const keys = entry.keys.map((key) => (key.status === 'current' ? { ...key, ...old } : key));
  return { ...unsigned(entry), keys: [...keys, { jwk: publicJwk(next), status: 'current' }] };
}

const al = participantOf(world, 'al');
const rs = participantOf(world, 'rs');

describe('chain', () => {
  test('the pinned version is accepted, then the next one, and the held one again', () => {
    assert.equal(codeOf(world.registryValue, null), 'accepted');
    const second = nextVersion(world, same);
    assert.equal(codeOf(second.value), 'accepted');
    const again = acceptRegistry(cipher, world.pins, world.state, world.registryValue);
    assert.ok(again.ok);
    assert.equal(again.state, world.state);
  });

  test('other signatures over the same bytes are the same version', () => {
    const other = signRegistry(cipher, world.registryKeys.slice(1), world.payload);
    assert.equal(codeOf(other), 'accepted');
  });

  test('with nothing held, only the pinned version with the pinned digest counts', () => {
    const second = nextVersion(world, same);
    assert.equal(codeOf(second.value, null), 'chain');
    const pins = { ...world.pins, version: 2, digest: registryDigest(cipher, buildRegistry(second.payload)) };
    assert.equal(codeOf(world.registryValue, null, pins), 'older');
    assert.equal(codeOf(second.value, null, pins), 'accepted');
    assert.equal(codeOf(second.value, null, { ...pins, digest: foreignDigest(cipher) }), 'fork');
  });

  test('an older version never comes back', () => {
    const now = advance(world, same);
    assert.equal(codeOf(world.registryValue, now.state), 'older');
    assert.equal(now.state.digestOf(1), world.state.digest);
  });

  test('another text under a number that is known is a fork', () => {
    const now = advance(world, same);
    const other = { ...world.payload, issued: '2026-11-25T11:00:00.000Z' };
    assert.equal(codeOf(signRegistry(cipher, world.registryKeys, other), now.state), 'fork');
    const second = nextVersion(world, () => ({ issued: '2026-11-25T11:00:00.000Z' }));
    assert.equal(codeOf(second.value, now.state), 'fork');
  });

  test('a version that skips one, or does not follow from the one held, is chain', () => {
    assert.equal(
      attempt(() => ({ version: 3 })),
      'chain',
    );
    assert.equal(
      attempt(() => ({ previous: foreignDigest(cipher) })),
      'chain',
    );
  });

  test('version 1 follows from the text trm.registry', () => {
    const payload = { ...world.payload, previous: foreignDigest(cipher) };
    const pins = { ...world.pins, digest: registryDigest(cipher, buildRegistry(payload)) };
    assert.equal(codeOf(signRegistry(cipher, world.registryKeys, payload), null, pins), 'chain');
  });
});

describe('signatures', () => {
  const { payload } = nextVersion(world, same);
  const bytes = buildRegistry(payload);
  const [first, second, third] = world.registryKeys as readonly [PrivateJwk, PrivateJwk, PrivateJwk];
  const by = (key: PrivateJwk) => signRegistryPayload(cipher, key, bytes);
  const stranger = cipher.generateKeyPair('Ed25519');

  test('any two of three are enough, and they stand by kid', () => {
    for (const pair of [
      [first, second],
      [first, third],
      [third, second],
    ] as const) {
      const value = registryValue(bytes, pair.map(by));
      assert.equal(codeOf(value), 'accepted');
      const kids = (
        JSON.parse(Buffer.from(value).toString()) as { signatures: { protected: string }[] }
      ).signatures.map(
        ({ protected: head }) =>
          (JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }).kid,
      );
      assert.deepEqual(kids, kids.toSorted());
    }
  });

  test('one, one and a stranger, or one with a broken second are not', () => {
    const raw = (signatures: unknown) => utf8(JSON.stringify({ payload: base64url(bytes), signatures }));
    assert.equal(codeOf(raw([by(first)])), 'signature');
    assert.equal(codeOf(registryValue(bytes, [by(first), by(stranger)])), 'signature');
    const broken = { ...by(second), signature: by(first).signature };
    assert.equal(codeOf(registryValue(bytes, [by(first), broken])), 'signature');
    assert.equal(codeOf(raw([by(first), by(first)])), 'form');
    assert.equal(codeOf(raw([])), 'form');
  });

  test('the same key under two names in the pins does not count twice', () => {
    const pins = { ...world.pins, keys: [publicJwk(first), publicJwk(first), publicJwk(first)] };
    const value = utf8(
      JSON.stringify({
        payload: base64url(buildRegistry(world.payload)),
        signatures: [signRegistryPayload(cipher, first, buildRegistry(world.payload))],
      }),
    );
    assert.equal(codeOf(value, null, pins), 'signature');
  });

  test('a changed payload is signature, whatever it says', () => {
    const other = base64url(utf8(Buffer.from(bytes).toString().replace('"al"', '"ba"')));
    const value = JSON.stringify({ payload: other, signatures: [by(first), by(second)] });
    assert.equal(codeOf(utf8(value)), 'signature');
  });

  test('values that are not in form', () => {
    assert.equal(codeOf(utf8('x')), 'unreadable');
    assert.equal(codeOf(utf8('{"payload":"x"}')), 'unreadable');
    const text = Buffer.from(registryValue(bytes, [by(first), by(second)])).toString();
    assert.equal(codeOf(utf8(text.replace('{', '{"payload":"x",'))), 'unreadable');
    assert.equal(codeOf(utf8(text.replace('"payload":"', '"payload":"='))), 'form');
    const [head] = [by(first).protected];
    assert.equal(codeOf(utf8(text.replace(head, base64url(utf8('{"alg":"none"}'))))), 'form');
  });

  test('changing the registry keys takes two of the old and two of the new', () => {
    const fresh = [1, 2, 3].map(() => cipher.generateKeyPair('Ed25519'));
    const change = () => ({ registryKeys: fresh.map(publicJwk) });
    const signers = (keys: readonly PrivateJwk[]) => codeOf(nextVersion(world, change, keys).value);
    const [one, two] = fresh as [PrivateJwk, PrivateJwk, PrivateJwk];
    assert.equal(signers([first, second]), 'signature');
    assert.equal(signers([first, second, one]), 'signature');
    assert.equal(signers([one, two]), 'signature');
    assert.equal(signers([first, one, two]), 'signature');
    assert.equal(signers([first, second, one, two]), 'accepted');
  });

  test('after a change the old keys sign nothing new', () => {
    const fresh = [1, 2, 3].map(() => cipher.generateKeyPair('Ed25519'));
    const changed = nextVersion(world, () => ({ registryKeys: fresh.map(publicJwk) }), [
      ...world.registryKeys,
      ...fresh,
    ]);
    const outcome = acceptRegistry(cipher, world.pins, world.state, changed.value);
    assert.ok(outcome.ok);
    const next = { ...changed.payload, version: 3, previous: outcome.state.digest };
    assert.equal(codeOf(signRegistry(cipher, world.registryKeys, next), outcome.state), 'signature');
    assert.equal(codeOf(signRegistry(cipher, fresh, next), outcome.state), 'accepted');
    // But two old keys that sign another old version still show a fork.
    const fork = { ...world.payload, issued: '2026-11-25T12:00:00.000Z' };
    assert.equal(codeOf(signRegistry(cipher, world.registryKeys, fork), outcome.state), 'fork');
  });

  test('registry keys are three different, sound ones', () => {
    const weak = { kty: 'OKP', crv: 'Ed25519', x: base64url(new Uint8Array(32)) } as const;
    assert.equal(
      attempt(() => ({ registryKeys: [publicJwk(first), publicJwk(first), publicJwk(second)] })),
      'schema',
    );
    assert.equal(
      attempt(() => ({ registryKeys: [publicJwk(first), publicJwk(second), weak] })),
      'key-not-valid',
    );
  });
});

describe('entries', () => {
  test('a new key is entered with the signature of the one before', () => {
    const next = cipher.generateKeyPair('Ed25519');
    const change = (signer: PrivateJwk) => (payload: RegistryPayload) =>
      withEntry(payload, signEntry(cipher, signer, rotated(entryOf(payload, 'al'), next)));
    assert.equal(attempt(change(al.signing)), 'accepted');
    assert.equal(attempt(change(next)), 'entry-signature');
    assert.equal(attempt(change(rs.signing)), 'entry-signature');
    assert.equal(
      attempt((payload) => withEntry(payload, rotated(entryOf(payload, 'al'), next))),
      'entry-signature',
    );
  });

  test('registry signers cannot slip in a key or an auditor', () => {
    const spy = cipher.generateKeyPair('X25519');
    for (const change of [
      (entry: ParticipantEntry) => ({
        ...rotated(entry, cipher.generateKeyPair('Ed25519')),
        signature: entry.signature ?? '',
      }),
      (entry: ParticipantEntry) => ({
        ...entry,
        auditors: [...entry.auditors, { id: 'spy', kid: kidOf(cipher, spy) }],
      }),
      (entry: ParticipantEntry) => ({ ...entry, auditors: [] }),
      (entry: ParticipantEntry) => unsigned(entry),
    ]) {
      assert.equal(
        attempt((payload) => withEntry(payload, change(entryOf(payload, 'al')))),
        'entry-signature',
      );
    }
  });

  test('an entry that has not changed keeps its signature', () => {
    assert.equal(
      attempt((payload) => withEntry(payload, signEntry(cipher, rs.signing, entryOf(payload, 'al')))),
      'entry-signature',
    );
    const now = advance(world, same);
    assert.equal(entryOf(now.payload, 'al').signature, entryOf(world.payload, 'al').signature);
  });

  test('the signature may be missing only when the key before was revoked', () => {
    const next = cipher.generateKeyPair('Ed25519');
    const lost = (payload: RegistryPayload) =>
      withEntry(payload, rotated(entryOf(payload, 'al'), next, { status: 'revoked', standsBy: [] }));
    const now = advance(world, lost);
    assert.equal(now.state.participant('al')?.reportedLoss, true);
    assert.equal(now.state.participant('rs')?.reportedLoss, false);
    // The flag stays until the owner signs, with the key that is current now.
    const later = advance(now, same);
    assert.equal(later.state.participant('al')?.reportedLoss, true);
    const signed = advance(later, (payload) =>
      withEntry(payload, signEntry(cipher, next, entryOf(payload, 'al'))),
    );
    assert.equal(signed.state.participant('al')?.reportedLoss, false);
    assert.equal(
      attempt((payload) => withEntry(payload, signEntry(cipher, al.signing, entryOf(payload, 'al'))), later),
      'entry-signature',
    );
  });

  test('who joins signs with its own first key', () => {
    const mk = makeParticipant(cipher, 'mk', world.now);
    const entry: ParticipantEntry = {
      id: 'mk',
      keys: [{ jwk: publicJwk(mk.signing), status: 'current' }],
      auditors: [],
    };
    const join = (joined: ParticipantEntry) =>
      attempt((payload) => ({ participants: [...payload.participants, joined] }));
    assert.equal(join(signEntry(cipher, mk.signing, entry)), 'accepted');
    assert.equal(join(entry), 'entry-signature');
    assert.equal(join(signEntry(cipher, al.signing, entry)), 'entry-signature');
  });

  test('keys are kept for good, in order, and never come back', () => {
    const next = cipher.generateKeyPair('Ed25519');
    const now = advance(world, (payload) =>
      withEntry(payload, signEntry(cipher, al.signing, rotated(entryOf(payload, 'al'), next))),
    );
    const [old, current] = entryOf(now.payload, 'al').keys as readonly [RegistryKey, RegistryKey];
    for (const keys of [
      [current],
      [current, old],
      [
        { ...old, status: 'current' as const },
        { ...current, status: 'replaced' as const },
      ],
    ]) {
      assert.equal(
        attempt(
          (payload) =>
            withEntry(payload, signEntry(cipher, next, { ...unsigned(entryOf(payload, 'al')), keys })),
          now,
        ),
        'key-not-valid',
      );
    }
    assert.equal(
      attempt((payload) => ({
        participants: payload.participants.filter(({ id }) => id !== 'me'),
        pairs: payload.pairs.filter(({ participants }) => !participants.includes('me')),
        bases: [],
      })),
      'key-not-valid',
    );
  });

  test('what an owner stands by is said once', () => {
    const next = cipher.generateKeyPair('Ed25519');
    const standsBy = [{ stream: 'trm.al.rs/0/1', sequence: 7, digest: foreignDigest(cipher) }];
    const now = advance(world, (payload) =>
      withEntry(
        payload,
        signEntry(cipher, al.signing, rotated(entryOf(payload, 'al'), next, { status: 'revoked', standsBy })),
      ),
    );
    const more = (payload: RegistryPayload): Partial<RegistryPayload> => {
      const entry = entryOf(payload, 'al');
      const keys = entry.keys.map((key) =>
        key.status === 'revoked' ? { ...key, standsBy: [{ ...standsBy[0]!, sequence: 9 }] } : key,
      );
      return withEntry(payload, signEntry(cipher, next, { ...unsigned(entry), keys }));
    };
    assert.equal(attempt(more, now), 'key-not-valid');
  });

  test('weak keys, a key of another participant, two current keys', () => {
    const weak: Jwk = {
      kty: 'OKP',
      crv: 'Ed25519',
      x: base64url(Uint8Array.from([1, ...new Uint8Array(31)])),
    };
    const enter = (jwk: Jwk) => (payload: RegistryPayload) =>
      withEntry(payload, signEntry(cipher, al.signing, rotated(entryOf(payload, 'al'), jwk)));
    assert.equal(attempt(enter(weak)), 'key-not-valid');
    assert.equal(attempt(enter(rs.signing)), 'key-not-valid');
    const two = (payload: RegistryPayload) =>
      withEntry(
        payload,
        signEntry(
          cipher,
          al.signing,
          rotated(entryOf(payload, 'al'), cipher.generateKeyPair('Ed25519'), { status: 'current' }),
        ),
      );
    assert.ok(['key-not-valid', 'schema'].includes(attempt(two)));
  });

  test('a reader that starts at a later pinned version trusts its entries for the digest', () => {
    const next = cipher.generateKeyPair('Ed25519');
    const now = advance(world, (payload) =>
      withEntry(payload, signEntry(cipher, al.signing, rotated(entryOf(payload, 'al'), next))),
    );
    const pins = { ...world.pins, version: 2, digest: now.state.digest };
    const outcome = acceptRegistry(cipher, pins, null, now.registryValue);
    assert.ok(outcome.ok);
    assert.equal(outcome.state.currentKey('al')?.kid, kidOf(cipher, next));
  });
});

describe('keys by position', () => {
  const stream = 'trm.al.rs/0/1';
  const seven = foreignDigest(cipher, 'seven');
  const oldKid = kidOf(cipher, al.signing);

  test('current and replaced keys are valid, unknown ones are not', () => {
    const next = cipher.generateKeyPair('Ed25519');
    const { state } = advance(world, (payload) =>
      withEntry(payload, signEntry(cipher, al.signing, rotated(entryOf(payload, 'al'), next))),
    );
    const newKid = kidOf(cipher, next);
    assert.equal(state.knownKey('al', oldKid)?.status, 'replaced');
    assert.equal(state.keyVerdict(stream, 3, seven, oldKid), 'valid');
    assert.equal(state.keyVerdict(stream, 3, seven, newKid, oldKid), 'valid');
    assert.equal(state.keyVerdict(stream, 3, seven, oldKid, oldKid), 'valid');
    // Once the new key has signed in a stream, the old one never returns there.
    assert.equal(state.keyVerdict(stream, 3, seven, oldKid, newKid), 'not-valid');
    assert.equal(state.keyVerdict('trm.al.public/0/1', 3, seven, newKid), 'valid');
    assert.equal(state.keyVerdict('trm.rs.al/0/1', 3, seven, newKid), 'not-valid');
    assert.equal(state.keyVerdict(stream, 3, seven, kidOf(cipher, rs.signing)), 'not-valid');
    assert.equal(state.keyVerdict('nonsense', 3, seven, newKid), 'not-valid');
  });

  test('a revoked key is disputed beyond what its owner stands by', () => {
    const next = cipher.generateKeyPair('Ed25519');
    const standsBy = [{ stream, sequence: 7, digest: seven }];
    const { state } = advance(world, (payload) =>
      withEntry(
        payload,
        signEntry(cipher, al.signing, rotated(entryOf(payload, 'al'), next, { status: 'revoked', standsBy })),
      ),
    );
    assert.equal(state.keyVerdict(stream, 6, foreignDigest(cipher), oldKid), 'valid');
    assert.equal(state.keyVerdict(stream, 7, seven, oldKid), 'valid');
    assert.equal(state.keyVerdict(stream, 7, foreignDigest(cipher), oldKid), 'disputed');
    assert.equal(state.keyVerdict(stream, 8, foreignDigest(cipher), oldKid), 'disputed');
    assert.equal(state.keyVerdict('trm.al.me/0/1', 1, seven, oldKid), 'disputed');
    assert.equal(state.participant('al')?.reportedLoss, false);
  });

  test('an owner stands by its own streams only', () => {
    const next = cipher.generateKeyPair('Ed25519');
    const standsBy = [{ stream: 'trm.rs.al/0/1', sequence: 7, digest: seven }];
    assert.equal(
      attempt((payload) =>
        withEntry(
          payload,
          signEntry(
            cipher,
            al.signing,
            rotated(entryOf(payload, 'al'), next, { status: 'revoked', standsBy }),
          ),
        ),
      ),
      'schema',
    );
  });
});

describe('pairs', () => {
  const last = (name: string) => ({ stream: name, sequence: 5, digest: foreignDigest(cipher, name) });
  const after = [last('trm.al.rs/0/1'), last('trm.rs.al/0/1')];
  const renewed = (change: Partial<RegistryPayload['pairs'][number]>) => (payload: RegistryPayload) => ({
    pairs: payload.pairs.map((pair) =>
      pair.participants.join() === 'al,rs'
        ? { ...pair, generation: 2, reason: 'lanes', after, ...change }
        : pair,
    ),
  });

  test('a new generation starts where both ends stood, new lanes at their own name', () => {
    const { state } = advance(world, renewed({ lanes: 2 }));
    const stream = { from: 'al', to: 'rs', lane: 0, generation: 2 };
    assert.deepEqual(initialHead(cipher, state, stream), {
      sequence: 0,
      digest: foreignDigest(cipher, 'trm.al.rs/0/1'),
    });
    const lane = { ...stream, lane: 1 };
    assert.deepEqual(initialHead(cipher, state, lane), nameHead(cipher, 'trm.al.rs/1/2'));
    assert.deepEqual(state.closedAt({ ...stream, generation: 1 }), {
      sequence: 5,
      digest: foreignDigest(cipher, 'trm.al.rs/0/1'),
    });
    assert.equal(state.closedAt(stream), null);
    assert.deepEqual(
      state.streamsOf('al', 'rs').map(({ from, lane: at, generation }) => `${from}${at}${generation}`),
      ['al02', 'al12', 'rs02', 'rs12'],
    );
    assert.deepEqual(state.pair('rs', 'al'), state.pair('al', 'rs'));
  });

  for (const [what, change] of [
    ['without a reason', { reason: undefined }],
    ['without after', { after: undefined }],
    ['with one direction missing', { after: after.slice(1) }],
    ['with a stream twice', { after: [after[0]!, after[0]!] }],
    ['with a stream of another pair', { after: [last('trm.al.me/0/1'), last('trm.rs.al/0/1')] }],
    ['with a stream of another generation', { after: [last('trm.al.rs/0/2'), last('trm.rs.al/0/2')] }],
    ['with a lane that was not there', { after: [last('trm.al.rs/1/1'), last('trm.rs.al/0/1')] }],
    ['that skips one', { generation: 3, after: [last('trm.al.rs/0/2'), last('trm.rs.al/0/2')] }],
  ] as const) {
    test(`a new generation ${what} is refused`, () => {
      const code = attempt(renewed(change as Partial<RegistryPayload['pairs'][number]>));
      assert.ok(['schema', 'chain'].includes(code), code);
    });
  }

  test('lanes and generation do not move otherwise, and no pair disappears', () => {
    const only = (change: object) => (payload: RegistryPayload) => ({
      pairs: payload.pairs.map((pair, index) => (index === 0 ? { ...pair, ...change } : pair)),
    });
    assert.equal(attempt(only({ lanes: 2 })), 'chain');
    assert.equal(
      attempt((payload) => ({ pairs: payload.pairs.slice(1) })),
      'chain',
    );
    assert.equal(attempt(only({ participants: ['al', 'al'] })), 'schema');
    assert.equal(attempt(only({ participants: ['al', 'zz'] })), 'schema');
    assert.equal(
      attempt((payload) => ({ pairs: [...payload.pairs, payload.pairs[0]!] })),
      'schema',
    );
    const now = advance(world, renewed({}));
    assert.equal(
      attempt((payload) => ({ pairs: world.payload.pairs, bases: payload.bases }), now),
      'chain',
    );
  });
});

describe('look-ups', () => {
  test('a basis is in force from the first day to before the last', () => {
    const bases = [
      {
        from: 'al',
        to: 'rs',
        instrument: 'i',
        reference: 'r',
        validFrom: '2026-01-01',
        validTo: '2027-01-01',
      },
    ];
    const { state } = advance(world, () => ({ bases }));
    assert.equal(state.basisInForce('al', 'rs', '2025-12-31T23:59:59.999Z'), null);
    assert.deepEqual(state.basisInForce('al', 'rs', '2026-01-01T00:00:00.000Z'), bases[0]);
    assert.deepEqual(state.basisInForce('al', 'rs', '2026-12-31T23:59:59.999Z'), bases[0]);
    assert.equal(state.basisInForce('al', 'rs', '2027-01-01T00:00:00.000Z'), null);
    assert.equal(state.basisInForce('rs', 'al', '2026-06-01T00:00:00.000Z'), null);
  });

  test('metadata is sealed to auditors in scope that sender or receiver named, by that key', () => {
    const [a, b, c, d] = [1, 2, 3, 4].map(() => cipher.generateKeyPair('X25519')) as [
      PrivateJwk,
      PrivateJwk,
      PrivateJwk,
      PrivateJwk,
    ];
    const named = (id: string, key: Jwk) => ({ id, kid: kidOf(cipher, key) });
    const small = makeWorld(cipher, { participants: ['al', 'me', 'rs'], auditors: [] });
    const { state } = advance(small, (payload) => {
      const entries = payload.participants.map((entry) => {
        const auditors =
          entry.id === 'al'
            ? [named('zeta', a), named('beta', b), named('gamma', a)]
            : entry.id === 'rs'
              ? [named('beta', b), named('delta', d)]
              : [];
        return auditors.length === 0
          ? entry
          : signEntry(cipher, participantOf(small, entry.id).signing, { ...entry, auditors });
      });
      return {
        participants: entries,
        auditors: [
          { id: 'zeta', jwk: publicJwk(a), scope: ['*'] },
          { id: 'beta', jwk: publicJwk(b), scope: ['trm.al.rs'] },
          { id: 'gamma', jwk: publicJwk(c), scope: ['*'] },
          { id: 'delta', jwk: publicJwk(d), scope: ['*'] },
        ],
      };
    });
    const kids = (from: string, to: string) => state.auditorsFor(from, to).map(({ kid }) => kid);
    assert.deepEqual(
      kids('al', 'rs'),
      [b, d, a].map((key) => kidOf(cipher, key)),
    );
    assert.deepEqual(
      kids('rs', 'al'),
      [d, a].map((key) => kidOf(cipher, key)),
    );
    assert.deepEqual(kids('al', 'me'), [kidOf(cipher, a)]);
    assert.deepEqual(kids('me', 'rs'), [kidOf(cipher, d)]);
    // No pair topic: an auditor reads of a local stream only where the registry names it.
    assert.deepEqual(kids('al', 'al'), []);
  });

  test('a participant and itself: one lane for ever, no border, and nothing that the registry lists', () => {
    const { state } = world;
    assert.deepEqual(state.pair('al', 'al'), { lanes: 1, generation: 1 });
    assert.equal(state.pair('xk', 'xk'), null);
    assert.ok(!state.partnersOf('al').includes('al'));
    assert.equal(state.basisInForce('al', 'al', world.now), null);
    assert.ok(state.mayTransfer('al', 'al', world.now));
    assert.ok(state.mayTransfer('al', 'rs', world.now));
    assert.ok(!state.mayTransfer('al', 'rs', '2031-01-01T00:00:00.000Z'));
  });

  test('participants, partners and strangers', () => {
    assert.deepEqual(world.state.participantIds(), ['al', 'me', 'rs']);
    assert.deepEqual(world.state.partnersOf('me'), ['al', 'rs']);
    assert.equal(world.state.participant('xk'), null);
    assert.equal(world.state.pair('al', 'xk'), null);
    assert.deepEqual(world.state.streamsOf('al', 'xk'), []);
    assert.equal(world.state.digestOf(2), null);
    assert.equal(world.state.digest, digest(cipher, buildRegistry(world.payload)));
  });
});
