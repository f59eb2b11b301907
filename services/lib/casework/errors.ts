/**
 * Programming errors of casework: a caller that leaves out what the door asks for. What a person can cause is a value.
 * Invariant: a closed list of codes, no submitted value in a text (house-style.md 10).
 */
export type CaseworkErrorCode = 'handover-secret-missing';

export class CaseworkError extends Error {
  override readonly name = 'CaseworkError';
  readonly code: CaseworkErrorCode;

  constructor(code: CaseworkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
