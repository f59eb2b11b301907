/**
 * Port of signed webhooks (Standard Webhooks 1.0.0).
 * Invariant: `webhook-id` is the id of the call on every try; nothing of an answer but its status is read.
 */
import type { Delivery } from '../delivery/outcome.ts';

export interface WebhookCall {
  /** Of the caller's record "to be sent": letters, digits, `-` and `_`, at most 64. */
  readonly id: string;
  readonly url: string;
  /** `type` of the body. */
  readonly event: string;
  /** When it happened, RFC 3339; `timestamp` of the body. Default: the time of the try. */
  readonly at?: string;
  /** Ids and codes. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Webhooks {
  /** Never throws. With a spool folder a call that was accepted is not made again, even by another process. */
  send(call: WebhookCall): Promise<Delivery>;
  /** Once the outcome is committed: drops what the spool knows of `id`. */
  forget(id: string): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
