// Every invariant of domain.md 4 over at least 10,000 random histories of two honest gateways that read late.
// TRM_SEED plays one run again; TRM_HISTORIES makes it shorter or longer.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { fold, type CaseMessage, type Fold, type Side } from '../../../services/lib/casework/index.ts';
import { openRows } from '../../../services/lib/casework/lifecycle.ts';
import type { Network } from './histories.ts';
import { play, Random } from './histories.ts';
import { after, type Place, START, states, terminalStates } from './replay.ts';

const SEED = Number(process.env['TRM_SEED'] ?? randomInt(2 ** 31));
const HISTORIES = Number(process.env['TRM_HISTORIES'] ?? 10_000);
const SIDES: readonly Side[] = ['sender', 'receiver'];

/** What the law of data protection asks for goes on once the withdrawal has been confirmed. */
const AFTER_WITHDRAWAL: Readonly<Record<string, RegExp>> = {
  withdrawn:
    /^(?:safety\.|data\.(?:erased|erasure-receipt)|referral\.withdrawal-confirmed|consent\.withdrawal-confirmed|receipt\.)/,
  'withdrawal-confirmed': /^(?:safety\.|data\.|referral\.sealed|receipt\.)/,
};

const opposite = (side: Side): Side => (side === 'sender' ? 'receiver' : 'sender');

function nameOf(message: CaseMessage | undefined): string {
  return `${message?.side} ${message?.sequence} ${message?.metadata.type}`;
}

/** A fold in terms of messages instead of indexes. */
function described(messages: readonly CaseMessage[], result: Fold): object {
  const named = (indexes: readonly number[]): string[] => indexes.map((index) => nameOf(messages[index]));
  return {
    state: result.state,
    held: result.held,
    applied: named(result.applied),
    path: result.path,
    rejected: named(result.rejected.map(({ index }) => index)).sort(),
    refused: named(result.refused).sort(),
    waiting: named(result.waiting).sort(),
    delivered: named(result.delivered).sort(),
    positions: result.positions,
  };
}

/** Metadata alone, read from the bus: what an auditor has. */
function asAuditor(messages: readonly CaseMessage[]): CaseMessage[] {
  return messages.map(({ side, stream, sequence, order, metadata }) => ({
    side,
    stream,
    sequence,
    order,
    metadata: JSON.parse(JSON.stringify(metadata)) as CaseMessage['metadata'],
  }));
}

function answeredType(messages: readonly CaseMessage[], message: CaseMessage): string | null {
  const { answers } = message.metadata;
  const found = messages.find(
    (other) =>
      other.side !== message.side && other.stream === answers?.stream && other.sequence === answers?.sequence,
  );
  return found?.metadata.type ?? null;
}

/** The three readers, and any order and number of copies, give one result. */
function checkOneResult(all: CaseMessage[], result: Fold, network: Network, random: Random): void {
  const expected = described(all, result);
  const byReceiver = network.view('receiver');
  assert.deepEqual(described(byReceiver, fold(byReceiver)), expected, 'the receiver computes the same');
  const copies = all.filter(() => random.chance(0.3));
  const audited = asAuditor(random.shuffled([...all, ...copies]));
  assert.deepEqual(described(audited, fold(audited)), expected, 'any order and copies change nothing');
}

/** Nothing is lost, and what the other side took keeps its place: no honest history is a fault to an auditor. */
function checkAccounts(all: readonly CaseMessage[], result: Fold): void {
  assert.deepEqual(result.waiting, [], 'nothing waits once everything is read');
  assert.deepEqual(result.rejected, [], 'what has no place was refused by its reader');
  const named = [...result.applied, ...result.refused];
  assert.equal(new Set(named).size, named.length, 'each message has one fate');
  assert.equal(named.length, all.length, 'no message is dropped, of an unknown type neither');
  const applied = new Set(result.applied);
  assert.ok(
    result.delivered.every((index) => applied.has(index)),
    'what was delivered keeps its place',
  );
}

/** Replays what was applied by the bare table, and looks at every step. */
function checkPath(all: readonly CaseMessage[], result: Fold, visited: Set<string>): void {
  let place: Place = START;
  let before: Place | null = null;
  const seen = new Set<string>();
  result.applied.forEach((index, step) => {
    const message = all[index];
    assert.ok(message !== undefined);
    const { metadata, side } = message;
    const { answers, type } = metadata;
    if (answers !== undefined && !type.startsWith('receipt.'))
      assert.ok(seen.has(`${answers.stream} ${answers.sequence}`), `${type} comes after what it answers`);
    seen.add(`${message.stream} ${message.sequence}`);
    const next = after(place, { side, type, metadata, answered: answeredType(all, message) });
    assert.ok(next !== null, `${type} has a row in ${place.state}`);
    assert.deepEqual(result.path[step], next, `the table's state after ${type} in ${place.state}`);
    const allowed = AFTER_WITHDRAWAL[place.state];
    if (allowed !== undefined)
      assert.match(type, allowed, 'nothing follows a withdrawal but what ends or protects');
    if (terminalStates.has(place.state) && next.state !== place.state)
      assert.ok(
        ['sealed', 'erased'].includes(next.state),
        `${place.state} is left only to be sealed or erased`,
      );
    if (next.state === 'on-hold' && place.state !== 'on-hold') before = place;
    if (type === 'referral.resumed') assert.deepEqual(next, before, 'it goes on where it was put on hold');
    place = next;
    visited.add(place.state);
  });
  assert.equal(result.state, place.state);
}

function checkRefusals(network: Network): void {
  const never = /^(?:safety\.|referral\.withdrawn)/;
  const wrong = network.refusals.filter(({ type }) => never.test(type));
  assert.deepEqual(wrong, [], 'a safety alert and a withdrawal by the sender always have their place');
}

/** Whatever the state, either side can raise an alert; it counts, and moves nothing. */
function checkAlert(network: Network, result: Fold): void {
  if (result.state === 'draft') return;
  for (const side of SIDES) {
    assert.ok(openRows(result, 'safety.alert', side).length > 0, `an alert in ${result.state}`);
    const sequence = network.sent[side].length + 1;
    const stream = network.sent[side][0]?.stream ?? null;
    const metadata = { type: 'safety.alert', version: 1, drill: false, class: 'missing' };
    const alert = { side, stream, sequence, order: sequence, metadata };
    const all = [...network.all(), alert];
    const raised = fold(all);
    assert.ok(raised.applied.includes(all.length - 1), 'the alert counts');
    assert.equal(raised.state, result.state);
  }
}

/** Read in any order and to any point, a view is folded without a fault and says nothing twice. */
function checkPartial(all: readonly CaseMessage[], random: Random): void {
  const part = random.shuffled(all.filter(() => random.chance(0.6)));
  const result = fold(part);
  const named = [
    ...result.applied,
    ...result.refused,
    ...result.waiting,
    ...result.rejected.map(({ index }) => index),
  ];
  assert.equal(new Set(named).size, named.length);
  assert.equal(named.length, part.length);
}

/**
 * Both sides act in the same moment, each on all that was sent before. If one of the two orders lets both count, both do;
 * else the sender's does, unless it is one that gives way.
 */
function race(network: Network, random: Random): void {
  const [mine, theirs] = SIDES.map((side) => {
    const open = network.open(side);
    const ends = open.filter((type) => ENDS.includes(type));
    return random.pick(ends.length > 0 && random.chance(0.3) ? ends : open);
  });
  if (mine === undefined || theirs === undefined) return;
  const racing = {
    sender: network.command('sender', mine, random),
    receiver: network.command('receiver', theirs, random),
  };
  const before = [...network.sent.sender.slice(0, -1), ...network.sent.receiver.slice(0, -1)];
  const settled = fold(before);
  const stepOf = (message: CaseMessage) => ({
    side: message.side,
    type: message.metadata.type,
    metadata: message.metadata,
    answered: answeredType(before, message),
  });
  const inOrder = (first: Side): boolean => {
    const middle = after(settled, stepOf(racing[first]));
    return middle !== null && after(middle, stepOf(racing[opposite(first)])) !== null;
  };
  network.deliverAll();
  const all = network.all();
  const result = fold(all);
  const counts = (side: Side): boolean => result.applied.some((index) => all[index] === racing[side]);
  const told = `${mine} racing ${theirs} in ${settled.state}`;
  if (inOrder('sender') || inOrder('receiver'))
    assert.ok(counts('sender') && counts('receiver'), `${told}: both`);
  else
    assert.ok(mine === 'referral.expired' ? counts('receiver') : counts('sender'), `${told}: who goes first`);
  if (mine === 'referral.withdrawn') assert.equal(result.state, 'withdrawn', told);
}

/** What ends or stops a referral: races with these are the ones that people care about. */
const ENDS: readonly string[] = [
  'referral.expired',
  'referral.withdrawn',
  'consent.withdrawn',
  'referral.on-hold',
];

function share(count: number, of: number): string {
  return `${((100 * count) / of).toFixed(1)} %`;
}

test(`${HISTORIES} histories keep every invariant (TRM_SEED=${SEED})`, (t) => {
  const hits = new Map<string, number>(states.map((state) => [state, 0]));
  const lengths: number[] = [];
  const commands: number[] = [];
  for (let number = 0; number < HISTORIES; number += 1) {
    const random = new Random(SEED + number * 7919);
    const network = play(random);
    const all = network.all();
    const visited = new Set<string>(['draft']);
    try {
      const result = fold(all);
      checkOneResult(all, result, network, random);
      checkAccounts(all, result);
      checkPath(all, result, visited);
      checkRefusals(network);
      checkAlert(network, result);
      checkPartial(all, random);
      race(network, random);
      race(play(random, { longest: 3 + random.below(30) }), random);
    } catch (error) {
      t.diagnostic(`history ${number} of seed ${SEED}: ${all.map((message) => nameOf(message)).join(', ')}`);
      throw error;
    }
    for (const state of visited) hits.set(state, (hits.get(state) ?? 0) + 1);
    lengths.push(all.length);
    commands.push(all.filter(({ metadata }) => !metadata.type.startsWith('receipt.')).length);
  }
  const sorted = [...lengths].sort((one, other) => one - other);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  const [median] = [...commands].sort((one, other) => one - other).slice(Math.floor(commands.length / 2));
  t.diagnostic(`seed ${SEED}, ${HISTORIES} histories`);
  t.diagnostic(
    `messages per history: min ${at(0)}, 10 % ${at(0.1)}, median ${at(0.5)}, 90 % ${at(0.9)}, max ${at(1)}; of people: median ${median}`,
  );
  for (const [state, count] of hits) t.diagnostic(`${state}: ${share(count, HISTORIES)}`);
  assert.ok(at(0.5) >= 12, 'the median history has at least 12 messages');
  if (HISTORIES < 1_000) return;
  for (const [state, count] of hits)
    assert.ok(count / HISTORIES >= 0.01, `${state} is reached by at least 1 % of the histories`);
});
