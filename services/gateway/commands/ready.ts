/**
 * May this gateway take a command now? Custody of its streams is clear and a trust registry is held; the bus may be away.
 * protocol.md 4 step 4; contract.md 4 (readyz, `rebuild`).
 */
import type { RegistryState } from '../../lib/protocol/index.ts';
import { custody } from '../../lib/store/custody.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../http/problem.ts';

/** Why nothing may be signed now. */
const WITHDRAWN = {
  rebuild:
    'The bus knows more than this database. No command is taken until "participant rebuild" has run (rebuild).',
  foreign:
    'A record of ours is on the bus that this gateway did not seal: somebody may have our signing key. No command is taken until the registry operator has been told and "participant rebuild" has run (rebuild).',
} as const;

/** The registry under which the command is decided. @throws Problem `not-ready` */
export async function readyForCommands(sql: Sql, context: GatewayContext): Promise<RegistryState> {
  const { state } = await custody(sql);
  if (state !== 'clear') {
    throw new Problem('not-ready', {
      detail: WITHDRAWN[state],
      case: 'Nothing has changed and nothing was sent. If it cannot wait, call the duty number of the other participant.',
      retryAfterSeconds: 60,
    });
  }
  const { registry } = context.trust;
  if (registry === null) {
    throw new Problem('not-ready', {
      detail: 'The trust registry has not been read from the bus yet.',
      case: 'Nothing has changed and nothing was sent. If it cannot wait, call the duty number of the other participant.',
    });
  }
  return registry;
}
