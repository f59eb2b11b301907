/**
 * `npm run -s keys -- create|extend|token|webhook`: a participant's (or an auditor's) key files, bearer tokens, and the
 * secret that a receiver of webhooks verifies with.
 * Invariant: nothing is overwritten and no key is ever printed; a token and a receiver's secret are, because that is
 * what was asked for.
 * contract.md 1 and 4, formats.md 6 and 8.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { roles, type Role } from '../services/lib/contract/index.ts';
import { readWebhookSecret } from '../services/lib/platform/config.ts';
import { durationMs, privacyProblem } from '../services/lib/platform/files/index.ts';
import { webhookSecret } from '../services/lib/platform/webhook/index.ts';
import { participantIdOk } from '../services/lib/protocol/index.ts';
import { runCli, type CliContext, type CliResult } from './lib/cli.ts';
import { configOf, wrongUse } from './lib/configuration.ts';
import {
  extendEncryptionKeys,
  extendJusticeKeys,
  keyFilesIn,
  KeyFileError,
  makeAuditorKeys,
  makeParticipantKeys,
  signingKey,
  tokenSigningKeyFile,
  type ParticipantKeyFiles,
} from './lib/participant-keys.ts';
import { issueToken, MAX_TOKEN_MS, TokenError } from './lib/tokens.ts';

const DEFAULT_LIFETIME = 'PT1H';

await runCli(
  {
    name: 'keys',
    summary: "A participant's or an auditor's key files (mode 0600, never overwritten) and bearer tokens.",
    help: [
      'create --config FILE | --dir DIR [--auditor]',
      '    makes the files that are missing; payload keys of this week and the next eight, and the same for the justice',
      '    channel where places for its keys are named; an auditor gets a metadata key, and token keys where a place is',
      'extend --config FILE | --dir DIR',
      '    adds the payload and justice keys of the weeks up to eight ahead',
      'token --config FILE | --dir DIR --participant ID',
      `      --role ROLE [--office O] [--subject S] [--expires ${DEFAULT_LIFETIME}]`,
      '    prints a bearer token, signed with the key beside the public token keys',
      `    roles: ${roles.join(' ')}`,
      'webhook --config FILE --url URL',
      '    prints the secret (Standard Webhooks) that the receiver at this address verifies with; no other address has it',
    ],
    options: {
      config: { type: 'string' },
      dir: { type: 'string' },
      participant: { type: 'string' },
      auditor: { type: 'boolean' },
      role: { type: 'string' },
      office: { type: 'string' },
      subject: { type: 'string' },
      expires: { type: 'string' },
      url: { type: 'string' },
    },
    allowPositionals: true,
  },
  async (cli) => {
    const [verb, ...rest] = cli.positionals;
    if (rest.length > 0) throw wrongUse('one command at a time (see --help)');
    try {
      switch (verb) {
        case 'create':
          return create(cli);
        case 'extend':
          return extend(cli);
        case 'token':
          return await token(cli);
        case 'webhook':
          return webhook(cli);
        default:
          throw wrongUse('say create, extend, token or webhook (see --help)');
      }
    } catch (error) {
      if (error instanceof KeyFileError || error instanceof TokenError)
        throw wrongUse(error.message, { cause: error });
      throw error;
    }
  },
);

function create(cli: CliContext): CliResult {
  const now = new Date().toISOString();
  const files = keyFiles(cli);
  const made = cli.flag('auditor')
    ? makeAuditorKeys(need(files, 'encryptionKeysFile'), now, files.tokenKeysFile)
    : makeParticipantKeys(
        {
          signingKeyFile: need(files, 'signingKeyFile'),
          encryptionKeysFile: need(files, 'encryptionKeysFile'),
          kekFile: need(files, 'kekFile'),
          tokenKeysFile: need(files, 'tokenKeysFile'),
          ...justiceFiles(files),
        },
        now,
      );
  for (const file of made) cli.say(`made ${file}`);
  if (made.length === 0) cli.say('nothing was missing');
  return { exitCode: 0, json: { created: made } };
}

function extend(cli: CliContext): CliResult {
  const files = keyFiles(cli);
  const now = new Date().toISOString();
  const added = extendEncryptionKeys(need(files, 'encryptionKeysFile'), now);
  const { justiceKeysFile } = justiceFiles(files);
  // A folder that was made before the channel existed has no such file; `create` makes it.
  const justice =
    justiceKeysFile === undefined || !existsSync(justiceKeysFile)
      ? []
      : extendJusticeKeys(justiceKeysFile, now);
  for (const from of added) cli.say(`added the week of ${from}`);
  for (const from of justice) cli.say(`added the week of ${from} to the justice channel`);
  if (added.length + justice.length === 0) cli.say('no week was missing');
  return { exitCode: 0, json: { added, justice } };
}

async function token(cli: CliContext): Promise<CliResult> {
  const config = cli.text('config');
  const participant = config === undefined ? cli.required('participant') : configOf(config).participant;
  if (!participantIdOk(participant)) throw wrongUse('--participant is not an id of a participant');
  const role = roles.find((known) => known === cli.text('role'));
  if (role === undefined) throw wrongUse(`--role is one of ${roles.join(', ')}`);
  const lifetimeMs = durationMs(cli.text('expires') ?? DEFAULT_LIFETIME);
  if (lifetimeMs === null || lifetimeMs < 1000 || lifetimeMs > MAX_TOKEN_MS) {
    throw wrongUse('--expires is an ISO 8601 duration of at most PT12H');
  }
  const office = cli.text('office');
  const subject = cli.text('subject') ?? defaultSubject(role, office);
  const nowMs = Date.now();
  const key = signingKey(tokenSigningKeyFile(need(keyFiles(cli), 'tokenKeysFile')));
  const text = await issueToken(key, {
    participant,
    subject,
    roles: [role],
    ...(office === undefined ? {} : { office }),
    lifetimeMs,
    nowMs,
  });
  const expires = new Date(nowMs + lifetimeMs).toISOString();
  if (!cli.json) cli.say(text);
  return { exitCode: 0, json: { participant, subject, role, office: office ?? null, expires, token: text } };
}

function webhook(cli: CliContext): CliResult {
  const { webhookSecretFile: file } = configOf(cli.required('config')).files;
  const url = cli.required('url');
  if (!URL.canParse(url)) throw wrongUse('--url is not an address');
  if (file === null) throw wrongUse('webhookSecretFile (TRM_WEBHOOK_SECRET_FILE): missing');
  const reading = readWebhookSecret(file);
  const problem = reading.ok ? privacyProblem(file) : reading.problem;
  if (!reading.ok || problem !== null) throw wrongUse(`webhookSecretFile (${file}): ${problem}`);
  const secret = webhookSecret(reading.value, url);
  if (!cli.json) cli.say(secret);
  return { exitCode: 0, json: { url: new URL(url).href, secret } };
}

function defaultSubject(role: Role, office: string | undefined): string {
  return office === undefined ? role : `${role}.${office}`;
}

function justiceFiles({ justiceKeysFile, justiceKekFile }: KeyFiles): {
  readonly justiceKeysFile?: string;
  readonly justiceKekFile?: string;
} {
  if (justiceKeysFile === null && justiceKekFile === null) return {};
  if (justiceKeysFile === null || justiceKekFile === null)
    throw wrongUse('justiceKeysFile and justiceKekFile: both or neither');
  return { justiceKeysFile, justiceKekFile };
}

type KeyFiles = { readonly [name in keyof ParticipantKeyFiles]-?: string | null };

function keyFiles(cli: CliContext): KeyFiles {
  const dir = cli.text('dir');
  if (dir !== undefined) return keyFilesIn(path.resolve(dir));
  const config = cli.text('config');
  if (config === undefined) throw wrongUse('say --config FILE or --dir DIR');
  return configOf(config).files;
}

function need(files: KeyFiles, name: keyof ParticipantKeyFiles): string {
  const file = files[name];
  if (file === null) throw wrongUse(`${name} is missing in the configuration`);
  return file;
}
