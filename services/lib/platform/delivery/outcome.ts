/**
 * What became of one try to hand something to somebody else's server, the same for mail and webhooks.
 * Invariant: codes of our own alone; what the other server said may hold addresses and never leaves the adapter.
 */
export type Delivery =
  | { readonly outcome: 'accepted' }
  /** Trying again cannot help: the receiver is not there or does not want it. */
  | { readonly outcome: 'bounced'; readonly code: BounceCode }
  /** The same call may succeed later. */
  | { readonly outcome: 'transient'; readonly code: TransientCode };

export type BounceCode =
  /** SMTP 5xx to the recipient. */
  | 'recipient-refused'
  /** SMTP 5xx to the message; HTTP 4xx. */
  | 'refused'
  /** HTTP 410: the receiver takes nothing at this address any more. */
  | 'gone'
  /** Not an address that may be written to at all. */
  | 'address'
  /** HTTP 3xx: a redirect is not followed. */
  | 'redirect';

export type TransientCode =
  /** No server, or no secret, in the configuration: nothing leaves, and that is told. */
  | 'not-configured'
  /** No connection, or it broke. */
  | 'connection'
  | 'timeout'
  /** SMTP 4xx; HTTP 408, 425, 429 or 5xx. */
  | 'deferred'
  /** The operator's matter: the server does not take our credentials. */
  | 'auth'
  /** The operator's matter: SMTP 5xx to our own address. */
  | 'sender'
  /** The operator's matter: no TLS, or a certificate that nobody vouches for. */
  | 'tls'
  /** The operator's matter: the spool folder cannot be written. */
  | 'spool';
