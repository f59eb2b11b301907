/**
 * OpenAPI 3.1 of this gateway, built from the contract: no schema is written here, no operation is left out.
 * Invariant: request schemas stand in full, and the example `minimal` of a command is accepted as it stands from one of
 * `x-trm-from-states` as soon as what `x-trm-needs` names has gone before. contract.md 4.
 * Long because every operation of the gateway stands in this one document.
 */
import {
  atMoment,
  caseSchema,
  commandSchema,
  draftExample,
  draftSchema,
  localSchema,
  minimalExample,
  type MessageType,
  rowsOf,
  schemaId,
  schemas,
} from '../../lib/contract/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import type { GatewayContext } from '../context.ts';
import { type AnswerName, answerSchemas } from './openapi-schemas.ts';
import { draftFromRows, exportReferral, rowsExample } from './htcds-operations.ts';
import {
  commandPath,
  type LocalOperation,
  localOperations,
  messageOperations,
  openPaths,
} from './operations.ts';
import { directoryCommands, directoryReadings } from './directory-operations.ts';
import { localCommands, readAlerts, readCase, readHandover } from './local-commands.ts';
import { addressed, forReceiver, partnerOf } from './openapi-examples.ts';
import {
  REFERENCE,
  TASK_ID,
  CASE_ID,
  IDEMPOTENCY_KEY,
  LIST_QUERY,
  CODE_LIST,
  LABEL_LANGUAGE,
  HELD_TAG,
  TASK_QUERY,
  SIDE,
  EXPORT_QUERY,
  POINT_KEY,
  APPOINTMENT_KEY,
  ENTRY_ID,
  DIRECTORY_QUERY,
  CHANGE_QUERY,
  CHECK_QUERY,
  HSDS_FORMAT,
  FIGURES_QUERY,
} from './openapi-parameters.ts';
import { type ProblemCode, problemTexts } from './problem.ts';

type Node = Readonly<Record<string, unknown>>;

const schemaRef = (name: AnswerName): Node => ({ $ref: `#/components/schemas/${name}` });
const GET_PROBLEMS: readonly ProblemCode[] = [
  'malformed',
  'unauthenticated',
  'role-not-allowed',
  'not-found',
  'too-many',
  'not-ready',
  'internal',
];
const POST_PROBLEMS: readonly ProblemCode[] = [
  ...GET_PROBLEMS,
  'too-large',
  'unsupported-media-type',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'idempotency-in-progress',
  'content-invalid',
  'transition-not-allowed',
  'guard-failed',
];

/** The examples hold times that are right when the document is asked for. */
export function openApiDocument(context: GatewayContext): Node {
  const now = new Date(context.now());
  return {
    openapi: '3.1.0',
    info: {
      title: 'TRM Exchange gateway',
      version: '1.0.0',
      description: `Referrals of the participant \`${context.participant}\`. Errors are RFC 9457 problem documents.`,
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: grouped([...commands(context, now), ...locals(context, now), ...opens()]),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: answerSchemas,
    },
  };
}

type Entry = readonly [path: string, method: 'get' | 'post', operation: Node];

function grouped(entries: readonly Entry[]): Node {
  const paths: Record<string, Record<string, Node>> = {};
  for (const [path, method, operation] of entries) paths[path] = { ...paths[path], [method]: operation };
  return paths;
}

function commands(context: GatewayContext, now: Date): readonly Entry[] {
  const { to: asked } = draftExample(now);
  const to = partnerOf(context, typeof asked === 'string' ? asked : '');
  return messageOperations.map(({ type, noun, roles, side, fromStates, needs, automatic }): Entry => [
    commandPath(noun),
    'post',
    {
      operationId: type,
      summary: summaryOf(type),
      tags: [type.split('.')[0]],
      'x-trm-roles': roles,
      'x-trm-from-states': fromStates,
      'x-trm-side': side,
      'x-trm-needs': [...new Set([...needs, ...rowsOf(type).flatMap((row) => row.answers ?? [])])],
      'x-trm-automatic': automatic,
      'x-trm-referral': kindOf(type),
      parameters: [REFERENCE, ...(side === 'either' ? [SIDE] : []), IDEMPOTENCY_KEY],
      requestBody: body(commandSchema(type), forReceiver(minimalExample(type, now), to)),
      responses: responses(
        '201',
        'Decided and stored; delivery is read from the timeline.',
        'Done',
        POST_PROBLEMS,
      ),
    },
  ]);
}

/** What kind of referral the command is for: one about a person, a transit, or either (domain.md 8). */
function kindOf(type: MessageType): 'ordinary' | 'transit' | 'either' {
  const [row] = rowsOf(type);
  return row?.referral ?? 'ordinary';
}

function locals(context: GatewayContext, now: Date): readonly Entry[] {
  const {
    draft,
    listReferrals,
    readReferral,
    listJusticeReferrals,
    readJusticeReferral,
    readPersonRecords,
    listTasks,
    readTask,
    answerTask,
    listIncidents,
    listStreams,
    readFigures,
    listCodeLists,
    readCodeList,
    tryRouting,
  } = localOperations;
  const getEntry = (
    operation: LocalOperation,
    answer: AnswerName,
    parameters: readonly Node[] = [],
  ): Entry => [
    operation.path,
    'get',
    { ...common(operation), parameters, responses: responses('200', 'Found.', answer, GET_PROBLEMS) },
  ];
  const postEntry = (
    operation: LocalOperation,
    requestBody: Node,
    status: '200' | '201',
    answer: AnswerName,
    parameters: readonly Node[] = [],
    more: Node = {},
  ): Entry => [
    operation.path,
    'post',
    {
      ...common(operation),
      ...more,
      parameters: [...parameters, IDEMPOTENCY_KEY],
      requestBody,
      responses: responses(status, 'Done.', answer, POST_PROBLEMS),
    },
  ];
  const caseWithMoment = withMember(caseSchema(), 'asOf', {
    type: 'string',
    description: 'Date or UTC time for which the rules are read; now when left out.',
    pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?Z)?$',
  });
  return [
    postEntry(draft, body(draftSchema(), addressed(context, draftExample(now))), '201', 'Done', [], {
      'x-trm-from-states': [],
    }),
    getEntry(listReferrals, 'ReferralList', LIST_QUERY),
    getEntry(readReferral, 'Referral', [REFERENCE]),
    getEntry(listJusticeReferrals, 'ReferralList', LIST_QUERY),
    getEntry(readJusticeReferral, 'JusticeReferral', [REFERENCE]),
    getEntry(readPersonRecords, 'PersonRecords', [REFERENCE]),
    getEntry(listTasks, 'TaskList', TASK_QUERY),
    getEntry(readTask, 'Task', [TASK_ID]),
    postEntry(answerTask, body(localSchema('task.answered'), { answer: 'can-take' }), '201', 'Done', [
      TASK_ID,
    ]),
    ...localCommands.map(({ operation, body: name, example, answer }) =>
      postEntry(operation, body(localSchema(name), example), '201', answer, [
        ...(operation.path.includes('{reference}') ? [REFERENCE] : []),
        ...(operation.path.includes('{id}') ? [CASE_ID] : []),
      ]),
    ),
    ...directoryCommands.map(({ operation, body: name, example, answer }) =>
      postEntry(operation, body(localSchema(name), atMoment(example, now)), '201', answer, [
        ...(operation.path.includes('/contact-points/{key}') ? [POINT_KEY] : []),
        ...(operation.path.includes('/appointments/{key}') ? [APPOINTMENT_KEY] : []),
        ...(operation.path.includes('{id}') ? [ENTRY_ID] : []),
      ]),
    ),
    getEntry(directoryReadings.listDirectory, 'DirectoryList', DIRECTORY_QUERY),
    getEntry(directoryReadings.exportDirectory, 'Hsds', [HSDS_FORMAT]),
    getEntry(directoryReadings.listChanges, 'ChangeList', [CHANGE_QUERY]),
    getEntry(directoryReadings.listDuty, 'DutyList'),
    getEntry(directoryReadings.listHandovers, 'WorkHandoverList'),
    getEntry(directoryReadings.listChecks, 'CheckList', [CHECK_QUERY]),
    getEntry(directoryReadings.listCalls, 'NoticeList'),
    getEntry(directoryReadings.readPack, 'Pack'),
    eventsEntry(),
    getEntry(readCase, 'CaseFile', [CASE_ID]),
    getEntry(readHandover, 'HandoverCodes', [REFERENCE]),
    getEntry(readAlerts, 'AlertList'),
    exportEntry(),
    postEntry(
      draftFromRows,
      body(localSchema('htcds.drafted'), addressed(context, rowsExample)),
      '201',
      'DraftFromRows',
      [],
      { 'x-trm-from-states': [] },
    ),
    getEntry(listIncidents, 'IncidentList'),
    getEntry(listStreams, 'StreamList'),
    orFile(getEntry(readFigures, 'MonitoringFigures', FIGURES_QUERY)),
    tagged(getEntry(listCodeLists, 'CodeLists', [HELD_TAG])),
    tagged(getEntry(readCodeList, 'CodeList', [CODE_LIST, LABEL_LANGUAGE, HELD_TAG])),
    postEntry(
      tryRouting,
      body(caseWithMoment, { urgency: ['routine'], channel: ['protection'] }),
      '200',
      'Route',
    ),
  ];
}

/** An answer with an entity tag: who holds it is told so and gets no body. */
function tagged([path, method, operation]: Entry): Entry {
  const unchanged = { 304: { description: 'As the client holds it.' } };
  return [path, method, { ...operation, responses: { ...unchanged, ...(operation['responses'] as Node) } }];
}

/** The same answer as a file with rows. */
function orFile([path, method, operation]: Entry): Entry {
  const { '200': found, ...refused } = operation['responses'] as Readonly<Record<string, Node>>;
  const content = { ...(found?.['content'] as Node), 'text/csv': { schema: { type: 'string' } } };
  return [path, method, { ...operation, responses: { 200: { ...found, content }, ...refused } }];
}

function eventsEntry(): Entry {
  const { '200': _found, ...refused } = responses('200', '', 'Problem', GET_PROBLEMS);
  const { events } = directoryReadings;
  return [
    events.path,
    'get',
    {
      ...common(events),
      parameters: [],
      responses: {
        200: {
          description: 'A stream that ends after some minutes; open it again.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
        ...refused,
      },
    },
  ];
}

function exportEntry(): Entry {
  const { '200': _found, ...refused } = responses('200', '', 'HtcdsRows', GET_PROBLEMS);
  return [
    exportReferral.path,
    'get',
    {
      ...common(exportReferral),
      parameters: [REFERENCE, ...EXPORT_QUERY],
      responses: {
        200: {
          description: 'Rows or records, as `format` asks.',
          content: {
            'application/json': { schema: { oneOf: [schemaRef('HtcdsRows'), schemaRef('CtdcRecords')] } },
            'text/csv': { schema: { type: 'string' } },
          },
        },
        ...refused,
      },
    },
  ];
}

function common({ id, summary, roles, path }: LocalOperation): Node {
  return { operationId: id, summary, tags: [path.split('/')[2] ?? 'service'], 'x-trm-roles': roles };
}

function opens(): readonly Entry[] {
  const entry = (path: string, operationId: string, summary: string, answers: Node): Entry => [
    path,
    'get',
    { operationId, summary, tags: ['service'], security: [], responses: answers },
  ];
  const json = (name: AnswerName, description: string): Node => ({
    description,
    content: { 'application/json': { schema: schemaRef(name) } },
  });
  return [
    entry(openPaths.health, 'health.read', 'Does the event loop turn', { 200: json('Health', 'It turns.') }),
    entry(openPaths.ready, 'readiness.read', 'Is everything at work that this gateway needs', {
      200: json('Readiness', 'Ready.'),
      503: json('Readiness', 'Not ready; checks says what is missing.'),
    }),
    entry(openPaths.metrics, 'metrics.read', 'Figures for Prometheus', {
      200: { description: 'Text format.', content: { 'text/plain': { schema: { type: 'string' } } } },
    }),
    entry(openPaths.openapi, 'contract.read', 'This document', {
      200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
    }),
    entry(openPaths.asyncapi, 'bus-contract.read', 'The messages of the bus', {
      200: { description: 'AsyncAPI 3.0.', content: { 'application/json': { schema: { type: 'object' } } } },
    }),
    entry(openPaths.reference, 'reference.read', 'How a referral moves, for people', {
      200: { description: 'One page.', content: { 'text/html': { schema: { type: 'string' } } } },
    }),
    entry(openPaths.messages, 'message-reference.read', 'What the messages say, for people', {
      200: { description: 'One page.', content: { 'text/html': { schema: { type: 'string' } } } },
    }),
  ];
}

function body(schema: Node, example: JsonObject): Node {
  return {
    required: true,
    content: { 'application/json': { schema, examples: { minimal: { value: example } } } },
  };
}

function responses(
  status: '200' | '201',
  description: string,
  answer: AnswerName,
  problems: readonly ProblemCode[],
): Node {
  const byStatus = Object.groupBy(problems, (code) => String(problemTexts[code].status));
  const refused = Object.entries(byStatus).map(([problemStatus, codes = []]) => [
    problemStatus,
    {
      description: codes.join(', '),
      content: { 'application/problem+json': { schema: schemaRef('Problem') } },
    },
  ]);
  return {
    [status]: { description, content: { 'application/json': { schema: schemaRef(answer) } } },
    ...(Object.fromEntries(refused) as Node),
  };
}

function withMember(schema: Node, name: string, member: Node): Node {
  return { ...schema, properties: { ...(schema['properties'] as Node), [name]: member } };
}

/** What the message is for, as its schema says it. */
function summaryOf(type: MessageType): string {
  const described = schemas[schemaId(type, 1, 'payload')]?.['description'];
  const sentence =
    typeof described === 'string' ? (/^(.+?)(?: \([^)]*\))?\.(?: |$)/.exec(described)?.[1] ?? '') : '';
  return sentence === '' || sentence.startsWith('Payload') ? `Give the command that makes ${type}` : sentence;
}
