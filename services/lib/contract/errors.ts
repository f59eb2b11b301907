/**
 * The one error class of the contract: wrong use by our own code, never the fault of a submitted value.
 * Invariant: what a value does wrong is a `Validation`, not an exception (house-style.md 11).
 */
export type ContractErrorCode =
  'type-unknown' | 'version-unknown' | 'list-unknown' | 'not-a-command' | 'schema-unknown';

export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code: ContractErrorCode;
  constructor(code: ContractErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
