/**
 * The closed list of what a program may say in its log, with the level of each event.
 * Invariant: equal to `schemas/codes/log-events.json` (a test compares them); an event names what happened, never
 * whom it concerned. contract.md 7.
 */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];

export const logEvents = {
  // programs
  'program.started': 'info',
  'program.ready': 'info',
  'program.stopping': 'info',
  'program.stopped': 'info',
  'program.failed': 'fatal',
  // gateway
  'http.listening': 'info',
  'http.request-failed': 'error',
  'command.accepted': 'info',
  'command.refused': 'info',
  'token.refused': 'warn',
  // publisher
  'publisher.lease-taken': 'info',
  'publisher.lease-lost': 'warn',
  'publisher.ready': 'info',
  'publisher.fenced': 'warn',
  'publisher.failed': 'error',
  'publisher.rebuild-needed': 'error',
  'record.sealed': 'debug',
  'record.published': 'info',
  'record.not-sent': 'warn',
  'record.foreign': 'error',
  'record.stripped': 'info',
  'heartbeat.sealed': 'debug',
  'resend.answered': 'info',
  'resend.limited': 'warn',
  // router
  'consumer.ready': 'info',
  'consumer.lane-assigned': 'debug',
  'consumer.lane-caught-up': 'info',
  'consumer.failed': 'error',
  'consumer.rebuild-needed': 'error',
  'record.taken': 'debug',
  'record.applied': 'info',
  'record.duplicate': 'debug',
  'record.held': 'warn',
  'record.refused': 'warn',
  'record.damaged': 'warn',
  'record.disputed': 'warn',
  'record.equivocation': 'error',
  'gap.opened': 'warn',
  'gap.asked': 'info',
  'gap.closed': 'info',
  'witness.contradicted': 'error',
  'stream.silent': 'warn',
  'stream.returned': 'info',
  'message.unanswered': 'warn',
  'case.routed': 'info',
  'task.created': 'info',
  'incident.opened': 'warn',
  'incident.mended': 'info',
  'incident.closed': 'info',
  // registry and keys
  'registry.accepted': 'info',
  'registry.refused': 'error',
  'registry.refresh-due': 'warn',
  'keys.announced': 'info',
  'keys.accepted': 'info',
  'keys.refused': 'warn',
  'keys.missing': 'error',
  // adapters
  'database.down': 'error',
  'database.up': 'info',
  'bus.down': 'error',
  'bus.up': 'info',
  // rebuild and audit
  'rebuild.started': 'info',
  'rebuild.finished': 'info',
  'rebuild.failed': 'error',
  'audit.started': 'info',
  'audit.fault': 'warn',
  'audit.finished': 'info',
} as const satisfies Readonly<Record<string, LogLevel>>;

export type LogEvent = keyof typeof logEvents;
