/**
 * Verifies the history on a bus: reads everything in scope, judges each value, links all of it, and names what is wrong
 * with its root cause (contract.md 6). Holds no key that opens a payload and trusts nothing but the registry pins.
 * Invariant: the same bus content gives the same report, with any number of threads.
 */
import { availableParallelism } from 'node:os';
import {
  digest,
  fromBase64url,
  initialHead,
  kidOf,
  nameHead,
  REGISTRY_TOPIC,
  STRIPPED_AFTER_MS,
  declarationOf,
  type Cipher,
  type Declared,
  type PrivateJwk,
  type RegistryPins,
  type RegistryState,
} from '../lib/protocol/index.ts';
import type { Audit, Referral } from './audit.ts';
import { checkCasework, countUnwitnessed } from './casework.ts';
import { explainDamage } from './damage.ts';
import { Findings } from './findings.ts';
import type { Depth } from './judge.ts';
import { Ledger, type StreamLog } from './ledger.ts';
import { linkStream } from './link.ts';
import { LinkedStream } from './linked-stream.ts';
import { Pool } from './pool.ts';
import type { Report } from './report.ts';
import { scopeOf, type Scope } from './scope.ts';
import { readLanes, type AuditSource } from './source.ts';
import { readTrust, type Trust } from './trust.ts';
import { flags } from './rows.ts';
import { checkWitnesses } from './witness.ts';

export interface VerifyOptions {
  readonly cipher: Cipher;
  /** The read side of a bus. */
  readonly bus: AuditSource;
  readonly registryPins: RegistryPins;
  /** The auditor's metadata keys, old ones included. */
  readonly auditorKeys: readonly PrivateJwk[];
  /** The auditor's id of the registry. */
  readonly auditorId: string;
  /** A pair topic, lane or stream; default: all that the registry gives to this auditor. */
  readonly scope?: string | null;
  /** Default `full`. `envelope` opens no ring, so it says nothing of content, receipts and transitions. */
  readonly depth?: Depth;
  /** How long a receipt may take. */
  readonly receiptLimitMs: number;
  /** How long a record keeps its payload; default: protocol.md 7. */
  readonly strippedAfterMs?: number;
  /** Unix time in milliseconds. */
  readonly now: number;
  /** Verifying threads; default one per core, 0: none but the caller's. */
  readonly workers?: number;
  readonly onProgress?: (progress: { readonly records: number }) => void;
  /** Told of every referral at full depth: its state follows from the metadata of both sides. */
  readonly onReferral?: (referral: Referral) => void;
}

/** A registry that grows while we read is read again; one that grows faster than that is somebody's attack. */
const REGISTRY_ROUNDS = 3;

/** @throws AuditError when nothing can be said: the bus is away, or the scope is not ours. */
export async function verify(options: VerifyOptions): Promise<Report> {
  for (let round = 1; ; round += 1) {
    const findings = new Findings();
    const trust = await readTrust(options.cipher, options.bus, options.registryPins, findings);
    const newest = trust.states.at(-1);
    if (newest === undefined) return report(findings, null, 0);
    const kids = kidsOf(options, trust);
    const scope = scopeOf(trust.states, kids, options.scope ?? null);
    const ledger = new Ledger(scope.lanes);
    await read(options, trust, kids, ledger);
    if ((ledger.registryAhead > 0 || ledger.registryBehind) && round < REGISTRY_ROUNDS) {
      const again = await readTrust(options.cipher, options.bus, options.registryPins, new Findings());
      if ((again.states.at(-1)?.version ?? 0) > newest.version) continue;
    }
    const audit = link(options, trust, newest, scope, ledger, findings);
    if (ledger.registryAhead > newest.version) {
      const place = {
        stream: `${REGISTRY_TOPIC}/0`,
        sequence: ledger.registryAhead,
        record: null,
        offset: null,
      };
      findings.fault('withheld', place, trust.fault);
    }
    const pending = judgeAll(audit);
    for (const referral of audit.referrals.toSorted(byReference)) options.onReferral?.(referral);
    return report(findings, { scope, ledger }, pending);
  }
}

/** Keys by which the registry knows this auditor, in any of its versions. */
function kidsOf(options: VerifyOptions, trust: Trust): ReadonlySet<string> {
  const { cipher, auditorId, auditorKeys } = options;
  const entries = trust.states.flatMap((state) => state.payload.auditors);
  return new Set([
    ...entries.filter(({ id }) => id === auditorId).map(({ jwk }) => kidOf(cipher, jwk)),
    ...auditorKeys.map((jwk) => kidOf(cipher, jwk)),
  ]);
}

async function read(
  options: VerifyOptions,
  trust: Trust,
  kids: ReadonlySet<string>,
  ledger: Ledger,
): Promise<void> {
  const { bus, registryPins: pins, auditorKeys: keys, depth = 'full' } = options;
  const ends = new Map<number, bigint>();
  let late = false;
  let records = 0;
  const setup = { pins, registry: trust.values, keys, kids, depth, lanes: ledger.lanes };
  const pool = new Pool(options.cipher, setup, options.workers ?? availableParallelism(), (judged) => {
    ledger.take(judged, late);
    records += judged.values;
    options.onProgress?.({ records });
  });
  const readAll = async (lanes: readonly number[]): Promise<void> => {
    const ranges = lanes.map((lane) => {
      const { topic, lane: number } = ledger.lanes[lane] ?? { topic: '', lane: 0 };
      const from = ends.get(lane);
      return { topic, lane: number, ...(from === undefined ? {} : { from }) };
    });
    await readLanes(bus, ranges, {
      onRecord: (index, { offset, key, value }) =>
        pool.add({ lane: lanes[index] ?? 0, offset: Number(offset), key, value }),
      onEnd: (index, next) => void ends.set(lanes[index] ?? 0, next),
      onBroken: (index, offset) => void ledger.broken.set(lanes[index] ?? 0, Number(offset)),
    });
    await pool.settle();
  };
  try {
    await readAll([...ledger.lanes.keys()]);
    // While one topic was read, the others went on: what a record has seen there may be beyond the end noted first.
    late = true;
    const behind = lanesBehind(ledger);
    if (behind.length > 0) await readAll(behind);
  } finally {
    await pool.close();
  }
}

/** Lanes of which somebody has signed for more than was read. */
function lanesBehind(ledger: Ledger): readonly number[] {
  const behind = new Set<number>();
  for (const log of [...ledger.streams.values()]) {
    if (log.stream === null) continue;
    const { from, to } = log.stream;
    const back = ledger.laneIndex(`trm.${to}.${from}`, log.stream.lane);
    const seen = back === null ? 0 : ledger.stream(back, log.generation).tail;
    if (back !== null && log.seen > seen) behind.add(back);
  }
  for (const [row, { directory }] of ledger.contents) {
    const topic = ledger.lanes[ledger.rows.lane(row)]?.topic.split('.')[2] ?? '';
    const lane = ledger.laneIndex(`trm.${topic}.public`, 0);
    if (lane !== null && directory !== undefined && directory.sequence > ledger.stream(lane, 1).tail)
      behind.add(lane);
  }
  return [...behind].filter((lane) => !ledger.broken.has(lane));
}

function link(
  options: VerifyOptions,
  trust: Trust,
  registry: RegistryState,
  scope: Scope,
  ledger: Ledger,
  findings: Findings,
): Audit {
  // Streams of which nothing was read count too: somebody may have seen something of them.
  for (const [index, { kind, topic, lane }] of scope.lanes.entries()) {
    const newest = scope.lanes[index] === undefined ? undefined : generationOf(registry, topic);
    if (kind === 'public') ledger.stream(index, 1);
    else if (newest !== undefined && lane < newest.lanes) {
      for (let generation = 1; generation <= newest.generation; generation += 1) {
        ledger.stream(index, generation);
      }
    }
  }
  const linked = new Map<string, LinkedStream>();
  for (const log of ledger.streams.values()) {
    linked.set(log.name, new LinkedStream(ledger.rows, log, initialDigest(options.cipher, registry, log)));
  }
  return {
    cipher: options.cipher,
    registry,
    registryFault: trust.fault,
    ledger,
    findings,
    depth: options.depth ?? 'full',
    now: options.now,
    receiptLimitMs: options.receiptLimitMs,
    strippedAfterMs: options.strippedAfterMs ?? STRIPPED_AFTER_MS,
    declared: declaredIn(ledger),
    linked,
    onPosition: new Map(),
    unknown: new Map(),
    referrals: [],
  };
}

/** What senders say of payloads that they have erased, wherever it stands: always later than what it speaks of. */
function declaredIn(ledger: Ledger): readonly Declared[] {
  const { rows, contents, streams } = ledger;
  return [...streams.values()].flatMap(({ stream, rows: own }) =>
    own.flatMap((row) => {
      const metadata = contents.get(row);
      if (stream === null || metadata === undefined || rows.is(row, flags.disputed | flags.evidence))
        return [];
      return declarationOf(metadata, { stream, sequence: rows.sequence(row) }) ?? [];
    }),
  );
}

function generationOf(
  registry: RegistryState,
  topic: string,
): { lanes: number; generation: number } | undefined {
  const [, from = '', to = ''] = topic.split('.');
  return registry.pair(from, to) ?? undefined;
}

function initialDigest(cipher: Cipher, registry: RegistryState, log: StreamLog): Buffer {
  const head = log.stream === null ? nameHead(cipher, log.name) : initialHead(cipher, registry, log.stream);
  return Buffer.from(fromBase64url(head.digest) ?? fromBase64url(digest(cipher, log.name)) ?? []);
}

function judgeAll(audit: Audit): number {
  for (const name of [...audit.linked.keys()].sort()) {
    const stream = audit.linked.get(name);
    if (stream !== undefined) linkStream(audit, stream);
  }
  explainDamage(audit, checkWitnesses(audit));
  return audit.depth === 'full' ? checkCasework(audit) : countUnwitnessed(audit);
}

function report(
  findings: Findings,
  read: { readonly scope: Scope; readonly ledger: Ledger } | null,
  pending: number,
): Report {
  const { faults, notes } = findings.result(read?.scope.speaksOf ?? (() => true));
  if (read === null) return { ok: faults.length === 0, records: 0, streams: 0, pending, faults, notes };
  const { scope, ledger } = read;
  const topics = new Set(scope.streams.map(({ from, to }) => `trm.${from}.${to}`));
  let records = 0;
  for (const [index, { topic }] of scope.lanes.entries())
    if (topics.has(topic)) records += ledger.values[index] ?? 0;
  const older = [...ledger.streams.values()].filter(({ stream, rows, generation }) => {
    if (stream === null || rows.length === 0 || !topics.has(`trm.${stream.from}.${stream.to}`)) return false;
    return !scope.streams.some(
      (item) => item.generation === generation && item.from === stream.from && item.to === stream.to,
    );
  });
  return {
    ok: faults.length === 0,
    records,
    streams: scope.streams.length + older.length,
    pending,
    faults,
    notes,
  };
}

function byReference(left: Referral, right: Referral): number {
  return left.reference < right.reference ? -1 : left.reference > right.reference ? 1 : 0;
}
