/**
 * The whole exchange, tried from outside on one bus: scenario 1 and synthetic referrals between real processes, counted
 * and audited; a participant that is away; and contents whose every free string is a canary, which must reach the other
 * side's people and nobody and nothing else. One body, run on the embedded bus and on Kafka.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CommandAnswer, type ReferralDetail, until } from '../../scripts/lib/demo/api.ts';
import { count, untilSettled } from '../../scripts/lib/demo/counts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { scenario1 } from '../../scripts/lib/demo/scenarios/scenario-1.ts';
import { Stage } from '../../scripts/lib/demo/scenarios/stage.ts';
import {
  clientOf,
  draftingOffice,
  runTraffic,
  submit,
  syntheticDraft,
  untilState,
} from '../../scripts/lib/demo/traffic.ts';
import {
  type MessageType,
  operationByType,
  operations,
  validateCommand,
  validateDraft,
  validatePayload,
} from '../../services/lib/contract/index.ts';
import type { Json, JsonObject } from '../../services/lib/protocol/types.ts';
import { noBrokerOfOurOwn } from '../support/servers.ts';
import { audit, onBus, onDatabase, ownFaults, readyz, takenFaults, testNetwork } from '../support/network.ts';
import { type Example, Search, examplesOf, newCanary, replaced, stringsOf, withCanaries } from './canary.ts';

const IDS = ['al', 'xk', 'rs'] as const;
const REFERRALS = 14;
const LIMIT_MS = 60_000;

export async function exchangeOver(bus: 'embedded' | 'kafka'): Promise<void> {
  const skip = bus === 'kafka' && (await noBrokerOfOurOwn());
  describe(`the exchange over ${bus}`, { skip }, () => {
    let network: Network;
    const endings: (() => unknown)[] = [];
    before(async () => {
      const cleanUp = { after: (undo: unknown) => void endings.push(undo as () => unknown) };
      network = await testNetwork(cleanUp, { bus, participants: IDS });
    });
    after(async () => {
      for (const end of endings.toReversed()) await end();
    });

    test(
      'scenario 1 and synthetic referrals arrive once, are counted alike everywhere, and verify',
      { timeout: 180_000 },
      async () => {
        const stage = new Stage(network);
        await Promise.all([scenario1.run(stage), runTraffic(network, REFERRALS, () => undefined)]);
        await untilSettled(network);
        const summary = await count(network, 0, () => undefined);
        const { sent, delivered, answered, declined, refused, lost, duplicated, faults } = summary;
        assert.deepEqual(
          { sent, delivered, answered, declined, refused, lost, duplicated, faults },
          {
            sent: REFERRALS + 1,
            delivered: REFERRALS + 1,
            answered: REFERRALS + 1,
            declined: 2,
            refused: 0,
            lost: 0,
            duplicated: 0,
            faults: [],
          },
        );
        assert.ok(summary.records === summary.verified && summary.records > 4 * REFERRALS);
        await nothingDoubled(network);
        const [reference = ''] = stage.references;
        for (const id of ['xk', 'al']) assert.equal((await stage.detail(id, reference)).state, 'completed');
      },
    );

    test(
      'what is sent to a participant that is away stays published, and is delivered when it is back',
      { timeout: 120_000 },
      async () => {
        await network.stop('rs');
        const reference = await submit(network, { from: 'al', to: 'rs' }, syntheticDraft(1, 'rs'));
        const delivery = async (): Promise<string | undefined> =>
          (
            await clientOf(network, 'al', 'duty-officer').get<ReferralDetail>(`/v1/referrals/${reference}`)
          ).timeline.find(({ type }) => type === 'referral.submitted')?.delivery;
        await until('it is published', LIMIT_MS, async () => (await delivery()) === 'published');
        await network.start('rs');
        await untilState(network, 'rs', reference, ['delivered']);
        await until('its sender knows', LIMIT_MS, async () => (await delivery()) === 'delivered');
      },
    );

    test(
      'content reaches the people of the other side, and nothing else that can be read',
      { timeout: 180_000 },
      async () => {
        const canaries: string[] = [];
        for (const example of examplesOf('referral.submitted', 'valid'))
          canaries.push(...(await acceptedCase(network, example)), ...(await declinedCase(network, example)));
        assert.ok(canaries.length > 40, `${canaries.length} canaries`);
        canaries.push(...(await refusedContents(network)));
        await untilSettled(network);
        const search = new Search(canaries);
        const found = [
          ...(await tracesInDatabases(network, search)),
          ...(await tracesOnBus(network, search)),
          ...(await tracesAround(network, search)),
        ];
        assert.deepEqual(found, []);
        assert.deepEqual((await audit(network)).faults, []);
      },
    );

    if (bus === 'kafka')
      test(
        'while the broker is away commands are accepted and /readyz says so; afterwards everything arrives',
        { timeout: 180_000 },
        async (t) => {
          const { kafka } = network;
          const stopBroker = kafka?.stopBroker?.bind(kafka);
          const startBroker = kafka?.startBroker?.bind(kafka);
          if (stopBroker === undefined || startBroker === undefined)
            return t.skip('these brokers are not ours to stop');
          await stopBroker();
          const since = performance.now();
          for (const id of IDS) {
            await until(`${id} says that the bus is down`, 15_000, async () => {
              const ready = await readyz(network, id);
              return ready?.status === 503 && ready.checks['bus'] === 'down';
            });
          }
          t.diagnostic(`noticed after ${Math.round(performance.now() - since)} ms`);
          // One is even restarted meanwhile: what it needs for a command lies in its database.
          await network.stop('xk');
          await network.start('xk');
          const late = await submit(network, { from: 'xk', to: 'rs' }, syntheticDraft(9, 'rs'));
          const references: string[] = [];
          for (let number = 0; number < 3; number += 1)
            references.push(await submit(network, { from: 'al', to: 'rs' }, syntheticDraft(number, 'rs')));
          await startBroker();
          for (const reference of [...references, late])
            await untilState(network, 'rs', reference, ['delivered']);
          await until('all are ready again', LIMIT_MS, async () => {
            const ready = await Promise.all(IDS.map((id) => readyz(network, id)));
            return ready.every((one) => one?.status === 200);
          });
          await untilSettled(network);
          await nothingDoubled(network);
          assert.deepEqual((await audit(network)).faults, []);
        },
      );
  });
}

async function nothingDoubled(network: Network): Promise<void> {
  for (const id of IDS) {
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
    assert.deepEqual(await takenFaults(network, id), []);
  }
}

/** Salt of the form that the publisher draws; validators ask for one. */
const salt = (): string => randomBytes(32).toString('base64url');

function filled(
  type: MessageType,
  { metadata, payload }: Example,
): { body: JsonObject; canaries: readonly string[] } {
  const { content, canaries } = withCanaries(
    Object.fromEntries(
      Object.entries(payload).filter(([name]) => name !== 'salt' && name !== 'handoverSecret'),
    ),
    (candidate) =>
      validatePayload(
        type,
        1,
        { salt: salt(), ...(type === 'referral.accepted' ? { handoverSecret: salt() } : {}), ...candidate },
        'assert',
      ).ok,
  );
  const input = operationByType(type)?.input ?? [];
  const members = Object.entries(metadata).filter(([name]) => input.includes(name));
  return { body: { ...content, ...Object.fromEntries(members) }, canaries };
}

/** Drafted at `al` for `rs` from an example, every free string a canary; delivered, with the canaries in the detail. */
async function delivered(
  network: Network,
  example: Example,
): Promise<{ reference: string; subject: string; canaries: string[] }> {
  const { body, canaries } = filled('referral.submitted', example);
  const basis = body['basis'] as JsonObject;
  const draft = {
    ...body,
    doNotContact: [],
    to: 'rs',
    urgency: example.metadata['urgency'] ?? 'routine',
    // An agreement names who receives, and no example of the past may be younger than what it rests on.
    basis: 'receiver' in basis ? { ...basis, receiver: 'rs' } : basis,
    persons: (body['persons'] as readonly JsonObject[]).map(assertedHere),
  };
  const reference = await submit(network, { from: 'al', to: 'rs' }, draft);
  await untilState(network, 'rs', reference, ['delivered']);
  await seen(network, 'rs', reference, canaries);
  const [person] = body['persons'] as readonly JsonObject[];
  return { reference, subject: person?.['subject'] as string, canaries: [...canaries] };
}

/** Whoever refers asserts a status under the own regime; the examples come from several participants. */
function assertedHere(person: JsonObject): JsonObject {
  const status = (person['status'] as readonly JsonObject[]).map((one) => ({
    ...one,
    regime:
      typeof one['regime'] === 'string' && one['regime'].startsWith('nrm-')
        ? 'nrm-al'
        : (one['regime'] ?? 'other'),
  }));
  return { ...person, status };
}

async function seen(
  network: Network,
  id: string,
  reference: string,
  canaries: readonly string[],
): Promise<void> {
  await until(`${id} sees every canary`, LIMIT_MS, async () => {
    const detail = JSON.stringify(
      await clientOf(network, id, 'national-focal-point').get(`/v1/referrals/${reference}`),
    );
    return canaries.every((canary) => detail.includes(canary));
  });
}

async function acknowledged(network: Network, reference: string): Promise<void> {
  await clientOf(network, 'rs', 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
}

async function acceptedCase(network: Network, example: Example): Promise<readonly string[]> {
  const { reference, subject, canaries } = await delivered(network, example);
  await acknowledged(network, reference);
  const [acceptance] = examplesOf('referral.accepted', 'valid');
  assert.ok(acceptance);
  const accepted = filled('referral.accepted', acceptance);
  await clientOf(network, 'rs', 'national-focal-point').post<CommandAnswer>(
    `/v1/referrals/${reference}/acceptances`,
    accepted.body,
  );
  await seen(network, 'al', reference, accepted.canaries);
  canaries.push(...accepted.canaries);
  for (const disclosure of examplesOf('referral.disclosed', 'valid')) {
    const { body, canaries: own } = filled('referral.disclosed', disclosure);
    const persons = (body['persons'] as readonly JsonObject[]).map((person) => ({ ...person, subject }));
    await clientOf(network, 'al', 'national-focal-point').post(`/v1/referrals/${reference}/disclosures`, {
      ...body,
      persons,
    });
    await seen(network, 'rs', reference, own);
    canaries.push(...own);
  }
  return canaries;
}

async function declinedCase(network: Network, example: Example): Promise<readonly string[]> {
  const { reference, canaries } = await delivered(network, example);
  await acknowledged(network, reference);
  const [decline] = examplesOf('referral.declined', 'valid').filter(({ payload }) => 'text' in payload);
  assert.ok(decline);
  const declined = filled('referral.declined', decline);
  await clientOf(network, 'rs', 'national-focal-point').post(
    `/v1/referrals/${reference}/declines`,
    declined.body,
  );
  await seen(network, 'al', reference, declined.canaries);
  return [...canaries, ...declined.canaries];
}

/** A canary in every string of every invalid example, one at a time and as a member's name: refused, and not repeated. */
async function refusedContents(network: Network): Promise<readonly string[]> {
  const canaries: string[] = [];
  const reference = await submit(network, { from: 'al', to: 'rs' }, syntheticDraft(3, 'rs'));
  // What only a clock gives has no command.
  for (const { type, noun, input, roles, side } of operations.filter(
    (operation) => operation.roles.length > 0,
  )) {
    for (const { metadata, payload } of examplesOf(type, 'invalid')) {
      const { salt: _salt, ...own } = payload;
      const members = Object.entries(metadata).filter(([name]) => input.includes(name));
      const isDraft = type === 'referral.submitted';
      const body: JsonObject = {
        ...own,
        ...Object.fromEntries(members),
        ...(isDraft ? { to: 'rs', urgency: 'routine' } : {}),
      };
      const canary = newCanary();
      const bodies = [
        ...stringsOf(body).map((place) => replaced(body, place, canary)),
        { ...body, [canary]: canary },
      ];
      for (const candidate of bodies as JsonObject[]) {
        const verdict = isDraft ? validateDraft(candidate) : validateCommand(type, candidate);
        if (verdict.ok) continue;
        const id = side === 'sender' ? 'al' : 'rs';
        const role = isDraft ? 'case-worker' : (roles[0] ?? '');
        const office = role === 'case-worker' ? { office: draftingOffice(network, id) } : {};
        const response = await fetch(
          network.participant(id).url + (isDraft ? '/v1/referrals' : `/v1/referrals/${reference}/${noun}`),
          {
            method: 'POST',
            headers: {
              authorization: `Bearer ${network.token(id, role, office)}`,
              'content-type': 'application/json',
              'idempotency-key': randomBytes(8).toString('hex'),
            },
            body: JSON.stringify(candidate),
          },
        );
        const text = await response.text();
        assert.equal(response.status, 422, text);
        assert.ok(!text.includes(canary), 'a problem repeats nothing of what was sent');
        canaries.push(canary);
      }
    }
  }
  assert.ok(canaries.length > 20, `${canaries.length} refused bodies`);
  return [...new Set(canaries)];
}

/** Every row of every table, as the administrator reads it; bytea comes as hexadecimal. */
async function tracesInDatabases(network: Network, search: Search): Promise<readonly string[]> {
  const databases = Object.entries(network.demo.participants).map(
    ([id, { adminDatabaseUrl }]) => [id, adminDatabaseUrl] as const,
  );
  const found: string[] = [];
  let rowsRead = 0;
  const dump = async (
    name: string,
    query: <R extends object>(text: string) => Promise<readonly R[]>,
  ): Promise<void> => {
    const tables = await query<{ table: string }>(
      `select format('%I.%I', table_schema, table_name) as table from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    assert.ok(tables.length > 5, `${name} has tables`);
    for (const { table } of tables) {
      for (const { row } of await query<{ row: string }>(`select r::text as row from ${table} r`)) {
        rowsRead += 1;
        for (const canary of search.traces(row)) found.push(`${name} ${table}: ${canary}`);
      }
    }
  };
  for (const [id, url] of databases) await dump(id, (text) => onDatabase(url, text));
  if (network.demo.bus.kind === 'embedded') await dump('bus', (text) => onBus(network, text));
  assert.ok(rowsRead > 500, `${rowsRead} rows were read`);
  return found;
}

/** Topics, keys, values and decoded envelopes; what the bus operator and everyone on the way can read. */
async function tracesOnBus(network: Network, search: Search): Promise<readonly string[]> {
  const found: string[] = [];
  let records = 0;
  for (const { topic, lanes } of await network.bus.listTopics()) {
    for (let lane = 0; lane < lanes; lane += 1) {
      for await (const { key, value } of network.bus.readRange({ topic, lane })) {
        records += 1;
        const text = Buffer.from(value).toString('utf8');
        const members = JSON.parse(text) as Json;
        const decoded = stringsOf(members).map((place) => decodedAt(members, place));
        for (const canary of search.traces([topic, key, text, ...decoded].join('\n')))
          found.push(`${topic}: ${canary}`);
      }
    }
  }
  assert.ok(records > 100, `${records} records were read`);
  return found;
}

function decodedAt(value: Json, place: readonly (string | number)[]): string {
  const text = place.reduce<unknown>(
    (inner, step) => (inner as Record<string | number, unknown>)[step],
    value,
  ) as string;
  return text
    .split(/[^A-Za-z0-9_-]+/)
    .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    .join('\n');
}

/** Logs of every process and server, standard output and error among them; metrics; what anyone may ask. */
async function tracesAround(network: Network, search: Search): Promise<readonly string[]> {
  const found: string[] = [];
  const logs = path.join(network.dir, 'logs');
  for (const file of readdirSync(logs))
    for (const canary of search.traces(readFileSync(path.join(logs, file), 'utf8')))
      found.push(`${file}: ${canary}`);
  for (const [id, { url }] of Object.entries(network.demo.participants)) {
    for (const open of ['/metrics', '/openapi.json', '/readyz', '/healthz'])
      for (const canary of search.traces(await (await fetch(url + open)).text()))
        found.push(`${id} ${open}: ${canary}`);
  }
  return found;
}
