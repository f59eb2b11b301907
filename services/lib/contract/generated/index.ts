/**
 * Generated from schemas/ by `npm run generate`. Do not edit: change the schema and generate again.
 * test/lib/contract/drift.test.ts fails when this file and the schemas part. architecture.md 4.
 */
import file0 from '../../../../schemas/codes/age-band.json' with { type: 'json' };
import file1 from '../../../../schemas/codes/audit-faults.json' with { type: 'json' };
import file2 from '../../../../schemas/codes/audit-notes.json' with { type: 'json' };
import file3 from '../../../../schemas/codes/citizenship.json' with { type: 'json' };
import file4 from '../../../../schemas/codes/conditions.json' with { type: 'json' };
import file5 from '../../../../schemas/codes/consent-givers.json' with { type: 'json' };
import file6 from '../../../../schemas/codes/contact-channels.json' with { type: 'json' };
import file7 from '../../../../schemas/codes/decline-reasons.json' with { type: 'json' };
import file8 from '../../../../schemas/codes/enquiry-reasons.json' with { type: 'json' };
import file9 from '../../../../schemas/codes/exploitation.json' with { type: 'json' };
import file10 from '../../../../schemas/codes/functions.json' with { type: 'json' };
import file11 from '../../../../schemas/codes/generation-reasons.json' with { type: 'json' };
import file12 from '../../../../schemas/codes/guardian-kinds.json' with { type: 'json' };
import file13 from '../../../../schemas/codes/incident-codes.json' with { type: 'json' };
import file14 from '../../../../schemas/codes/jurisdictions.json' with { type: 'json' };
import file15 from '../../../../schemas/codes/kind-of-body.json' with { type: 'json' };
import file16 from '../../../../schemas/codes/languages.json' with { type: 'json' };
import file17 from '../../../../schemas/codes/log-events.json' with { type: 'json' };
import file18 from '../../../../schemas/codes/needs.json' with { type: 'json' };
import file19 from '../../../../schemas/codes/opening-codes.json' with { type: 'json' };
import file20 from '../../../../schemas/codes/problem-codes.json' with { type: 'json' };
import file21 from '../../../../schemas/codes/purposes.json' with { type: 'json' };
import file22 from '../../../../schemas/codes/regimes.json' with { type: 'json' };
import file23 from '../../../../schemas/codes/risk-levels.json' with { type: 'json' };
import file24 from '../../../../schemas/codes/risks.json' with { type: 'json' };
import file25 from '../../../../schemas/codes/services.json' with { type: 'json' };
import file26 from '../../../../schemas/codes/sex.json' with { type: 'json' };
import file27 from '../../../../schemas/codes/stages.json' with { type: 'json' };
import file28 from '../../../../schemas/codes/status.json' with { type: 'json' };
import file29 from '../../../../schemas/codes/task-reasons.json' with { type: 'json' };
import file30 from '../../../../schemas/codes/urgency.json' with { type: 'json' };
import file31 from '../../../../schemas/common.schema.json' with { type: 'json' };
import file32 from '../../../../schemas/local/task.answered.schema.json' with { type: 'json' };
import file33 from '../../../../schemas/messages/enquiry.capacity/examples/minimal.json' with { type: 'json' };
import file34 from '../../../../schemas/messages/enquiry.capacity/operation.json' with { type: 'json' };
import file35 from '../../../../schemas/messages/enquiry.capacity/v1.metadata.schema.json' with { type: 'json' };
import file36 from '../../../../schemas/messages/enquiry.capacity/v1.payload.schema.json' with { type: 'json' };
import file37 from '../../../../schemas/messages/enquiry.reply/examples/minimal.json' with { type: 'json' };
import file38 from '../../../../schemas/messages/enquiry.reply/operation.json' with { type: 'json' };
import file39 from '../../../../schemas/messages/enquiry.reply/v1.metadata.schema.json' with { type: 'json' };
import file40 from '../../../../schemas/messages/enquiry.reply/v1.payload.schema.json' with { type: 'json' };
import file41 from '../../../../schemas/messages/heartbeat/v1.metadata.schema.json' with { type: 'json' };
import file42 from '../../../../schemas/messages/heartbeat/v1.payload.schema.json' with { type: 'json' };
import file43 from '../../../../schemas/messages/receipt.delivered/v1.metadata.schema.json' with { type: 'json' };
import file44 from '../../../../schemas/messages/receipt.delivered/v1.payload.schema.json' with { type: 'json' };
import file45 from '../../../../schemas/messages/receipt.refused/v1.metadata.schema.json' with { type: 'json' };
import file46 from '../../../../schemas/messages/receipt.refused/v1.payload.schema.json' with { type: 'json' };
import file47 from '../../../../schemas/messages/referral.accepted/examples/minimal.json' with { type: 'json' };
import file48 from '../../../../schemas/messages/referral.accepted/operation.json' with { type: 'json' };
import file49 from '../../../../schemas/messages/referral.accepted/v1.metadata.schema.json' with { type: 'json' };
import file50 from '../../../../schemas/messages/referral.accepted/v1.payload.schema.json' with { type: 'json' };
import file51 from '../../../../schemas/messages/referral.acknowledged/examples/minimal.json' with { type: 'json' };
import file52 from '../../../../schemas/messages/referral.acknowledged/operation.json' with { type: 'json' };
import file53 from '../../../../schemas/messages/referral.acknowledged/v1.metadata.schema.json' with { type: 'json' };
import file54 from '../../../../schemas/messages/referral.acknowledged/v1.payload.schema.json' with { type: 'json' };
import file55 from '../../../../schemas/messages/referral.declined/examples/minimal.json' with { type: 'json' };
import file56 from '../../../../schemas/messages/referral.declined/operation.json' with { type: 'json' };
import file57 from '../../../../schemas/messages/referral.declined/v1.metadata.schema.json' with { type: 'json' };
import file58 from '../../../../schemas/messages/referral.declined/v1.payload.schema.json' with { type: 'json' };
import file59 from '../../../../schemas/messages/referral.disclosed/examples/minimal.json' with { type: 'json' };
import file60 from '../../../../schemas/messages/referral.disclosed/operation.json' with { type: 'json' };
import file61 from '../../../../schemas/messages/referral.disclosed/v1.metadata.schema.json' with { type: 'json' };
import file62 from '../../../../schemas/messages/referral.disclosed/v1.payload.schema.json' with { type: 'json' };
import file63 from '../../../../schemas/messages/referral.submitted/examples/draft.json' with { type: 'json' };
import file64 from '../../../../schemas/messages/referral.submitted/examples/minimal.json' with { type: 'json' };
import file65 from '../../../../schemas/messages/referral.submitted/operation.json' with { type: 'json' };
import file66 from '../../../../schemas/messages/referral.submitted/v1.metadata.schema.json' with { type: 'json' };
import file67 from '../../../../schemas/messages/referral.submitted/v1.payload.schema.json' with { type: 'json' };
import file68 from '../../../../schemas/messages/stream.resend-requested/v1.metadata.schema.json' with { type: 'json' };
import file69 from '../../../../schemas/messages/stream.resend-requested/v1.payload.schema.json' with { type: 'json' };
import file70 from '../../../../schemas/packs/case.schema.json' with { type: 'json' };
import file71 from '../../../../schemas/packs/pack.schema.json' with { type: 'json' };
import file72 from '../../../../schemas/public/key.announced/v1.schema.json' with { type: 'json' };
import file73 from '../../../../schemas/record/envelope.schema.json' with { type: 'json' };
import file74 from '../../../../schemas/record/public-entry.schema.json' with { type: 'json' };
import file75 from '../../../../schemas/record/rings.schema.json' with { type: 'json' };
import file76 from '../../../../schemas/registry/registry.schema.json' with { type: 'json' };
import file77 from '../../../../schemas/transitions.json' with { type: 'json' };

export const messageTypes = [
  'enquiry.capacity',
  'enquiry.reply',
  'heartbeat',
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
  'urn:trm:schema:common': file31,
  'urn:trm:schema:local:task.answered': file32,
  'urn:trm:schema:enquiry.capacity:v1:metadata': file35,
  'urn:trm:schema:enquiry.capacity:v1:payload': file36,
  'urn:trm:schema:enquiry.reply:v1:metadata': file39,
  'urn:trm:schema:enquiry.reply:v1:payload': file40,
  'urn:trm:schema:heartbeat:v1:metadata': file41,
  'urn:trm:schema:heartbeat:v1:payload': file42,
  'urn:trm:schema:receipt.delivered:v1:metadata': file43,
  'urn:trm:schema:receipt.delivered:v1:payload': file44,
  'urn:trm:schema:receipt.refused:v1:metadata': file45,
  'urn:trm:schema:receipt.refused:v1:payload': file46,
  'urn:trm:schema:referral.accepted:v1:metadata': file49,
  'urn:trm:schema:referral.accepted:v1:payload': file50,
  'urn:trm:schema:referral.acknowledged:v1:metadata': file53,
  'urn:trm:schema:referral.acknowledged:v1:payload': file54,
  'urn:trm:schema:referral.declined:v1:metadata': file57,
  'urn:trm:schema:referral.declined:v1:payload': file58,
  'urn:trm:schema:referral.disclosed:v1:metadata': file61,
  'urn:trm:schema:referral.disclosed:v1:payload': file62,
  'urn:trm:schema:referral.submitted:v1:metadata': file66,
  'urn:trm:schema:referral.submitted:v1:payload': file67,
  'urn:trm:schema:stream.resend-requested:v1:metadata': file68,
  'urn:trm:schema:stream.resend-requested:v1:payload': file69,
  'urn:trm:schema:packs:case': file70,
  'urn:trm:schema:packs:pack': file71,
  'urn:trm:schema:public:key.announced:v1': file72,
  'urn:trm:schema:record:envelope': file73,
  'urn:trm:schema:record:public-entry': file74,
  'urn:trm:schema:record:rings': file75,
  'urn:trm:schema:registry': file76,
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
    operation: file34,
    minimal: file33,
    draft: null,
  },
  'enquiry.reply': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:enquiry.reply:v1:metadata',
        payload: 'urn:trm:schema:enquiry.reply:v1:payload',
      },
    },
    operation: file38,
    minimal: file37,
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
    operation: file48,
    minimal: file47,
    draft: null,
  },
  'referral.acknowledged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.acknowledged:v1:metadata',
        payload: 'urn:trm:schema:referral.acknowledged:v1:payload',
      },
    },
    operation: file52,
    minimal: file51,
    draft: null,
  },
  'referral.declined': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.declined:v1:metadata',
        payload: 'urn:trm:schema:referral.declined:v1:payload',
      },
    },
    operation: file56,
    minimal: file55,
    draft: null,
  },
  'referral.disclosed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.disclosed:v1:metadata',
        payload: 'urn:trm:schema:referral.disclosed:v1:payload',
      },
    },
    operation: file60,
    minimal: file59,
    draft: null,
  },
  'referral.submitted': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.submitted:v1:metadata',
        payload: 'urn:trm:schema:referral.submitted:v1:payload',
      },
    },
    operation: file65,
    minimal: file64,
    draft: file63,
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
  'audit-faults': file1,
  'audit-notes': file2,
  citizenship: file3,
  conditions: file4,
  'consent-givers': file5,
  'contact-channels': file6,
  'decline-reasons': file7,
  'enquiry-reasons': file8,
  exploitation: file9,
  functions: file10,
  'generation-reasons': file11,
  'guardian-kinds': file12,
  'incident-codes': file13,
  jurisdictions: file14,
  'kind-of-body': file15,
  languages: file16,
  'log-events': file17,
  needs: file18,
  'opening-codes': file19,
  'problem-codes': file20,
  purposes: file21,
  regimes: file22,
  'risk-levels': file23,
  risks: file24,
  services: file25,
  sex: file26,
  stages: file27,
  status: file28,
  'task-reasons': file29,
  urgency: file30,
};

export const transitionsFile: unknown = file77;
