/**
 * The one source of configuration: a JSON file and TRM_* variables (which win), read, checked, frozen; secrets apart,
 * from files alone. Invariant: `process.env` is read here and nowhere else; all problems are told at once, and none
 * holds a secret's value. contract.md 3. Longer than most because the whole table of members stands in one place.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PrivateJwk } from '../protocol/types.ts';
import {
  durationMs,
  integrityProblem,
  privacyProblem,
  readEncryptionKeys,
  readJusticeKeys,
  readKek,
  readLine,
  readPem,
  readPins,
  readSigningKey,
  readTokenKeys,
  type EncryptionKeys,
  type FileReading,
  type JusticeKeys,
  type KekFile,
  type PinsFile,
  type TokenKeys,
} from './files/index.ts';
import { isMailAddress, readSmtpUrl } from './mail/smtp-url.ts';
import { logLevels, type LogLevel } from './log/events.ts';

export interface Config {
  /** In an auditor's configuration the auditor's id of the registry. */
  readonly participant: string;
  readonly httpHost: string;
  readonly httpPort: number;
  readonly bus: 'embedded' | 'kafka';
  /** Only for `kafka`: `host:port`. */
  readonly kafkaBrokers: readonly string[];
  readonly pace: 'constant' | 'immediate';
  readonly slotMs: number;
  readonly gapWaitMs: number;
  /** From publication to the receipt. */
  readonly receiptLimitMs: number;
  readonly logLevel: LogLevel;
  /** Sender of notifications; null: nothing is mailed. */
  readonly mailFrom: string | null;
  /** The link in a notification. */
  readonly consoleUrl: string;
  /** Whether a webhook may go to this machine: tests and the demo. */
  readonly webhookLoopback: boolean;
  /** When contact points are asked to answer an exercise: cron, five fields, in the participant's time zone. */
  readonly livenessRound: string;
  /** Absolute paths; null when not given. `loadSecrets` says which ones a part needs. */
  readonly files: Readonly<Record<FileMember, string | null>>;
}

const fileMembers = [
  'databaseUrlFile',
  'busDatabaseUrlFile',
  'kafkaTlsCaFile',
  'kafkaTlsCertFile',
  'kafkaTlsKeyFile',
  'signingKeyFile',
  'encryptionKeysFile',
  'justiceKeysFile',
  'kekFile',
  'justiceKekFile',
  'tokenKeysFile',
  'registryPinsFile',
  'packDir',
  'calendarsDir',
  'limitsFile',
  'displayNamesFile',
  'smtpUrlFile',
  'webhookSecretFile',
  'spoolDir',
  'logFile',
  'vectors',
] as const;
export type FileMember = (typeof fileMembers)[number];

const otherMembers = [
  'participant',
  'httpHost',
  'httpPort',
  'bus',
  'kafkaBrokers',
  'pace',
  'slot',
  'gapWait',
  'receiptLimit',
  'logLevel',
  'mailFrom',
  'consoleUrl',
  'webhookLoopback',
  'livenessRound',
] as const;
type Member = FileMember | (typeof otherMembers)[number];

export type Environment = Readonly<Record<string, string | undefined>>;
export type ConfigReading =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

const DEFAULT_PORT = 8080;
/** Loopback: whoever wants to be reached from elsewhere says so. */
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_SLOT_MS = 5 * 60_000;
const DEFAULT_GAP_WAIT_MS = 5_000;
const RECEIPT_LIMIT_SLOTS = 3;
const RECEIPT_LIMIT_LEAST_MS = 5 * 60_000;
const WEBHOOK_SECRET_LEAST = 32;
/** Tuesdays at ten. */
const DEFAULT_LIVENESS_ROUND = '0 10 * * 2';
const CRON = /^(?:[0-9*/,-]{1,64} ){4}[0-9*/,-]{1,64}$/;
const PARTICIPANT = /^[a-z][a-z0-9-]{1,31}$/;
const BROKER = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):\d{1,5}$/;
/** Members whose value itself would be a secret: a variable without `_FILE` shows it to every process listing. */
const secretFiles = fileMembers.filter(
  (member) => member.endsWith('File') && !['logFile', 'limitsFile', 'displayNamesFile'].includes(member),
);

/** `file` null: everything comes from the environment, relative paths from the working folder. */
export function loadConfig(file: string | null, env: Environment = process.env): ConfigReading {
  const problems: string[] = [];
  const values = new Map<Member, { value: unknown; name: string; base: string }>();
  if (file !== null) {
    const base = path.dirname(path.resolve(file));
    for (const [name, value] of Object.entries(readConfigFile(file, problems))) {
      if (isMember(name)) values.set(name, { value, name: `${name} in ${file}`, base });
      else problems.push(`${name} in ${file}: no such member`);
    }
  }
  for (const member of [...fileMembers, ...otherMembers]) {
    const name = envName(member);
    const value = env[name];
    if (value !== undefined && value !== '') values.set(member, { value, name, base: process.cwd() });
  }
  for (const member of secretFiles) {
    const name = envName(member).replace(/_FILE$/, '');
    if (env[name] !== undefined) problems.push(`${name}: a secret is given as a file only, by ${name}_FILE`);
  }
  const config = build(values, problems);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config: freeze(config) };
}

/** `databaseUrlFile` is `TRM_DATABASE_URL_FILE`. */
export function envName(member: Member): string {
  return `TRM_${member.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** The folder of test vectors, for scripts and tests that have no participant. */
export function vectorsDir(env: Environment = process.env): string | null {
  return env['TRM_VECTORS'] ?? null;
}

/** Brokers of a Kafka that somebody else runs, for scripts that start one themselves otherwise. */
export function kafkaBrokersFromEnv(env: Environment = process.env): readonly string[] | null {
  const text = env['TRM_KAFKA_BROKERS'];
  return text === undefined || text === '' ? null : text.split(',').map((broker) => broker.trim());
}

function isMember(name: string): name is Member {
  return (
    (fileMembers as readonly string[]).includes(name) || (otherMembers as readonly string[]).includes(name)
  );
}

function readConfigFile(file: string, problems: string[]): object {
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
    problems.push(`${file}: not a JSON object`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    problems.push(
      error instanceof SyntaxError ? `${file}: not JSON` : `${file}: cannot be read (${code ?? 'unknown'})`,
    );
  }
  return {};
}

type Values = ReadonlyMap<Member, { value: unknown; name: string; base: string }>;

function build(values: Values, problems: string[]): Config {
  const text = (member: Member): string | null => {
    const given = values.get(member);
    if (given === undefined) return null;
    if (typeof given.value === 'string' && given.value !== '') return given.value;
    problems.push(`${given.name}: not a text`);
    return null;
  };
  const duration = (member: Member, otherwise: number): number => {
    const given = text(member);
    if (given === null) return otherwise;
    const ms = durationMs(given);
    if (ms !== null && ms > 0) return ms;
    problems.push(`${member} (${envName(member)}): not an ISO 8601 duration above zero, such as PT5M`);
    return otherwise;
  };
  const oneOf = <T extends string>(member: Member, choices: readonly T[], otherwise: T | null): T => {
    const given = text(member);
    const chosen = given === null ? otherwise : choices.find((choice) => choice === given);
    if (chosen !== null && chosen !== undefined) return chosen;
    problems.push(
      `${member} (${envName(member)}): ${given === null ? 'missing; ' : ''}one of ${choices.join(', ')}`,
    );
    return choices[0] as T;
  };

  const participant = text('participant') ?? '';
  if (!PARTICIPANT.test(participant)) {
    problems.push(`participant (${envName('participant')}): ${participant === '' ? 'missing' : 'not an id'}`);
  }
  const bus = oneOf('bus', ['embedded', 'kafka'] as const, null);
  const slotMs = duration('slot', DEFAULT_SLOT_MS);
  const files = Object.fromEntries(
    fileMembers.map((member) => {
      const value = text(member);
      return [member, value === null ? null : path.resolve(values.get(member)?.base ?? '.', value)];
    }),
  ) as Record<FileMember, string | null>;
  const kafkaBrokers = brokers(values, problems);
  if (bus === 'kafka' && kafkaBrokers.length === 0) {
    problems.push(`kafkaBrokers (${envName('kafkaBrokers')}): missing, and bus is kafka`);
  }
  const mailFrom = text('mailFrom');
  if (mailFrom !== null && !isMailAddress(mailFrom)) {
    problems.push(`mailFrom (${envName('mailFrom')}): not one bare mail address`);
  }
  const httpHost = text('httpHost') ?? DEFAULT_HOST;
  const httpPort = port(values, problems);
  const livenessRound = text('livenessRound');
  if (livenessRound !== null && !CRON.test(livenessRound))
    problems.push(`livenessRound (${envName('livenessRound')}): not five fields of cron, such as 0 10 * * 2`);
  const consoleUrl = text('consoleUrl');
  if (consoleUrl !== null && !isWebAddress(consoleUrl)) {
    problems.push(`consoleUrl (${envName('consoleUrl')}): not an http or https address`);
  }
  return {
    participant,
    httpHost,
    httpPort,
    bus,
    kafkaBrokers,
    pace: oneOf('pace', ['constant', 'immediate'] as const, 'constant'),
    slotMs,
    gapWaitMs: duration('gapWait', DEFAULT_GAP_WAIT_MS),
    receiptLimitMs: duration('receiptLimit', Math.max(RECEIPT_LIMIT_SLOTS * slotMs, RECEIPT_LIMIT_LEAST_MS)),
    logLevel: oneOf('logLevel', logLevels, 'info'),
    mailFrom,
    consoleUrl: consoleUrl ?? `http://${httpHost.includes(':') ? `[${httpHost}]` : httpHost}:${httpPort}/`,
    livenessRound: livenessRound ?? DEFAULT_LIVENESS_ROUND,
    webhookLoopback: oneOf('webhookLoopback', ['refused', 'allowed'] as const, 'refused') === 'allowed',
    files,
  };
}

/** Without credentials: it stands in every notification. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

function port(values: Values, problems: string[]): number {
  const given = values.get('httpPort');
  if (given === undefined) return DEFAULT_PORT;
  const number =
    typeof given.value === 'string' && /^\d{1,5}$/.test(given.value) ? Number(given.value) : given.value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 65_535)
    return number;
  problems.push(`${given.name}: not a port number`);
  return DEFAULT_PORT;
}

function brokers(values: Values, problems: string[]): readonly string[] {
  const given = values.get('kafkaBrokers');
  if (given === undefined) return [];
  const list: unknown = typeof given.value === 'string' ? given.value.split(',') : given.value;
  const trimmed = Array.isArray(list)
    ? list.map((item) => (typeof item === 'string' ? item.trim() : ''))
    : [''];
  if (trimmed.every((item) => BROKER.test(item))) return trimmed;
  problems.push(`${given.name}: not a list of host:port`);
  return [];
}

function freeze(config: Config): Config {
  return Object.freeze({
    ...config,
    kafkaBrokers: Object.freeze([...config.kafkaBrokers]),
    files: Object.freeze({ ...config.files }),
  });
}

/** Programs, by what they may hold (architecture.md 2): the signing key in the gateway alone, decryption keys never. */
export type Part = 'gateway' | 'router' | 'both' | 'rebuild' | 'auditor' | 'operator';

/** What `platform/bus` opens. */
export type BusSettings =
  | { readonly kind: 'embedded'; readonly databaseUrl: string }
  | {
      readonly kind: 'kafka';
      readonly brokers: readonly string[];
      readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
    };

/** For scripts that only speak to the bus: topics, registry. */
export interface OperatorSecrets {
  readonly bus: BusSettings;
}
interface ReaderSecrets extends OperatorSecrets {
  readonly pins: PinsFile;
}
interface StoreSecrets extends ReaderSecrets {
  readonly databaseUrl: string;
  readonly kek: KekFile;
  /** Absent: this program neither writes nor reads contents of the justice channel. */
  readonly justiceKek?: KekFile;
}
export interface GatewaySecrets extends StoreSecrets {
  readonly signingKey: PrivateJwk;
  readonly tokenKeys: TokenKeys;
}
export interface RouterSecrets extends StoreSecrets {
  readonly encryptionKeys: EncryptionKeys;
  /** Absent: payloads of the justice channel are taken and stay sealed. */
  readonly justiceKeys?: JusticeKeys;
  readonly packDir: string;
  /** Absent: nothing is mailed. */
  readonly smtpUrl?: string;
  /** Master secret of the webhooks. Absent: none is sent. */
  readonly webhookSecret?: string;
}
export interface RebuildSecrets extends StoreSecrets {
  readonly encryptionKeys: EncryptionKeys;
  readonly justiceKeys?: JusticeKeys;
  readonly packDir: string;
}
export interface AuditorSecrets extends ReaderSecrets {
  /** `payload` is empty: no key of an auditor opens a payload. */
  readonly encryptionKeys: EncryptionKeys;
}
export interface SecretsOf {
  readonly gateway: GatewaySecrets;
  readonly router: RouterSecrets;
  readonly both: GatewaySecrets & RouterSecrets;
  readonly rebuild: RebuildSecrets;
  readonly auditor: AuditorSecrets;
  readonly operator: OperatorSecrets;
}

export type SecretsReading<P extends Part> =
  | { readonly ok: true; readonly secrets: SecretsOf[P] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the files that `part` needs and no others. Nothing of them enters a problem's text. */
export function loadSecrets<P extends Part>(config: Config, part: P): SecretsReading<P> {
  const problems: string[] = [];
  const from = <T>(
    member: FileMember,
    read: (file: string) => FileReading<T>,
    check: (file: string) => string | null = privacyProblem,
  ): T | undefined => {
    const file = config.files[member];
    if (file === null) {
      problems.push(`${member} (${envName(member)}): missing, and ${part} needs it`);
      return undefined;
    }
    const reading = read(file);
    const problem = reading.ok ? check(file) : reading.problem;
    if (problem !== null) problems.push(`${member} (${file}): ${problem}`);
    return reading.ok && problem === null ? reading.value : undefined;
  };

  const secrets: Record<string, unknown> = { bus: busSettings(config, from) };
  if (part !== 'operator') secrets['pins'] = from('registryPinsFile', readPins, integrityProblem);
  if (part !== 'auditor' && part !== 'operator') {
    secrets['databaseUrl'] = from('databaseUrlFile', readLine);
    secrets['kek'] = from('kekFile', readKek);
    if (config.files.justiceKekFile !== null) secrets['justiceKek'] = from('justiceKekFile', readKek);
    problems.push(
      ...sameKek(secrets['kek'] as KekFile | undefined, secrets['justiceKek'] as KekFile | undefined),
    );
  }
  if (part === 'gateway' || part === 'both') {
    secrets['signingKey'] = from('signingKeyFile', readSigningKey);
    secrets['tokenKeys'] = from('tokenKeysFile', readTokenKeys, integrityProblem);
  }
  if (part !== 'gateway' && part !== 'operator') {
    const keys = from('encryptionKeysFile', readEncryptionKeys);
    if (part === 'auditor' && keys !== undefined && keys.payload.length > 0) {
      problems.push(
        `encryptionKeysFile (${config.files.encryptionKeysFile}): an auditor holds no payload key`,
      );
    }
    secrets['encryptionKeys'] = keys;
  }
  if (part === 'router' || part === 'both' || part === 'rebuild') {
    if (config.files.justiceKeysFile !== null) {
      const justiceKeys = from('justiceKeysFile', readJusticeKeys);
      secrets['justiceKeys'] = justiceKeys;
      problems.push(...sharedKeys(secrets['encryptionKeys'] as EncryptionKeys | undefined, justiceKeys));
      if (config.files.justiceKekFile === null)
        problems.push(
          `justiceKekFile (${envName('justiceKekFile')}): missing, and what justiceKeysFile opens is kept under it`,
        );
    }
    secrets['packDir'] = from('packDir', existingDir, () => null);
  }
  if (part === 'router' || part === 'both') {
    if (config.files.smtpUrlFile !== null) secrets['smtpUrl'] = from('smtpUrlFile', readSmtpAddress);
    if (config.files.webhookSecretFile !== null)
      secrets['webhookSecret'] = from('webhookSecretFile', readWebhookSecret);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, secrets: Object.freeze(secrets) as unknown as SecretsOf[P] };
}

function readSmtpAddress(file: string): FileReading<string> {
  const reading = readLine(file);
  if (!reading.ok || readSmtpUrl(reading.value) !== null) return reading;
  return { ok: false, problem: 'not an address such as smtp://user:password@host:587' };
}

/** For a script that shows a receiver its own. */
export function readWebhookSecret(file: string): FileReading<string> {
  const reading = readLine(file);
  if (!reading.ok || reading.value.length >= WEBHOOK_SECRET_LEAST) return reading;
  return { ok: false, problem: `shorter than ${WEBHOOK_SECRET_LEAST} characters ("openssl rand -hex 32")` };
}

function sharedKeys(keys: EncryptionKeys | undefined, justice: JusticeKeys | undefined): readonly string[] {
  const known = new Set([...(keys?.payload ?? []), ...(keys?.metadata ?? [])].map(({ jwk }) => jwk.x));
  const shared = justice?.justice.some(({ jwk }) => known.has(jwk.x)) === true;
  return shared ? ['justiceKeysFile: holds a key of encryptionKeysFile; the channels need their own'] : [];
}

/** One key for both channels would undo what two of them are for. */
function sameKek(kek: KekFile | undefined, justiceKek: KekFile | undefined): readonly string[] {
  if (kek === undefined || justiceKek === undefined) return [];
  const same = kek.id === justiceKek.id || Buffer.compare(kek.key, justiceKek.key) === 0;
  return same ? ['justiceKekFile: holds the id or the key of kekFile; the channels need one each'] : [];
}

function existingDir(dir: string): FileReading<string> {
  const found = statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
  return found ? { ok: true, value: dir } : { ok: false, problem: 'no such folder' };
}

type From = <T>(
  member: FileMember,
  read: (file: string) => FileReading<T>,
  check?: (file: string) => string | null,
) => T | undefined;

function busSettings(config: Config, from: From): BusSettings | undefined {
  if (config.bus === 'embedded') {
    const databaseUrl = from('busDatabaseUrlFile', readLine);
    return databaseUrl === undefined ? undefined : { kind: 'embedded', databaseUrl };
  }
  const { kafkaTlsCaFile, kafkaTlsCertFile, kafkaTlsKeyFile } = config.files;
  // Any one of the three asks for TLS; the missing ones are then problems, never a silent fall back to clear text.
  if (kafkaTlsCaFile === null && kafkaTlsCertFile === null && kafkaTlsKeyFile === null) {
    return { kind: 'kafka', brokers: config.kafkaBrokers };
  }
  const ca = from('kafkaTlsCaFile', readPem, integrityProblem);
  const cert = from('kafkaTlsCertFile', readPem, integrityProblem);
  const key = from('kafkaTlsKeyFile', readPem);
  if (ca === undefined || cert === undefined || key === undefined) return undefined;
  return { kind: 'kafka', brokers: config.kafkaBrokers, tls: { ca, cert, key } };
}
