/**
 * One child of three siblings is erased, tried from outside on one bus. Whoever then takes both databases, all key files,
 * all logs and the whole bus finds nothing of that child; what is held of the other two is whole, and the history verifies.
 * After it: an old backup that still knew the child, and a database that has to be made anew from the bus.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CommandAnswer, type ReferralDetail, until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, submit, untilState } from '../../scripts/lib/demo/traffic.ts';
import { compactedAway } from '../lib/platform/bus/compaction.ts';
import { copyDatabase, emptied, rebuilt } from '../support/databases.ts';
import { noBrokerOfOurOwn } from '../support/servers.ts';
import {
  audit,
  incidents,
  onDatabase,
  ownFaults,
  readyz,
  takenFaults,
  testNetwork,
} from '../support/network.ts';
import { newCanary, Search } from './canary.ts';
import { remains } from './remains.ts';

const IDS = ['al', 'rs'] as const;
const LIMIT_MS = 60_000;

interface Sibling {
  readonly subject: string;
  readonly canaries: readonly string[];
}

interface PersonRecords {
  readonly persons: readonly {
    readonly subject: string;
    readonly erased: boolean;
    readonly items: readonly object[];
  }[];
  readonly asked: readonly object[];
  readonly accesses: readonly { readonly purpose: string }[];
}

export async function erasureOver(bus: 'embedded' | 'kafka'): Promise<void> {
  const skip = bus === 'kafka' && (await noBrokerOfOurOwn());
  describe(`erasure over ${bus}`, { skip }, () => {
    let network: Network;
    let reference = '';
    let siblings: readonly Sibling[] = [];
    let rings: readonly string[] = [];
    const endings: (() => unknown)[] = [];
    const erasedOne = (): Sibling => siblings[0] ?? assert.fail('no sibling');
    const others = (): readonly string[] => siblings.slice(1).flatMap(({ canaries }) => canaries);

    before(async () => {
      const cleanUp = { after: (undo: unknown) => void endings.push(undo as () => unknown) };
      network = await testNetwork(cleanUp, { bus, participants: IDS });
    });
    after(async () => {
      for (const end of endings.toReversed()) await end();
    });

    test('three siblings are referred, accepted and disclosed', { timeout: 120_000 }, async () => {
      const subjects = [randomUUID(), randomUUID(), randomUUID()];
      reference = await submit(network, { from: 'al', to: 'rs' }, draftOf(subjects));
      await untilState(network, 'rs', reference, ['delivered']);
      await clientOf(network, 'rs', 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
      await clientOf(network, 'rs', 'national-focal-point').post(`/v1/referrals/${reference}/acceptances`, {
        responsibleBody: { name: 'House of the three (invented)', contact: 'by this exchange' },
      });
      await untilState(network, 'al', reference, ['accepted']);
      siblings = subjects.map((subject) => ({
        subject,
        canaries: Array.from({ length: 4 }, () => newCanary()),
      }));
      const focal = clientOf(network, 'al', 'national-focal-point');
      // One message about all of them, and one about each.
      await focal.post(`/v1/referrals/${reference}/disclosures`, {
        tier: 't2',
        forBody: 'House of the three (invented)',
        persons: siblings.map(({ subject, canaries: [givenName, familyName] }) => ({
          subject,
          givenName,
          familyName,
        })),
      });
      for (const { subject, canaries } of siblings)
        await focal.post(`/v1/referrals/${reference}/disclosures`, {
          tier: 't3',
          forBody: 'House of the three (invented)',
          persons: [{ subject, narrative: canaries[2], health: canaries[3] }],
        });
      for (const id of IDS)
        await seesAll(
          network,
          id,
          reference,
          siblings.flatMap(({ canaries }) => canaries),
        );
      await untilSettled(network);
      const held = new Search(siblings.flatMap(({ canaries }) => canaries)).traces(
        (await remains(network, IDS)).text,
      );
      assert.equal(new Set(held).size, 12, 'whoever has all keys can read all of them now');
      rings = await payloadRings(network, 'al', reference);
      assert.ok(rings.length >= 5);
      assert.ok(
        (await ringsAnywhere(network, rings)).length > 1,
        'databases and bus hold their sealed bytes',
      );
    });

    test('the officer sees what is held of each, and that is written down', async () => {
      const records = await recordsAt(network, 'rs', reference);
      assert.deepEqual(
        records.persons.map(({ subject }) => subject),
        siblings.map(({ subject }) => subject).sort(),
      );
      for (const { subject, canaries } of siblings) {
        const text = JSON.stringify(records.persons.find((person) => person.subject === subject));
        assert.deepEqual([...new Search(canaries).traces(text)].sort(), [...canaries].sort());
        assert.deepEqual(
          new Search(siblings.filter((one) => one.subject !== subject).flatMap((one) => one.canaries)).traces(
            text,
          ),
          [],
        );
      }
      assert.ok(
        (await recordsAt(network, 'rs', reference)).accesses.some(
          ({ purpose }) => purpose === 'data-protection',
        ),
      );
    });

    test(
      'one is erased at both ends, and nothing is left of that child anywhere',
      { timeout: 180_000 },
      async () => {
        if (bus === 'embedded') await backUp(network);
        const { subject } = erasedOne();
        await clientOf(network, 'al', 'data-protection-officer').post<CommandAnswer>(
          `/v1/referrals/${reference}/erasures`,
          { scope: 'persons', reasons: ['consent-withdrawn'], subjects: [subject] },
        );
        await until(
          'rs is asked',
          LIMIT_MS,
          async () => (await recordsAt(network, 'rs', reference)).asked.length === 1,
        );
        assert.ok(
          (await incidents(network, 'rs')).some(
            ({ code, state }) => code === 'erasure-asked' && state === 'open',
          ),
        );
        await clientOf(network, 'rs', 'data-protection-officer').post(
          `/v1/referrals/${reference}/erasure-receipts`,
          { outcome: 'erased', subjects: [subject] },
        );
        assert.equal((await recordsAt(network, 'rs', reference)).asked.length, 0);
        await untilStripped(network, reference);
        await untilSettled(network);

        for (const id of IDS) {
          const detail = await detailAt(network, id, reference);
          assert.equal(detail.state, 'accepted', 'the others go on');
          const told = JSON.stringify(detail);
          assert.deepEqual(new Search(erasedOne().canaries).traces(told), []);
          assert.deepEqual([...new Set(new Search(others()).traces(told))].sort(), [...others()].sort());
          const own = (await recordsAt(network, id, reference)).persons.find(
            (one) => one.subject === subject,
          );
          assert.deepEqual(own, { subject, erased: true, items: [] });
        }
        // A broker keeps the old forms in its files until it compacts.
        if (bus === 'kafka') await compactedAway(network, ['trm.al.rs', 'trm.rs.al'], rings);
        const left = await remains(network, IDS);
        assert.ok(left.opened > 30, `${left.opened} texts opened`);
        assert.deepEqual(
          new Search(erasedOne().canaries).traces(left.text),
          [],
          'with all keys that are left',
        );
        assert.deepEqual([...new Set(new Search(others()).traces(left.text))].sort(), [...others()].sort());
        assert.ok(!left.text.includes(`"subject":"${subject}"`), 'no block about that child opens');
        // A broker lets go of a compacted segment a minute later (file.delete.delay.ms).
        await until(
          'the sealed bytes are gone too',
          120_000,
          async () => (await ringsAnywhere(network, rings)).length === 0,
        );
        assert.deepEqual(await canariesInFiles(network, siblings), []);
        await verified(network);
        const open = (await incidents(network, 'rs')).filter(
          ({ code, state }) => state === 'open' && code !== 'silent',
        );
        assert.deepEqual(open, []);
        assert.ok(
          !(await incidents(network, 'rs')).some(({ code }) =>
            ['duplicate', 'ring-digest', 'gap'].includes(code),
          ),
        );
      },
    );

    test('whom we have erased cannot be named again, and the others can', { timeout: 60_000 }, async () => {
      const disclosure = (subject: string): object => ({
        tier: 't2',
        forBody: 'House of the three (invented)',
        persons: [{ subject, givenName: 'Again' }],
      });
      const focal = clientOf(network, 'al', 'national-focal-point');
      await focal.post(`/v1/referrals/${reference}/disclosures`, disclosure(siblings[1]?.subject ?? ''));
      await untilSettled(network);
      for (const id of IDS) {
        const rows = await network.query(id, `select 1 from trm.content_key where subject = $1`, [
          erasedOne().subject,
        ]);
        assert.equal(rows.length, 0);
      }
    });

    if (bus === 'embedded')
      test(
        'an old backup shows nothing before the rebuild has applied the erasure',
        { timeout: 180_000 },
        async () => {
          await network.stop('al');
          await restore(network);
          await network.start('al');
          await until(
            'al knows that it is old',
            LIMIT_MS,
            async () => (await readyz(network, 'al'))?.checks['publisher'] === 'rebuild',
          );
          const early = await detailAt(network, 'al', reference);
          assert.ok(
            early.timeline.every(({ content }) => content === null),
            'no content is shown yet',
          );
          await network.stop('al');
          await rebuilt(network, 'al');
          await network.start('al');
          await until('al is ready', LIMIT_MS, async () => (await readyz(network, 'al'))?.status === 200);
          const left = await remains(network, IDS);
          assert.deepEqual(new Search(erasedOne().canaries).traces(left.text), []);
          await seesAll(network, 'al', reference, others());
          await verified(network);
        },
      );

    test(
      'a database made anew from the bus has the state, no content, and no incident',
      { timeout: 180_000 },
      async () => {
        const before = await detailAt(network, 'rs', reference);
        await network.stop('rs');
        await emptied(network, 'rs');
        await rebuilt(network, 'rs');
        await network.start('rs');
        await until('rs is ready', LIMIT_MS, async () => (await readyz(network, 'rs'))?.status === 200);
        const detail = await detailAt(network, 'rs', reference);
        assert.equal(detail.state, before.state);
        assert.deepEqual(
          detail.timeline.map(({ type, stream, sequence }) => ({ type, stream, sequence })).sort(byPlace),
          before.timeline
            .filter(({ stream }) => stream !== null)
            .map(({ type, stream, sequence }) => ({ type, stream, sequence }))
            .sort(byPlace),
        );
        assert.equal(detail.persons, null);
        const found = (await incidents(network, 'rs')).filter(
          ({ code }) => !['silent', 'erasure-asked'].includes(code),
        );
        assert.deepEqual(found, []);
        await verified(network, 'rs');
      },
    );
  });
}

function draftOf(subjects: readonly string[]): object {
  const on = new Date(Date.now() - 24 * 60 * 60_000).toISOString().slice(0, 10);
  return {
    to: 'rs',
    urgency: 'urgent',
    persons: subjects.map((subject) => ({
      subject,
      ageBand: '9-17',
      sex: 'female',
      languages: ['sq'],
      needs: ['safety', 'accommodation'],
      services: ['shelter'],
      risks: [{ code: 're-trafficking', level: 'medium' }],
      exploitation: ['forced-begging'],
      status: [{ value: 'presumed', byKindOfBody: 'social-work', regime: 'nrm-other', on }],
      guardian: { kind: 'temporary-guardian' },
    })),
    basis: { kind: 'best-interests', authoriser: 'Guardian on duty (invented)', on },
    doNotContact: [],
    stage: 'first-assistance',
    contact: { function: 'national-focal-point', channel: 'exchange' },
    text: 'Three siblings; nobody is meant.',
  };
}

async function detailAt(network: Network, id: string, reference: string): Promise<ReferralDetail> {
  return clientOf(network, id, 'national-focal-point').get<ReferralDetail>(`/v1/referrals/${reference}`);
}

async function recordsAt(network: Network, id: string, reference: string): Promise<PersonRecords> {
  return clientOf(network, id, 'data-protection-officer').get<PersonRecords>(
    `/v1/person-records/${reference}`,
  );
}

async function seesAll(
  network: Network,
  id: string,
  reference: string,
  canaries: readonly string[],
): Promise<void> {
  await until(`${id} sees every canary`, LIMIT_MS, async () => {
    const told = JSON.stringify(await detailAt(network, id, reference));
    return canaries.every((canary) => told.includes(canary));
  });
}

/** Payload rings of a referral as its sender keeps them. */
async function payloadRings(network: Network, id: string, reference: string): Promise<readonly string[]> {
  const rows = await network.query<{ ring: string }>(
    id,
    `select r.ring from trm.payload_ring r join trm.sealed s using (stream, sequence) join trm.message m on m.id = s.id
     where m.reference = $1 and m.type in ('referral.submitted', 'referral.disclosed')`,
    [reference],
  );
  return rows.map(({ ring }) => (JSON.parse(ring) as { ciphertext: string }).ciphertext);
}

/** Both sides have taken off the bus what their erasures name. */
async function untilStripped(network: Network, reference: string): Promise<void> {
  for (const id of IDS)
    await until(`${id} has stripped its stream`, LIMIT_MS, async () => {
      const [row] = await network.query<{ open: number }>(
        id,
        `select count(*)::int as open from trm.message m join trm.stream h on h.name = m.metadata->>'stream'
         where m.direction = 'out' and m.reference = $1 and m.metadata ? 'through'
           and h.stripped < (m.metadata->>'through')::int`,
        [reference],
      );
      return row?.open === 0;
    });
}

/** Where the sealed bytes of these rings still lie: rows of any database, or any file of the broker. */
async function ringsAnywhere(network: Network, ciphertexts: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const look = (place: string, text: string): void => {
    if (ciphertexts.some((ciphertext) => text.includes(ciphertext))) found.push(place);
  };
  const databases = IDS.map((id) => network.participant(id).adminDatabaseUrl);
  if (network.demo.bus.kind === 'embedded') databases.push(network.demo.bus.adminUrl);
  for (const url of databases) {
    const tables = await onDatabase<{ table: string }>(
      url,
      `select format('%I.%I', table_schema, table_name) as table from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    for (const { table } of tables)
      for (const { row } of await onDatabase<{ row: string }>(url, `select r::text as row from ${table} r`))
        // bytea is written in hexadecimal
        look(
          table,
          row +
            row.replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) =>
              Buffer.from(hex, 'hex').toString('latin1'),
            ),
        );
  }
  for (const [name, text] of files(network)) look(name, text);
  if (network.demo.bus.kind === 'kafka')
    for (const topic of ['trm.al.rs', 'trm.rs.al'])
      look(`segments of ${topic}`, (await network.kafka?.readSegments?.(topic)) ?? '');
  return [...new Set(found)];
}

/** Logs, standard output, configuration, and on Kafka the broker's own segment files. */
function files(network: Network): readonly (readonly [string, string])[] {
  return readdirSync(network.dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !path.relative(network.dir, entry.parentPath).startsWith('postgres'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(network.dir, file), readFileSync(file, 'latin1')] as const);
}

async function canariesInFiles(network: Network, siblings: readonly Sibling[]): Promise<readonly string[]> {
  const search = new Search(siblings.flatMap(({ canaries }) => canaries));
  const found = files(network).filter(([, text]) => search.traces(text).length > 0);
  for (const id of IDS) {
    const tables = await network.query<{ table: string }>(
      id,
      `select format('%I.%I', table_schema, table_name) as table from information_schema.tables
       where table_schema = 'trm' and table_type = 'BASE TABLE'`,
    );
    for (const { table } of tables)
      for (const { row } of await network.query<{ row: string }>(id, `select r::text as row from ${table} r`))
        if (search.traces(row).length > 0) found.push([`${id} ${table}`, row]);
  }
  return found.map(([name]) => name);
}

async function verified(network: Network, rebuiltWithoutContent = ''): Promise<void> {
  await untilSettled(network);
  for (const id of IDS) {
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
    // Nobody can be routed by a content that is gone: its author sends it again, or a person takes the case on.
    const wrong = (await takenFaults(network, id)) as readonly { readonly what: string }[];
    assert.deepEqual(
      wrong.filter(({ what }) => what !== 'task' || id !== rebuiltWithoutContent),
      [],
    );
  }
  assert.deepEqual((await audit(network)).faults, []);
}

async function backUp(network: Network): Promise<void> {
  await network.stop('al');
  await copyDatabase(network, 'trm_al', 'trm_al_backup');
  await network.start('al');
}

async function restore(network: Network): Promise<void> {
  await copyDatabase(network, 'trm_al_backup', 'trm_al');
  await onDatabase(network.postgres.adminUrl(), 'drop database trm_al_backup with (force)');
}

interface Place {
  readonly stream: string | null;
  readonly sequence: number | null;
}

function byPlace(left: Place, right: Place): number {
  const text = ({ stream, sequence }: Place): string => `${stream} ${String(sequence).padStart(6, '0')}`;
  return text(left) < text(right) ? -1 : 1;
}
