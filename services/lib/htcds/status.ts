/**
 * Assertions of status: HTCDS has one status and the kind of body that decided; here each assertion also has its regime
 * and its day. Invariant: a pair without regime and day is never made into an assertion. domain.md 6.3.
 */
import { hasCode } from '../contract/index.ts';
import type { Json, JsonObject } from '../contract/index.ts';
import { htcdsOf, spelt } from './codes.ts';
import { wordOf } from './held.ts';
import { dateOf, partsOf, textOf } from './rows.ts';

export const STATUS_COLUMN = 'vic_TraffickingStatus';
export const BODY_COLUMN = 'vic_TraffickingStatusDecisionMakingOrg';
export const ASSERTIONS_COLUMN = 'trm_Status';

/** `value:byKindOfBody:regime:on`. */
const MEMBERS = ['value', 'byKindOfBody', 'regime', 'on'] as const;
const LISTS = ['status', 'kind-of-body', 'regimes'] as const;
const SEPARATOR = ':';

interface Assertion {
  readonly value: string;
  readonly byKindOfBody: string;
  readonly regime: string;
  readonly on: string;
}

export function statusCells(assertions: readonly JsonObject[]): Readonly<Record<string, readonly string[]>> {
  if (assertions.length === 0) return {};
  const [status, body] = pair(newest(assertions));
  return {
    ...(status === null ? {} : { [STATUS_COLUMN]: [status] }),
    ...(body === null ? {} : { [BODY_COLUMN]: [body] }),
    [ASSERTIONS_COLUMN]: assertions.map((each) =>
      MEMBERS.map((member) => wordOf(each[member]) ?? '').join(SEPARATOR),
    ),
  };
}

/** The one of the latest day; of several on that day the last. */
function newest(assertions: readonly JsonObject[]): JsonObject {
  return assertions.reduce((best, each) =>
    (wordOf(each['on']) ?? '') >= (wordOf(best['on']) ?? '') ? each : best,
  );
}

function pair(assertion: JsonObject): readonly [string | null, string | null] {
  return [
    htcdsOf('status', wordOf(assertion['value']) ?? ''),
    htcdsOf('kind-of-body', wordOf(assertion['byKindOfBody']) ?? '', 'Other'),
  ];
}

export interface ReadStatus {
  readonly assertions: readonly JsonObject[];
  readonly problem: 'none' | 'needs-attribution' | 'extension-contradicts' | 'code-unknown';
}

export function readStatus(cells: ReadonlyMap<string, Json>): ReadStatus {
  const parts = partsOf(cells.get(ASSERTIONS_COLUMN));
  const assertions = parts.flatMap((part) => assertionOf(part) ?? []);
  const stated = textOf(cells.get(STATUS_COLUMN));
  const body = textOf(cells.get(BODY_COLUMN));
  if (parts.length === 0) {
    return { assertions: [], problem: stated === null && body === null ? 'none' : 'needs-attribution' };
  }
  const [status, decider] =
    assertions.length === 0 ? [null, null] : pair(newest(assertions as unknown as readonly JsonObject[]));
  const agrees =
    says(cells, STATUS_COLUMN, 'status', stated, status) &&
    says(cells, BODY_COLUMN, 'kind-of-body', body, decider);
  if (!agrees) return { assertions: [], problem: 'extension-contradicts' };
  return {
    assertions: assertions as unknown as readonly JsonObject[],
    problem: assertions.length < parts.length ? 'code-unknown' : 'none',
  };
}

function says(
  cells: ReadonlyMap<string, Json>,
  column: string,
  list: string,
  stated: string | null,
  meant: string | null,
): boolean {
  if (!cells.has(column)) return true;
  return (stated === null ? null : spelt(list, stated)) === (meant === null ? null : spelt(list, meant));
}

function assertionOf(part: string): Assertion | null {
  const [value = '', byKindOfBody = '', regime = '', on = '', ...rest] = part.split(SEPARATOR);
  const known = [value, byKindOfBody, regime].every((code, index) => hasCode(LISTS[index] ?? '', code));
  return known && rest.length === 0 && dateOf(on) !== null ? { value, byKindOfBody, regime, on } : null;
}
