/**
 * Every operation of the HTTP contract with the roles that may use it: what routes enforce and what OpenAPI says.
 * Invariant: an address that is not listed here takes no token at all; roles are checked from this table alone.
 * contract.md 4.
 */
import { givenOperations, type Role, roles } from '../../lib/contract/index.ts';

export interface LocalOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** OpenAPI form. */
  readonly path: string;
  readonly roles: readonly Role[];
  readonly summary: string;
}

const REFERRAL_READERS: readonly Role[] = [
  'case-worker',
  'liaison-officer',
  'duty-officer',
  'national-focal-point',
];
const TASK_READERS: readonly Role[] = ['case-worker', 'duty-officer', 'national-focal-point'];

function operation(
  id: string,
  method: 'GET' | 'POST',
  path: string,
  roleList: readonly Role[],
  summary: string,
): LocalOperation {
  return { id, method, path, roles: roleList, summary };
}

/** Operations without a message on the wire. */
export const localOperations = {
  draft: operation(
    'referral.drafted',
    'POST',
    '/v1/referrals',
    ['case-worker', 'liaison-officer'],
    'Draft a referral',
  ),
  listReferrals: operation(
    'referrals.listed',
    'GET',
    '/v1/referrals',
    REFERRAL_READERS,
    'Referrals, newest first',
  ),
  readReferral: operation(
    'referral.read',
    'GET',
    '/v1/referrals/{reference}',
    REFERRAL_READERS,
    'One referral with its timeline and what may be done now',
  ),
  listJusticeReferrals: operation(
    'justice-referrals.listed',
    'GET',
    '/v1/justice-referrals',
    ['justice-liaison'],
    'Referrals that proceedings have spoken in, newest first',
  ),
  readJusticeReferral: operation(
    'justice-referral.read',
    'GET',
    '/v1/justice-referrals/{reference}',
    ['justice-liaison'],
    'What proceedings said in one referral and what may be said now; nothing of the protection side',
  ),
  readPersonRecords: operation(
    'person-records.read',
    'GET',
    '/v1/person-records/{reference}',
    ['data-protection-officer'],
    'What is held here about each person of a referral, and who has read it',
  ),
  listTasks: operation('tasks.listed', 'GET', '/v1/tasks', TASK_READERS, 'Tasks of offices'),
  readTask: operation(
    'task.read',
    'GET',
    '/v1/tasks/{id}',
    TASK_READERS,
    'One task with the reason why it is here',
  ),
  answerTask: operation(
    'task.answered',
    'POST',
    '/v1/tasks/{id}/answers',
    ['case-worker'],
    'Say whether the office can take the case',
  ),
  listIncidents: operation(
    'incidents.listed',
    'GET',
    '/v1/incidents',
    ['gateway-operator', 'duty-officer'],
    'Incidents',
  ),
  listStreams: operation(
    'streams.listed',
    'GET',
    '/v1/streams',
    ['gateway-operator', 'duty-officer', 'auditor'],
    'Heads of the streams sent and taken',
  ),
  readFigures: operation(
    'monitoring-figures.read',
    'GET',
    '/v1/monitoring-figures',
    ['national-focal-point', 'duty-officer', 'auditor'],
    'Monitoring figures of a period from metadata alone, each with its definition; JSON or CSV',
  ),
  listCodeLists: operation(
    'code-lists.listed',
    'GET',
    '/v1/code-lists',
    roles,
    'Code lists and their languages',
  ),
  readCodeList: operation(
    'code-list.read',
    'GET',
    '/v1/code-lists/{list}',
    roles,
    'One code list with its labels',
  ),
  tryRouting: operation(
    'routing.tried',
    'POST',
    '/v1/routing-trials',
    roles,
    'Ask which office a case would go to; nothing is stored',
  ),
} as const;

/** Open without a token. */
export const openPaths = {
  health: '/healthz',
  ready: '/readyz',
  metrics: '/metrics',
  openapi: '/openapi.json',
  docs: '/docs',
  asyncapi: '/asyncapi.json',
  reference: '/reference',
  messages: '/reference/messages',
} as const;

/** Path of a message command, in OpenAPI form. */
export function commandPath(noun: string): string {
  return `/v1/referrals/{reference}/${noun}`;
}

/** OpenAPI form to Fastify's. */
export function routeUrl(path: string): string {
  return path.replaceAll(/\{([a-z]+)\}/gi, ':$1');
}

export { givenOperations as messageOperations };
