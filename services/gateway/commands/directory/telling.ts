/** What telling somebody needs of the gateway: jobs, ids, the time. domain.md 7 (notification). */
import { newId } from '../../../lib/protocol/index.ts';
import type { Telling } from '../../../lib/telling/tell.ts';
import type { GatewayContext } from '../../context.ts';

export function telling(context: Pick<GatewayContext, 'jobs' | 'cipher' | 'now'>): Telling {
  return {
    jobs: context.jobs,
    newId: () => newId(context.cipher, context.now()),
    at: new Date(context.now()).toISOString(),
  };
}
