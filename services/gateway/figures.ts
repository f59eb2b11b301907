/**
 * The gauges that are read from the database: what waits, what is missing, what is open.
 * Invariant: every partner has a figure at every look; a queue that has run empty is shown as 0, not as its last length.
 */
import type { Database } from '../lib/platform/db/index.ts';
import type { Metrics } from '../lib/platform/metrics/index.ts';
import { type GapRow, gaps } from '../lib/store/gaps.ts';
import { countOpenIncidents } from '../lib/store/incidents.ts';
import { PUBLIC_PEER, waitingLanes } from '../lib/store/outbox.ts';
import type { TrustView } from '../lib/trust/trust-view.ts';

export async function showFigures(
  db: Database,
  metrics: Metrics,
  trust: TrustView,
  participant: string,
): Promise<void> {
  const registry = trust.registry;
  if (registry !== null) metrics.registryVersion(registry.version);
  const partners = registry?.partnersOf(participant) ?? [];
  const waiting = await waitingLanes(db);
  for (const peer of [...partners, participant, PUBLIC_PEER])
    metrics.outboxWaiting(peer, sumOfLanes(waiting, peer));
  const missing = await gaps(db);
  for (const peer of partners) metrics.gapsOpen(peer, missingFrom(missing, peer));
  metrics.incidentsOpen('any', await countOpenIncidents(db));
}

/** Rows that wait for a peer, all lanes together. */
export function sumOfLanes(
  lanes: readonly { readonly peer: string; readonly waiting: number }[],
  peer: string,
): number {
  return lanes.filter((lane) => lane.peer === peer).reduce((sum, lane) => sum + lane.waiting, 0);
}

/** Positions of a peer's streams that are missing. */
export function missingFrom(
  rows: readonly Pick<GapRow, 'stream' | 'first' | 'last'>[],
  peer: string,
): number {
  return rows
    .filter((gap) => gap.stream.startsWith(`trm.${peer}.`))
    .reduce((sum, gap) => sum + gap.last - gap.first + 1, 0);
}
