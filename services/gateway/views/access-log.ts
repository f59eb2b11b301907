/**
 * Who read what, and why: ids and codes only. domain.md 3.
 * Invariant: written in the transaction that reads, before anything of it leaves.
 */
import { appendToChain } from '../../lib/store/chains.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';

export type ReadPurpose = 'casework' | 'export' | 'data-protection' | 'handover' | 'justice';

export async function logRead(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string,
  purpose: ReadPurpose,
): Promise<void> {
  await appendToChain(sql, context.cipher, 'access_log', {
    who: actor.sub,
    roles: [...actor.roles],
    reference,
    at: new Date(context.now()).toISOString(),
    purpose,
  });
}
