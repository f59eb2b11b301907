/** What telling somebody needs of the router: jobs, ids, the time. domain.md 7 (notification). */
import type { Telling } from '../../lib/telling/tell.ts';
import { type RouterContext, freshId } from '../context.ts';

export function telling(context: Pick<RouterContext, 'jobs' | 'cipher' | 'now'>): Telling {
  return { jobs: context.jobs, newId: () => freshId(context), at: context.now().toISOString() };
}
