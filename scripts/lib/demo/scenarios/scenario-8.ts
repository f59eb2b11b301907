/**
 * A key is stolen: somebody signs an acceptance as `ba`. It is noticed, the key is revoked by position, everything that it
 * signed beyond is marked, nothing before it is doubted, and the pair goes on under a new key. Source: the scenarios of the
 * design; protocol.md 2 and 8.
 */
import { codeList } from '../../../../services/lib/contract/index.ts';
import type { JsonObject, MessageContent } from '../../../../services/lib/protocol/types.ts';
import { keyFilesIn, signingKey } from '../../participant-keys.ts';
import { rebuildAndStart, revokeKey } from '../after-theft.ts';
import { type TimelineEntry, until } from '../api.ts';
import { auditOf, untilSettled } from '../counts.ts';
import { folderOf } from '../network-parts.ts';
import { Thief } from '../thief.ts';
import { clientOf } from '../traffic.ts';
import { BODY, adult } from './people.ts';
import { type Scenario, type Stage, grouped } from './stage.ts';

const WAIT_MS = 60_000;

interface Incident {
  readonly code: string;
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly state: string;
}

async function run(stage: Stage): Promise<void> {
  const { network } = stage;
  const first = await referral(stage);
  const accepted = await accept(stage, first);
  const second = await referral(stage);
  await untilSettled(network);
  const stolen = signingKey(keyFilesIn(folderOf(network.dir, 'ba')).signingKeyFile);
  stage.tell(null, "what nobody knows: a copy of ba's signing key is in somebody else's hands");

  const thief = new Thief(network, 'ba', stolen);
  const forged = await noticed(stage, thief, second);
  await network.stop('ba');
  stage.tell('ba', 'the two duty desks speak by telephone; ba stops its gateway and reports the theft');
  const { version, pairs } = await revokeKey(network, 'ba', 'me');
  const pair = pairs.find(({ participants }) => participants.includes('me'));
  const end = pair?.after?.find(({ stream }) => stream === forged.stream);
  stage.tell(
    null,
    `both ends hand in their positions; two of the three registry keys sign version ${version}: ba's key is revoked, ba ` +
      `stands by it up to position ${end?.sequence ?? 0} of ${forged.stream}, and ba and me go on in generation ${pair?.generation ?? 0} (reason: ${pair?.reason ?? ''})`,
  );
  await marked(stage, { first, second, accepted });
  await rebuildAndStart(network, 'ba');
  stage.tell('ba', 'ba starts under its new key; what was not its own on the bus has been left aside');
  await refusedForgeries(stage, thief, second);
  await goesOn(stage, second);
  await verified(stage);
}

/** One referral of `me` to `ba`, read there by the duty officer. */
async function referral(stage: Stage): Promise<string> {
  const reference = await stage.draft(
    'me',
    adult({ to: 'ba', language: 'bs', regime: 'nrm-me', text: 'Invented; nobody is meant.' }),
  );
  await stage.submit('me', 'ba', reference);
  await stage.acknowledge('ba', 'me', reference);
  await stage.bothIn(['me', 'ba'], reference, 'acknowledged');
  stage.tell('me', `refers ${grouped(reference)} to ba; the duty officer of ba has read it`);
  return reference;
}

/** An honest acceptance, so that there is something which must not be doubted. */
async function accept(stage: Stage, reference: string): Promise<TimelineEntry> {
  await stage.accept('ba', 'me', reference, BODY);
  await stage.bothIn(['me', 'ba'], reference, 'accepted');
  stage.tell('ba', `accepts ${grouped(reference)}`);
  return entryOf(stage, reference, 'delivered');
}

/** The first forgery comes while everybody still trusts the key. */
async function noticed(stage: Stage, thief: Thief, reference: string): Promise<{ readonly stream: string }> {
  const forged = await thief.forge('me', await acceptance(stage, reference));
  await stage.state('me', reference, ['accepted']);
  stage.tell(
    null,
    `somebody puts an acceptance of ${grouped(reference)} at the next position of ba's stream, sealed with valid keys`,
  );
  stage.tell(
    'me',
    'its signature is good, so me shows the case as accepted: nobody here can know better yet',
  );
  const alarm = await incident(stage, 'ba', { code: 'foreign-record' });
  stage.tell('ba', `alarm at the duty desk, position ${alarm.sequence}: "${labelOf(alarm.code)}"`);
  await stage.refused(
    'ba  the focal point wants to decline meanwhile, and nothing may be signed before this is clear',
    stage.command('ba', 'national-focal-point', reference, 'declines', { reasons: ['no-capacity'] }),
    { status: 503 },
  );
  return forged;
}

async function marked(
  stage: Stage,
  { first, second, accepted }: { first: string; second: string; accepted: TimelineEntry },
): Promise<void> {
  const found = await incident(stage, 'me', { code: 'disputed-applied' });
  await stage.state('me', second, ['acknowledged']);
  const shown = await entryOf(stage, second, 'disputed');
  const { needsPerson } = (await stage.detail('me', second)) as unknown as { needsPerson: boolean };
  if (!needsPerson) throw new Error('nobody is asked to look at what was done on a forged word');
  stage.tell(
    'me',
    `${grouped(second)} stands as acknowledged again; the acceptance at position ${shown.sequence} is shown as ${shown.delivery} and counts no longer`,
  );
  stage.tell('me', `a person is asked to look: "${labelOf(found.code)}"`);
  await stage.state('me', first, ['accepted']);
  const before = await entryOf(stage, first, 'delivered');
  if (JSON.stringify(before) !== JSON.stringify(accepted))
    throw new Error('what came before the theft has changed');
  stage.tell('me', `${grouped(first)}, accepted before the theft, is as it was: nobody doubts it`);
}

/** The thief goes on with the old key: in the new generation, and in the closed one. */
async function refusedForgeries(stage: Stage, thief: Thief, reference: string): Promise<void> {
  const { timeline } = await stage.detail('me', reference);
  for (const generation of [null, 1]) {
    const { stream, sequence } = await thief.forge('me', await acceptance(stage, reference), generation);
    const found = await incident(stage, 'me', { code: 'disputed', stream, sequence });
    await incident(stage, 'ba', { code: 'disputed', stream, sequence });
    stage.tell(
      null,
      `once more an acceptance with the old key, at position ${sequence} of ${stream}: REFUSED at both ends`,
    );
    stage.tell(null, `  "${labelOf(found.code)}"`);
  }
  const { state, timeline: after } = await stage.detail('me', reference);
  if (state !== 'acknowledged' || JSON.stringify(after) !== JSON.stringify(timeline))
    throw new Error('a forged acceptance has left a trace in the case');
  stage.tell('me', 'the case has not moved, and its timeline is untouched');
}

async function goesOn(stage: Stage, second: string): Promise<void> {
  await stage.send(
    'ba',
    'national-focal-point',
    second,
    'declines',
    { reasons: ['no-capacity'] },
    'me',
    'referral.declined',
  );
  await stage.bothIn(['me', 'ba'], second, 'declined');
  stage.tell('ba', `declines ${grouped(second)} under the new key; me has it, and the receipt goes back`);
  const third = await referral(stage);
  await accept(stage, third);
}

async function verified(stage: Stage): Promise<void> {
  await untilSettled(stage.network);
  const { faults, notes } = await auditOf(stage.network);
  if (faults.length > 0) throw new Error(`the auditor finds ${JSON.stringify(faults)}`);
  const disputed = notes.filter(({ code }) => code === 'disputed');
  if (disputed.length === 0) throw new Error('the auditor does not show what is disputed');
  const places = [...new Set(disputed.map(({ stream, sequence }) => `${stream} position ${sequence}`))].join(
    ', ',
  );
  stage.tell(
    null,
    `the auditor verifies the whole history: no fault; signed with the stolen key are ${places}`,
  );
}

/** What a thief who knows the reference would write. */
async function acceptance(
  stage: Stage,
  reference: string,
): Promise<(directory: JsonObject) => MessageContent> {
  const { timeline } = await stage.detail('me', reference);
  const submitted = timeline.find(({ type }) => type === 'referral.submitted');
  const { stream = null, sequence = null } = submitted ?? {};
  if (stream === null || sequence === null) throw new Error('nothing to accept');
  return (directory) => ({
    metadata: {
      type: 'referral.accepted',
      version: 1,
      reference,
      urgency: 'routine',
      drill: false,
      role: 'national-focal-point',
      answers: { stream, sequence },
      directory,
      conditions: [],
    },
    payload: {
      responsibleBody: {
        name: 'House that nobody knows (invented)',
        contact: 'a telephone number of the thief',
      },
      handoverSecret: 'A'.repeat(43),
    },
  });
}

async function entryOf(stage: Stage, reference: string, delivery: string): Promise<TimelineEntry> {
  const { timeline } = await stage.detail('me', reference);
  const found = timeline.find((entry) => entry.type === 'referral.accepted' && entry.delivery === delivery);
  if (found === undefined) throw new Error(`no acceptance is shown as ${delivery}`);
  return found;
}

function incident(stage: Stage, id: string, wanted: Partial<Incident>): Promise<Incident> {
  const client = clientOf(stage.network, id, 'gateway-operator');
  return until(`${id}: incident ${JSON.stringify(wanted)}`, WAIT_MS, async () =>
    (await client.get<{ items: readonly Incident[] }>('/v1/incidents')).items.find((item) =>
      Object.entries(wanted).every(([name, value]) => item[name as keyof Incident] === value),
    ),
  );
}

/** As the duty desk reads it. */
function labelOf(code: string): string {
  return codeList('incident-codes').codes.find((item) => item.code === code)?.labels.en ?? code;
}

export const scenario8: Scenario = { number: 8, title: 'A key is stolen', trafficFirst: true, run };
