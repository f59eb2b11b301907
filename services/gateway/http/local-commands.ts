/**
 * Commands that stay at this participant, as data: address, roles, body, example. Routes and OpenAPI are made from it.
 * contract.md 4; domain.md 3, 4, 6.2 and 6.8.
 */
import type { LocalBody } from '../../lib/contract/index.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { liftBar, setBar } from '../commands/local/contact-bars.ts';
import { linkToCase, makeCase } from '../commands/local/cases.ts';
import { reviewReferral } from '../commands/local/review.ts';
import { reportService } from '../commands/local/service-report.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from './auth.ts';
import type { Work } from './idempotency.ts';
import type { LocalOperation } from './operations.ts';

export interface LocalCommand {
  readonly operation: LocalOperation;
  readonly body: LocalBody;
  /** Accepted as it stands, but for the references of a case, which a client fills in. */
  readonly example: JsonObject;
  readonly answer: 'Done' | 'Case' | 'Change' | 'Import' | 'Word' | 'Rerouted';
  readonly give: (
    sql: Sql,
    context: GatewayContext,
    actor: Actor,
    /** What the path names: a reference, an id or a key; null when it cannot exist. */
    place: { readonly reference: string | null; readonly id: string | null; readonly key: string | null },
    body: JsonObject,
  ) => Promise<Work>;
}

type Give = (
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string | null,
  body: JsonObject,
  roles: readonly string[],
) => Promise<Work>;

function underReferral(
  body: LocalBody,
  noun: string,
  roles: LocalOperation['roles'],
  summary: string,
  example: JsonObject,
  give: Give,
): LocalCommand {
  return {
    operation: { id: body, method: 'POST', path: `/v1/referrals/{reference}/${noun}`, roles, summary },
    body,
    example,
    answer: 'Done',
    give: (sql, context, actor, { reference }, content) =>
      give(sql, context, actor, reference, content, roles),
  };
}

export const localCommands: readonly LocalCommand[] = [
  underReferral(
    'contact-bar.set',
    'contact-bars',
    ['case-worker', 'liaison-officer', 'duty-officer', 'national-focal-point'],
    'Bar a participant from ever learning of the person',
    { participant: 'rs', reason: 'asylum-application' },
    setBar,
  ),
  underReferral(
    'contact-bar.lifted',
    'contact-bar-lifts',
    ['liaison-officer', 'national-focal-point'],
    'Propose to lift a bar; the same call by another person lifts it',
    { participant: 'rs', reason: 'application-withdrawn' },
    liftBar,
  ),
  underReferral(
    'referral.reviewed',
    'reviews',
    ['national-focal-point'],
    'Review what a duty officer sent alone in an emergency',
    { outcome: 'confirmed' },
    reviewReferral,
  ),
  underReferral(
    'service.reported',
    'service-reports',
    ['case-worker'],
    'Report to the own liaison officer how the support goes',
    { services: [{ service: 'shelter', progress: 'started' }] },
    reportService,
  ),
  {
    operation: {
      id: 'case.opened',
      method: 'POST',
      path: '/v1/cases',
      roles: ['liaison-officer', 'national-focal-point'],
      summary: 'Open a local case that links referrals of one matter',
    },
    body: 'case.opened',
    example: { references: [] },
    answer: 'Case',
    give: (sql, context, actor, _place, body) => makeCase(sql, context, actor, body),
  },
  {
    operation: {
      id: 'case.linked',
      method: 'POST',
      path: '/v1/cases/{id}/referrals',
      roles: ['liaison-officer', 'national-focal-point'],
      summary: 'Add a referral to a local case; the example’s reference stands for one of yours',
    },
    body: 'case.linked',
    example: { reference: '4FQ20WZ7D1LF' },
    answer: 'Case',
    give: (sql, context, actor, { id }, body) => linkToCase(sql, context, actor, id, body),
  },
];

export const readCase: LocalOperation = {
  id: 'case.read',
  method: 'GET',
  path: '/v1/cases/{id}',
  roles: ['liaison-officer', 'duty-officer', 'national-focal-point'],
  summary: 'The referrals of a local case',
};

export const readHandover: LocalOperation = {
  id: 'handover-codes.read',
  method: 'GET',
  path: '/v1/referrals/{reference}/handover-codes',
  roles: ['liaison-officer', 'duty-officer'],
  summary: 'Codes that the two officers who meet show each other',
};

export const readAlerts: LocalOperation = {
  id: 'safety-alerts.listed',
  method: 'GET',
  path: '/v1/safety-alerts',
  roles: ['liaison-officer', 'duty-officer', 'national-focal-point'],
  summary: 'Safety alerts that are open, those that came before their turn among them',
};
