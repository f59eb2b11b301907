/**
 * `npm run -s registry -- create|sign|publish|show`: the trust registry's versions in the operator's folder and on the bus.
 * Invariant: nothing is published that a reader would refuse, and no version is changed after it was made.
 * contract.md 1, formats.md 7, protocol.md 8.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openBus } from '../services/lib/platform/bus/index.ts';
import type { ParticipantEntry, RegistryPayload } from '../services/lib/protocol/index.ts';
import { runCli, type CliContext, type CliResult } from './lib/cli.ts';
import { busOf, configOf, idAndFolder, wrongUse } from './lib/configuration.ts';
import { auditorPublicKey, KeyFileError, keyFilesIn, signingKey } from './lib/participant-keys.ts';
import { firstRegistry, nextRegistry, replacedKey, type RegistryChange } from './lib/registry-content.ts';
import {
  addVersion,
  checkedValues,
  pinsFile,
  publishRegistry,
  registryKeyFile,
  registryKeys,
  registryKid,
  RegistryDirError,
  signersOf,
  signVersion,
  versionPayload,
  versions,
} from './lib/registry-dir.ts';
import { readPositions, revokedChange, withoutNewGeneration, type Revocation } from './lib/registry-theft.ts';

await runCli(
  {
    name: 'registry',
    summary: "The trust registry: versions in the operator's folder, their signatures, and the bus.",
    help: [
      'create --dir DIR --participant ID=KEYS ... [--auditor ID=KEYS ...]',
      '    version 1: three registry keys, these participants (KEYS = key folder), all pairs, transfer bases that',
      '    are INVENTED for demonstration, and DIR/pins.json for every participant',
      'create --dir DIR [--change FILE] [--replace ID=NEWKEYS --old-key FILE]',
      '    the next version: the one before, refreshed, with the members in FILE (JSON arrays registryKeys,',
      "    participants, auditors, pairs, bases, protocols) changed, or with a participant's new signing key",
      'create --dir DIR --revoke ID=NEWKEYS --positions FILE ... [--old-key FILE] [--reason theft|fork]',
      "    the next version after a theft: ID's current key is revoked and stands by what its own positions say, the key in",
      '    NEWKEYS takes its place, and each pair whose partner has handed in its positions goes on in a new generation',
      '    after the last position that both ends hold. FILE: what "participant positions --json" prints at ID and partner;',
      '    run it once ID has stopped. Without --old-key, when the key is lost too, partners confirm the new one by voice',
      'sign --dir DIR --key 1|2|3|FILE [--version N]',
      '    adds one signature; two of the three are needed, in earnest by two people on two machines',
      'publish --dir DIR --config FILE [--version N]',
      '    publishes what the bus does not hold yet, up to version N; FILE names the bus of the operator',
      'show --dir DIR [--version N]',
      '    prints the newest version, or N, and who has signed it',
    ],
    options: {
      dir: { type: 'string' },
      participant: { type: 'string', multiple: true },
      auditor: { type: 'string', multiple: true },
      change: { type: 'string' },
      replace: { type: 'string' },
      revoke: { type: 'string' },
      positions: { type: 'string', multiple: true },
      reason: { type: 'string' },
      'old-key': { type: 'string' },
      key: { type: 'string' },
      version: { type: 'string' },
      config: { type: 'string' },
    },
    allowPositionals: true,
  },
  async (cli) => {
    const [verb, ...rest] = cli.positionals;
    if (rest.length > 0) throw wrongUse('one command at a time (see --help)');
    const dir = path.resolve(cli.required('dir'));
    try {
      switch (verb) {
        case 'create':
          return create(cli, dir);
        case 'sign':
          return sign(cli, dir);
        case 'publish':
          return await publish(cli, dir);
        case 'show':
          return show(cli, dir);
        default:
          throw wrongUse('say create, sign, publish or show (see --help)');
      }
    } catch (error) {
      if (error instanceof KeyFileError || error instanceof RegistryDirError)
        throw wrongUse(error.message, { cause: error });
      throw error;
    }
  },
);

function create(cli: CliContext, dir: string): CliResult {
  const now = new Date().toISOString();
  const newest = versions(dir).at(-1);
  const payload =
    newest === undefined
      ? first(cli, dir, now)
      : cli.text('revoke') === undefined
        ? next(cli, versionPayload(dir, newest), now)
        : afterTheft(cli, dir, newest, now);
  addVersion(dir, payload);
  cli.say(`made version ${payload.version}; two of the three registry keys sign it now`);
  return { exitCode: 0, json: { version: payload.version, pins: pinsFile(dir) } };
}

function first(cli: CliContext, dir: string, now: string): RegistryPayload {
  const participants = listOf(cli, 'participant').map((text) => {
    const [id, folder] = idAndFolder(text, 'participant');
    return { id, signingKey: signingKey(keyFilesIn(folder).signingKeyFile) };
  });
  if (participants.length < 2) throw wrongUse('version 1 needs two participants or more');
  const auditors = listOf(cli, 'auditor').map((text) => {
    const [id, folder] = idAndFolder(text, 'auditor');
    return { id, jwk: auditorPublicKey(keyFilesIn(folder).encryptionKeysFile) };
  });
  const keys = registryKeys(dir);
  return firstRegistry(keys, participants, auditors, now);
}

function next(cli: CliContext, before: RegistryPayload, now: string): RegistryPayload {
  const file = cli.text('change');
  const change = file === undefined ? {} : readChange(file);
  const replaced = replacement(cli, before);
  const participants = [...(change.participants ?? []), ...replaced];
  return nextRegistry(before, participants.length === 0 ? change : { ...change, participants }, now);
}

function replacement(cli: CliContext, before: RegistryPayload): readonly ParticipantEntry[] {
  const text = cli.text('replace');
  if (text === undefined) return [];
  const [id, folder] = idAndFolder(text, 'replace');
  const entry = before.participants.find((participant) => participant.id === id);
  if (entry === undefined) throw wrongUse(`no participant ${id} in version ${before.version}`);
  return [
    replacedKey(entry, signingKey(cli.required('old-key')), signingKey(keyFilesIn(folder).signingKeyFile)),
  ];
}

function afterTheft(cli: CliContext, dir: string, newest: number, now: string): RegistryPayload {
  if (cli.text('change') !== undefined || cli.text('replace') !== undefined)
    throw wrongUse('--revoke makes a version of its own: leave --change and --replace out');
  const [id, folder] = idAndFolder(cli.required('revoke'), 'revoke');
  const oldKey = cli.text('old-key');
  const reason = cli.text('reason') ?? 'theft';
  if (reason !== 'theft' && reason !== 'fork') throw wrongUse('--reason: theft or fork');
  const { state } = checkedValues(dir, newest);
  const revocation: Revocation = {
    id,
    oldKey: oldKey === undefined ? null : signingKey(oldKey),
    newKey: signingKey(keyFilesIn(folder).signingKeyFile),
    positions: listOf(cli, 'positions').map(readPositions),
    reason,
  };
  const payload = nextRegistry(state.payload, revokedChange(state, revocation), now);
  for (const partner of withoutNewGeneration(payload, revocation))
    cli.say(`${id} and ${partner} go on in their generation: no positions of ${partner} were given`);
  if (oldKey === undefined)
    cli.say(`the entry of ${id} is unsigned: two people at each partner confirm the new key by voice`);
  return payload;
}

const CHANGEABLE = ['registryKeys', 'participants', 'auditors', 'pairs', 'bases', 'protocols'];

function readChange(file: string): RegistryChange {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw wrongUse(`${file} is not a JSON file that can be read`);
  }
  const members = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  const wrong = members.filter(([name, value]) => !CHANGEABLE.includes(name) || !Array.isArray(value));
  if (members.length === 0 || wrong.length > 0)
    throw wrongUse(`${file}: arrays named ${CHANGEABLE.join(', ')} only`);
  // The reader's own checks judge it before it is published.
  return json as RegistryChange;
}

function sign(cli: CliContext, dir: string): CliResult {
  const version = versionOf(cli, dir);
  const which = cli.required('key');
  const key = signingKey(/^[123]$/.test(which) ? registryKeyFile(dir, Number(which)) : which);
  const signatures = signVersion(dir, version, key);
  cli.say(`version ${version} has ${signatures} signature(s)`);
  return { exitCode: 0, json: { version, signatures, kid: registryKid(key) } };
}

async function publish(cli: CliContext, dir: string): Promise<CliResult> {
  const bus = await openBus(busOf(configOf(cli.required('config'))));
  try {
    const published = await publishRegistry(bus, dir, versionOf(cli, dir));
    cli.say(published.length === 0 ? 'the bus holds all of it' : `published ${published.join(', ')}`);
    return { exitCode: 0, json: { published } };
  } finally {
    await bus.close();
  }
}

function show(cli: CliContext, dir: string): CliResult {
  const version = versionOf(cli, dir);
  const payload = versionPayload(dir, version);
  const signers = signersOf(dir, version);
  if (!cli.json) {
    cli.say(JSON.stringify(payload, null, 2));
    cli.say(`signed by ${signers.join(', ') || 'nobody yet'}`);
  }
  return { exitCode: 0, json: { payload, signers } };
}

function versionOf(cli: CliContext, dir: string): number {
  const known = versions(dir);
  const text = cli.text('version');
  const version = text === undefined ? known.at(-1) : Number(text);
  if (version === undefined || !known.includes(version)) throw wrongUse(`no such version in ${dir}`);
  return version;
}

function listOf(cli: CliContext, option: string): readonly string[] {
  const value = cli.values[option];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
