/**
 * Addresses of the directory, the duty roster, liveness and notices, as data; routes and OpenAPI are made from it.
 * domain.md 3 and 7: editor and confirmer are two persons, the focal point manages all three.
 */
import { type Role, roles } from '../../lib/contract/index.ts';
import { confirmChange, proposeChange, rejectChange } from '../commands/directory/changes.ts';
import { answerCheck, startCheck } from '../commands/directory/checks.ts';
import { importDirectory } from '../commands/directory/imports.ts';
import { rerouteTask } from '../commands/directory/reroute.ts';
import { endAppointment, recordAbsence, suspendPoint, verifyPoint } from '../commands/directory/words.ts';
import type { LocalCommand } from './local-commands.ts';
import type { LocalOperation } from './operations.ts';

const KEEPERS: readonly Role[] = ['directory-editor', 'directory-confirmer', 'national-focal-point'];
const EDITORS: readonly Role[] = ['directory-editor', 'national-focal-point'];
const READERS: readonly Role[] = [
  'case-worker',
  'liaison-officer',
  'duty-officer',
  'national-focal-point',
  'justice-liaison',
  'directory-editor',
  'directory-confirmer',
];
const WATCHERS: readonly Role[] = [
  'duty-officer',
  'national-focal-point',
  'directory-editor',
  'directory-confirmer',
];

function reading(id: string, path: string, roles: readonly Role[], summary: string): LocalOperation {
  return { id, method: 'GET', path, roles, summary };
}

export const directoryReadings = {
  listDirectory: reading(
    'directory.listed',
    '/v1/directory',
    READERS,
    'Contact points, who is there, and whether they work; of this participant or a partner',
  ),
  exportDirectory: reading(
    'directory.exported',
    '/v1/directory-exports',
    READERS,
    'The directory as Open Referral HSDS 3',
  ),
  listChanges: reading(
    'directory-changes.listed',
    '/v1/directory-changes',
    KEEPERS,
    'Changes of the directory',
  ),
  listDuty: reading(
    'duty-rosters.listed',
    '/v1/duty-rosters',
    READERS,
    'Who is there now for which function',
  ),
  listHandovers: reading(
    'work-handovers.listed',
    '/v1/work-handovers',
    WATCHERS,
    'Work that moved because somebody left',
  ),
  listChecks: reading(
    'liveness-checks.listed',
    '/v1/liveness-checks',
    ['case-worker', ...WATCHERS],
    'Exercises that measure whether contact points answer',
  ),
  readPack: reading(
    'pack.read',
    '/v1/pack',
    roles,
    'Institutions, rules, hotlines, reflection periods and permits of this participant, each with its source',
  ),
  events: reading(
    'events.streamed',
    '/v1/events',
    [...READERS, 'gateway-operator'],
    'Server-sent events: `work` says that something waits for whoever holds the token, `look` that the lists should be read',
  ),
  listCalls: reading(
    'notices.listed',
    '/v1/notices',
    ['case-worker', 'liaison-officer', 'duty-officer', 'national-focal-point', 'gateway-operator'],
    'Who was told that work waits, and what came of it; without a managing role only one’s own',
  ),
} as const;

function command(
  id: LocalCommand['body'],
  operationId: string,
  path: string,
  roles: readonly Role[],
  summary: string,
  example: LocalCommand['example'],
  answer: LocalCommand['answer'],
  give: LocalCommand['give'],
): LocalCommand {
  return {
    operation: { id: operationId, method: 'POST', path, roles, summary },
    body: id,
    example,
    answer,
    give,
  };
}

/** Once the example of a change is in force, the examples of all other words are taken as they stand. */
export const EXAMPLE_POINT = 'example-desk';
export const EXAMPLE_APPOINTMENT = 'example-holder';

export const directoryCommands: readonly LocalCommand[] = [
  command(
    'directory.proposed',
    'directory.proposed',
    '/v1/directory-changes',
    EDITORS,
    'Propose contact points, appointments and shifts',
    {
      contactPoints: [
        {
          id: EXAMPLE_POINT,
          name: 'Desk (invented)',
          functions: ['liaison'],
          kind: 'government-body',
          hours: {
            timeZone: 'Europe/Belgrade',
            weekly: [
              {
                days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
                opens: '08:00',
                closes: '16:00',
              },
            ],
          },
          verifiedOn: '@today',
          source: 'the participant itself',
          asOf: '@today',
        },
      ],
      appointments: [
        {
          id: EXAMPLE_APPOINTMENT,
          contactPoint: EXAMPLE_POINT,
          function: 'liaison',
          subject: 'somebody',
          rank: 'holder',
          from: '@now',
        },
      ],
    },
    'Change',
    (sql, context, actor, _place, body) => proposeChange(sql, context, actor, body),
  ),
  command(
    'directory.decided',
    'directory.confirmed',
    '/v1/directory-changes/{id}/confirmations',
    ['directory-confirmer', 'national-focal-point'],
    'Confirm what another person proposed; it is then in force',
    {},
    'Change',
    (sql, context, actor, { id }, body) => confirmChange(sql, context, actor, id, body),
  ),
  command(
    'directory.decided',
    'directory.rejected',
    '/v1/directory-changes/{id}/rejections',
    KEEPERS,
    'Reject or take back a proposed change',
    {},
    'Change',
    (sql, context, actor, { id }, body) => rejectChange(sql, context, actor, id, body),
  ),
  command(
    'directory.imported',
    'directory.imported',
    '/v1/directory-imports',
    EDITORS,
    'Propose contact points from a file of Open Referral HSDS 3',
    { hsds: { organizations: [] } },
    'Import',
    (sql, context, actor, _place, body) => importDirectory(sql, context, actor, body),
  ),
  command(
    'contact-point.verified',
    'contact-point.verified',
    '/v1/contact-points/{key}/verifications',
    [...KEEPERS, 'duty-officer'],
    'Say that a contact point was made sure of today',
    { how: 'called' },
    'Word',
    (sql, context, actor, { key }, body) => verifyPoint(sql, context, actor, key, body),
  ),
  command(
    'contact-point.suspended',
    'contact-point.suspended',
    '/v1/contact-points/{key}/suspensions',
    [...KEEPERS, 'duty-officer'],
    'Suspend a contact point: it gets nothing from now on',
    { reason: 'unreachable' },
    'Word',
    (sql, context, actor, { key }, body) => suspendPoint(sql, context, actor, key, body),
  ),
  command(
    'appointment.ended',
    'appointment.ended',
    '/v1/appointments/{key}/endings',
    EDITORS,
    'End an appointment; open work moves to who is there',
    {},
    'Word',
    (sql, context, actor, { key }, body) => endAppointment(sql, context, actor, key, body),
  ),
  command(
    'absence.recorded',
    'absence.recorded',
    '/v1/absences',
    ['case-worker', 'liaison-officer', 'duty-officer', ...EDITORS],
    'Say that somebody is away, and who stands in',
    { subject: 'somebody', from: '@now', to: '@now+P7D' },
    'Word',
    (sql, context, actor, _place, body) => recordAbsence(sql, context, actor, body),
  ),
  command(
    'liveness-check.started',
    'liveness-check.started',
    '/v1/liveness-checks',
    WATCHERS,
    'Ask a contact point, as an exercise, whether it answers',
    { contactPoint: EXAMPLE_POINT, function: 'liaison' },
    'Word',
    (sql, context, _actor, _place, body) => startCheck(sql, context, body),
  ),
  command(
    'liveness-check.answered',
    'liveness-check.answered',
    '/v1/liveness-checks/{id}/answers',
    ['case-worker', 'liaison-officer', 'duty-officer', 'national-focal-point', 'justice-liaison'],
    'Answer an exercise: somebody is there',
    {},
    'Word',
    (sql, context, actor, { id }, body) => answerCheck(sql, context, actor, id, body),
  ),
  command(
    'task.rerouted',
    'task.rerouted',
    '/v1/tasks/{id}/reroutings',
    ['national-focal-point'],
    'Ask the rules again, without offices that must not have the case',
    { exclude: [], reason: 'conflict-of-interest' },
    'Rerouted',
    (sql, context, actor, { id }, body) => rerouteTask(sql, context, actor, id, body),
  ),
];
