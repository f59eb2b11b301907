/**
 * What operators and auditors look at: incidents and the heads of streams. No case data. contract.md 4.
 */
import { listIncidents } from '../../../lib/store/incidents.ts';
import { listStreams } from '../../../lib/store/streams.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { queryOf } from '../parameters.ts';
import { type Frame, get } from '../secured.ts';

/** `local`: both sides of domestic referrals, on no bus. */
const DIRECTIONS = { out: 'sent', in: 'taken', local: 'local' } as const;

export function oversightRoutes(frame: Frame): void {
  const { context } = frame;
  const { listIncidents: incidents, listStreams: streams } = localOperations;

  get(frame, routeUrl(incidents.path), incidents.roles, async (request) => {
    queryOf(request.query, []);
    const rows = await listIncidents(context.db);
    return {
      items: rows.map(({ id, code, stream, sequence, at, state }) => ({
        id,
        code,
        stream,
        sequence,
        at: at.toISOString(),
        state,
      })),
    };
  });

  get(frame, routeUrl(streams.path), streams.roles, async (request) => {
    queryOf(request.query, []);
    const rows = await listStreams(context.db);
    return {
      items: rows.map((row) => {
        const sent = row.direction !== 'in';
        return {
          stream: row.name,
          direction: DIRECTIONS[row.direction],
          sequence: row.sequence,
          digest: row.digest,
          movedAt: row.moved_at.toISOString(),
          // What the bus has acknowledged and the other side has seen: only of own streams. Of the local one both are
          // what our own router has taken.
          published: sent ? row.published : null,
          witnessed: sent ? row.witnessed : null,
        };
      }),
    };
  });
}
