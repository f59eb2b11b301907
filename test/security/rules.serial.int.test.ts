// Every rule has a request that it refuses, with words for a tired duty officer: what is wrong, who can mend it, what
// happens meanwhile (domain.md 6; house-style.md 12). Nothing else comes of it, and the mended request goes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Guard } from '../../services/lib/casework/index.ts';
import { transitions } from '../../services/lib/contract/index.ts';
import { publicStreamName } from '../../services/lib/protocol/index.ts';
import { basesOf, publishBases } from '../support/bases.ts';
import { audit, onDatabase, testNetwork } from '../support/network.ts';
import { commandDoor } from '../faults/parts.ts';
import { Refusals } from './refusals.ts';
import { FROM, THIRD, TO, adultDraft, drafted, sender } from './rule-cases.ts';
import { child, journey, recording } from './rules-of-journey.ts';
import { answering, bars, redirection, sending } from './rules-of-sending.ts';

/** Guards that no request over HTTP can meet, and why. */
const BEYOND_HTTP: Readonly<Partial<Record<Guard, string>>> = {
  role: '403 comes first: the roles of an operation are those of its rows (contract.md 4)',
  'reasons-required':
    'the schemas ask for reasons, so that 422 content-invalid comes first; the receiver checks both',
  'limit-passed': 'only the clock of the gateway gives an expiry, and its own non-arrival',
  retention: 'only the clock of the gateway seals',
};

const RULES: Readonly<Record<number, string>> = {
  0: 'single messages (domain.md 4, 5 and 8)',
  1: 'no consent, no transfer',
  2: 'do-not-contact',
  3: 'status is an attributed assertion',
  4: 'help never depends on cooperating with police',
  5: 'children',
  6: 'no return while it is unsafe',
  7: 'one accountable recipient',
  8: 'four eyes',
  9: 'interview register',
  // Rule 10 forbids nobody anything: it is what the software itself never writes (test/e2e/canary.test.ts).
  11: 'transfer basis',
};

void test('every guard refuses a request in words that help, and nothing comes of it', async (t) => {
  const network = await testNetwork(t, { participants: [FROM, TO, THIRD].sort() });
  const refusals = new Refusals(network);
  for (const chapter of [
    sending,
    bars,
    answering,
    redirection,
    recording,
    journey,
    child,
    withoutBasis,
    unannounced,
  ])
    await t.test(chapter.name, () => chapter(refusals));

  const met = new Set(refusals.told.map(({ guard }) => guard));
  const named = new Set(transitions.transitions.flatMap(({ guards }) => guards as readonly Guard[]));
  assert.deepEqual(
    [...named].filter((guard) => !met.has(guard)).sort(),
    Object.keys(BEYOND_HTTP).sort(),
    'guards that no request meets are those for which a reason is given',
  );
  for (const [number, title] of Object.entries(RULES)) {
    const own = refusals.told.filter(({ rule }) => String(rule) === number);
    assert.ok(own.length > 0, `rule ${number}: ${title}`);
    t.diagnostic(`${number === '0' ? '–' : number} ${title}`);
    for (const { guard, asks, detail, who, meanwhile } of own)
      t.diagnostic(`  ${asks} → ${guard}: ${detail} | ${who} | ${meanwhile}`);
  }
  for (const [guard, why] of Object.entries(BEYOND_HTTP)) t.diagnostic(`beyond HTTP: ${guard}: ${why}`);

  for (const id of [FROM, TO, THIRD]) {
    const strangers = await network.query(
      id,
      `select id from trm.sealed s where not heartbeat and stream not like '%.public/%'
         and not exists (select from trm.message m where m.id = s.id)`,
    );
    assert.deepEqual(strangers, [], `${id} has sealed nothing that nobody was told of`);
  }
  const refused = await network.query(FROM, `select id from trm.message where type = 'receipt.refused'`);
  assert.deepEqual(refused, [], 'what was let through is refused by nobody');
  assert.deepEqual((await audit(network)).faults, []);
});

/** Rule 11: a registry version that lists no instrument for the pair, and then one that does. */
async function withoutBasis(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const { network } = stage;
  const before = basesOf(network);
  const found = await drafted(stage, adultDraft);
  await publishBases(
    network,
    before.filter(({ from, to }) => from !== FROM || to !== TO),
    FROM,
  );
  await refusals.attempt({
    ...sender('national-focal-point', found, 'submissions'),
    rule: 11,
    guard: 'transfer-basis',
    asks: 'send her file where no agreement between the two participants is in force',
    mended: { mend: () => publishBases(network, before, FROM) },
  });
}

/** What has not been heard of the recipient cannot be used: no keys, no directory. Its database forgets them. */
async function unannounced(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const { network } = stage;
  const found = await drafted(stage, adultDraft);
  await network.stop(FROM);
  const ask = async (guard: Guard, asks: string): Promise<void> => {
    const door = await commandDoor(network, FROM);
    const url = `/v1/referrals/${found.reference}/submissions`;
    const message = await door.post(url, network.token(FROM, 'national-focal-point'), {}).then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    await door.close();
    const [, status, body] = /^submissions: (\d+) (.*)$/s.exec(message) ?? [];
    const answer = { status: Number(status), body: JSON.parse(body ?? '{}') as Record<string, unknown> };
    refusals.keep(answer, { rule: 0, guard, asks });
  };
  const { adminDatabaseUrl } = network.participant(FROM);
  await onDatabase(adminDatabaseUrl, `delete from trm.announced_key where participant = $1`, [TO]);
  await ask('recipient-keys', 'seal to somebody whose keys have not come');
  await onDatabase(adminDatabaseUrl, `delete from trm.stream where name = $1`, [publicStreamName(TO)]);
  await ask('recipient-directory', 'send to somebody of whom nothing has been read yet');
}
