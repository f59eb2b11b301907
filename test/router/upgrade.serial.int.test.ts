/**
 * Participants upgrade when they like (protocol.md 10). One speaks a message type that the other's version does not know:
 * it is refused for now, shown as something that a person must look at, and opened again after the upgrade, without loss.
 * The type is made here, of one data folder and one rules file: nothing else is needed for a new one (architecture.md 1).
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { type ReferralDetail, until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, submit, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import { incidents, takenFaults, testNetwork, untilIncident } from '../support/network.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const TYPE = 'escort.named';
const NOUN = 'escorts';
const LIMIT_MS = 60_000;
const run = promisify(execFile);

/** This software with one more message type. */
async function newerSoftware(t: TestContext): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'trm-newer-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ['schemas', 'services', 'scripts', 'infra', 'package.json', '.prettierrc.json'])
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  dataFolder(folder);
  writeFileSync(
    path.join(folder, 'services/lib/casework/messages', `${TYPE}.ts`),
    `/** \`${TYPE}\`: made for a test. */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = { type: '${TYPE}', side: 'sender', guards: [] };
`,
  );
  await run(process.execPath, ['scripts/generate.ts'], { cwd: folder });
  return folder;
}

/** Members of a message that has none of its own but a text. */
function dataFolder(root: string): void {
  const like = (ring: string): Record<string, unknown> =>
    JSON.parse(
      readFileSync(
        path.join(ROOT, `schemas/messages/referral.resumed/v1.${ring}.schema.json`),
        'utf8',
      ).replaceAll('referral.resumed', TYPE),
    ) as Record<string, unknown>;
  const folder = path.join(root, 'schemas/messages', TYPE);
  mkdirSync(path.join(folder, 'examples'), { recursive: true });
  const write = (file: string, content: object): void =>
    writeFileSync(path.join(folder, file), JSON.stringify(content));
  write('v1.metadata.schema.json', like('metadata'));
  write('v1.payload.schema.json', like('payload'));
  write('operation.json', {
    noun: NOUN,
    roles: ['liaison-officer'],
    side: 'sender',
    fromStates: ['delivered', 'acknowledged'],
    input: [],
    personal: false,
  });
  write('examples/minimal.json', { description: 'Made for a test.', body: {} });
}

async function entry(network: Network, id: string, reference: string): Promise<string | undefined> {
  const detail = await clientOf(network, id, 'national-focal-point').get<ReferralDetail>(
    `/v1/referrals/${reference}`,
  );
  return detail.timeline.find(({ type }) => type === TYPE)?.delivery;
}

test(
  'a new type is one data folder and one rules file, and whoever is older opens it after the upgrade',
  { timeout: 240_000 },
  async (t) => {
    const newer = await newerSoftware(t);
    const network = await testNetwork(t, { participants: ['al', 'rs'] });
    await network.stop('al');
    await network.start('al', {}, newer);
    await network.untilReady();
    const reference = await submit(network, { from: 'al', to: 'rs' }, syntheticDraft(1, 'rs'));
    await untilState(network, 'al', reference, ['delivered']);

    const command = { text: 'She is accompanied by somebody whom she trusts.' };
    await clientOf(network, 'al', 'liaison-officer').post(`/v1/referrals/${reference}/${NOUN}`, command);
    await until(
      'it is refused for now',
      LIMIT_MS,
      async () => (await entry(network, 'al', reference)) === 'refused',
    );
    const incident = await untilIncident(network, 'rs', { code: 'refused', state: 'open' });
    const [refusal] = await network.query<{ metadata: { final: boolean; code: string } }>(
      'al',
      `select metadata from trm.message where type = 'receipt.refused'`,
    );
    assert.deepEqual(
      { final: refusal?.metadata.final, code: refusal?.metadata.code },
      { final: false, code: 'type-unknown' },
    );
    // Nothing else waits for it.
    await clientOf(network, 'rs', 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
    await untilState(network, 'al', reference, ['acknowledged']);

    await network.stop('rs');
    await network.start('rs', {}, newer);
    await until(
      'it is delivered',
      LIMIT_MS,
      async () => (await entry(network, 'al', reference)) === 'delivered',
    );
    assert.equal(await entry(network, 'rs', reference), 'delivered');
    const detail = await clientOf(network, 'rs', 'national-focal-point').get<ReferralDetail>(
      `/v1/referrals/${reference}`,
    );
    assert.deepEqual(detail.timeline.find(({ type }) => type === TYPE)?.content, command);
    assert.equal(detail.state, 'acknowledged');
    const after = (await incidents(network, 'rs')).find(
      ({ code, sequence }) => code === 'refused' && sequence === incident.sequence,
    );
    assert.equal(after?.state, 'mended');
    await untilSettled(network);

    // Once is enough: another start opens nothing again.
    await network.stop('rs');
    await network.start('rs', {}, newer);
    await network.untilReady();
    const receipts = await network.query(
      'rs',
      `select id from trm.message where direction = 'out' and type = 'receipt.delivered' and reference = $1`,
      [reference],
    );
    assert.equal(receipts.length, 2);
    assert.deepEqual(
      (await takenFaults(network, 'rs')).filter((fault) => !('what' in fault && fault.what === 'receipt')),
      [],
    );
  },
);
