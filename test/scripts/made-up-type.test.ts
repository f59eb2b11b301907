/**
 * A new message type is one data folder and one rules file, nothing else (architecture.md 1): in a copy of the sources a
 * made-up type is added, everything generated is written again, and the type goes from one end to the other.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const COPIED = ['schemas', 'services', 'scripts', 'infra/reference', 'package.json', 'tsconfig.json'];
const TYPE = 'check.made-up';
const COMMON = 'urn:trm:schema:common#/$defs/';
const run = promisify(execFile);

const schema = (ring: string, properties: object, required: readonly string[]): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:trm:schema:${TYPE}:v1:${ring}`,
  title: `${ring} of ${TYPE}`,
  type: 'object',
  description: 'Made up.',
  properties,
  required,
  additionalProperties: false,
});
const common = [
  'salt',
  'version',
  'reference',
  'urgency',
  'drill',
  'role',
  'answers',
  'directory',
  'respondBy',
];
const metadata = {
  ...Object.fromEntries(common.map((member) => [member, { $ref: `${COMMON}${member}` }])),
  type: { const: TYPE, description: 'Made up.' },
  colour: { enum: ['red', 'green'], description: 'Made up.' },
};
const text = { type: 'string', description: 'Made up.', minLength: 1, maxLength: 20 };
const DATA: Readonly<Record<string, object>> = {
  'v1.metadata.schema.json': schema('metadata', metadata, [
    ...['salt', 'type', 'version', 'reference', 'urgency', 'drill', 'role', 'directory', 'colour'],
  ]),
  'v1.payload.schema.json': schema('payload', { salt: { $ref: `${COMMON}salt` }, text }, ['salt', 'text']),
  'operation.json': {
    noun: 'made-ups',
    roles: ['liaison-officer'],
    side: 'sender',
    fromStates: ['acknowledged'],
    input: ['colour'],
    personal: true,
  },
  'examples/minimal.json': { description: 'Made up.', body: { colour: 'red', text: '@today' } },
};
const RULES = `
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';
export const rules: MessageRules = { type: '${TYPE}', side: 'sender', guards: [transferBasis] };
`;

/** Runs in the copy: commands at one end, judged at the other. */
const WALK = `
import { minimalExample, operationByNoun, rowsOf, validateCommand, commandSchema } from './services/lib/contract/index.ts';
import { decide, defaultLimits, fold, judge } from './services/lib/casework/index.ts';
const SALT = 'A'.repeat(43), NOW = '2026-11-22T10:00:00.000Z';
const S = 'trm.xk.al/0/1', R = 'trm.al.xk/0/1';
const record = (side, sequence, type, answers) => ({ side, stream: side === 'sender' ? S : R, sequence, order: sequence, at: NOW,
  payload: {}, metadata: { type, version: 1, reference: '4FQ20WZ7D1LF', urgency: 'urgent', drill: false, ...(answers ? { answers } : {}) } });
const first = { stream: S, sequence: 1 };
const history = [record('sender', 1, 'referral.submitted'), record('receiver', 1, 'receipt.delivered', first),
  record('receiver', 2, 'referral.acknowledged', first), record('sender', 2, 'receipt.delivered', { stream: R, sequence: 2 })];
const type = operationByNoun('made-ups').type;
const give = (messages, body, basis = true) => decide({ type, body, history: messages, fold: fold(messages), now: NOW,
  actor: { sub: 'fatos', roles: ['liaison-officer'] },
  referral: { reference: '4FQ20WZ7D1LF', direction: 'sent', from: 'xk', to: 'al', urgency: 'urgent', drill: false, drafter: 'lida', draft: null },
  context: { basis, keys: 'known', directory: { sequence: 3, digest: SALT }, handoverSecret: SALT, limits: defaultLimits } });
const body = minimalExample(type, NOW);
const decided = give(history, body);
const sent = decided.ok ? { side: 'sender', stream: S, sequence: 3, order: 3, at: NOW, metadata: decided.metadata, payload: decided.payload } : null;
const verdict = judge({ history: [...history, sent], index: 4, referral: { from: 'xk', to: 'al' }, seen: { stream: R, sequence: 2 }, basis: true });
console.log(JSON.stringify({ body, valid: validateCommand(type, body).ok, wrong: validateCommand(type, { ...body, colour: 'blue' }).ok,
  described: Object.keys(commandSchema(type).properties), row: rowsOf(type)[0].to, decided: decided.ok && decided.state,
  taken: verdict.ok && verdict.state, tooEarly: give(history.slice(0, 2), body).code, withoutBasis: give(history, body, false).guard }));
`;

test('a made-up type works with one data folder and one rules file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'trm-made-up-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const part of COPIED) await cp(join(ROOT, part), join(folder, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const add = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const node = (...args: readonly string[]): Promise<{ stdout: string }> =>
    run(process.execPath, args, { cwd: folder });

  for (const [file, content] of Object.entries(DATA))
    await add(`schemas/messages/${TYPE}/${file}`, JSON.stringify(content));
  await add(`services/lib/casework/messages/${TYPE}.ts`, RULES);
  await node('scripts/generate.ts');
  await add('walk.ts', WALK);

  assert.deepEqual(JSON.parse((await node('walk.ts')).stdout), {
    body: { colour: 'red', text: '2026-11-22' },
    valid: true,
    wrong: false,
    described: ['colour', 'text'],
    row: 'same',
    decided: 'acknowledged',
    taken: 'acknowledged',
    tooEarly: 'transition-not-allowed',
    withoutBasis: 'transfer-basis',
  });
  assert.ok((await readFile(join(folder, 'schemas/asyncapi.json'), 'utf8')).includes(TYPE));
  // No other file has to name it: the sources still hold together.
  await add('tsconfig.services.json', JSON.stringify({ extends: './tsconfig.json', include: ['services'] }));
  await node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.services.json');
});
