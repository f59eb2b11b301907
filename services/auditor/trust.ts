/**
 * Reads `trm.registry` from the pins on: the chain of versions that everything else is judged by (protocol.md 8).
 * Invariant: only versions that follow from the pinned one are used; what does not is a fault of its own, named by
 * version where that can be read.
 */
import type { BusRecord } from '../lib/platform/bus/port.ts';
import {
  acceptRegistry,
  REGISTRY_TOPIC,
  type Cipher,
  type RegistryFault,
  type RegistryPins,
  type RegistryState,
} from '../lib/protocol/index.ts';
import type { Finding, Findings, Place } from './findings.ts';
import type { FaultCode } from './report.ts';
import { readLanes, type AuditSource } from './source.ts';

const STREAM = `${REGISTRY_TOPIC}/0`;

export interface Trust {
  /** Oldest first; the last one is in force. Empty when nothing could be accepted. */
  readonly states: readonly RegistryState[];
  /** The bus values of `states`. */
  readonly values: readonly Uint8Array[];
  /** What explains that something is missing from the registry, if anything does. */
  readonly fault: Finding | null;
}

interface Waiting {
  readonly record: BusRecord;
  code: RegistryFault;
}

export async function readTrust(
  cipher: Cipher,
  source: AuditSource,
  pins: RegistryPins,
  findings: Findings,
): Promise<Trust> {
  const records: BusRecord[] = [];
  let broken: bigint | null = null;
  await readLanes(source, [{ topic: REGISTRY_TOPIC, lane: 0 }], {
    onRecord: async (_, record) => void records.push(record),
    onEnd: () => undefined,
    onBroken: (_, offset) => (broken = offset),
  });

  const states: RegistryState[] = [];
  const values: Uint8Array[] = [];
  /** Highest offset of a genuine value per bus key. */
  const genuine = new Map<string, bigint>();
  const misplaced: { record: BusRecord; version: number }[] = [];
  let waiting: readonly Waiting[] = records.map((record): Waiting => ({ record, code: 'chain' }));
  // A later version may stand before an earlier one, so a refused value is tried again after each one accepted.
  for (let progress = true; progress;) {
    progress = false;
    const still: Waiting[] = [];
    for (const item of waiting) {
      const { record } = item;
      const held = states.at(-1) ?? null;
      const outcome = acceptRegistry(cipher, pins, held, record.value);
      const version = versionOf(record.value);
      if (outcome.ok) {
        if (record.key !== String(outcome.state.version)) {
          misplaced.push({ record, version: outcome.state.version });
        } else {
          genuine.set(record.key, record.offset);
        }
        if (outcome.state === held) findings.note('repeated', place(record, version));
        else {
          states.push(outcome.state);
          values.push(record.value);
          progress = true;
        }
      } else if (outcome.code === 'older') {
        // Before the pinned version: history that the pins no longer vouch for. Else a version that is known already.
        if (version !== null && version >= pins.version) findings.note('repeated', place(record, version));
      } else {
        item.code = outcome.code;
        still.push(item);
      }
    }
    waiting = still;
  }

  let fault: Finding | null = null;
  const add = (code: FaultCode, at: Place, cause: Finding | null): void => {
    const finding = findings.fault(code, at, cause);
    fault ??= finding;
  };
  if (broken !== null)
    add('unreadable', { stream: STREAM, sequence: null, record: null, offset: Number(broken) }, null);
  const chained = waiting.filter(({ code }) => code === 'chain');
  for (const { record, code } of waiting.filter((item) => item.code !== 'chain')) {
    const later = genuine.get(record.key);
    const version = versionOf(record.value);
    if (later !== undefined && later > record.offset) findings.note('mended', place(record, version));
    else add(faultCodeOf(code), place(record, version), null);
  }
  for (const { record, version } of misplaced) add('misplaced', place(record, version), null);
  const next = (states.at(-1)?.version ?? pins.version - 1) + 1;
  const ahead = chained.map(({ record }) => versionOf(record.value) ?? 0);
  if (ahead.some((version) => version > next) && !ahead.includes(next)) {
    add('gap', { stream: STREAM, sequence: next, record: null, offset: null }, fault);
  }
  for (const { record } of chained) add('chain', place(record, versionOf(record.value)), fault);
  if (states.length === 0 && fault === null) {
    add('withheld', { stream: STREAM, sequence: pins.version, record: null, offset: null }, null);
  }
  return { states, values, fault };
}

function place(record: BusRecord, version: number | null): Place {
  return { stream: STREAM, sequence: version, record: record.key, offset: Number(record.offset) };
}

/** What the value says of itself; unchecked. */
function versionOf(value: Uint8Array): number | null {
  try {
    const outer = JSON.parse(Buffer.from(value).toString('utf8')) as { payload?: unknown };
    const inner = JSON.parse(Buffer.from(String(outer.payload), 'base64url').toString('utf8')) as {
      version?: unknown;
    };
    return Number.isSafeInteger(inner.version) ? (inner.version as number) : null;
  } catch {
    return null; // Not JSON: the fault says so.
  }
}

function faultCodeOf(code: RegistryFault): FaultCode {
  switch (code) {
    case 'entry-signature':
      return 'signature';
    case 'fork':
      return 'equivocation';
    case 'older':
      return 'misplaced';
    case 'unreadable':
    case 'form':
    case 'signature':
    case 'chain':
    case 'key-not-valid':
    case 'schema':
      return code;
  }
}
