/**
 * The one error class of this layer: thrown for wrong use by our own code, never for bytes from outside.
 * What outsiders send is judged by values (OpeningFault and the like); see house-style.md 10 and 11.
 */
export type ProtocolErrorCode = 'wrong-use' | 'too-large' | 'no-recipient' | 'bad-key';

export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;
  constructor(code: ProtocolErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
