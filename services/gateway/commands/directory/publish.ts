/**
 * Gives the own public topic what has changed of what everyone may see of the directory. domain.md 7; formats.md 6.
 * Invariant: an entry is published once per change of its public part; what is not for everyone never enters the outbox.
 */
import type { PublicType } from '../../../lib/contract/index.ts';
import { type Directory, published } from '../../../lib/directory/index.ts';
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
  const news = await unpublished(sql, await directoryAsOf(sql, null), at);
  for (const { key, entry } of news) {
    await enqueue(sql, context.crypto, {
      id: newId(context.cipher, context.now()),
      peer: PUBLIC_PEER,
      lane: 0,
      type: entry.type,
      personal: false,
      reference: null,
      metadata: entry.type === 'directory.entry-confirmed' ? entry : { ...entry, at },
      payload: {},
    });
    await setPublished(sql, key, entry, at);
  }
  return news.length;
}

type Entry = JsonObject & { readonly type: PublicType };

/** Entries of which the public topic says something else, or nothing. */
export async function unpublished(
  sql: Sql,
  directory: Directory,
  at: string,
): Promise<readonly { readonly key: string; readonly entry: Entry }[]> {
  const known = await publishedEntries(sql);
  return directory.contactPoints.flatMap((listed) => {
    const { point, state } = listed;
    const key = point.id;
    const entry: Entry =
      state === 'active'
        ? {
            type: 'directory.entry-confirmed',
            version: 1,
            contactPoint: published(directory, listed, at),
          }
        : { type: 'directory.entry-suspended', version: 1, id: key, state };
    if (isSame(known.get(key), entry)) return [];
    // A contact point that nobody has heard of needs no word that it is gone.
    return state !== 'active' && !known.has(key) ? [] : [{ key, entry }];
  });
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
