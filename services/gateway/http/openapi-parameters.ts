/**
 * Parameters of the addresses, for OpenAPI: paths, queries, headers. contract.md 4.
 * Invariant: what stands here is what the routes take; a test asks for each of them.
 */
import { codeListNames, languages, referralStates } from '../../lib/contract/index.ts';
import { MOMENT_PATTERN, MONTH_PATTERN } from '../../lib/statistics/index.ts';
import { EXAMPLE_APPOINTMENT, EXAMPLE_POINT } from './directory-operations.ts';
import { exportFormats } from './htcds-operations.ts';
import { DEFAULT_LIMIT, MAX_LIMIT, PARTICIPANT_PATTERN } from './parameters.ts';

type Node = Readonly<Record<string, unknown>>;

export const figureFormats = ['json', 'csv'] as const;

export const parameter = (
  name: string,
  place: 'path' | 'query' | 'header',
  schema: Node,
  description: string,
): Node => ({
  name,
  in: place,
  required: place !== 'query',
  description,
  schema,
});

export const REFERENCE = parameter(
  'reference',
  'path',
  { type: 'string', maxLength: 64 },
  'Twelve symbols, in any case, with or without spaces and hyphens.',
);
export const TASK_ID = parameter('id', 'path', { type: 'string', format: 'uuid' }, 'Id of the task.');
export const CASE_ID = parameter('id', 'path', { type: 'string', format: 'uuid' }, 'Id of the local case.');
const keyOf = (example: string, description: string): Node => ({
  ...parameter('key', 'path', { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }, description),
  example,
});
export const POINT_KEY = keyOf(EXAMPLE_POINT, 'Key of the contact point.');
export const APPOINTMENT_KEY = keyOf(EXAMPLE_APPOINTMENT, 'Key of the appointment.');
export const ENTRY_ID = parameter('id', 'path', { type: 'string', format: 'uuid' }, 'Id.');
export const DIRECTORY_QUERY: readonly Node[] = [
  parameter('participant', 'query', { type: 'string' }, 'Of this partner; its own directory without it.'),
  parameter('function', 'query', { type: 'string' }, 'Only contact points with this function.'),
  parameter('asOf', 'query', { type: 'string' }, 'As it stood then (UTC time); only of the own directory.'),
];
export const CHANGE_QUERY = parameter('state', 'query', { enum: ['open', 'decided'] }, 'Only such changes.');
export const CHECK_QUERY = parameter(
  'state',
  'query',
  { enum: ['open', 'answered', 'failed'] },
  'Only such exercises.',
);
export const HSDS_FORMAT = parameter('format', 'query', { enum: ['hsds'], default: 'hsds' }, 'Form.');
export const IDEMPOTENCY_KEY = parameter(
  'Idempotency-Key',
  'header',
  { type: 'string', pattern: '^("[A-Za-z0-9_-]{1,64}"|[A-Za-z0-9_-]{1,64})$' },
  'The same key and bytes get the first answer again; kept for seven days.',
);
export const DRILL_QUERY = parameter(
  'drill',
  'query',
  { enum: ['true', 'false'] },
  'Only exercises, or none; without it the duty officer sees both and everybody else none.',
);
export const LIST_QUERY: readonly Node[] = [
  parameter(
    'direction',
    'query',
    { enum: ['sent', 'received'] },
    'Only referrals sent, or only those received.',
  ),
  parameter('state', 'query', { enum: referralStates }, 'Only referrals in this state.'),
  DRILL_QUERY,
  parameter(
    'limit',
    'query',
    { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    'Page size.',
  ),
  parameter('cursor', 'query', { type: 'string' }, '`next` of the page before.'),
];
export const CODE_LIST = parameter('list', 'path', { enum: codeListNames() }, 'Name of the code list.');
export const LABEL_LANGUAGE = parameter(
  'language',
  'query',
  { enum: languages },
  'Labels in this language only.',
);
export const HELD_TAG: Node = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: '`ETag` of the answer that the client holds.',
  schema: { type: 'string' },
};
export const TASK_QUERY: readonly Node[] = [
  parameter('state', 'query', { enum: ['open', 'answered', 'moved'] }, 'Only tasks in this state.'),
  DRILL_QUERY,
];

export const SIDE = parameter(
  'side',
  'query',
  { enum: ['sender', 'receiver'] },
  'In a referral inside one participant: for which side a role without an office speaks.',
);

export const EXPORT_QUERY: readonly Node[] = [
  parameter(
    'format',
    'query',
    { enum: exportFormats, default: 'json' },
    'Rows as JSON or CSV, or records of CTDC.',
  ),
  parameter(
    'foldKosovo',
    'query',
    { enum: ['true', 'false'], default: 'false' },
    'Only for `ctdc-json`: count Kosovo under Serbia, as CTDC does.',
  ),
];

export const FIGURES_QUERY: readonly Node[] = [
  parameter(
    'month',
    'query',
    { type: 'string', pattern: MONTH_PATTERN },
    'Calendar month in UTC; the last full one when neither this nor `from` and `to` is given.',
  ),
  parameter(
    'from',
    'query',
    { type: 'string', pattern: MOMENT_PATTERN },
    'First moment or day of the period, in UTC.',
  ),
  parameter(
    'to',
    'query',
    { type: 'string', pattern: MOMENT_PATTERN },
    'End of the period: the first moment or day that does not belong to it. At most 366 days after `from`.',
  ),
  parameter(
    'partner',
    'query',
    { type: 'string', pattern: PARTICIPANT_PATTERN },
    'Only referrals with this participant; the own id: domestic ones.',
  ),
  parameter(
    'format',
    'query',
    { enum: figureFormats },
    'Goes before the header `Accept`; JSON when neither says anything.',
  ),
];
