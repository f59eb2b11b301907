/** Public door of the auditor, for scripts and tests. */
export type { Referral } from './audit.ts';
export { describe } from './describe.ts';
export { AuditError, type AuditErrorCode } from './errors.ts';
export type { Depth } from './judge.ts';
export type { Fault, FaultCode, Note, NoteCode, Report } from './report.ts';
export { runAudit, type AuditRequest } from './run-audit.ts';
export type { AuditSource } from './source.ts';
export { verify, type VerifyOptions } from './verify.ts';
