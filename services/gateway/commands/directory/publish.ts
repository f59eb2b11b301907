/**
 * Gives the own public topic what has changed of what everyone may see of the directory. domain.md 7; formats.md 6.
 * Invariant: an entry is published once per change of its public part; what is not for everyone never enters the outbox.
 */
import { published } from '../../../lib/directory/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import { newId } from '../../../lib/protocol/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { directoryAsOf, publishedEntries, setPublished } from '../../../lib/store/directory.ts';
import { enqueue, PUBLIC_PEER } from '../../../lib/store/outbox.ts';
import type { GatewayContext } from '../../context.ts';

/** Gives how many entries were put into the outbox. Time alone can change one too: an appointment ends, an absence begins. */
export async function publishDirectory(
  sql: Sql,
  context: Pick<GatewayContext, 'cipher' | 'crypto' | 'now'>,
): Promise<number> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.directory-published', 0))`);
  const at = new Date(context.now()).toISOString();
  const directory = await directoryAsOf(sql, null);
  const known = await publishedEntries(sql);
  let count = 0;
  for (const listed of directory.contactPoints) {
    const { point, state } = listed;
    const entry: JsonObject =
      state === 'active'
        ? {
            type: 'directory.entry-confirmed',
            version: 1,
            contactPoint: published(directory, listed, at),
          }
        : { type: 'directory.entry-suspended', version: 1, id: point.id, state };
    if (isSame(known.get(point.id), entry)) continue;
    // A contact point that nobody has heard of needs no word that it is gone.
    if (state !== 'active' && !known.has(point.id)) continue;
    await enqueue(sql, context.crypto, {
      id: newId(context.cipher, context.now()),
      peer: PUBLIC_PEER,
      lane: 0,
      type: state === 'active' ? 'directory.entry-confirmed' : 'directory.entry-suspended',
      personal: false,
      reference: null,
      metadata: state === 'active' ? entry : { ...entry, at },
      payload: {},
    });
    await setPublished(sql, point.id, entry, at);
    count += 1;
  }
  return count;
}

/** PostgreSQL keeps no order of members. */
function isSame(left: JsonObject | undefined, right: JsonObject): boolean {
  return left !== undefined && canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
