/**
 * The nouns of a participant's directory: contact points, who holds their functions, who is away, what was measured.
 * Invariant: plain data as it stood at one moment; persons are the `sub` of their tokens, never a name. domain.md 7.
 */
import type { DirectoryAppointment, DirectoryContactPoint, DirectoryShift } from '../contract/index.ts';

export type ContactPoint = DirectoryContactPoint;
export type Appointment = DirectoryAppointment & {
  /** `sub` of who takes the open work when it ends, where whoever ended it said so. */
  readonly successor?: string;
};
export type Shift = DirectoryShift;
export type NotifyAddress = NonNullable<Appointment['notify']>[number];

export interface Absence {
  readonly subject: string;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  /** Who stands in; null: the next in rank. */
  readonly cover: string | null;
}

export interface Listed {
  readonly point: ContactPoint;
  /** As decided by people. */
  readonly state: 'active' | 'suspended' | 'closed';
  /** Day of the newest verification, which may be later than the entry's own. */
  readonly verifiedOn: string;
}

/** What was measured last at a contact point: somebody answered, or nobody did. */
export interface Measured {
  readonly contactPoint: string;
  /** Absent: said of the whole contact point. */
  readonly function?: string;
  readonly kind: 'answered' | 'failed' | 'bounced';
  readonly at: string;
}

/** The directory as of one moment. */
export interface Directory {
  readonly contactPoints: readonly Listed[];
  readonly appointments: readonly Appointment[];
  readonly shifts: readonly Shift[];
  readonly absences: readonly Absence[];
  /** The newest one of each function of each contact point. */
  readonly measured: readonly Measured[];
}

export const NO_DIRECTORY: Directory = {
  contactPoints: [],
  appointments: [],
  shifts: [],
  absences: [],
  measured: [],
};
