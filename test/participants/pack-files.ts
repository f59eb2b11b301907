// Reads the packs that ship, for the tests.
// Invariant: the six participants, in the order in which the demo names them.
// architecture.md 1 (`infra/participants/<id>/`).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Pack } from '../../services/lib/routing/index.ts';

export const PARTICIPANTS = ['al', 'ba', 'xk', 'me', 'mk', 'rs'] as const;
export type ParticipantId = (typeof PARTICIPANTS)[number];

export function packDir(id: ParticipantId): string {
  return fileURLToPath(new URL(`../../infra/participants/${id}`, import.meta.url));
}

export function readPackFile(id: ParticipantId): Pack {
  return JSON.parse(readFileSync(`${packDir(id)}/pack.json`, 'utf8')) as Pack;
}

/** Ids of the facts that something in the pack rests on. */
export function factsUsed(pack: Pack): ReadonlySet<string> {
  const { offices, rules, hotlines = [], reflectionPeriods = [], permits = [] } = pack;
  return new Set([
    ...[...offices, ...rules, ...hotlines, ...reflectionPeriods, ...permits].map(({ fact }) => fact),
    ...offices.flatMap(({ serves }) => serves?.fact ?? []),
  ]);
}
