/**
 * One try, with the spool around it: remembered before, remembered after, not repeated once accepted.
 * Invariant: never throws; without a durable `.sending` nothing leaves.
 */
import type { Delivery } from './outcome.ts';
import type { Spool } from './spool.ts';

export async function deliver(spool: Spool, id: string, attempt: () => Promise<Delivery>): Promise<Delivery> {
  try {
    if (await spool.accepted(id)) return { outcome: 'accepted' };
    await spool.begin(id);
  } catch {
    return { outcome: 'transient', code: 'spool' };
  }
  const delivery = await attempt();
  // A spool that breaks only now: the caller's record comes next, and may still come in time.
  if (delivery.outcome === 'accepted') await spool.accept(id).catch(() => undefined);
  return delivery;
}
