/**
 * Generated from schemas/ by `npm run generate`. Do not edit: change the schema and generate again.
 * test/lib/contract/drift.test.ts fails when this file and the schemas part. architecture.md 4.
 */
import file0 from '../../../../schemas/codes/age-band.json' with { type: 'json' };
import file1 from '../../../../schemas/codes/attendance.json' with { type: 'json' };
import file2 from '../../../../schemas/codes/audit-faults.json' with { type: 'json' };
import file3 from '../../../../schemas/codes/audit-notes.json' with { type: 'json' };
import file4 from '../../../../schemas/codes/bar-lift-reasons.json' with { type: 'json' };
import file5 from '../../../../schemas/codes/bar-reasons.json' with { type: 'json' };
import file6 from '../../../../schemas/codes/citizenship.json' with { type: 'json' };
import file7 from '../../../../schemas/codes/compensation-barriers.json' with { type: 'json' };
import file8 from '../../../../schemas/codes/compensation-kinds.json' with { type: 'json' };
import file9 from '../../../../schemas/codes/compensation-stages.json' with { type: 'json' };
import file10 from '../../../../schemas/codes/conditions.json' with { type: 'json' };
import file11 from '../../../../schemas/codes/consent-givers.json' with { type: 'json' };
import file12 from '../../../../schemas/codes/contact-channels.json' with { type: 'json' };
import file13 from '../../../../schemas/codes/court-kinds.json' with { type: 'json' };
import file14 from '../../../../schemas/codes/decline-reasons.json' with { type: 'json' };
import file15 from '../../../../schemas/codes/enquiry-reasons.json' with { type: 'json' };
import file16 from '../../../../schemas/codes/exploitation.json' with { type: 'json' };
import file17 from '../../../../schemas/codes/functions.json' with { type: 'json' };
import file18 from '../../../../schemas/codes/generation-reasons.json' with { type: 'json' };
import file19 from '../../../../schemas/codes/guardian-kinds.json' with { type: 'json' };
import file20 from '../../../../schemas/codes/incident-codes.json' with { type: 'json' };
import file21 from '../../../../schemas/codes/jurisdictions.json' with { type: 'json' };
import file22 from '../../../../schemas/codes/kind-of-body.json' with { type: 'json' };
import file23 from '../../../../schemas/codes/languages.json' with { type: 'json' };
import file24 from '../../../../schemas/codes/log-events.json' with { type: 'json' };
import file25 from '../../../../schemas/codes/measure-effects.json' with { type: 'json' };
import file26 from '../../../../schemas/codes/needs.json' with { type: 'json' };
import file27 from '../../../../schemas/codes/opening-codes.json' with { type: 'json' };
import file28 from '../../../../schemas/codes/problem-codes.json' with { type: 'json' };
import file29 from '../../../../schemas/codes/procedural-standings.json' with { type: 'json' };
import file30 from '../../../../schemas/codes/proceedings.json' with { type: 'json' };
import file31 from '../../../../schemas/codes/protection-measures.json' with { type: 'json' };
import file32 from '../../../../schemas/codes/purposes.json' with { type: 'json' };
import file33 from '../../../../schemas/codes/regimes.json' with { type: 'json' };
import file34 from '../../../../schemas/codes/review-outcomes.json' with { type: 'json' };
import file35 from '../../../../schemas/codes/risk-levels.json' with { type: 'json' };
import file36 from '../../../../schemas/codes/risks.json' with { type: 'json' };
import file37 from '../../../../schemas/codes/service-progress.json' with { type: 'json' };
import file38 from '../../../../schemas/codes/services.json' with { type: 'json' };
import file39 from '../../../../schemas/codes/sex.json' with { type: 'json' };
import file40 from '../../../../schemas/codes/stages.json' with { type: 'json' };
import file41 from '../../../../schemas/codes/status.json' with { type: 'json' };
import file42 from '../../../../schemas/codes/task-reasons.json' with { type: 'json' };
import file43 from '../../../../schemas/codes/testimony-modes.json' with { type: 'json' };
import file44 from '../../../../schemas/codes/urgency.json' with { type: 'json' };
import file45 from '../../../../schemas/common.schema.json' with { type: 'json' };
import file46 from '../../../../schemas/local/case.linked.schema.json' with { type: 'json' };
import file47 from '../../../../schemas/local/case.opened.schema.json' with { type: 'json' };
import file48 from '../../../../schemas/local/contact-bar.lifted.schema.json' with { type: 'json' };
import file49 from '../../../../schemas/local/contact-bar.set.schema.json' with { type: 'json' };
import file50 from '../../../../schemas/local/referral.reviewed.schema.json' with { type: 'json' };
import file51 from '../../../../schemas/local/service.reported.schema.json' with { type: 'json' };
import file52 from '../../../../schemas/local/task.answered.schema.json' with { type: 'json' };
import file53 from '../../../../schemas/messages/enquiry.capacity/examples/minimal.json' with { type: 'json' };
import file54 from '../../../../schemas/messages/enquiry.capacity/operation.json' with { type: 'json' };
import file55 from '../../../../schemas/messages/enquiry.capacity/v1.metadata.schema.json' with { type: 'json' };
import file56 from '../../../../schemas/messages/enquiry.capacity/v1.payload.schema.json' with { type: 'json' };
import file57 from '../../../../schemas/messages/enquiry.reply/examples/minimal.json' with { type: 'json' };
import file58 from '../../../../schemas/messages/enquiry.reply/operation.json' with { type: 'json' };
import file59 from '../../../../schemas/messages/enquiry.reply/v1.metadata.schema.json' with { type: 'json' };
import file60 from '../../../../schemas/messages/enquiry.reply/v1.payload.schema.json' with { type: 'json' };
import file61 from '../../../../schemas/messages/heartbeat/v1.metadata.schema.json' with { type: 'json' };
import file62 from '../../../../schemas/messages/heartbeat/v1.payload.schema.json' with { type: 'json' };
import file63 from '../../../../schemas/messages/justice.compensation/examples/minimal.json' with { type: 'json' };
import file64 from '../../../../schemas/messages/justice.compensation/operation.json' with { type: 'json' };
import file65 from '../../../../schemas/messages/justice.compensation/v1.metadata.schema.json' with { type: 'json' };
import file66 from '../../../../schemas/messages/justice.compensation/v1.payload.schema.json' with { type: 'json' };
import file67 from '../../../../schemas/messages/justice.hearing-notice/examples/minimal.json' with { type: 'json' };
import file68 from '../../../../schemas/messages/justice.hearing-notice/operation.json' with { type: 'json' };
import file69 from '../../../../schemas/messages/justice.hearing-notice/v1.metadata.schema.json' with { type: 'json' };
import file70 from '../../../../schemas/messages/justice.hearing-notice/v1.payload.schema.json' with { type: 'json' };
import file71 from '../../../../schemas/messages/justice.protection-measure/examples/minimal.json' with { type: 'json' };
import file72 from '../../../../schemas/messages/justice.protection-measure/operation.json' with { type: 'json' };
import file73 from '../../../../schemas/messages/justice.protection-measure/v1.metadata.schema.json' with { type: 'json' };
import file74 from '../../../../schemas/messages/justice.protection-measure/v1.payload.schema.json' with { type: 'json' };
import file75 from '../../../../schemas/messages/justice.testimony-arranged/examples/minimal.json' with { type: 'json' };
import file76 from '../../../../schemas/messages/justice.testimony-arranged/operation.json' with { type: 'json' };
import file77 from '../../../../schemas/messages/justice.testimony-arranged/v1.metadata.schema.json' with { type: 'json' };
import file78 from '../../../../schemas/messages/justice.testimony-arranged/v1.payload.schema.json' with { type: 'json' };
import file79 from '../../../../schemas/messages/justice.testimony-requested/examples/minimal.json' with { type: 'json' };
import file80 from '../../../../schemas/messages/justice.testimony-requested/operation.json' with { type: 'json' };
import file81 from '../../../../schemas/messages/justice.testimony-requested/v1.metadata.schema.json' with { type: 'json' };
import file82 from '../../../../schemas/messages/justice.testimony-requested/v1.payload.schema.json' with { type: 'json' };
import file83 from '../../../../schemas/messages/receipt.delivered/v1.metadata.schema.json' with { type: 'json' };
import file84 from '../../../../schemas/messages/receipt.delivered/v1.payload.schema.json' with { type: 'json' };
import file85 from '../../../../schemas/messages/receipt.refused/v1.metadata.schema.json' with { type: 'json' };
import file86 from '../../../../schemas/messages/receipt.refused/v1.payload.schema.json' with { type: 'json' };
import file87 from '../../../../schemas/messages/referral.accepted/examples/minimal.json' with { type: 'json' };
import file88 from '../../../../schemas/messages/referral.accepted/operation.json' with { type: 'json' };
import file89 from '../../../../schemas/messages/referral.accepted/v1.metadata.schema.json' with { type: 'json' };
import file90 from '../../../../schemas/messages/referral.accepted/v1.payload.schema.json' with { type: 'json' };
import file91 from '../../../../schemas/messages/referral.acknowledged/examples/minimal.json' with { type: 'json' };
import file92 from '../../../../schemas/messages/referral.acknowledged/operation.json' with { type: 'json' };
import file93 from '../../../../schemas/messages/referral.acknowledged/v1.metadata.schema.json' with { type: 'json' };
import file94 from '../../../../schemas/messages/referral.acknowledged/v1.payload.schema.json' with { type: 'json' };
import file95 from '../../../../schemas/messages/referral.declined/examples/minimal.json' with { type: 'json' };
import file96 from '../../../../schemas/messages/referral.declined/operation.json' with { type: 'json' };
import file97 from '../../../../schemas/messages/referral.declined/v1.metadata.schema.json' with { type: 'json' };
import file98 from '../../../../schemas/messages/referral.declined/v1.payload.schema.json' with { type: 'json' };
import file99 from '../../../../schemas/messages/referral.disclosed/examples/minimal.json' with { type: 'json' };
import file100 from '../../../../schemas/messages/referral.disclosed/operation.json' with { type: 'json' };
import file101 from '../../../../schemas/messages/referral.disclosed/v1.metadata.schema.json' with { type: 'json' };
import file102 from '../../../../schemas/messages/referral.disclosed/v1.payload.schema.json' with { type: 'json' };
import file103 from '../../../../schemas/messages/referral.submitted/examples/draft.json' with { type: 'json' };
import file104 from '../../../../schemas/messages/referral.submitted/examples/minimal.json' with { type: 'json' };
import file105 from '../../../../schemas/messages/referral.submitted/operation.json' with { type: 'json' };
import file106 from '../../../../schemas/messages/referral.submitted/v1.metadata.schema.json' with { type: 'json' };
import file107 from '../../../../schemas/messages/referral.submitted/v1.payload.schema.json' with { type: 'json' };
import file108 from '../../../../schemas/messages/stream.resend-requested/v1.metadata.schema.json' with { type: 'json' };
import file109 from '../../../../schemas/messages/stream.resend-requested/v1.payload.schema.json' with { type: 'json' };
import file110 from '../../../../schemas/packs/case.schema.json' with { type: 'json' };
import file111 from '../../../../schemas/packs/pack.schema.json' with { type: 'json' };
import file112 from '../../../../schemas/public/key.announced/v1.schema.json' with { type: 'json' };
import file113 from '../../../../schemas/record/envelope.schema.json' with { type: 'json' };
import file114 from '../../../../schemas/record/public-entry.schema.json' with { type: 'json' };
import file115 from '../../../../schemas/record/rings.schema.json' with { type: 'json' };
import file116 from '../../../../schemas/registry/registry.schema.json' with { type: 'json' };
import file117 from '../../../../schemas/transitions.json' with { type: 'json' };

export const messageTypes = [
  'enquiry.capacity',
  'enquiry.reply',
  'heartbeat',
  'justice.compensation',
  'justice.hearing-notice',
  'justice.protection-measure',
  'justice.testimony-arranged',
  'justice.testimony-requested',
  'receipt.delivered',
  'receipt.refused',
  'referral.accepted',
  'referral.acknowledged',
  'referral.declined',
  'referral.disclosed',
  'referral.submitted',
  'stream.resend-requested',
] as const;
export type MessageType = (typeof messageTypes)[number];

export const roles = [
  'case-worker',
  'liaison-officer',
  'duty-officer',
  'national-focal-point',
  'justice-liaison',
  'directory-editor',
  'directory-confirmer',
  'data-protection-officer',
  'auditor',
  'gateway-operator',
] as const;
export type Role = (typeof roles)[number];

/** Every schema by its `$id`. */
export const schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'urn:trm:schema:common': file45,
  'urn:trm:schema:local:case.linked': file46,
  'urn:trm:schema:local:case.opened': file47,
  'urn:trm:schema:local:contact-bar.lifted': file48,
  'urn:trm:schema:local:contact-bar.set': file49,
  'urn:trm:schema:local:referral.reviewed': file50,
  'urn:trm:schema:local:service.reported': file51,
  'urn:trm:schema:local:task.answered': file52,
  'urn:trm:schema:enquiry.capacity:v1:metadata': file55,
  'urn:trm:schema:enquiry.capacity:v1:payload': file56,
  'urn:trm:schema:enquiry.reply:v1:metadata': file59,
  'urn:trm:schema:enquiry.reply:v1:payload': file60,
  'urn:trm:schema:heartbeat:v1:metadata': file61,
  'urn:trm:schema:heartbeat:v1:payload': file62,
  'urn:trm:schema:justice.compensation:v1:metadata': file65,
  'urn:trm:schema:justice.compensation:v1:payload': file66,
  'urn:trm:schema:justice.hearing-notice:v1:metadata': file69,
  'urn:trm:schema:justice.hearing-notice:v1:payload': file70,
  'urn:trm:schema:justice.protection-measure:v1:metadata': file73,
  'urn:trm:schema:justice.protection-measure:v1:payload': file74,
  'urn:trm:schema:justice.testimony-arranged:v1:metadata': file77,
  'urn:trm:schema:justice.testimony-arranged:v1:payload': file78,
  'urn:trm:schema:justice.testimony-requested:v1:metadata': file81,
  'urn:trm:schema:justice.testimony-requested:v1:payload': file82,
  'urn:trm:schema:receipt.delivered:v1:metadata': file83,
  'urn:trm:schema:receipt.delivered:v1:payload': file84,
  'urn:trm:schema:receipt.refused:v1:metadata': file85,
  'urn:trm:schema:receipt.refused:v1:payload': file86,
  'urn:trm:schema:referral.accepted:v1:metadata': file89,
  'urn:trm:schema:referral.accepted:v1:payload': file90,
  'urn:trm:schema:referral.acknowledged:v1:metadata': file93,
  'urn:trm:schema:referral.acknowledged:v1:payload': file94,
  'urn:trm:schema:referral.declined:v1:metadata': file97,
  'urn:trm:schema:referral.declined:v1:payload': file98,
  'urn:trm:schema:referral.disclosed:v1:metadata': file101,
  'urn:trm:schema:referral.disclosed:v1:payload': file102,
  'urn:trm:schema:referral.submitted:v1:metadata': file106,
  'urn:trm:schema:referral.submitted:v1:payload': file107,
  'urn:trm:schema:stream.resend-requested:v1:metadata': file108,
  'urn:trm:schema:stream.resend-requested:v1:payload': file109,
  'urn:trm:schema:packs:case': file110,
  'urn:trm:schema:packs:pack': file111,
  'urn:trm:schema:public:key.announced:v1': file112,
  'urn:trm:schema:record:envelope': file113,
  'urn:trm:schema:record:public-entry': file114,
  'urn:trm:schema:record:rings': file115,
  'urn:trm:schema:registry': file116,
};

interface MessageFiles {
  readonly versions: Readonly<Record<number, { readonly metadata: string; readonly payload: string }>>;
  readonly operation: unknown;
  readonly minimal: unknown;
  readonly draft: unknown;
}

export const messageFiles: Readonly<Record<MessageType, MessageFiles>> = {
  'enquiry.capacity': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:enquiry.capacity:v1:metadata',
        payload: 'urn:trm:schema:enquiry.capacity:v1:payload',
      },
    },
    operation: file54,
    minimal: file53,
    draft: null,
  },
  'enquiry.reply': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:enquiry.reply:v1:metadata',
        payload: 'urn:trm:schema:enquiry.reply:v1:payload',
      },
    },
    operation: file58,
    minimal: file57,
    draft: null,
  },
  heartbeat: {
    versions: {
      1: { metadata: 'urn:trm:schema:heartbeat:v1:metadata', payload: 'urn:trm:schema:heartbeat:v1:payload' },
    },
    operation: null,
    minimal: null,
    draft: null,
  },
  'justice.compensation': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.compensation:v1:metadata',
        payload: 'urn:trm:schema:justice.compensation:v1:payload',
      },
    },
    operation: file64,
    minimal: file63,
    draft: null,
  },
  'justice.hearing-notice': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.hearing-notice:v1:metadata',
        payload: 'urn:trm:schema:justice.hearing-notice:v1:payload',
      },
    },
    operation: file68,
    minimal: file67,
    draft: null,
  },
  'justice.protection-measure': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.protection-measure:v1:metadata',
        payload: 'urn:trm:schema:justice.protection-measure:v1:payload',
      },
    },
    operation: file72,
    minimal: file71,
    draft: null,
  },
  'justice.testimony-arranged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.testimony-arranged:v1:metadata',
        payload: 'urn:trm:schema:justice.testimony-arranged:v1:payload',
      },
    },
    operation: file76,
    minimal: file75,
    draft: null,
  },
  'justice.testimony-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.testimony-requested:v1:metadata',
        payload: 'urn:trm:schema:justice.testimony-requested:v1:payload',
      },
    },
    operation: file80,
    minimal: file79,
    draft: null,
  },
  'receipt.delivered': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:receipt.delivered:v1:metadata',
        payload: 'urn:trm:schema:receipt.delivered:v1:payload',
      },
    },
    operation: null,
    minimal: null,
    draft: null,
  },
  'receipt.refused': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:receipt.refused:v1:metadata',
        payload: 'urn:trm:schema:receipt.refused:v1:payload',
      },
    },
    operation: null,
    minimal: null,
    draft: null,
  },
  'referral.accepted': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.accepted:v1:metadata',
        payload: 'urn:trm:schema:referral.accepted:v1:payload',
      },
    },
    operation: file88,
    minimal: file87,
    draft: null,
  },
  'referral.acknowledged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.acknowledged:v1:metadata',
        payload: 'urn:trm:schema:referral.acknowledged:v1:payload',
      },
    },
    operation: file92,
    minimal: file91,
    draft: null,
  },
  'referral.declined': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.declined:v1:metadata',
        payload: 'urn:trm:schema:referral.declined:v1:payload',
      },
    },
    operation: file96,
    minimal: file95,
    draft: null,
  },
  'referral.disclosed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.disclosed:v1:metadata',
        payload: 'urn:trm:schema:referral.disclosed:v1:payload',
      },
    },
    operation: file100,
    minimal: file99,
    draft: null,
  },
  'referral.submitted': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.submitted:v1:metadata',
        payload: 'urn:trm:schema:referral.submitted:v1:payload',
      },
    },
    operation: file105,
    minimal: file104,
    draft: file103,
  },
  'stream.resend-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:stream.resend-requested:v1:metadata',
        payload: 'urn:trm:schema:stream.resend-requested:v1:payload',
      },
    },
    operation: null,
    minimal: null,
    draft: null,
  },
};

export const codeListFiles: Readonly<Record<string, unknown>> = {
  'age-band': file0,
  attendance: file1,
  'audit-faults': file2,
  'audit-notes': file3,
  'bar-lift-reasons': file4,
  'bar-reasons': file5,
  citizenship: file6,
  'compensation-barriers': file7,
  'compensation-kinds': file8,
  'compensation-stages': file9,
  conditions: file10,
  'consent-givers': file11,
  'contact-channels': file12,
  'court-kinds': file13,
  'decline-reasons': file14,
  'enquiry-reasons': file15,
  exploitation: file16,
  functions: file17,
  'generation-reasons': file18,
  'guardian-kinds': file19,
  'incident-codes': file20,
  jurisdictions: file21,
  'kind-of-body': file22,
  languages: file23,
  'log-events': file24,
  'measure-effects': file25,
  needs: file26,
  'opening-codes': file27,
  'problem-codes': file28,
  'procedural-standings': file29,
  proceedings: file30,
  'protection-measures': file31,
  purposes: file32,
  regimes: file33,
  'review-outcomes': file34,
  'risk-levels': file35,
  risks: file36,
  'service-progress': file37,
  services: file38,
  sex: file39,
  stages: file40,
  status: file41,
  'task-reasons': file42,
  'testimony-modes': file43,
  urgency: file44,
};

export const transitionsFile: unknown = file117;
