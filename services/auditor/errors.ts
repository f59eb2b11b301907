/**
 * What stops an audit before it can say anything; what it finds is never an error but a fault of the report.
 */
export type AuditErrorCode =
  /** The bus cannot be read: an operator must bring it back. */
  | 'bus'
  /** The stream asked for is not this auditor's to read, or does not exist. */
  | 'scope'
  | 'worker';

export class AuditError extends Error {
  override readonly name = 'AuditError';
  readonly code: AuditErrorCode;
  constructor(code: AuditErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
