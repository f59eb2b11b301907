/**
 * Generated from schemas/ by `npm run generate`. Do not edit: change the schema and generate again.
 * test/lib/contract/drift.test.ts fails when this file and the schemas part. architecture.md 4.
 */
/**
 * A person holds a function of a contact point from a day to a day (domain.md 7).
 */
export interface DirectoryAppointment {
  /**
   * Key of the appointment.
   */
  id: string;
  /**
   * Key of the contact point.
   */
  contactPoint: string;
  /**
   * Function of that contact point.
   */
  function: string;
  /**
   * `sub` of the person's tokens: a pseudonym of the own participant, never a name.
   */
  subject: string;
  /**
   * Who is asked first, and who is reminded at half of the time (domain.md 7).
   */
  rank: 'holder' | 'deputy';
  /**
   * From when (UTC).
   */
  from: string;
  /**
   * Until when (UTC); absent while it lasts.
   */
  to?: string;
  /**
   * Where this person is told that work waits; never what it is (domain.md 7).
   *
   * @maxItems 4
   *
   * Items: One address.
   */
  notify?: {
    /**
     * E-mail, or a signed webhook (Standard Webhooks).
     */
    channel: 'mail' | 'webhook';
    /**
     * Mail address, or https address of the webhook.
     */
    address: string;
  }[];
}

/**
 * One contact point: bound to functions, not persons (domain.md 7). What leaves the participant is decided field by field.
 */
export interface DirectoryContactPoint {
  /**
   * Key; permanent; stands in addresses and logs, so it names neither a label nor an age.
   */
  id: string;
  /**
   * Name for display.
   */
  name: string;
  /**
   * Office of the routing pack that it serves; absent for functions of the whole participant.
   */
  office?: string;
  /**
   * Functions that are reached here (domain.md 7).
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: One code of the list.
   */
  functions: string[];
  /**
   * Kind of body (domain.md 7).
   */
  kind: string;
  /**
   * Other names under which it is known (domain.md 7).
   *
   * @maxItems 16
   *
   * Items: One name.
   */
  aliases?: string[];
  /**
   * Keys of contact points that it has replaced (domain.md 7).
   *
   * @maxItems 16
   *
   * Items: Key of a contact point.
   */
  predecessors?: string[];
  /**
   * Services given here (domain.md 7).
   *
   * @maxItems 64
   *
   * Items: One code of the list.
   */
  services?: string[];
  /**
   * Ages that are served; absent or empty: every age (domain.md 7).
   *
   * @maxItems 32
   *
   * Items: One code of the list.
   */
  ageBands?: string[];
  /**
   * Sexes that are served; absent or empty: all (domain.md 7; seed-003 L1775: no shelter for men).
   *
   * @maxItems 8
   *
   * Items: One code of the list.
   */
  sexes?: string[];
  /**
   * Languages spoken here, without an interpreter (domain.md 7).
   *
   * @maxItems 64
   *
   * Items: One code of the list.
   */
  languages?: string[];
  /**
   * Parts of the territory that it serves, ISO 3166-2; absent or empty: the whole of it (domain.md 7).
   *
   * @maxItems 64
   *
   * Items: One code of the list.
   */
  jurisdictions?: string[];
  /**
   * When somebody is there (domain.md 7). No weekly times and `always` true: day and night.
   */
  hours: {
    /**
     * IANA time zone, such as Europe/Belgrade.
     */
    timeZone: string;
    /**
     * True: day and night, holidays too (domain.md 7).
     */
    always?: boolean;
    /**
     * Opening times of the week, in this time zone (domain.md 7).
     *
     * @maxItems 21
     *
     * Items: One span, the same on each of its days.
     */
    weekly?: {
      /**
       * Days of the week.
       *
       * @minItems 1
       * @maxItems 7
       *
       * Items: Day.
       */
      days: ('monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday')[];
      /**
       * Local time HH:MM.
       */
      opens: string;
      /**
       * Local time HH:MM, after `opens`; 24:00 is the end of the day.
       */
      closes: string;
    }[];
    /**
     * What public holidays of the participant do; without it they close (domain.md 7).
     */
    onHolidays?: 'closed' | 'open';
  };
  /**
   * How people reach it (domain.md 7). Notifications go to the persons who hold its functions.
   *
   * @maxItems 16
   *
   * Items: One channel.
   */
  channels?: {
    /**
     * Kind of channel.
     */
    channel: string;
    /**
     * Number or address, as it is dialled or written.
     */
    value: string;
    /**
     * Where the value comes from (domain.md 11).
     */
    source?: string;
    /**
     * Day as of which it was read (domain.md 11).
     */
    asOf?: string;
    /**
     * True once the participant itself has confirmed it (domain.md 11).
     */
    confirmed: boolean;
  }[];
  /**
   * Postal address. Never leaves the participant (domain.md 7).
   */
  address?: string;
  /**
   * Who may see a field; a field that is not named here is for everyone on the exchange, but `address` and `channels`, which are for the own participant (domain.md 7).
   */
  confidentiality?: {
    /**
     * Who may see `name`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    name?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `aliases`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    aliases?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `address`: everyone of this participant, or its duty desk and focal points alone; nobody else, ever (domain.md 7).
     */
    address?: 'participant' | 'duty-desk';
    /**
     * Who may see `channels`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    channels?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `services`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    services?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `ageBands`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    ageBands?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `sexes`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    sexes?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `languages`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    languages?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `jurisdictions`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    jurisdictions?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `hours`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    hours?: 'exchange' | 'participant' | 'duty-desk';
  };
  /**
   * Day on which somebody last made sure that it works (domain.md 7).
   */
  verifiedOn: string;
  /**
   * Where the entry comes from (domain.md 7 and 11).
   */
  source: string;
  /**
   * Day as of which it holds (domain.md 7).
   */
  asOf: string;
}

/**
 * A person is on duty for a function from a moment to a moment, and goes before holder and deputy (domain.md 7).
 */
export interface DirectoryShift {
  /**
   * Key of the shift.
   */
  id: string;
  /**
   * Key of the contact point.
   */
  contactPoint: string;
  /**
   * Function of that contact point.
   */
  function: string;
  /**
   * `sub` of a person who holds the function as holder or deputy.
   */
  subject: string;
  /**
   * From when (UTC).
   */
  from: string;
  /**
   * Until when (UTC).
   */
  to: string;
}

/**
 * Body of POST /v1/absences: a person is away and gets nothing meanwhile (domain.md 7).
 */
export interface LocalAbsenceRecorded {
  /**
   * `sub` of the person.
   */
  subject: string;
  /**
   * From when (UTC).
   */
  from: string;
  /**
   * Until when (UTC).
   */
  to: string;
  /**
   * `sub` of the person who stands in; absent: the next in rank.
   */
  cover?: string;
}

/**
 * Body of POST …/endings: a person leaves a function; open work moves with a recorded hand-over (domain.md 7).
 */
export interface LocalAppointmentEnded {
  /**
   * When it ends; absent: now. A moment that has passed is taken as it is.
   */
  at?: string;
  /**
   * `sub` of the person who takes the open work; absent: the next in rank.
   */
  successor?: string;
}

/**
 * Body of POST /v1/cases/{id}/referrals (domain.md 4).
 */
export interface LocalCaseLinked {
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
}

/**
 * Body of POST /v1/cases: links referrals of one matter, for this participant alone (domain.md 4).
 */
export interface LocalCaseOpened {
  /**
   * Referrals that belong together (domain.md 4).
   *
   * @maxItems 50
   *
   * Items: Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  references: string[];
}

/**
 * Body of POST …/contact-bar-lifts: the first call proposes, the same call by another person lifts (domain.md 6.2 and 6.8; scenario 3).
 */
export interface LocalContactBarLifted {
  /**
   * Participant id: opaque, permanent (contract.md 5, domain.md 2).
   */
  participant: string;
  /**
   * Why the bar may fall (domain.md 6.2).
   */
  reason: string;
  /**
   * Explanation in words (domain.md 6.2).
   */
  text?: string;
}

/**
 * Body of POST …/contact-bars: local, it never leaves the participant (domain.md 6.2).
 */
export interface LocalContactBarSet {
  /**
   * Participant id: opaque, permanent (contract.md 5, domain.md 2).
   */
  participant: string;
  /**
   * Why that participant must not learn of the person (domain.md 6.2; nrm.bg measure 1.1 for asylum seekers).
   */
  reason: string;
  /**
   * Explanation in words; encrypted like the case's other content (domain.md 6.2).
   */
  text?: string;
}

/**
 * Body of POST …/suspensions: it gets nothing from now on, by one person's word; a change by two people ends it (domain.md 7).
 */
export interface LocalContactPointSuspended {
  /**
   * Why.
   */
  reason: 'unreachable' | 'closed-for-now' | 'unsafe' | 'compromised';
}

/**
 * Body of POST …/verifications: somebody has made sure today that it works as it stands (domain.md 7).
 */
export interface LocalContactPointVerified {
  /**
   * How it was made sure.
   */
  how: 'called' | 'visited' | 'drill' | 'wrote';
}

/**
 * Body of POST …/confirmations and …/rejections: the second person of a change (domain.md 6.8).
 */
export interface LocalDirectoryDecided {
  /**
   * Why, in words.
   */
  text?: string;
}

/**
 * Body of POST /v1/directory-imports: contact points of another directory, proposed for confirmation (domain.md 7).
 */
export interface LocalDirectoryImported {
  /**
   * Open Referral HSDS 3 as JSON; what does not fit is named in the answer.
   */
  hsds: {
    [k: string]: unknown;
  };
}

/**
 * Body of POST /v1/directory-changes: entries as they are to stand, proposed by one person, in force when another one confirms them (domain.md 6.8 and 7).
 */
export interface LocalDirectoryProposed {
  /**
   * Contact points, each whole.
   *
   * @maxItems 64
   */
  contactPoints?: ContactPoint[];
  /**
   * Appointments, each whole.
   *
   * @maxItems 128
   */
  appointments?: Appointment[];
  /**
   * Shifts, each whole.
   *
   * @maxItems 512
   */
  shifts?: ShiftOfTheDutyRoster[];
  /**
   * Keys of contact points that are closed for good.
   *
   * @maxItems 64
   *
   * Items: Key of a contact point.
   */
  closed?: string[];
  /**
   * Why, in words.
   */
  text?: string;
}
/**
 * One contact point: bound to functions, not persons (domain.md 7). What leaves the participant is decided field by field.
 */
export interface ContactPoint {
  /**
   * Key; permanent; stands in addresses and logs, so it names neither a label nor an age.
   */
  id: string;
  /**
   * Name for display.
   */
  name: string;
  /**
   * Office of the routing pack that it serves; absent for functions of the whole participant.
   */
  office?: string;
  /**
   * Functions that are reached here (domain.md 7).
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: One code of the list.
   */
  functions: string[];
  /**
   * Kind of body (domain.md 7).
   */
  kind: string;
  /**
   * Other names under which it is known (domain.md 7).
   *
   * @maxItems 16
   *
   * Items: One name.
   */
  aliases?: string[];
  /**
   * Keys of contact points that it has replaced (domain.md 7).
   *
   * @maxItems 16
   *
   * Items: Key of a contact point.
   */
  predecessors?: string[];
  /**
   * Services given here (domain.md 7).
   *
   * @maxItems 64
   *
   * Items: One code of the list.
   */
  services?: string[];
  /**
   * Ages that are served; absent or empty: every age (domain.md 7).
   *
   * @maxItems 32
   *
   * Items: One code of the list.
   */
  ageBands?: string[];
  /**
   * Sexes that are served; absent or empty: all (domain.md 7; seed-003 L1775: no shelter for men).
   *
   * @maxItems 8
   *
   * Items: One code of the list.
   */
  sexes?: string[];
  /**
   * Languages spoken here, without an interpreter (domain.md 7).
   *
   * @maxItems 64
   *
   * Items: One code of the list.
   */
  languages?: string[];
  /**
   * Parts of the territory that it serves, ISO 3166-2; absent or empty: the whole of it (domain.md 7).
   *
   * @maxItems 64
   *
   * Items: One code of the list.
   */
  jurisdictions?: string[];
  /**
   * When somebody is there (domain.md 7). No weekly times and `always` true: day and night.
   */
  hours: {
    /**
     * IANA time zone, such as Europe/Belgrade.
     */
    timeZone: string;
    /**
     * True: day and night, holidays too (domain.md 7).
     */
    always?: boolean;
    /**
     * Opening times of the week, in this time zone (domain.md 7).
     *
     * @maxItems 21
     *
     * Items: One span, the same on each of its days.
     */
    weekly?: {
      /**
       * Days of the week.
       *
       * @minItems 1
       * @maxItems 7
       *
       * Items: Day.
       */
      days: ('monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday')[];
      /**
       * Local time HH:MM.
       */
      opens: string;
      /**
       * Local time HH:MM, after `opens`; 24:00 is the end of the day.
       */
      closes: string;
    }[];
    /**
     * What public holidays of the participant do; without it they close (domain.md 7).
     */
    onHolidays?: 'closed' | 'open';
  };
  /**
   * How people reach it (domain.md 7). Notifications go to the persons who hold its functions.
   *
   * @maxItems 16
   *
   * Items: One channel.
   */
  channels?: {
    /**
     * Kind of channel.
     */
    channel: string;
    /**
     * Number or address, as it is dialled or written.
     */
    value: string;
    /**
     * Where the value comes from (domain.md 11).
     */
    source?: string;
    /**
     * Day as of which it was read (domain.md 11).
     */
    asOf?: string;
    /**
     * True once the participant itself has confirmed it (domain.md 11).
     */
    confirmed: boolean;
  }[];
  /**
   * Postal address. Never leaves the participant (domain.md 7).
   */
  address?: string;
  /**
   * Who may see a field; a field that is not named here is for everyone on the exchange, but `address` and `channels`, which are for the own participant (domain.md 7).
   */
  confidentiality?: {
    /**
     * Who may see `name`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    name?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `aliases`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    aliases?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `address`: everyone of this participant, or its duty desk and focal points alone; nobody else, ever (domain.md 7).
     */
    address?: 'participant' | 'duty-desk';
    /**
     * Who may see `channels`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    channels?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `services`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    services?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `ageBands`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    ageBands?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `sexes`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    sexes?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `languages`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    languages?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `jurisdictions`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    jurisdictions?: 'exchange' | 'participant' | 'duty-desk';
    /**
     * Who may see `hours`: everyone on the exchange, everyone of this participant, or its duty desk and focal points alone.
     */
    hours?: 'exchange' | 'participant' | 'duty-desk';
  };
  /**
   * Day on which somebody last made sure that it works (domain.md 7).
   */
  verifiedOn: string;
  /**
   * Where the entry comes from (domain.md 7 and 11).
   */
  source: string;
  /**
   * Day as of which it holds (domain.md 7).
   */
  asOf: string;
}
/**
 * A person holds a function of a contact point from a day to a day (domain.md 7).
 */
export interface Appointment {
  /**
   * Key of the appointment.
   */
  id: string;
  /**
   * Key of the contact point.
   */
  contactPoint: string;
  /**
   * Function of that contact point.
   */
  function: string;
  /**
   * `sub` of the person's tokens: a pseudonym of the own participant, never a name.
   */
  subject: string;
  /**
   * Who is asked first, and who is reminded at half of the time (domain.md 7).
   */
  rank: 'holder' | 'deputy';
  /**
   * From when (UTC).
   */
  from: string;
  /**
   * Until when (UTC); absent while it lasts.
   */
  to?: string;
  /**
   * Where this person is told that work waits; never what it is (domain.md 7).
   *
   * @maxItems 4
   *
   * Items: One address.
   */
  notify?: {
    /**
     * E-mail, or a signed webhook (Standard Webhooks).
     */
    channel: 'mail' | 'webhook';
    /**
     * Mail address, or https address of the webhook.
     */
    address: string;
  }[];
}
/**
 * A person is on duty for a function from a moment to a moment, and goes before holder and deputy (domain.md 7).
 */
export interface ShiftOfTheDutyRoster {
  /**
   * Key of the shift.
   */
  id: string;
  /**
   * Key of the contact point.
   */
  contactPoint: string;
  /**
   * Function of that contact point.
   */
  function: string;
  /**
   * `sub` of a person who holds the function as holder or deputy.
   */
  subject: string;
  /**
   * From when (UTC).
   */
  from: string;
  /**
   * Until when (UTC).
   */
  to: string;
}

/**
 * Body of POST /v1/htcds-drafts: fields of IOM HTCDS 2.0, one row per person, as objects or as CSV (domain.md 5).
 */
export type LocalHtcdsDrafted = {
  /**
   * Participant that is asked (contract.md 4).
   */
  to: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * One object per person; members are columns of HTCDS 2.0 or of an export of this exchange.
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Cells by column; a column that is not known is told and left out.
   */
  rows?: {
    /**
     * One cell.
     */
    [k: string]: string | string[] | boolean | number | null;
  }[];
  /**
   * The same as CSV (RFC 4180), with a first line of names.
   */
  csv?: string;
} & {
  [k: string]: unknown;
};

/**
 * Body of POST …/answers: somebody is there (domain.md 7).
 */
export interface LocalLivenessCheckAnswered {
  /**
   * What is worth knowing, in words.
   */
  text?: string;
}

/**
 * Body of POST /v1/liveness-checks: whoever is there is asked to answer; no case is involved (domain.md 7).
 */
export interface LocalLivenessCheckStarted {
  /**
   * Key of the contact point.
   */
  contactPoint: string;
  /**
   * Function of that contact point.
   */
  function: string;
  /**
   * How long an answer may take (ISO 8601); absent: four hours.
   */
  within?: string;
}

/**
 * Body of POST …/reviews: local (domain.md 6.8; anchors-domain 7.2).
 */
export interface LocalReferralReviewed {
  /**
   * What the second person finds (domain.md 6.8).
   */
  outcome: string;
  /**
   * Explanation in words (domain.md 6.8).
   */
  text?: string;
}

/**
 * Body of POST …/service-reports: a case worker tells the own liaison officer, who tells the other side (domain.md 3).
 */
export interface LocalServiceReported {
  /**
   * Per service how it goes (anchors-domain 8, service.feedback).
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: One service (anchors-domain 8).
   */
  services: {
    /**
     * Service (HTCDS spl_Type).
     */
    service: string;
    /**
     * How it goes (anchors-domain 8: started, refused, ended).
     */
    progress: string;
  }[];
  /**
   * Explanation in words (domain.md 3).
   */
  text?: string;
}

/**
 * Body of POST /v1/tasks/{id}/answers: local, it never leaves the participant (contract.md 4, domain.md 4).
 */
export interface LocalTaskAnswered {
  /**
   * Whether the office can take the case (contract.md 4, domain.md 3).
   */
  answer: 'can-take' | 'cannot' | 'conditional';
  /**
   * Why not, or on what condition (contract.md 4).
   */
  reason?: string;
}

/**
 * Body of POST /v1/tasks/{id}/reroutings: the rules are asked again without some offices (domain.md 7: conflict of interest).
 */
export interface LocalTaskRerouted {
  /**
   * Offices that must not have the case.
   *
   * @maxItems 32
   *
   * Items: Id of an office.
   */
  exclude?: string[];
  /**
   * Why.
   */
  reason: 'conflict-of-interest' | 'not-competent' | 'no-capacity' | 'directory-changed';
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface AssessmentBestInterestsMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'assessment.best-interests';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Best-interests assessment of a child (CETS 197 art. 16(7); domain.md 6.5).
 */
export interface AssessmentBestInterestsPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom it is about (domain.md 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One child (CETS 197 art. 16(7)).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * What the assessment says (anchors-domain 8).
     */
    decision: string;
    /**
     * Day of the decision (anchors-domain 8).
     */
    on: string;
    /**
     * Kind of body that decided (anchors-domain 8: decider).
     */
    deciderKind: string;
    /**
     * Whether the child was heard (CRC art. 12).
     */
    heard: boolean;
    /**
     * Grounds, in words (CRC art. 3).
     */
    text?: string;
  }[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface AssessmentRiskMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'assessment.risk';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Risk assessment of one side; both sides' are needed, and fresh, before a departure (nrm.bg measure 1.2; domain.md 6.6).
 */
export interface AssessmentRiskPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom it is about (domain.md 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person (nrm.bg measure 1.2).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Level of risk (Kosovo NRM grades low, medium, high; anchors-domain 8).
     */
    level: string;
    /**
     * Risks that were found; none-known is a finding too (nrm.bg measure 1.2).
     *
     * @minItems 1
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    factors: string[];
    /**
     * Day of the assessment; before a departure at most seven days ago (domain.md 6.6).
     */
    on: string;
    /**
     * Last day on which it may be relied upon, where the assessor sets one (anchors-domain 8).
     */
    validUntil?: string;
    /**
     * Kind of body that assessed it (HTCDS org_Type; anchors-domain 8).
     */
    byKindOfBody: string;
    /**
     * For whom the risk was assessed (anchors-domain 8: person, family, staff).
     *
     * @minItems 1
     * @maxItems 4
     *
     * Items: One code of the list.
     */
    forWhom: string[];
  }[];
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface AssistanceStartedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'assistance.started';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * That assistance has started, and who is responsible for it (domain.md 4 and 6.7).
 */
export interface AssistanceStartedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The one body that is responsible from now on (domain.md 6.7).
   */
  responsibleBody: {
    /**
     * Name of the body (domain.md 6.7).
     */
    name: string;
    /**
     * How it is reached (domain.md 6.7).
     */
    contact: string;
  };
  /**
   * Services that have started (HTCDS spl_Type).
   *
   * @minItems 1
   * @maxItems 24
   *
   * Items: One code of the list.
   */
  services: string[];
  /**
   * Day on which assistance started (domain.md 4).
   */
  on: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ConsentChangedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'consent.changed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * The agreement is narrower now; the receiver confirms that it keeps to it (domain.md 6.1).
 */
export interface ConsentChangedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The agreement as it stands now (domain.md 6.1).
   */
  agreement: {
    /**
     * Who gave it (anchors-domain 4.3).
     */
    by: string;
    /**
     * Day on which it was given (anchors-domain 4.3).
     */
    on: string;
    /**
     * Participant that it names as receiver (domain.md 6.1).
     */
    receiver: string;
    /**
     * Purposes that it names (anchors-domain 4.3).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    purposes: string[];
    /**
     * What was agreed, and what not, in words (anchors-domain 4.3).
     */
    text?: string;
  };
  /**
   * Purposes that no longer hold (anchors-domain 4.3).
   *
   * @minItems 1
   * @maxItems 12
   *
   * Items: One code of the list.
   */
  removedPurposes: string[];
  /**
   * Persons of the referral whom it is about; all of them when left out (domain.md 4).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects?: string[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ConsentRecordedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'consent.recorded';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * An informed, specific and dated agreement of the person to sharing (domain.md 6.1; anchors-domain 4.3).
 */
export interface ConsentRecordedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The agreement: never consent to exploitation, which is irrelevant (Palermo art. 3(b)).
   */
  agreement: {
    /**
     * Who gave it (anchors-domain 4.3).
     */
    by: string;
    /**
     * Day on which it was given (anchors-domain 4.3).
     */
    on: string;
    /**
     * Participant that it names as receiver (domain.md 6.1).
     */
    receiver: string;
    /**
     * Purposes that it names (anchors-domain 4.3).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    purposes: string[];
    /**
     * What was agreed, and what not, in words (anchors-domain 4.3).
     */
    text?: string;
  };
  /**
   * Persons of the referral whom it is about; all of them when left out (domain.md 4).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects?: string[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ConsentWithdrawalConfirmedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'consent.withdrawal-confirmed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * When use of the data stopped (anchors-domain 7.2).
   */
  stoppedAt?: string;
}

/**
 * The other side has stopped using the data, or keeps to the narrower agreement (domain.md 6.1).
 */
export interface ConsentWithdrawalConfirmedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ConsentWithdrawnMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'consent.withdrawn';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * The person no longer agrees; whichever side hears it says so, and the other confirms that it stopped (domain.md 6.1).
 */
export interface ConsentWithdrawnPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Who withdrew it (anchors-domain 4.3).
   */
  by?: string;
  /**
   * Day on which it was withdrawn (anchors-domain 4.3).
   */
  on: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface DataAccessProvidedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'data.access-provided';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * What the writer holds about the persons who asked, for the answer to them (GDPR 15).
 */
export interface DataAccessProvidedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons who asked, each with what is held (GDPR 15(1)).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person (domain.md 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Categories of data that are held (GDPR 15(1)(b)).
     *
     * @minItems 1
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    held: string[];
    /**
     * Day until which it is kept (GDPR 15(1)(d)).
     */
    until?: string;
    /**
     * What is held, in words, for the copy that the person gets (GDPR 15(3)).
     */
    text?: string;
  }[];
  /**
   * Purposes for which it is held (GDPR 15(1)(a)).
   *
   * @minItems 1
   * @maxItems 12
   *
   * Items: One code of the list.
   */
  purposes: string[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface DataAccessRequestedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'data.access-requested';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * A person, or who speaks for them, asks what is held: the other controller is asked for its part (GDPR 15).
 */
export interface DataAccessRequestedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons who ask, by subject id (GDPR 15).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects: string[];
  /**
   * Day on which the person asked; the month runs from it (GDPR art. 12(3)).
   */
  receivedOn: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface DataBreachNotifiedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'data.breach-notified';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * A breach of personal data that concerns this referral, told without delay and in codes alone (GDPR 33).
 */
export interface DataBreachNotifiedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons whom it concerns, by subject id; left out while that is not known (GDPR 33(3)(a)).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects?: string[];
  /**
   * Day on which the breach became known; the 72 hours run from it (GDPR art. 33(1)).
   */
  discoveredOn: string;
  /**
   * What is being done about it (GDPR 33(3)(d)).
   *
   * @minItems 1
   * @maxItems 12
   *
   * Items: One code of the list.
   */
  measures: string[];
  /**
   * Contact point for more information (GDPR 33(3)(b)).
   */
  contact: {
    /**
     * Function at the sender that answers questions: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface DataErasedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'data.erased';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
  /**
   * Whether the whole referral is erased, or persons of it (protocol.md 7).
   */
  scope: 'all' | 'persons';
  /**
   * The writer's own stream in which the person's records stand; filled in by the gateway (protocol.md 7).
   */
  stream?: string;
  /**
   * Youngest position of that stream that concerns the person: payloads at or below it are gone; filled in by the gateway (protocol.md 7).
   */
  through?: number;
}

/**
 * The writer has destroyed its copy of these persons' data, on the bus too (GDPR 17 and 19; protocol.md 7).
 */
export interface DataErasedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons whose data are erased, by subject id alone: no content is made about them again (protocol.md 7).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects: string[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface DataErasureReceiptMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'data.erasure-receipt';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Whether the writer has erased its copy too, or keeps it (protocol.md 7).
   */
  outcome: 'erased' | 'kept';
  /**
   * Legal grounds on which it is kept; none when it is erased (GDPR 17(3)).
   *
   * @minItems 1
   * @maxItems 4
   *
   * Items: One code of the list.
   */
  grounds?: string[];
  /**
   * The writer's own stream in which the person's records stand; filled in by the gateway (protocol.md 7).
   */
  stream?: string;
  /**
   * Youngest position of that stream that concerns the person: payloads at or below it are gone; filled in by the gateway (protocol.md 7).
   */
  through?: number;
}

/**
 * What the other side has done with its own copy after an erasure (GDPR 17 and 19; protocol.md 7).
 */
export interface DataErasureReceiptPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of whom this speaks, by subject id alone (protocol.md 7).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects: string[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface DataRectifiedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'data.rectified';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Corrected data of persons, told to everyone who got the wrong ones (GDPR 16 and 19).
 */
export interface DataRectifiedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons whose data were wrong, each with the members that are corrected (GDPR 16).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person (domain.md 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Age band; who is in doubt is presumed a child (CTDC ageBroad; CETS 197 art. 10(3)).
     */
    ageBand?: string;
    /**
     * Sex (HTCDS prs_Gender).
     */
    sex?: string;
    /**
     * Languages, the best one first (HTCDS prs_PrimaryLanguage, prs_SecondaryLanguage).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    languages?: string[];
    /**
     * Given name as the person writes it (HTCDS prs_FirstName).
     */
    givenName?: string;
    /**
     * Family name as the person writes it (HTCDS prs_SecondName).
     */
    familyName?: string;
    /**
     * Date of birth (HTCDS prs_Birthdate).
     */
    birthDate?: string;
    /**
     * Citizenships (ISO 3166-1 alpha-2 and XK; HTCDS prs_Citizenship).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    citizenship?: string[];
    /**
     * National identity number (HTCDS prs_IdentityNumber).
     */
    identityNumber?: string;
    /**
     * Address (HTCDS prs_MailingStreet and its neighbours).
     */
    address?: string;
    /**
     * Telephone number (HTCDS prs_MobilePhone).
     */
    phone?: string;
    /**
     * What was wrong, in words, where a member does not say it (GDPR 16).
     */
    text?: string;
  }[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface EnquiryCapacityMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'enquiry.capacity';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * A question about capacity. Its schema makes personal data impossible: every string is a code, a date or the salt (domain.md 4 and 5, datACT's critique in anchors-domain 2).
 */
export interface EnquiryCapacityPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Age band of the person for whom a place is sought (CTDC ageBroad).
   */
  ageBand: string;
  /**
   * Sex, where a service is bound to it (HTCDS prs_Gender).
   */
  sex: string;
  /**
   * Languages in which the person can be helped (HTCDS prs_PrimaryLanguage).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list.
   */
  languages: string[];
  /**
   * Services asked for (nrm.bg measure 1.4 step 2; HTCDS spl_Type).
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: One code of the list.
   */
  services: string[];
  /**
   * Period for which the services are needed (formats.md 5).
   */
  period: {
    /**
     * First day on which the services are needed (formats.md 5).
     */
    from: string;
    /**
     * Last day on which the services are needed (formats.md 5).
     */
    to: string;
  };
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface EnquiryReplyMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'enquiry.reply';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons?: string[];
  /**
   * The answer (formats.md 5; nrm.bg measure 1.4 step 2).
   */
  answer: 'yes' | 'no' | 'conditional';
}

/**
 * Answer to an enquiry, in metadata alone: empty but for the salt, so that the record's shape says nothing (formats.md 5, protocol.md 3).
 */
export interface EnquiryReplyPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface FamilyTracingRequestedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'family.tracing-requested';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Search for relatives, under an agreement of its own (TRM-EU SOPs 3 and 4; anchors-domain 8).
 */
export interface FamilyTracingRequestedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The person for whom relatives are sought (formats.md 5).
   */
  subject: string;
  /**
   * Who is sought, as the person's relation (TRM-EU SOPs 3 and 4).
   */
  relation: string;
  /**
   * Where the relative was last known to be, and what helps to find them (TRM-EU SOPs 3 and 4).
   */
  lastKnown?: string;
  /**
   * The person's own agreement to this search (anchors-domain 8: separate consent; domain.md 6.1).
   */
  agreement: {
    /**
     * Who gave it (anchors-domain 4.3).
     */
    by: string;
    /**
     * Day on which it was given (anchors-domain 4.3).
     */
    on: string;
    /**
     * Purposes that it names; family-contact among them (anchors-domain 4.3).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    purposes: string[];
  };
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface FamilyTracingResultMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'family.tracing-result';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Result of the search (TRM-EU SOPs 3 and 4; anchors-domain 8).
   */
  result: string;
}

/**
 * Result of the search for relatives (TRM-EU SOPs 3 and 4; anchors-domain 8).
 */
export interface FamilyTracingResultPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The person for whom relatives were sought (formats.md 5).
   */
  subject: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface HeartbeatMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'heartbeat';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
}

/**
 * The stream is alive (protocol.md 3). Empty but for the salt, so that the record's shape says nothing (formats.md 5, protocol.md 3).
 */
export interface HeartbeatPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface IndicatorsObservedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'indicators.observed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Indicators that were observed, as (dimension, strength, id) with the version of their list; nothing computes a status from them (anchors-domain 1.4).
 */
export interface IndicatorsObservedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom it is about (domain.md 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person and one list (ILO/EC 2009).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Which of the four lists (ILO/EC 2009).
     */
    list: string;
    /**
     * Month of the list's edition, so that an id keeps its meaning (ILO/EC 2009, revised 2009-09).
     */
    listVersion: string;
    /**
     * Indicators that were observed (ILO/EC 2009; 67 in the longest list).
     *
     * @minItems 1
     * @maxItems 80
     *
     * Items: One indicator (ILO/EC 2009).
     */
    indicators: {
      /**
       * Dimension under which the list has it (ILO/EC 2009, six dimensions).
       */
      dimension: string;
      /**
       * Strength that the list gives it (ILO/EC 2009).
       */
      strength: string;
      /**
       * Id of the indicator in that edition of the list (anchors-domain 1.4).
       */
      id: string;
    }[];
  }[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface InterviewRecordedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'interview.recorded';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Entry of the interview register: who has asked whom about what and when, never what was said (domain.md 6.9; seed 003 L1558).
 */
export interface InterviewRecordedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom it is about (domain.md 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person who was interviewed (domain.md 6.9).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
  }[];
  /**
   * Kind of body that asked (domain.md 6.9).
   */
  byKindOfBody: string;
  /**
   * Day of the interview (domain.md 6.9).
   */
  on: string;
  /**
   * What it was about (domain.md 6.9).
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: One code of the list.
   */
  topics: string[];
  /**
   * Kind of place, never an address (seed 003 R30).
   */
  place?: string;
  /**
   * Whether an interpreter took part (CETS 197 art. 12(1)(c)).
   */
  interpreter?: boolean;
  /**
   * Whether the guardian or representative of a child was present (domain.md 6.5).
   */
  guardianPresent?: boolean;
  /**
   * Why earlier interviews on the same topic do not suffice (seed 003 R30).
   */
  necessity?: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface JusticeCompensationMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'justice.compensation';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Compensation: by which route, how far it has come, what stands in the way (TRM-EU SOP 5; CETS 197 15(3) and (4)). Tier T4: it stands on the justice channel alone (domain.md 5).
 */
export interface JusticeCompensationPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom the proceedings concern, by subject id alone (domain.md 5; TRM-EU SOP 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person and where this person stands in the proceedings (TRM-EU SOP 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Standing in the proceedings: witness, injured party, claimant, or charged (CETS 197 26 to 30).
     */
    standing: string;
  }[];
  /**
   * The proceedings (TRM-EU SOP 5: criminal and civil proceedings).
   */
  proceeding: {
    /**
     * Kind of proceedings (TRM-EU SOP 5; CETS 197 15 and 27).
     */
    kind: string;
    /**
     * Kind of court or authority that leads them (TRM-EU SOP 5).
     */
    court: string;
    /**
     * Court or authority, as it calls itself (TRM-EU SOP 5).
     */
    body: string;
    /**
     * Its number of the case (TRM-EU SOP 5).
     */
    caseNumber?: string;
  };
  /**
   * Route (CETS 197 15(3) and (4); seed 004 L215).
   */
  route: string;
  /**
   * How far it has come; awarded is not received (seed 003 L1868).
   */
  stage: string;
  /**
   * What stands in the way (seed 003 L1864 to L1907).
   *
   * @minItems 1
   * @maxItems 12
   *
   * Items: One code of the list.
   */
  barriers?: string[];
  /**
   * Amount, in whole units (seed 003 L1886).
   */
  amount?: {
    /**
     * Whole units of the currency (seed 003 L1886).
     */
    value: number;
    /**
     * Currency (ISO 4217).
     */
    currency: string;
  };
  /**
   * Last day on which the claim can be made or answered (CETS 197 15(1)).
   */
  respondUntil?: string;
  /**
   * The person’s agreement to be involved in these proceedings: one of its own, never part of the agreement to be helped (domain.md 6.4; CETS 197 12(6); anchors-domain 4.3).
   */
  agreement?: {
    /**
     * Who gave it (anchors-domain 4.3).
     */
    by: string;
    /**
     * Day on which it was given (anchors-domain 4.3).
     */
    on: string;
    /**
     * Participant that it names as receiver, where it names one; the receiver of this message then (domain.md 6.1).
     */
    receiver?: string;
    /**
     * Court or authority that it names (anchors-domain 4.3: recipients are participant and body).
     */
    forBody: string;
    /**
     * Purposes that it names: of the justice channel alone (domain.md 6.4).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    purposes: string[];
    /**
     * What was agreed, and what not, in words (anchors-domain 4.3).
     */
    text?: string;
  };
  /**
   * Contact for questions about these proceedings (TRM-EU SOP 5).
   */
  contact?: {
    /**
     * Function at the sender that answers questions: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface JusticeHearingNoticeMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'justice.hearing-notice';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Notice of a hearing: information for the person, which asks for nothing (TRM-EU SOP 5; CETS 197 15(1)). Tier T4: it stands on the justice channel alone (domain.md 5).
 */
export interface JusticeHearingNoticePayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom the proceedings concern, by subject id alone (domain.md 5; TRM-EU SOP 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person and where this person stands in the proceedings (TRM-EU SOP 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Standing in the proceedings: witness, injured party, claimant, or charged (CETS 197 26 to 30).
     */
    standing: string;
  }[];
  /**
   * The proceedings (TRM-EU SOP 5: criminal and civil proceedings).
   */
  proceeding: {
    /**
     * Kind of proceedings (TRM-EU SOP 5; CETS 197 15 and 27).
     */
    kind: string;
    /**
     * Kind of court or authority that leads them (TRM-EU SOP 5).
     */
    court: string;
    /**
     * Court or authority, as it calls itself (TRM-EU SOP 5).
     */
    body: string;
    /**
     * Its number of the case (TRM-EU SOP 5).
     */
    caseNumber?: string;
  };
  /**
   * The hearing (TRM-EU SOP 5).
   */
  hearing: {
    /**
     * When it begins (TRM-EU SOP 5).
     */
    at: string;
    /**
     * Where it is held (TRM-EU SOP 5).
     */
    place?: string;
    /**
     * Whether the person is expected (TRM-EU SOP 5; CETS 197 30).
     */
    attendance: string;
    /**
     * Ways in which the person may be heard (CETS 197 30; Directive 2012/29/EU 17).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    modes?: string[];
    /**
     * Languages of interpretation offered (CETS 197 12(1)).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    languages?: string[];
    /**
     * True when the public is excluded (CETS 197 30(a)).
     */
    closed?: boolean;
  };
  /**
   * Contact for questions about these proceedings (TRM-EU SOP 5).
   */
  contact?: {
    /**
     * Function at the sender that answers questions: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface JusticeProtectionMeasureMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'justice.protection-measure';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Measure of protection that a court or authority has ordered or ended (TRM-EU SOP 5; CETS 197 28 and 30). Tier T4: it stands on the justice channel alone (domain.md 5).
 */
export interface JusticeProtectionMeasurePayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom the proceedings concern, by subject id alone (domain.md 5; TRM-EU SOP 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person and where this person stands in the proceedings (TRM-EU SOP 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Standing in the proceedings: witness, injured party, claimant, or charged (CETS 197 26 to 30).
     */
    standing: string;
  }[];
  /**
   * The proceedings (TRM-EU SOP 5: criminal and civil proceedings).
   */
  proceeding: {
    /**
     * Kind of proceedings (TRM-EU SOP 5; CETS 197 15 and 27).
     */
    kind: string;
    /**
     * Kind of court or authority that leads them (TRM-EU SOP 5).
     */
    court: string;
    /**
     * Court or authority, as it calls itself (TRM-EU SOP 5).
     */
    body: string;
    /**
     * Its number of the case (TRM-EU SOP 5).
     */
    caseNumber?: string;
  };
  /**
   * The measures (CETS 197 28 and 30).
   *
   * @minItems 1
   * @maxItems 12
   *
   * Items: One code of the list.
   */
  measures: string[];
  /**
   * Whether they begin, change or end (CETS 197 28).
   */
  effect: string;
  /**
   * First day (CETS 197 28).
   */
  validFrom: string;
  /**
   * Last day, where one is set (CETS 197 28).
   */
  validTo?: string;
  /**
   * True when the receiving side is asked to apply them too (CETS 197 28(5)).
   */
  abroad?: boolean;
  /**
   * Level of the danger that they answer (anchors-domain 8, assessment.risk).
   */
  level?: string;
  /**
   * Contact for questions about these proceedings (TRM-EU SOP 5).
   */
  contact?: {
    /**
     * Function at the sender that answers questions: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface JusticeTestimonyArrangedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'justice.testimony-arranged';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * How a testimony that was asked for will be given (TRM-EU SOP 5; CETS 197 30). Tier T4: it stands on the justice channel alone (domain.md 5).
 */
export interface JusticeTestimonyArrangedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom the proceedings concern, by subject id alone (domain.md 5; TRM-EU SOP 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person and where this person stands in the proceedings (TRM-EU SOP 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Standing in the proceedings: witness, injured party, claimant, or charged (CETS 197 26 to 30).
     */
    standing: string;
  }[];
  /**
   * The proceedings (TRM-EU SOP 5: criminal and civil proceedings).
   */
  proceeding: {
    /**
     * Kind of proceedings (TRM-EU SOP 5; CETS 197 15 and 27).
     */
    kind: string;
    /**
     * Kind of court or authority that leads them (TRM-EU SOP 5).
     */
    court: string;
    /**
     * Court or authority, as it calls itself (TRM-EU SOP 5).
     */
    body: string;
    /**
     * Its number of the case (TRM-EU SOP 5).
     */
    caseNumber?: string;
  };
  /**
   * Way in which it will be given (CETS 197 30(b)).
   */
  mode: string;
  /**
   * When (TRM-EU SOP 5).
   */
  at: string;
  /**
   * Where the person will be (TRM-EU SOP 5).
   */
  place?: string;
  /**
   * Languages of interpretation (CETS 197 12(1)).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list.
   */
  languages?: string[];
  /**
   * Measures of protection that are in place (CETS 197 28 and 30).
   *
   * @minItems 1
   * @maxItems 12
   *
   * Items: One code of the list.
   */
  measures?: string[];
  /**
   * Kind of body that accompanies the person (CETS 197 28(3)).
   */
  accompaniedBy?: string;
  /**
   * The person’s agreement to be involved in these proceedings: one of its own, never part of the agreement to be helped (domain.md 6.4; CETS 197 12(6); anchors-domain 4.3).
   */
  agreement?: {
    /**
     * Who gave it (anchors-domain 4.3).
     */
    by: string;
    /**
     * Day on which it was given (anchors-domain 4.3).
     */
    on: string;
    /**
     * Participant that it names as receiver, where it names one; the receiver of this message then (domain.md 6.1).
     */
    receiver?: string;
    /**
     * Court or authority that it names (anchors-domain 4.3: recipients are participant and body).
     */
    forBody: string;
    /**
     * Purposes that it names: of the justice channel alone (domain.md 6.4).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    purposes: string[];
    /**
     * What was agreed, and what not, in words (anchors-domain 4.3).
     */
    text?: string;
  };
  /**
   * Contact for questions about these proceedings (TRM-EU SOP 5).
   */
  contact?: {
    /**
     * Function at the sender that answers questions: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface JusticeTestimonyRequestedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'justice.testimony-requested';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Request that a person testifies, and what is offered for it (TRM-EU SOP 5; CETS 197 28 and 30). Tier T4: it stands on the justice channel alone (domain.md 5).
 */
export interface JusticeTestimonyRequestedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom the proceedings concern, by subject id alone (domain.md 5; TRM-EU SOP 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person and where this person stands in the proceedings (TRM-EU SOP 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Standing in the proceedings: witness, injured party, claimant, or charged (CETS 197 26 to 30).
     */
    standing: string;
  }[];
  /**
   * The proceedings (TRM-EU SOP 5: criminal and civil proceedings).
   */
  proceeding: {
    /**
     * Kind of proceedings (TRM-EU SOP 5; CETS 197 15 and 27).
     */
    kind: string;
    /**
     * Kind of court or authority that leads them (TRM-EU SOP 5).
     */
    court: string;
    /**
     * Court or authority, as it calls itself (TRM-EU SOP 5).
     */
    body: string;
    /**
     * Its number of the case (TRM-EU SOP 5).
     */
    caseNumber?: string;
  };
  /**
   * Days between which testimony can be given (TRM-EU SOP 5).
   */
  window: {
    /**
     * First day (anchors-domain 8).
     */
    from: string;
    /**
     * Last day (anchors-domain 8).
     */
    to: string;
  };
  /**
   * Ways in which testimony can be given (CETS 197 30(b); Directive 2012/29/EU 23).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list.
   */
  modes: string[];
  /**
   * Languages of interpretation offered (CETS 197 12(1)).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list.
   */
  languages?: string[];
  /**
   * Measures of protection that are offered (CETS 197 28 and 30).
   *
   * @minItems 1
   * @maxItems 12
   *
   * Items: One code of the list.
   */
  measures?: string[];
  /**
   * True when free legal aid is offered (CETS 197 15(2)).
   */
  legalAid?: boolean;
  /**
   * The person’s agreement to be involved in these proceedings: one of its own, never part of the agreement to be helped (domain.md 6.4; CETS 197 12(6); anchors-domain 4.3).
   */
  agreement?: {
    /**
     * Who gave it (anchors-domain 4.3).
     */
    by: string;
    /**
     * Day on which it was given (anchors-domain 4.3).
     */
    on: string;
    /**
     * Participant that it names as receiver, where it names one; the receiver of this message then (domain.md 6.1).
     */
    receiver?: string;
    /**
     * Court or authority that it names (anchors-domain 4.3: recipients are participant and body).
     */
    forBody: string;
    /**
     * Purposes that it names: of the justice channel alone (domain.md 6.4).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    purposes: string[];
    /**
     * What was agreed, and what not, in words (anchors-domain 4.3).
     */
    text?: string;
  };
  /**
   * Contact for questions about these proceedings (TRM-EU SOP 5).
   */
  contact?: {
    /**
     * Function at the sender that answers questions: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface PersonFeedbackMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'person.feedback';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * What the person says about the help; always asked for, never required of the person (domain.md 4; HL7 Gravity step 12).
 */
export interface PersonFeedbackPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The person, where the referral is about several (domain.md 5).
   */
  subject?: string;
  /**
   * The person's own judgement (HL7 Gravity step 12).
   */
  satisfaction: string;
  /**
   * Who spoke (anchors-domain 8).
   */
  through: string;
  /**
   * In the person's own words (anchors-domain 8).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReceiptDeliveredMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'receipt.delivered';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference?: string;
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
}

/**
 * The receiving gateway has opened and stored the message that it answers (domain.md 4). Empty but for the salt, so that the record's shape says nothing (formats.md 5, protocol.md 3).
 */
export interface ReceiptDeliveredPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReceiptRefusedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'receipt.refused';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference?: string;
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Step of opening that failed (protocol.md 5).
   */
  step: number;
  /**
   * Code of opening of steps 8 to 10 (formats.md 5).
   */
  code:
    | 'ring-unopenable'
    | 'ring-header'
    | 'commitment'
    | 'padding'
    | 'type-unknown'
    | 'version-unknown'
    | 'schema'
    | 'transition'
    | 'guard';
  /**
   * False where an upgrade may still open it (formats.md 5).
   */
  final: boolean;
}

/**
 * The receiving gateway could not take the message that it answers (protocol.md 5). Empty but for the salt, so that the record's shape says nothing (formats.md 5, protocol.md 3).
 */
export interface ReceiptRefusedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralAcceptedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.accepted';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Conditions of the acceptance; not empty means accepted-conditionally (formats.md 5; CETS 197 art. 34).
   *
   * @maxItems 8
   *
   * Items: One code of the list.
   */
  conditions?: string[];
}

/**
 * The receiver will take responsibility, from arrival, and names the body that does (domain.md 4; formats.md 5).
 */
export interface ReferralAcceptedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The body that takes responsibility (formats.md 5).
   */
  responsibleBody: {
    /**
     * Name of the body that takes responsibility on arrival (domain.md 4).
     */
    name: string;
    /**
     * How it is reached (domain.md 4).
     */
    contact: string;
  };
  /**
   * 32 random bytes from which both sides derive the handover codes (domain.md 8). In a command it may be left out: the gateway draws it.
   */
  handoverSecret: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralAcknowledgedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.acknowledged';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * A named duty role has opened the referral (domain.md 4). Empty but for the salt, so that the record's shape says nothing (formats.md 5, protocol.md 3).
 */
export interface ReferralAcknowledgedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralAmendedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.amended';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * What has changed since the submission; whole blocks replace whole blocks (anchors-domain 8; tier T1, domain.md 5).
 */
export interface ReferralAmendedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of whom something has changed, each block whole; the subjects are those of the submission (domain.md 4).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person, without a name (tier T1, domain.md 5).
   */
  persons?: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Age band; who is in doubt is presumed a child (CTDC ageBroad; CETS 197 art. 10(3)).
     */
    ageBand: string;
    /**
     * Sex (HTCDS prs_Gender).
     */
    sex: string;
    /**
     * Languages, the best one first (HTCDS prs_PrimaryLanguage, prs_SecondaryLanguage).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    languages: string[];
    /**
     * Part of the receiving participant's territory in which the person lives, where known (ISO 3166-2; domain.md 2).
     */
    jurisdiction?: string;
    /**
     * Immediate needs (TRM-EU SOP 2; nrm.bg measure 1.3).
     *
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    needs: string[];
    /**
     * Services asked for (HTCDS spl_Type; TRM-EU SOPs 2 to 4).
     *
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    services: string[];
    /**
     * Risks with their level (nrm.bg measure 1.2; Kosovo NRM grades).
     *
     * @maxItems 16
     *
     * Items: One risk (formats.md 5).
     */
    risks: {
      /**
       * Risk (nrm.bg measure 1.2).
       */
      code: string;
      /**
       * Level of the risk (Kosovo NRM grades low, medium, high).
       */
      level: string;
    }[];
    /**
     * Forms of exploitation, as far as the receiver needs them to choose a service (HTCDS vic_TypeOfExploitation).
     *
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    exploitation: string[];
    /**
     * Assertions of status: each by one kind of body, under one regime; presumed is enough to refer (HTCDS vic_TraffickingStatus; domain.md 6.3).
     *
     * @maxItems 8
     *
     * Items: One assertion of status (formats.md 5).
     */
    status: {
      /**
       * Status (HTCDS vic_TraffickingStatus).
       */
      value: string;
      /**
       * Kind of body that asserts it (HTCDS vic_TraffickingStatusDecisionMakingOrg).
       */
      byKindOfBody: string;
      /**
       * Regime under which it asserts it (domain.md 6.3).
       */
      regime: string;
      /**
       * Day of the assertion (formats.md 5).
       */
      on: string;
    }[];
    /**
     * Guardian of a child; who it is, is disclosed later (domain.md 6.5).
     */
    guardian?: {
      /**
       * Kind of guardian (CETS 197 art. 10(4)).
       */
      kind: string;
    };
  }[];
  /**
   * Stage of the transnational referral mechanism that is asked for; it gates no message (TRM-EU SOPs 1 to 5; BSR-TRM).
   */
  stage?: string;
  /**
   * Contact for questions (formats.md 5).
   */
  contact?: {
    /**
     * Function at the sender that answers questions: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
  /**
   * Participants that must never learn of the person (domain.md 6.2; nrm.bg, foreign nationals).
   *
   * @maxItems 32
   *
   * Items: Participant id: opaque, permanent (contract.md 5, domain.md 2).
   */
  doNotContact?: string[];
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralClarificationProvidedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.clarification-provided';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Answers to the questions: in words, or as whole blocks of persons (tier T1, domain.md 5).
 */
export interface ReferralClarificationProvidedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The answers in words (anchors-domain 8).
   */
  text?: string;
  /**
   * Persons of whom more is known now, each block whole (domain.md 4).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person, without a name (tier T1, domain.md 5).
   */
  persons?: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Age band; who is in doubt is presumed a child (CTDC ageBroad; CETS 197 art. 10(3)).
     */
    ageBand: string;
    /**
     * Sex (HTCDS prs_Gender).
     */
    sex: string;
    /**
     * Languages, the best one first (HTCDS prs_PrimaryLanguage, prs_SecondaryLanguage).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    languages: string[];
    /**
     * Part of the receiving participant's territory in which the person lives, where known (ISO 3166-2; domain.md 2).
     */
    jurisdiction?: string;
    /**
     * Immediate needs (TRM-EU SOP 2; nrm.bg measure 1.3).
     *
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    needs: string[];
    /**
     * Services asked for (HTCDS spl_Type; TRM-EU SOPs 2 to 4).
     *
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    services: string[];
    /**
     * Risks with their level (nrm.bg measure 1.2; Kosovo NRM grades).
     *
     * @maxItems 16
     *
     * Items: One risk (formats.md 5).
     */
    risks: {
      /**
       * Risk (nrm.bg measure 1.2).
       */
      code: string;
      /**
       * Level of the risk (Kosovo NRM grades low, medium, high).
       */
      level: string;
    }[];
    /**
     * Forms of exploitation, as far as the receiver needs them to choose a service (HTCDS vic_TypeOfExploitation).
     *
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    exploitation: string[];
    /**
     * Assertions of status: each by one kind of body, under one regime; presumed is enough to refer (HTCDS vic_TraffickingStatus; domain.md 6.3).
     *
     * @maxItems 8
     *
     * Items: One assertion of status (formats.md 5).
     */
    status: {
      /**
       * Status (HTCDS vic_TraffickingStatus).
       */
      value: string;
      /**
       * Kind of body that asserts it (HTCDS vic_TraffickingStatusDecisionMakingOrg).
       */
      byKindOfBody: string;
      /**
       * Regime under which it asserts it (domain.md 6.3).
       */
      regime: string;
      /**
       * Day of the assertion (formats.md 5).
       */
      on: string;
    }[];
    /**
     * Guardian of a child; who it is, is disclosed later (domain.md 6.5).
     */
    guardian?: {
      /**
       * Kind of guardian (CETS 197 art. 10(4)).
       */
      kind: string;
    };
  }[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralClarificationRequestedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.clarification-requested';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * What is asked, the main question first (anchors-domain 8).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  questions: string[];
}

/**
 * Questions back to the sender (NHS e-RS; anchors-domain 7.1).
 */
export interface ReferralClarificationRequestedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The questions in words (anchors-domain 8).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralCompletedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.completed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
  /**
   * Whether the person was asked for their own feedback, and what came of it (domain.md 4; Gravity).
   */
  personFeedback: 'given' | 'declined' | 'not-reachable';
}

/**
 * Outcome of the assistance, and what became of each service (CETS 197 art. 34; domain.md 4).
 */
export interface ReferralCompletedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
  /**
   * Services that were given, with what became of each (anchors-domain 8).
   *
   * @minItems 1
   * @maxItems 24
   *
   * Items: One service (Primero, service implementation).
   */
  services?: {
    /**
     * Service (HTCDS spl_Type).
     */
    service: string;
    /**
     * What became of it (anchors-domain 8).
     */
    outcome: string;
  }[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralDeclinedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.declined';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * The receiver does not take the referral: why, and what would help (domain.md 4; formats.md 5).
 */
export interface ReferralDeclinedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Explanation in words (formats.md 5).
   */
  text?: string;
  /**
   * What would help: another time, service or participant (domain.md 4).
   */
  wouldHelp?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralDisclosedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.disclosed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * T2: identity and contact; T3: narrative, health, exploitation detail (domain.md 5).
   */
  tier: 't2' | 't3';
}

/**
 * Identity and contact (T2), or narrative, health and exploitation detail (T3), for the body that needs it (domain.md 5).
 */
export interface ReferralDisclosedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Body that needs it, as named in the acceptance (domain.md 5).
   */
  forBody: string;
  /**
   * Persons of the referral whose data is disclosed (formats.md 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person (formats.md 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Given name as the person writes it (HTCDS prs_FirstName).
     */
    givenName?: string;
    /**
     * Family name as the person writes it (HTCDS prs_SecondName).
     */
    familyName?: string;
    /**
     * Date of birth (HTCDS prs_Birthdate).
     */
    birthDate?: string;
    /**
     * Citizenships (ISO 3166-1 alpha-2 and XK; HTCDS prs_Citizenship).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    citizenship?: string[];
    /**
     * National identity number (HTCDS prs_IdentityNumber).
     */
    identityNumber?: string;
    /**
     * Address (HTCDS prs_MailingStreet and its neighbours).
     */
    address?: string;
    /**
     * Telephone number (HTCDS prs_MobilePhone).
     */
    phone?: string;
    /**
     * Account, as far as the body needs it (tier T3, domain.md 5).
     */
    narrative?: string;
    /**
     * Health, as far as the body needs it (tier T3, domain.md 5).
     */
    health?: string;
    /**
     * Detail of the exploitation, as far as the body needs it (tier T3, domain.md 5).
     */
    exploitationDetail?: string;
    /**
     * Means that exploiters used (HTCDS vic_MethodsOfControl; tier T3, domain.md 5). Irrelevant for a child (Palermo art. 3(c)).
     *
     * @maxItems 20
     *
     * Items: One code of the list.
     */
    means?: string[];
    /**
     * Sectors of forced labour (HTCDS vic_ForcedLabourIndustry; ISIC Rev. 4; tier T3, domain.md 5).
     *
     * @maxItems 6
     *
     * Items: One code of the list.
     */
    labourSectors?: string[];
    /**
     * Kinds of sexual exploitation (HTCDS vic_TypeOfSexExploitation; tier T3, domain.md 5).
     *
     * @maxItems 4
     *
     * Items: One code of the list.
     */
    sexualExploitation?: string[];
    /**
     * How the person was recruited (tier T3, domain.md 5).
     */
    recruitment?: {
      /**
       * Who recruited, by relation to the person (HTCDS vic_RelationshipToTrafficker; CTDC variables 24 to 27).
       *
       * @maxItems 6
       *
       * Items: One code of the list.
       */
      relations?: string[];
      /**
       * Methods of recruitment (HTCDS vic_MethodOfRecruitment).
       *
       * @maxItems 8
       *
       * Items: One code of the list.
       */
      methods?: string[];
    };
  }[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralEnteredInErrorMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.entered-in-error';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * The referral should never have existed (FHIR entered-in-error; domain.md 4).
 */
export interface ReferralEnteredInErrorPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralExpiredMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.expired';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command; absent where the gateway sends it by itself (formats.md 4).
   */
  role?:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * No acknowledgement in time, and escalation is exhausted (domain.md 4 and 7).
 */
export interface ReferralExpiredPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralNotPossibleMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.not-possible';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
  /**
   * What is done instead (nrm.bg measure 1.4 step 5).
   */
  fallback: string;
}

/**
 * Tried and cannot be done, with what is done instead (nrm.bg measure 1.4 step 5).
 */
export interface ReferralNotPossiblePayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
  /**
   * The fallback in words (nrm.bg measure 1.4 step 5).
   */
  fallbackText?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralOnHoldMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.on-hold';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
  /**
   * Day on which it is looked at again (domain.md 4; anchors-domain 7.2).
   */
  reviewOn: string;
}

/**
 * Why the referral rests (domain.md 4).
 */
export interface ReferralOnHoldPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralRedirectedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.redirected';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * Who is competent instead; the receiver never forwards (domain.md 4).
 */
export interface ReferralRedirectedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Participant that is competent; the sender renews the agreement and sends anew (domain.md 4).
   */
  competentParticipant?: string;
  /**
   * Body that is competent (domain.md 4).
   */
  competentBody?: {
    /**
     * Name of the body (domain.md 4).
     */
    name: string;
    /**
     * How it is reached (domain.md 4).
     */
    contact?: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralResumedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.resumed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * The referral goes on where it stood (domain.md 4).
 */
export interface ReferralResumedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralSealedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.sealed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command; absent where the gateway sends it by itself (formats.md 4).
   */
  role?:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Retention has ended: the keys of the content are destroyed, the history verifies (domain.md 4).
 */
export interface ReferralSealedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralSubmittedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.submitted';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Pseudonymous protection profile, tier T1 (domain.md 5, formats.md 5).
 */
export interface ReferralSubmittedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The person, or the sibling group (domain.md 4).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person, without a name (tier T1, domain.md 5).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Age band; who is in doubt is presumed a child (CTDC ageBroad; CETS 197 art. 10(3)).
     */
    ageBand: string;
    /**
     * Sex (HTCDS prs_Gender).
     */
    sex: string;
    /**
     * Languages, the best one first (HTCDS prs_PrimaryLanguage, prs_SecondaryLanguage).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    languages: string[];
    /**
     * Part of the receiving participant's territory in which the person lives, where known (ISO 3166-2; domain.md 2).
     */
    jurisdiction?: string;
    /**
     * Immediate needs (TRM-EU SOP 2; nrm.bg measure 1.3).
     *
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    needs: string[];
    /**
     * Services asked for (HTCDS spl_Type; TRM-EU SOPs 2 to 4).
     *
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    services: string[];
    /**
     * Risks with their level (nrm.bg measure 1.2; Kosovo NRM grades).
     *
     * @maxItems 16
     *
     * Items: One risk (formats.md 5).
     */
    risks: {
      /**
       * Risk (nrm.bg measure 1.2).
       */
      code: string;
      /**
       * Level of the risk (Kosovo NRM grades low, medium, high).
       */
      level: string;
    }[];
    /**
     * Forms of exploitation, as far as the receiver needs them to choose a service (HTCDS vic_TypeOfExploitation).
     *
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    exploitation: string[];
    /**
     * Assertions of status: each by one kind of body, under one regime; presumed is enough to refer (HTCDS vic_TraffickingStatus; domain.md 6.3).
     *
     * @maxItems 8
     *
     * Items: One assertion of status (formats.md 5).
     */
    status: {
      /**
       * Status (HTCDS vic_TraffickingStatus).
       */
      value: string;
      /**
       * Kind of body that asserts it (HTCDS vic_TraffickingStatusDecisionMakingOrg).
       */
      byKindOfBody: string;
      /**
       * Regime under which it asserts it (domain.md 6.3).
       */
      regime: string;
      /**
       * Day of the assertion (formats.md 5).
       */
      on: string;
    }[];
    /**
     * Guardian of a child; who it is, is disclosed later (domain.md 6.5).
     */
    guardian?: {
      /**
       * Kind of guardian (CETS 197 art. 10(4)).
       */
      kind: string;
    };
  }[];
  /**
   * Why the data may be shared: the person's agreement, or a coded basis with its authoriser (domain.md 6.1). Never consent to exploitation, which is irrelevant (Palermo art. 3(b)).
   */
  basis:
    | {
        /**
         * The person's informed, specific agreement to sharing (domain.md 6.1).
         */
        kind: 'agreement';
        /**
         * Who gave it (anchors-domain 4.3).
         */
        by: string;
        /**
         * Day on which it was given (anchors-domain 4.3).
         */
        on: string;
        /**
         * Participant that it names as receiver (domain.md 6.1).
         */
        receiver: string;
        /**
         * Purposes that it names (anchors-domain 4.3).
         *
         * @minItems 1
         * @maxItems 12
         *
         * Items: One code of the list.
         */
        purposes: string[];
        /**
         * What was agreed, and what not, in words (anchors-domain 4.3).
         */
        text?: string;
      }
    | {
        /**
         * Vital interest, or a child's best interests (domain.md 6.1 and 6.5).
         */
        kind: 'vital-interest' | 'best-interests';
        /**
         * Who authorised it: function and body, with a name where the law asks for one (domain.md 6.1).
         */
        authoriser: string;
        /**
         * Day on which it was authorised (formats.md 5).
         */
        on: string;
        /**
         * Grounds, in words (domain.md 6.1).
         */
        text?: string;
      };
  /**
   * Participants that must never learn of the person (domain.md 6.2; nrm.bg, foreign nationals).
   *
   * @maxItems 32
   *
   * Items: Participant id: opaque, permanent (contract.md 5, domain.md 2).
   */
  doNotContact: string[];
  /**
   * Stage of the transnational referral mechanism that is asked for; it gates no message (TRM-EU SOPs 1 to 5; BSR-TRM).
   */
  stage: string;
  /**
   * Contact for questions (formats.md 5).
   */
  contact: {
    /**
     * Function at the sender that answers questions: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralWithdrawalConfirmedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.withdrawal-confirmed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * When use of the data stopped (anchors-domain 7.2).
   */
  stoppedAt?: string;
}

/**
 * The receiver has stopped using the data (domain.md 4).
 */
export interface ReferralWithdrawalConfirmedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReferralWithdrawnMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'referral.withdrawn';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * The sender recalls the referral; final when the receiver has confirmed that it stopped using the data (domain.md 4).
 */
export interface ReferralWithdrawnPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReturnIdentityCheckRequestedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'return.identity-check-requested';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Is the person a citizen or resident, and which documents can be issued (CETS 197 art. 16(3) and (4)); with the agreement of the person where no referral exists yet.
 */
export interface ReturnIdentityCheckRequestedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons whose citizenship or residence is asked about (CETS 197 art. 16(3)).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person (CETS 197 art. 16(3)).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Given name as the person writes it (HTCDS prs_FirstName).
     */
    givenName: string;
    /**
     * Family name as the person writes it (HTCDS prs_SecondName).
     */
    familyName: string;
    /**
     * Date of birth (HTCDS prs_Birthdate).
     */
    birthDate?: string;
    /**
     * Citizenships (ISO 3166-1 alpha-2 and XK; HTCDS prs_Citizenship).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    citizenship?: string[];
    /**
     * National identity number (HTCDS prs_IdentityNumber).
     */
    identityNumber?: string;
    /**
     * Place of birth (HTCDS prs_BirthCity and its neighbours).
     */
    birthPlace?: string;
    /**
     * Age band; who is in doubt is presumed a child (CTDC ageBroad; CETS 197 art. 10(3)).
     */
    ageBand?: string;
  }[];
  /**
   * Documents that are asked for (CETS 197 art. 16(4)).
   *
   * @minItems 0
   * @maxItems 12
   *
   * Items: One code of the list.
   */
  documentsWanted: string[];
  /**
   * Agreement of the person to this question; required before a referral exists (domain.md 6.1).
   */
  agreement?: {
    /**
     * Who gave it (anchors-domain 4.3).
     */
    by: string;
    /**
     * Day on which it was given (anchors-domain 4.3).
     */
    on: string;
    /**
     * Participant that it names as receiver (domain.md 6.1).
     */
    receiver: string;
    /**
     * Purposes that it names (anchors-domain 4.3).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    purposes: string[];
    /**
     * What was agreed, and what not, in words (anchors-domain 4.3).
     */
    text?: string;
  };
  /**
   * Participants that must never learn of the person (domain.md 6.2; nrm.bg, foreign nationals).
   *
   * @maxItems 32
   *
   * Items: Participant id: opaque, permanent (contract.md 5, domain.md 2).
   */
  doNotContact?: string[];
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReturnIdentityCheckResultMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'return.identity-check-result';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Outcome for all persons together (CETS 197 art. 16(3)).
   */
  result: 'confirmed' | 'not-confirmed' | 'unclear';
}

/**
 * What the check found, and which documents will be issued (CETS 197 art. 16(3) and (4)).
 */
export interface ReturnIdentityCheckResultPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the question (CETS 197 art. 16(3)).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person (CETS 197 art. 16(3)).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Outcome for this person (CETS 197 art. 16(3)).
     */
    result: string;
    /**
     * Citizenships (ISO 3166-1 alpha-2 and XK; HTCDS prs_Citizenship).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    citizenship?: string[];
    /**
     * Documents that will be issued (CETS 197 art. 16(4)).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    documents?: string[];
  }[];
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReturnPlanAgreedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'return.plan-agreed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Number of the plan, counted by the side that proposes (domain.md 8).
   */
  plan: number;
}

/**
 * The receiver agrees to the plan that it answers (domain.md 8).
 */
export interface ReturnPlanAgreedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The body that takes responsibility (domain.md 6.7).
   */
  responsibleBody?: {
    /**
     * Name of the body (domain.md 4).
     */
    name: string;
    /**
     * How it is reached (domain.md 4).
     */
    contact: string;
  };
  /**
   * Who meets the person, where it differs from the plan (domain.md 8).
   */
  metBy?: {
    /**
     * Function of who meets the person: a function, not a name (domain.md 7).
     */
    function: string;
    /**
     * How they are reached on the way (nrm.bg measure 1.4).
     */
    contact: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface ReturnPlanProposedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'return.plan-proposed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Number of the plan, counted by the side that proposes (domain.md 8).
   */
  plan: number;
  /**
   * How many legs the plan has (domain.md 8).
   */
  legCount: number;
}

/**
 * How, when and with whom the person travels, and where to (nrm.bg measure 1.4; domain.md 8).
 */
export interface ReturnPlanProposedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Whether the person travels of their own will (CETS 197 art. 16(2)).
   */
  voluntary: boolean;
  /**
   * Whether the person has asked for it: needed in a reflection period (domain.md 6.6).
   */
  personAsked: boolean;
  /**
   * Where the person goes (TRM-EU SOP 4).
   */
  destination: {
    /**
     * Kind of place (TRM-EU SOP 4).
     */
    kind: string;
    /**
     * Relation of the person to those who live there; needed for every household (domain.md 6.5).
     */
    relation?: string;
    /**
     * Part of the receiving participant's territory in which the person lives, where known (ISO 3166-2; domain.md 2).
     */
    jurisdiction?: string;
  };
  /**
   * Legs in the order of the way (domain.md 8).
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: One leg (domain.md 8).
   */
  legs: {
    /**
     * Number of the leg within the plan (domain.md 8).
     */
    leg: number;
    /**
     * Means of transport (anchors-domain 8).
     */
    mode: string;
    /**
     * Place where the leg begins (domain.md 8).
     */
    from: string;
    /**
     * Place where the leg ends (domain.md 8).
     */
    to: string;
    /**
     * Departure (nrm.bg measure 1.4 step 2).
     */
    departAt: string;
    /**
     * Arrival (nrm.bg measure 1.4 step 2).
     */
    arriveAt: string;
    /**
     * Who accompanies the person (nrm.bg measure 1.4 step 3).
     */
    escort?: string;
    /**
     * Documents that are carried (CETS 197 art. 16(4)).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    documents?: string[];
    /**
     * Where the person is met (nrm.bg measure 1.4 step 2).
     */
    meetingPlace: string;
    /**
     * By whom the person is met (nrm.bg measure 1.4 step 2).
     */
    metBy: {
      /**
       * Function of who meets the person: a function, not a name (domain.md 7).
       */
      function: string;
      /**
       * How they are reached on the way (nrm.bg measure 1.4).
       */
      contact: string;
    };
    /**
     * Participant through whose territory the leg passes, where one has to agree (domain.md 8).
     */
    transit?: string;
  }[];
  /**
   * Persons of the referral whom it is about; all of them when left out (domain.md 4).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects?: string[];
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface SafetyAlertAcknowledgedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'safety.alert-acknowledged';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * What is being done (CETS 197 art. 34).
   */
  action: string;
}

/**
 * That the alert was read by a person, and what is being done (CETS 197 art. 34).
 */
export interface SafetyAlertAcknowledgedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface SafetyAlertClearedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'safety.alert-cleared';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * How the alert ended (CETS 197 art. 34).
 */
export interface SafetyAlertClearedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface SafetyAlertMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'safety.alert';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role?:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Class of the danger (CETS 197 art. 33; anchors-domain 8).
   */
  class: string;
}

/**
 * What another must know to avert danger, and no more; nothing blocks it: neither hold nor consent, transfer basis or a terminal state (CETS 197 art. 33; domain.md 4).
 */
export interface SafetyAlertPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What has happened or threatens, in short (CETS 197 art. 33).
   */
  what: string;
  /**
   * Persons of the referral whom it is about (domain.md 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person in danger, with the least that is needed to act (CETS 197 art. 33).
   */
  persons?: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * What is needed to find or protect the person (CETS 197 art. 33).
     */
    description?: string;
  }[];
  /**
   * Where it happened, or where the person was last seen (CETS 197 art. 33).
   */
  where?: string;
  /**
   * Since when, in UTC (CETS 197 art. 33).
   */
  since?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface ServiceFeedbackMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'service.feedback';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Days since arrival for which the feedback is given: 7, 30, 90, 180 (anchors-domain 7.2).
   */
  day?: number;
}

/**
 * Interim feedback per service, only where the person agreed to it (anchors-domain 8; HL7 Gravity: feedback needs its own agreement).
 */
export interface ServiceFeedbackPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Progress of each service (anchors-domain 8).
   *
   * @minItems 1
   * @maxItems 24
   *
   * Items: One service (anchors-domain 8).
   */
  services: {
    /**
     * The service (HTCDS spl_Type).
     */
    service: string;
    /**
     * How it goes (anchors-domain 8; Primero, referral outcomes of services).
     */
    progress: string;
  }[];
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4).
 */
export interface StatusAssertedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'status.asserted';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * Status or age of persons as this side asserts it, beside what others asserted (anchors-domain 8; domain.md 6.3).
 */
export interface StatusAssertedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Persons of the referral whom it is about (domain.md 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One person; a status, an age band or both (anchors-domain 8).
   */
  persons: {
    /**
     * Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
     */
    subject: string;
    /**
     * Status as this body asserts it; it never replaces an assertion of another (domain.md 6.3).
     */
    status?: {
      /**
       * Status (HTCDS vic_TraffickingStatus).
       */
      value: string;
      /**
       * Kind of body that asserts it (HTCDS vic_TraffickingStatusDecisionMakingOrg).
       */
      byKindOfBody: string;
      /**
       * Regime under which it asserts it: its own, never the other side's (domain.md 6.3).
       */
      regime: string;
      /**
       * Day of the assertion (anchors-domain 8).
       */
      on: string;
    };
    /**
     * Age band as this side sees it. As long as one side says child or is in doubt, the person is treated as a child (CTDC ageBroad; CETS 197 art. 10(3)).
     */
    ageBand?: string;
    /**
     * How the age was assessed (CETS 197 art. 10(3)).
     */
    ageAssessment?: {
      /**
       * Kind of body that assessed it (HTCDS vic_TraffickingStatusDecisionMakingOrg).
       */
      byKindOfBody: string;
      /**
       * Day of the assessment (CETS 197 art. 10(3)).
       */
      on: string;
      /**
       * Method (CETS 197 art. 10(3)).
       */
      method: string;
    };
  }[];
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface StreamResendRequestedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'stream.resend-requested';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Stream whose records are asked for (formats.md 5).
   */
  stream: string;
  /**
   * First missing position (protocol.md 5).
   */
  first: number;
  /**
   * Last missing position (protocol.md 5).
   */
  last: number;
}

/**
 * A reader lacks records and asks for them again (protocol.md 5). Empty but for the salt, so that the record's shape says nothing (formats.md 5, protocol.md 3).
 */
export interface StreamResendRequestedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface TransferArrivedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'transfer.arrived';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Number of the leg within the plan (domain.md 8).
   */
  leg: number;
  /**
   * Whether it is the last leg of the plan: only its arrival passes responsibility (domain.md 4 and 8).
   */
  last: boolean;
}

/**
 * Met and safe; with the last leg responsibility passes to the receiver (domain.md 4).
 */
export interface TransferArrivedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Who met the person (domain.md 8).
   */
  metBy: {
    /**
     * Function of who meets the person: a function, not a name (domain.md 7).
     */
    function: string;
    /**
     * How they are reached on the way (nrm.bg measure 1.4).
     */
    contact: string;
  };
  /**
   * Whether the person is safe, as they say themselves (domain.md 4).
   */
  safe: boolean;
  /**
   * Persons of the referral whom it is about; all of them when left out (domain.md 4).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects?: string[];
  /**
   * The body that takes responsibility (domain.md 6.7).
   */
  responsibleBody?: {
    /**
     * Name of the body (domain.md 4).
     */
    name: string;
    /**
     * How it is reached (domain.md 4).
     */
    contact: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface TransferDelayedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'transfer.delayed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Number of the leg within the plan (domain.md 8).
   */
  leg: number;
  /**
   * When arrival is expected; with the grace of the limit it starts the alert (domain.md 8, transitions.json).
   */
  expectedAt: string;
  /**
   * Coded reasons, the main one first (formats.md 4 and 5).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: One code of the list that the message names.
   */
  reasons: string[];
}

/**
 * Arrival is expected later; the clock of the arrival counts from the new time (domain.md 8).
 */
export interface TransferDelayedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface TransferDepartedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'transfer.departed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Number of the plan, counted by the side that proposes (domain.md 8).
   */
  plan: number;
  /**
   * Number of the leg within the plan (domain.md 8).
   */
  leg: number;
  /**
   * Whether it is the last leg of the plan: only its arrival passes responsibility (domain.md 4 and 8).
   */
  last: boolean;
  /**
   * When arrival is expected; with the grace of the limit it starts the alert (domain.md 8, transitions.json).
   */
  expectedAt: string;
}

/**
 * The person has left, of their own will, and has said so again (nrm.bg measure 1.4; anchors-domain 7.2).
 */
export interface TransferDepartedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * The person has agreed once more, within 24 hours of travel (anchors-domain 7.2).
   */
  reconfirmed: {
    /**
     * Who confirmed it (anchors-domain 4.3).
     */
    by: string;
    /**
     * When it was confirmed (anchors-domain 7.2).
     */
    at: string;
  };
  /**
   * Persons of the referral whom it is about; all of them when left out (domain.md 4).
   *
   * @minItems 1
   * @maxItems 8
   *
   * Items: Id of the person within this referral: a random UUID, lower case, that stands for nothing outside (formats.md 5).
   */
  subjects?: string[];
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface TransferNotArrivedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'transfer.not-arrived';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command; absent where the gateway sends it by itself (formats.md 4).
   */
  role?:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Number of the leg within the plan (domain.md 8).
   */
  leg: number;
}

/**
 * Expected time and grace have passed and nobody has met the person; a safety alert goes with it (CETS 197 art. 33; domain.md 4).
 */
export interface TransferNotArrivedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface TransitAgreedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'transit.agreed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * The participant agrees that they pass (domain.md 8).
 */
export interface TransitAgreedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Who can be called on the way (domain.md 8).
   */
  contact?: {
    /**
     * Function that answers: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface TransitAnnouncedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'transit.announced';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers?: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * Number of the plan, counted by the side that proposes (domain.md 8).
   */
  plan: number;
}

/**
 * What a participant needs to know through whose territory somebody passes: how many, which way, when. No destination, no name (domain.md 8).
 */
export interface TransitAnnouncedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * How many pass (domain.md 8: the least data).
   */
  count: {
    /**
     * Adults (domain.md 8).
     */
    adults: number;
    /**
     * Children, and whoever may be one (domain.md 8; CETS 197 art. 10(3)).
     */
    children: number;
  };
  /**
   * Legs through this territory (domain.md 8).
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: One leg (domain.md 8).
   */
  legs: {
    /**
     * Number of the leg within the plan (domain.md 8).
     */
    leg: number;
    /**
     * Means of transport (anchors-domain 8).
     */
    mode: string;
    /**
     * Place where the way through this territory begins (domain.md 8).
     */
    from: string;
    /**
     * Place where the way through this territory ends (domain.md 8).
     */
    to: string;
    /**
     * Departure (nrm.bg measure 1.4 step 2).
     */
    departAt: string;
    /**
     * Arrival (nrm.bg measure 1.4 step 2).
     */
    arriveAt: string;
    /**
     * Who accompanies the person (nrm.bg measure 1.4 step 3).
     */
    escort?: string;
    /**
     * Documents that are carried (CETS 197 art. 16(4)).
     *
     * @minItems 1
     * @maxItems 12
     *
     * Items: One code of the list.
     */
    documents?: string[];
  }[];
  /**
   * Contact for questions on the way (domain.md 8).
   */
  contact: {
    /**
     * Function that answers: a function, not a person (domain.md 7).
     */
    function: string;
    /**
     * Channel by which it is reached; its number stands in the directory (domain.md 7).
     */
    channel: string;
  };
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface TransitEnteredMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'transit.entered';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
  /**
   * When arrival is expected; with the grace of the limit it starts the alert (domain.md 8, transitions.json).
   */
  expectedAt: string;
}

/**
 * They have entered the territory (domain.md 8).
 */
export interface TransitEnteredPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * Metadata ring: read by sender, receiver and auditors in scope; never personal data (protocol.md 3, formats.md 4 and 5).
 */
export interface TransitPassedMetadataV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * Type of the message (formats.md 4).
   */
  type: 'transit.passed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Reference of the referral: 11 random symbols and one check symbol (formats.md 1).
   */
  reference: string;
  /**
   * Urgency of the referral; decides the time limits (formats.md 4, anchors-domain 7.2).
   */
  urgency: 'emergency' | 'urgent' | 'routine';
  /**
   * True for an exercise: takes the whole way, bothers only the duty desk, never counts (formats.md 4, domain.md 5).
   */
  drill: boolean;
  /**
   * Role that gave the command (formats.md 4, contract.md 4).
   */
  role:
    | 'case-worker'
    | 'liaison-officer'
    | 'duty-officer'
    | 'national-focal-point'
    | 'justice-liaison'
    | 'directory-editor'
    | 'directory-confirmer'
    | 'data-protection-officer'
    | 'auditor'
    | 'gateway-operator';
  /**
   * The message that this one replies to (formats.md 4).
   */
  answers: {
    /**
     * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
     */
    stream: string;
    /**
     * Position in the stream, from 1 (formats.md 2).
     */
    sequence: number;
  };
  /**
   * Newest position of the recipient's public stream that was used (formats.md 4).
   */
  directory: {
    /**
     * Position in the public stream; 0 when nothing was read from it yet (formats.md 4).
     */
    sequence: number;
    /**
     * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
     */
    digest: string;
  };
  /**
   * End of the time limit that this message starts (formats.md 4, transitions.json).
   */
  respondBy?: string;
}

/**
 * They have left the territory; the transit is over (domain.md 8).
 */
export interface TransitPassedPayloadV1 {
  /**
   * 32 random bytes, base64url: makes the commitment of the ring unguessable (formats.md 3).
   */
  salt: string;
  /**
   * What the codes do not say (formats.md 5).
   */
  text?: string;
}

/**
 * The days on which the offices of one participant work: data, dated, each holiday with its source (domain.md 7 and 11).
 */
export interface PacksCalendar {
  /**
   * Participant id: opaque, permanent (contract.md 5, domain.md 2).
   */
  id: string;
  /**
   * Version of the calendar.
   */
  version: number;
  /**
   * Day as of which the calendar holds (domain.md 11).
   */
  asOf: string;
  /**
   * IANA time zone in which its days begin and end, such as Europe/Belgrade (domain.md 7).
   */
  timeZone: string;
  /**
   * Days of the week on which offices work (domain.md 7).
   *
   * @minItems 1
   * @maxItems 7
   *
   * Items: Day.
   */
  workingDays: ('monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday')[];
  /**
   * Hours of a working day (domain.md 7); what comes outside them counts from when they begin again. Without them a working day is the whole of it.
   */
  workingHours?: {
    /**
     * Local time HH:MM.
     */
    opens: string;
    /**
     * Local time HH:MM, after `opens`; 24:00 is the end of the day.
     */
    closes: string;
  };
  /**
   * Public holidays as dates, movable feasts too (domain.md 7). Of a year that is not in it, only the week is known.
   *
   * @maxItems 512
   *
   * Items: One holiday.
   */
  holidays: {
    /**
     * Day of the time zone of the calendar.
     */
    date: string;
    /**
     * Name in the language of the participant.
     */
    name: string;
    /**
     * Part of the territory where alone it is a holiday, ISO 3166-2; absent: everywhere (domain.md 7).
     */
    scope?: string;
    /**
     * The members of a religious community have the day off and nobody else: offices work (domain.md 7).
     */
    communityOnly?: true;
    /**
     * The day depends on the sighting of the moon and may move by one (domain.md 11).
     */
    moonSighting?: true;
    /**
     * Where the date was read, and when (domain.md 11).
     */
    source: string;
    /**
     * True once the participant itself has confirmed it (domain.md 11).
     */
    confirmed: boolean;
  }[];
}

/**
 * Codes only; the union over the persons of a referral (formats.md 8).
 */
export interface PacksCase {
  /**
   * Values of the case (code list age-band; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  ageBand?: string[];
  /**
   * Values of the case (code list sex; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  sex?: string[];
  /**
   * Values of the case (code list exploitation; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  exploitation?: string[];
  /**
   * Values of the case (code list services; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  services?: string[];
  /**
   * Values of the case (code list languages; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  languages?: string[];
  /**
   * Values of the case (code list status; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  status?: string[];
  /**
   * Values of the case (code list jurisdictions; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  jurisdiction?: string[];
  /**
   * Values of the case (code list stages; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  stage?: string[];
  /**
   * Values of the case (code list urgency; formats.md 8).
   *
   * @maxItems 128
   *
   * Items: One code of the list.
   */
  urgency?: string[];
  /**
   * Values of the case: protection or justice (formats.md 8, domain.md 6.4).
   *
   * @maxItems 2
   *
   * Items: Channel.
   */
  channel?: ('protection' | 'justice')[];
  /**
   * Values of the case: within one participant or across a border (domain.md 7).
   *
   * @maxItems 2
   *
   * Items: Scope.
   */
  scope?: ('domestic' | 'transnational')[];
  /**
   * Offices that must not get the case (conflict of interest; domain.md 7).
   *
   * @maxItems 64
   *
   * Items: Id of an office.
   */
  exclude?: string[];
}

/**
 * Who is competent in one participant: data, dated, each value with its source (domain.md 7, formats.md 8).
 */
export interface PacksPack {
  /**
   * Participant id: opaque, permanent (contract.md 5, domain.md 2).
   */
  id: string;
  /**
   * Version of the pack.
   */
  version: number;
  /**
   * Day as of which the pack holds.
   */
  asOf: string;
  /**
   * Where the values come from (domain.md 11).
   *
   * @minItems 1
   * @maxItems 512
   *
   * Items: One fact (formats.md 8).
   */
  facts: {
    /**
     * Id of the fact.
     */
    id: string;
    /**
     * Document and place where it was read.
     */
    source: string;
    /**
     * Words of that place that hold the value, as they stand there (domain.md 11).
     */
    value?: string;
    /**
     * Date of the source document, as exact as it is known: year, month or day (domain.md 11).
     */
    asOf?: string;
    /**
     * What the source says of it (domain.md 7).
     */
    status: 'inForce' | 'drafted' | 'onPaper';
    /**
     * True once the participant itself has confirmed it (domain.md 11).
     */
    confirmed: boolean;
  }[];
  /**
   * Offices of the participant (domain.md 7).
   *
   * @minItems 1
   * @maxItems 1024
   *
   * Items: One office (formats.md 8).
   */
  offices: {
    /**
     * Id; names neither a label nor an age, since it stands in tokens.
     */
    id: string;
    /**
     * Name for display.
     */
    name: string;
    /**
     * Other names in use, earlier ones among them (domain.md 7: predecessor or alias).
     *
     * @minItems 1
     * @maxItems 16
     *
     * Items: Other name.
     */
    aliases?: string[];
    /**
     * Kind of body (HTCDS org_Type, widened).
     */
    kind: string;
    /**
     * Functions of the office (domain.md 7).
     *
     * @minItems 1
     * @maxItems 32
     *
     * Items: One code of the list.
     */
    functions: string[];
    /**
     * Part of the territory for which it is competent (ISO 3166-2).
     */
    jurisdiction?: string;
    /**
     * What it gives and whom it takes; an absent member limits nothing (domain.md 7).
     */
    serves?: {
      /**
       * Services that it gives (code list services; domain.md 7).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      services?: string[];
      /**
       * Age bands that it takes (code list age-band; domain.md 7).
       *
       * @minItems 1
       * @maxItems 32
       *
       * Items: One code of the list.
       */
      ageBands?: string[];
      /**
       * Sexes that it takes (code list sex; domain.md 7).
       *
       * @minItems 1
       * @maxItems 16
       *
       * Items: One code of the list.
       */
      sexes?: string[];
      /**
       * Persons whom it does not take although the members above would let them in: men where women and children are taken (domain.md 7).
       *
       * @minItems 1
       * @maxItems 16
       *
       * Items: One of these sexes in one of these age bands.
       */
      except?: {
        /**
         * Age bands of those whom it does not take (code list age-band).
         *
         * @minItems 1
         * @maxItems 32
         *
         * Items: One code of the list.
         */
        ageBands: string[];
        /**
         * Sexes of those whom it does not take (code list sex).
         *
         * @minItems 1
         * @maxItems 16
         *
         * Items: One code of the list.
         */
        sexes: string[];
      }[];
      /**
       * Languages that it works in, for information (code list languages; domain.md 7).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      languages?: string[];
      /**
       * Fact that says whom it takes, where that of the office does not.
       */
      fact?: string;
    };
    /**
     * Fact that says so.
     */
    fact: string;
  }[];
  /**
   * Rules in order; the first that holds wins (formats.md 8).
   *
   * @maxItems 2048
   *
   * Items: One rule (formats.md 8).
   */
  rules: {
    /**
     * Id of the rule.
     */
    id: string;
    /**
     * Every member must hold (formats.md 8).
     */
    when: {
      /**
       * Holds when any value of the case is in this list (code list age-band; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      ageBand?: string[];
      /**
       * Holds when any value of the case is in this list (code list sex; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      sex?: string[];
      /**
       * Holds when any value of the case is in this list (code list exploitation; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      exploitation?: string[];
      /**
       * Holds when any value of the case is in this list (code list services; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      services?: string[];
      /**
       * Holds when any value of the case is in this list (code list languages; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      languages?: string[];
      /**
       * Holds when any value of the case is in this list (code list status; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      status?: string[];
      /**
       * Holds when any value of the case is in this list (code list jurisdictions; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      jurisdiction?: string[];
      /**
       * Holds when any value of the case is in this list (code list stages; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      stage?: string[];
      /**
       * Holds when any value of the case is in this list (code list urgency; formats.md 8).
       *
       * @minItems 1
       * @maxItems 128
       *
       * Items: One code of the list.
       */
      urgency?: string[];
      /**
       * Holds when any value of the case is in this list: protection or justice (formats.md 8, domain.md 6.4).
       *
       * @minItems 1
       * @maxItems 2
       *
       * Items: Channel.
       */
      channel?: ('protection' | 'justice')[];
      /**
       * Holds when any value of the case is in this list: within one participant or across a border (domain.md 7).
       *
       * @minItems 1
       * @maxItems 2
       *
       * Items: Scope.
       */
      scope?: ('domestic' | 'transnational')[];
    };
    /**
     * Office that gets the case.
     */
    office: string;
    /**
     * Function of that office.
     */
    function: string;
    /**
     * Told at the same time as the office above, which stays the accountable one (domain.md 7: at once to both).
     *
     * @minItems 1
     * @maxItems 8
     *
     * Items: One more office.
     */
    also?: {
      /**
       * Office that is told too.
       */
      office: string;
      /**
       * Function of that office.
       */
      function: string;
    }[];
    /**
     * First day on which the rule counts.
     */
    validFrom?: string;
    /**
     * First day on which it no longer counts.
     */
    validTo?: string;
    /**
     * Fact that says so.
     */
    fact: string;
  }[];
  /**
   * Where a case goes that no rule covers (formats.md 8).
   */
  fallback: {
    /**
     * Office that gets what no rule covers.
     */
    office: string;
    /**
     * Function of that office.
     */
    function: string;
  };
  /**
   * Hotlines of the participant (domain.md 7 and 11).
   *
   * @maxItems 64
   *
   * Items: One hotline.
   */
  hotlines?: {
    /**
     * Id of the hotline.
     */
    id: string;
    /**
     * Name for display.
     */
    name: string;
    /**
     * Number as it is dialled; absent where the source gives none (domain.md 11).
     */
    number?: string;
    /**
     * When it answers, as the source says (domain.md 7: opening hours).
     */
    hours?: string;
    /**
     * A call costs nothing (domain.md 11).
     */
    free?: boolean;
    /**
     * Languages that it answers in (code list languages; domain.md 7).
     *
     * @minItems 1
     * @maxItems 128
     *
     * Items: One code of the list.
     */
    languages?: string[];
    /**
     * Fact that says so.
     */
    fact: string;
  }[];
  /**
   * Time to recover and to decide (CETS 197, article 13; domain.md 11).
   *
   * @maxItems 64
   *
   * Items: One reflection period.
   */
  reflectionPeriods?: {
    /**
     * Id of the period.
     */
    id: string;
    /**
     * False where the source says that there is none.
     */
    provided: boolean;
    /**
     * To whom it applies, in words.
     */
    appliesTo?: string;
    /**
     * Age bands to which it applies; absent: all (code list age-band).
     *
     * @minItems 1
     * @maxItems 32
     *
     * Items: One code of the list.
     */
    ageBands?: string[];
    /**
     * Shortest length where the source names a range, ISO 8601.
     */
    shortest?: string;
    /**
     * Length, ISO 8601; the longest where the source names a range.
     */
    duration?: string;
    /**
     * How it may be made longer, in words.
     */
    extension?: string;
    /**
     * What it depends on, in words.
     */
    condition?: string;
    /**
     * Fact that says so.
     */
    fact: string;
  }[];
  /**
   * Residence permits (CETS 197, article 14; domain.md 11).
   *
   * @maxItems 64
   *
   * Items: One permit.
   */
  permits?: {
    /**
     * Id of the permit.
     */
    id: string;
    /**
     * Name for display.
     */
    name: string;
    /**
     * To whom it applies, in words.
     */
    appliesTo?: string;
    /**
     * Shortest length where the source names a range, ISO 8601.
     */
    shortest?: string;
    /**
     * Length, ISO 8601; the longest where the source names a range.
     */
    duration?: string;
    /**
     * It may be given again.
     */
    renewable?: boolean;
    /**
     * What it depends on, in words.
     */
    condition?: string;
    /**
     * Fact that says so.
     */
    fact: string;
  }[];
}

/**
 * A contact point as everyone on the exchange may see it; replaces the entry of the same key (domain.md 7; anchors-domain 8).
 */
export interface DirectoryEntryConfirmedContentV1 {
  /**
   * Type of the entry (formats.md 6).
   */
  type: 'directory.entry-confirmed';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * What is for everyone; what is not is left out.
   */
  contactPoint: {
    /**
     * Key; permanent; stands in addresses and logs, so it names neither a label nor an age.
     */
    id: string;
    /**
     * Name for display.
     */
    name?: string;
    /**
     * Functions that are reached here (domain.md 7).
     *
     * @minItems 1
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    functions: string[];
    /**
     * Kind of body (domain.md 7).
     */
    kind: string;
    /**
     * Other names under which it is known (domain.md 7).
     *
     * @maxItems 16
     *
     * Items: One name.
     */
    aliases?: string[];
    /**
     * Keys of contact points that it has replaced (domain.md 7).
     *
     * @maxItems 16
     *
     * Items: Key of a contact point.
     */
    predecessors?: string[];
    /**
     * Services given here (domain.md 7).
     *
     * @maxItems 64
     *
     * Items: One code of the list.
     */
    services?: string[];
    /**
     * Ages that are served; absent or empty: every age (domain.md 7).
     *
     * @maxItems 32
     *
     * Items: One code of the list.
     */
    ageBands?: string[];
    /**
     * Sexes that are served; absent or empty: all (domain.md 7; seed-003 L1775: no shelter for men).
     *
     * @maxItems 8
     *
     * Items: One code of the list.
     */
    sexes?: string[];
    /**
     * Languages spoken here, without an interpreter (domain.md 7).
     *
     * @maxItems 64
     *
     * Items: One code of the list.
     */
    languages?: string[];
    /**
     * Parts of the territory that it serves, ISO 3166-2; absent or empty: the whole of it (domain.md 7).
     *
     * @maxItems 64
     *
     * Items: One code of the list.
     */
    jurisdictions?: string[];
    /**
     * When somebody is there (domain.md 7). No weekly times and `always` true: day and night.
     */
    hours?: {
      /**
       * IANA time zone, such as Europe/Belgrade.
       */
      timeZone: string;
      /**
       * True: day and night, holidays too (domain.md 7).
       */
      always?: boolean;
      /**
       * Opening times of the week, in this time zone (domain.md 7).
       *
       * @maxItems 21
       *
       * Items: One span, the same on each of its days.
       */
      weekly?: {
        /**
         * Days of the week.
         *
         * @minItems 1
         * @maxItems 7
         *
         * Items: Day.
         */
        days: ('monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday')[];
        /**
         * Local time HH:MM.
         */
        opens: string;
        /**
         * Local time HH:MM, after `opens`; 24:00 is the end of the day.
         */
        closes: string;
      }[];
      /**
       * What public holidays of the participant do; without it they close (domain.md 7).
       */
      onHolidays?: 'closed' | 'open';
    };
    /**
     * How people reach it (domain.md 7). Notifications go to the persons who hold its functions.
     *
     * @maxItems 16
     *
     * Items: One channel.
     */
    channels?: {
      /**
       * Kind of channel.
       */
      channel: string;
      /**
       * Number or address, as it is dialled or written.
       */
      value: string;
      /**
       * Where the value comes from (domain.md 11).
       */
      source?: string;
      /**
       * Day as of which it was read (domain.md 11).
       */
      asOf?: string;
      /**
       * True once the participant itself has confirmed it (domain.md 11).
       */
      confirmed: boolean;
    }[];
    /**
     * Day on which somebody last made sure that it works (domain.md 7).
     */
    verifiedOn: string;
    /**
     * Where the entry comes from (domain.md 7 and 11).
     */
    source?: string;
    /**
     * Day as of which it holds (domain.md 7).
     */
    asOf?: string;
    /**
     * Functions of this contact point that nobody holds now.
     *
     * @maxItems 16
     *
     * Items: One code of the list.
     */
    vacant?: string[];
  };
}

/**
 * A contact point gets nothing any more: for a while, or for good (domain.md 7; anchors-domain 8).
 */
export interface DirectoryEntrySuspendedContentV1 {
  /**
   * Type of the entry (formats.md 6).
   */
  type: 'directory.entry-suspended';
  /**
   * Version of the message's schemas (formats.md 4, protocol.md 10).
   */
  version: 1;
  /**
   * Key of the contact point.
   */
  id: string;
  /**
   * For a while, or for good.
   */
  state: 'suspended' | 'closed';
  /**
   * From when.
   */
  at: string;
}

/**
 * Encryption keys of a participant, announced by itself (formats.md 6, protocol.md 7).
 */
export type KeyAnnouncedContentV1 =
  | {
      /**
       * Type of the entry (formats.md 6).
       */
      type: 'key.announced';
      /**
       * Version of the message's schemas (formats.md 4, protocol.md 10).
       */
      version: 1;
      /**
       * Payload keys: one for each week, Monday to Monday 00:00 UTC (formats.md 6).
       */
      series: 'payload';
      /**
       * Keys of this series (formats.md 6).
       *
       * @minItems 1
       * @maxItems 64
       *
       * Items: One key (formats.md 6).
       */
      keys: {
        /**
         * X25519 public key (formats.md 1).
         */
        jwk: {
          /**
           * Key type (RFC 8037).
           */
          kty: 'OKP';
          /**
           * Curve (RFC 8037).
           */
          crv: 'X25519';
          /**
           * Public key, 32 bytes (formats.md 1).
           */
          x: string;
        };
        /**
         * From when a sender may use it (formats.md 6).
         */
        from: string;
        /**
         * Until when; not of metadata keys (formats.md 6).
         */
        to: string;
      }[];
    }
  | {
      /**
       * Type of the entry (formats.md 6).
       */
      type: 'key.announced';
      /**
       * Version of the message's schemas (formats.md 4, protocol.md 10).
       */
      version: 1;
      /**
       * Metadata keys: without an end (formats.md 6).
       */
      series: 'metadata';
      /**
       * Keys of this series (formats.md 6).
       *
       * @minItems 1
       * @maxItems 64
       *
       * Items: One key (formats.md 6).
       */
      keys: {
        /**
         * X25519 public key (formats.md 1).
         */
        jwk: {
          /**
           * Key type (RFC 8037).
           */
          kty: 'OKP';
          /**
           * Curve (RFC 8037).
           */
          crv: 'X25519';
          /**
           * Public key, 32 bytes (formats.md 1).
           */
          x: string;
        };
        /**
         * From when a sender may use it (formats.md 6).
         */
        from: string;
      }[];
    }
  | {
      /**
       * Type of the entry (formats.md 6).
       */
      type: 'key.announced';
      /**
       * Version of the message's schemas (formats.md 4, protocol.md 10).
       */
      version: 1;
      /**
       * Keys of the justice channel: one for each week, Monday to Monday 00:00 UTC, as payload keys (domain.md 6.4; decision 0013).
       */
      series: 'justice';
      /**
       * Keys of this series (formats.md 6).
       *
       * @minItems 1
       * @maxItems 64
       *
       * Items: One key (formats.md 6).
       */
      keys: {
        /**
         * X25519 public key (formats.md 1).
         */
        jwk: {
          /**
           * Key type (RFC 8037).
           */
          kty: 'OKP';
          /**
           * Curve (RFC 8037).
           */
          crv: 'X25519';
          /**
           * Public key, 32 bytes (formats.md 1).
           */
          x: string;
        };
        /**
         * From when a sender may use it (formats.md 6).
         */
        from: string;
        /**
         * Until when (formats.md 6).
         */
        to: string;
      }[];
    };

/**
 * Payload of the envelope's JWS; protected header {"alg":"Ed25519","typ":"trm-envelope+jws","kid"} (formats.md 2).
 */
export interface RecordEnvelope {
  /**
   * CloudEvents version (protocol.md 3).
   */
  specversion: '1.0';
  /**
   * Always the same: the real type is in the metadata ring (protocol.md 3).
   */
  type: 'trm.record.v1';
  /**
   * UUID version 7, lower case (formats.md 1).
   */
  id: string;
  /**
   * Sender as URN (formats.md 2).
   */
  source: string;
  /**
   * Receiver as URN (formats.md 2).
   */
  recipient: string;
  /**
   * Time in UTC with milliseconds (formats.md 1).
   */
  time: string;
  /**
   * Partition of the topic (protocol.md 2).
   */
  lane: number;
  /**
   * Generation of the stream, from 1 (protocol.md 2).
   */
  generation: number;
  /**
   * Position in the stream, from 1, without gaps (protocol.md 3).
   */
  sequence: number;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  previous: string;
  /**
   * Position of the opposite stream up to which every position is taken (protocol.md 3).
   */
  seensequence: number;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  seendigest: string;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  metadatadigest: string;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  payloaddigest: string;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  metadatacommit: string;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  payloadcommit: string;
  /**
   * Newest registry version that the sender held (protocol.md 3).
   */
  registryversion: number;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  registrydigest: string;
}

/**
 * Payload of the JWS of an entry of a public topic (formats.md 6).
 */
export interface RecordPublicEntry {
  /**
   * CloudEvents version (protocol.md 3).
   */
  specversion: '1.0';
  /**
   * Always the same: the real type is in the metadata ring (protocol.md 3).
   */
  type: 'trm.record.v1';
  /**
   * UUID version 7, lower case (formats.md 1).
   */
  id: string;
  /**
   * Sender as URN (formats.md 2).
   */
  source: string;
  /**
   * Time in UTC with milliseconds (formats.md 1).
   */
  time: string;
  /**
   * Public streams have one lane (formats.md 6).
   */
  lane: 0;
  /**
   * Public streams have one generation (formats.md 6).
   */
  generation: 1;
  /**
   * Position in the stream, from 1, without gaps (protocol.md 3).
   */
  sequence: number;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  previous: string;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  contentdigest: string;
  /**
   * Newest registry version that the sender held (protocol.md 3).
   */
  registryversion: number;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  registrydigest: string;
}

/**
 * JWE general JSON serialisation without unprotected, aad, apu, apv and zip (formats.md 3).
 */
export interface RecordRings {
  /**
   * base64url of {"enc":"A256GCM","typ","record","stream","sequence"} (formats.md 3).
   */
  protected: string;
  /**
   * Sender, receiver, then auditors by id (metadata only) (formats.md 3).
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: One reader (formats.md 3).
   */
  recipients: {
    /**
     * Fresh epk for each recipient (formats.md 3).
     */
    header: {
      /**
       * RFC 7518 4.6.
       */
      alg: 'ECDH-ES+A256KW';
      /**
       * RFC 7638 thumbprint of a key (formats.md 1).
       */
      kid: string;
      /**
       * X25519 public key (formats.md 1).
       */
      epk: {
        /**
         * Key type (RFC 8037).
         */
        kty: 'OKP';
        /**
         * Curve (RFC 8037).
         */
        crv: 'X25519';
        /**
         * Public key, 32 bytes (formats.md 1).
         */
        x: string;
      };
    };
    /**
     * Wrapped content key, 40 bytes.
     */
    encrypted_key: string;
  }[];
  /**
   * 12 bytes.
   */
  iv: string;
  /**
   * As long as the padded plaintext: one of the buckets of protocol.md 3.
   */
  ciphertext: string;
  /**
   * 16 bytes.
   */
  tag: string;
}

/**
 * Payload of one version of the trust registry (formats.md 7, protocol.md 8).
 */
export interface RegistryFile {
  /**
   * Version, from 1 (formats.md 7).
   */
  version: number;
  /**
   * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
   */
  previous: string;
  /**
   * Time in UTC with milliseconds (formats.md 1).
   */
  issued: string;
  /**
   * Past it a gateway warns and asks a second approval (protocol.md 8).
   */
  refreshBefore: string;
  /**
   * Versions of the wire protocol in use (protocol.md 8).
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: Version of the protocol.
   */
  protocols: number[];
  /**
   * The three registry keys; two sign each version (protocol.md 8).
   *
   * @minItems 3
   * @maxItems 3
   *
   * Items: Ed25519 public key (formats.md 1).
   */
  registryKeys: {
    /**
     * Key type (RFC 8037).
     */
    kty: 'OKP';
    /**
     * Curve (RFC 8037).
     */
    crv: 'Ed25519';
    /**
     * Public key, 32 bytes (formats.md 1).
     */
    x: string;
  }[];
  /**
   * Entries of the participants (formats.md 7).
   *
   * @maxItems 256
   *
   * Items: Entry of a participant (formats.md 7).
   */
  participants: {
    /**
     * Participant id: opaque, permanent (contract.md 5, domain.md 2).
     */
    id: string;
    /**
     * All signing keys that were ever enrolled; exactly one is current (formats.md 7).
     *
     * @minItems 1
     * @maxItems 256
     *
     * Items: One signing key, with its history (formats.md 7).
     */
    keys: {
      /**
       * Ed25519 public key (formats.md 1).
       */
      jwk: {
        /**
         * Key type (RFC 8037).
         */
        kty: 'OKP';
        /**
         * Curve (RFC 8037).
         */
        crv: 'Ed25519';
        /**
         * Public key, 32 bytes (formats.md 1).
         */
        x: string;
      };
      /**
       * Status of the key; exactly one key is current (formats.md 7).
       */
      status: 'current' | 'replaced' | 'revoked';
      /**
       * Last position of each stream that the owner stands by; only when revoked (formats.md 7, protocol.md 8).
       *
       * @maxItems 4096
       *
       * Items: Position of a stream (formats.md 7).
       */
      standsBy?: {
        /**
         * Stream of a pair or a public stream (formats.md 6 and 7).
         */
        stream: string;
        /**
         * Position; 0 is before the first record.
         */
        sequence: number;
        /**
         * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
         */
        digest: string;
      }[];
    }[];
    /**
     * Auditors that this participant names, with the key under which metadata is sealed to them (formats.md 7).
     *
     * @maxItems 16
     *
     * Items: One auditor (formats.md 7).
     */
    auditors: {
      /**
       * Id of an auditor in the registry (formats.md 7).
       */
      id: string;
      /**
       * RFC 7638 thumbprint of a key (formats.md 1).
       */
      kid: string;
    }[];
    /**
     * JWS compact over the entry without this member; absent only after a reported loss (formats.md 7, protocol.md 8).
     */
    signature?: string;
  }[];
  /**
   * Auditors with their keys and scope (formats.md 7).
   *
   * @maxItems 64
   *
   * Items: One auditor (formats.md 7).
   */
  auditors: {
    /**
     * Id of an auditor in the registry (formats.md 7).
     */
    id: string;
    /**
     * X25519 public key (formats.md 1).
     */
    jwk: {
      /**
       * Key type (RFC 8037).
       */
      kty: 'OKP';
      /**
       * Curve (RFC 8037).
       */
      crv: 'X25519';
      /**
       * Public key, 32 bytes (formats.md 1).
       */
      x: string;
    };
    /**
     * Pair topics, or * for every pair topic of those who named the auditor (formats.md 7).
     *
     * @minItems 1
     * @maxItems 4096
     *
     * Items: Pair topic or *.
     */
    scope: string[];
  }[];
  /**
   * Unordered pairs with lanes and generation (formats.md 7).
   *
   * @maxItems 32640
   *
   * Items: One pair (formats.md 7).
   */
  pairs: {
    /**
     * The two participants, sorted (formats.md 7).
     *
     * @minItems 2
     * @maxItems 2
     *
     * Items: Participant id: opaque, permanent (contract.md 5, domain.md 2).
     */
    participants: string[];
    /**
     * Number of lanes (protocol.md 2).
     */
    lanes: number;
    /**
     * Generation (protocol.md 2).
     */
    generation: number;
    /**
     * Why a new generation began (protocol.md 2).
     */
    reason?: string;
    /**
     * Last position of the generation before that both ends hold: one for each direction and lane (formats.md 7).
     *
     * @minItems 1
     * @maxItems 2048
     *
     * Items: Position of a stream (formats.md 7).
     */
    after?: {
      /**
       * Name of a stream: trm.<from>.<to>/<lane>/<generation> (contract.md 5).
       */
      stream: string;
      /**
       * Position; 0 is before the first record.
       */
      sequence: number;
      /**
       * SHA-256, base64url without padding, canonical (formats.md 1, contract.md 5).
       */
      digest: string;
    }[];
  }[];
  /**
   * Transfer bases of ordered pairs (formats.md 7, protocol.md 8).
   *
   * @maxItems 65280
   *
   * Items: One transfer basis (formats.md 7).
   */
  bases: {
    /**
     * Participant id: opaque, permanent (contract.md 5, domain.md 2).
     */
    from: string;
    /**
     * Participant id: opaque, permanent (contract.md 5, domain.md 2).
     */
    to: string;
    /**
     * Legal instrument (protocol.md 8).
     */
    instrument: string;
    /**
     * Reference of the instrument (protocol.md 8).
     */
    reference: string;
    /**
     * First day, from 00:00 UTC (formats.md 7).
     */
    validFrom: string;
    /**
     * Day before which it ends, 00:00 UTC (formats.md 7).
     */
    validTo: string;
  }[];
}
