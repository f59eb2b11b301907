/** The composition keeps what architecture.md 2 and contract.md 3 promise: who holds which secret, and what is reached from outside. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const COMPOSE = path.resolve(import.meta.dirname, '../../docker-compose.yml');
const PARTICIPANTS = ['al', 'ba', 'xk', 'me', 'mk', 'rs'];
const SERVICE_IDS = PARTICIPANTS.flatMap((id) => [`${id}-gateway`, `${id}-router`]);

/** A block of the file: its own lines, and the names of the blocks that it is merged with. */
interface Block {
  readonly lines: readonly string[];
  readonly merges: readonly string[];
}

/** Enough of YAML for this file: blocks by their indentation, anchors and merge keys by name. */
function parse(text: string): { anchors: Map<string, Block>; sections: Map<string, Map<string, Block>> } {
  const anchors = new Map<string, Block>();
  const sections = new Map<string, Map<string, Block>>();
  const block = (lines: readonly string[]): Block => ({
    lines,
    merges: lines.flatMap((line) => /^\s*<<: \*([a-z]+)$/.exec(line)?.[1] ?? []),
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  const children = (from: number, indent: number): readonly string[] => {
    const rest = lines.slice(from + 1);
    const end = rest.findIndex((line) => line.search(/\S/) <= indent);
    return end === -1 ? rest : rest.slice(0, end);
  };
  let section = '';
  for (const [index, line] of lines.entries()) {
    const top = /^([a-z-]+):(?: &([a-z]+))?(.*)$/.exec(line);
    if (top) {
      section = top[1] ?? '';
      if (top[2] !== undefined) anchors.set(top[2], block([top[3] ?? '', ...children(index, 0)]));
      sections.set(section, new Map());
    }
    const second = /^ {2}([a-z-]+):(.*)$/.exec(line);
    if (second) sections.get(section)?.set(second[1] ?? '', block([second[2] ?? '', ...children(index, 2)]));
  }
  return { anchors, sections };
}

const { anchors, sections } = parse(readFileSync(COMPOSE, 'utf8'));
const services = sections.get('services') ?? new Map<string, Block>();

/** All lines that count for a service: its own first, then those of what it is merged with. */
function linesOf(block: Block | undefined): readonly string[] {
  assert.ok(block);
  return [...block.lines, ...block.merges.flatMap((name) => linesOf(anchors.get(name)))].map((line) =>
    line.trim(),
  );
}

/** The value that wins. */
function member(service: string, name: string): string | undefined {
  const found = linesOf(services.get(service)).find((line) => line.startsWith(`${name}:`));
  return found?.slice(name.length + 1).trim();
}

function mountsOf(service: string): readonly { volume: string; target: string; readOnly: boolean }[] {
  return linesOf(services.get(service)).flatMap((line) =>
    [...line.matchAll(/([a-z-]+):(\/(?:run\/trm|var\/lib)[a-z/-]*)(:ro)?/g)].map(
      ([, volume = '', target = '', mode]) => ({ volume, target, readOnly: mode !== undefined }),
    ),
  );
}

function holders(volume: string): readonly string[] {
  return [...services.keys()].filter((name) => mountsOf(name).some((mount) => mount.volume === volume));
}

test('every container is without capabilities and cannot gain privileges', () => {
  assert.equal(services.size, 4 * PARTICIPANTS.length + 8);
  for (const name of services.keys()) {
    assert.equal(member(name, 'cap_drop'), '[ALL]', name);
    assert.equal(member(name, 'security_opt'), "['no-new-privileges:true']", name);
    if (name !== 'kafka') assert.equal(member(name, 'read_only'), 'true', name);
    for (const forbidden of ['privileged', 'cap_add', 'devices', 'pid'])
      assert.equal(member(name, forbidden), undefined, `${name} ${forbidden}`);
  }
});

test('only gateways and the auditor are reached, from this host alone, on the ports of the contract', () => {
  const published = new Map(
    [...services.keys()].flatMap((name) => {
      const ports = member(name, 'ports');
      return ports === undefined ? [] : [[name, ports] as const];
    }),
  );
  assert.deepEqual(
    published,
    new Map([
      ['auditor', "['127.0.0.1:7110:8080']"],
      ...PARTICIPANTS.map((id, index) => [`${id}-gateway`, `['127.0.0.1:${7101 + index}:8080']`] as const),
    ]),
  );
  assert.match(sections.get('networks')?.get('inside')?.lines[0] ?? '', /internal: true/);
  for (const name of services.keys()) {
    if (published.has(name)) continue;
    const networks = member(name, 'networks');
    if (networks === undefined) assert.equal(member(name, 'network_mode'), 'none', name);
    else assert.equal(networks, '[inside]', name);
  }
});

test('the signing key is in the gateway alone, decryption keys are in the router alone', () => {
  for (const id of PARTICIPANTS) {
    assert.deepEqual(
      holders(`${id}-gateway`).toSorted(),
      [`${id}-gateway`, `${id}-keys`, 'registry'].toSorted(),
    );
    assert.deepEqual(holders(`${id}-router`).toSorted(), [`${id}-keys`, `${id}-router`]);
    assert.deepEqual(holders(`${id}-issuer`), [`${id}-keys`]);
    assert.deepEqual(holders(`${id}-justice-router`).toSorted(), [`${id}-keys`, `${id}-router`]);
    assert.deepEqual(holders(`${id}-justice-database`).toSorted(), [
      `${id}-gateway`,
      `${id}-keys`,
      `${id}-router`,
    ]);
    assert.deepEqual(holders(`${id}-database`).toSorted(), [
      `${id}-gateway`,
      `${id}-keys`,
      `${id}-migrate`,
      `${id}-router`,
    ]);
  }
  assert.deepEqual(holders('registry-keys'), ['registry']);
  assert.deepEqual(holders('auditor-issuer'), ['auditor-keys']);
  assert.deepEqual(
    holders('postgres-admin').toSorted(),
    ['postgres', 'postgres-password', ...PARTICIPANTS.map((id) => `${id}-migrate`)].toSorted(),
  );
});

test('what serves mounts every secret read-only, and has the part and the participant of its name', () => {
  for (const name of [...SERVICE_IDS, 'auditor'])
    for (const mount of mountsOf(name)) assert.equal(mount.readOnly, true, `${name} ${mount.volume}`);
  for (const id of PARTICIPANTS) {
    assert.match(member(`${id}-gateway`, 'command') ?? '', /--part, gateway\]$/);
    assert.match(member(`${id}-router`, 'command') ?? '', /--part, router\]$/);
    for (const part of ['gateway', 'router'])
      assert.equal(member(`${id}-${part}`, 'environment'), `{ <<: [*settings, *${id}] }`);
    assert.match(
      readFileSync(COMPOSE, 'utf8'),
      new RegExp(
        `^x-${id}: &${id} \\{ TRM_PARTICIPANT: ${id}, TRM_PACK_DIR: /app/infra/participants/${id} \\}$`,
        'm',
      ),
    );
  }
});

test('every volume is declared, and no secret is given as a value', () => {
  const declared = [...(sections.get('volumes')?.keys() ?? [])].toSorted();
  const used = new Set([...services.keys()].flatMap((name) => mountsOf(name).map(({ volume }) => volume)));
  assert.deepEqual([...used].toSorted(), declared);
  const text = readFileSync(COMPOSE, 'utf8');
  for (const [, name = ''] of text.matchAll(/\b((?:TRM|POSTGRES)_[A-Z_]+):/g))
    assert.doesNotMatch(name, /(PASSWORD|KEYS?|URL|KEK)$/, name);
});

test('jobs come before what needs them, and images are the ones that were chosen', () => {
  for (const id of PARTICIPANTS)
    for (const part of ['gateway', 'router'])
      assert.equal(member(`${id}-${part}`, 'depends_on'), `{ ${id}-migrate: *done, publication: *done }`);
  assert.equal(member('kafka', 'image'), 'apache/kafka:4.4.0');
  assert.equal(member('postgres', 'image'), 'postgres:18');
  for (const name of services.keys())
    if (name !== 'kafka' && name !== 'postgres') assert.equal(member(name, 'image'), 'trm-exchange', name);
});
