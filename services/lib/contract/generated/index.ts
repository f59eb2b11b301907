/**
 * Generated from schemas/ by `npm run generate`. Do not edit: change the schema and generate again.
 * test/lib/contract/drift.test.ts fails when this file and the schemas part. architecture.md 4.
 */
import file0 from '../../../../schemas/codes/age-assessment-methods.json' with { type: 'json' };
import file1 from '../../../../schemas/codes/age-band.json' with { type: 'json' };
import file2 from '../../../../schemas/codes/alert-actions.json' with { type: 'json' };
import file3 from '../../../../schemas/codes/alert-clearances.json' with { type: 'json' };
import file4 from '../../../../schemas/codes/attendance.json' with { type: 'json' };
import file5 from '../../../../schemas/codes/audit-faults.json' with { type: 'json' };
import file6 from '../../../../schemas/codes/audit-notes.json' with { type: 'json' };
import file7 from '../../../../schemas/codes/bar-lift-reasons.json' with { type: 'json' };
import file8 from '../../../../schemas/codes/bar-reasons.json' with { type: 'json' };
import file9 from '../../../../schemas/codes/best-interests-decisions.json' with { type: 'json' };
import file10 from '../../../../schemas/codes/breach-classes.json' with { type: 'json' };
import file11 from '../../../../schemas/codes/breach-measures.json' with { type: 'json' };
import file12 from '../../../../schemas/codes/citizenship.json' with { type: 'json' };
import file13 from '../../../../schemas/codes/compensation-barriers.json' with { type: 'json' };
import file14 from '../../../../schemas/codes/compensation-kinds.json' with { type: 'json' };
import file15 from '../../../../schemas/codes/compensation-stages.json' with { type: 'json' };
import file16 from '../../../../schemas/codes/conditions.json' with { type: 'json' };
import file17 from '../../../../schemas/codes/consent-givers.json' with { type: 'json' };
import file18 from '../../../../schemas/codes/contact-channels.json' with { type: 'json' };
import file19 from '../../../../schemas/codes/court-kinds.json' with { type: 'json' };
import file20 from '../../../../schemas/codes/data-categories.json' with { type: 'json' };
import file21 from '../../../../schemas/codes/decline-reasons.json' with { type: 'json' };
import file22 from '../../../../schemas/codes/enquiry-reasons.json' with { type: 'json' };
import file23 from '../../../../schemas/codes/erasure-reasons.json' with { type: 'json' };
import file24 from '../../../../schemas/codes/exploitation.json' with { type: 'json' };
import file25 from '../../../../schemas/codes/family-relations.json' with { type: 'json' };
import file26 from '../../../../schemas/codes/feedback-givers.json' with { type: 'json' };
import file27 from '../../../../schemas/codes/functions.json' with { type: 'json' };
import file28 from '../../../../schemas/codes/generation-reasons.json' with { type: 'json' };
import file29 from '../../../../schemas/codes/guardian-kinds.json' with { type: 'json' };
import file30 from '../../../../schemas/codes/incident-codes.json' with { type: 'json' };
import file31 from '../../../../schemas/codes/indicator-dimensions.json' with { type: 'json' };
import file32 from '../../../../schemas/codes/indicator-lists.json' with { type: 'json' };
import file33 from '../../../../schemas/codes/indicator-strengths.json' with { type: 'json' };
import file34 from '../../../../schemas/codes/interview-necessity.json' with { type: 'json' };
import file35 from '../../../../schemas/codes/interview-places.json' with { type: 'json' };
import file36 from '../../../../schemas/codes/interview-topics.json' with { type: 'json' };
import file37 from '../../../../schemas/codes/jurisdictions.json' with { type: 'json' };
import file38 from '../../../../schemas/codes/kind-of-body.json' with { type: 'json' };
import file39 from '../../../../schemas/codes/labour-sectors.json' with { type: 'json' };
import file40 from '../../../../schemas/codes/languages.json' with { type: 'json' };
import file41 from '../../../../schemas/codes/log-events.json' with { type: 'json' };
import file42 from '../../../../schemas/codes/means.json' with { type: 'json' };
import file43 from '../../../../schemas/codes/measure-effects.json' with { type: 'json' };
import file44 from '../../../../schemas/codes/needs.json' with { type: 'json' };
import file45 from '../../../../schemas/codes/opening-codes.json' with { type: 'json' };
import file46 from '../../../../schemas/codes/persons-at-risk.json' with { type: 'json' };
import file47 from '../../../../schemas/codes/problem-codes.json' with { type: 'json' };
import file48 from '../../../../schemas/codes/procedural-standings.json' with { type: 'json' };
import file49 from '../../../../schemas/codes/proceedings.json' with { type: 'json' };
import file50 from '../../../../schemas/codes/protection-measures.json' with { type: 'json' };
import file51 from '../../../../schemas/codes/purposes.json' with { type: 'json' };
import file52 from '../../../../schemas/codes/recruiter-relations.json' with { type: 'json' };
import file53 from '../../../../schemas/codes/recruitment-methods.json' with { type: 'json' };
import file54 from '../../../../schemas/codes/regimes.json' with { type: 'json' };
import file55 from '../../../../schemas/codes/retention-grounds.json' with { type: 'json' };
import file56 from '../../../../schemas/codes/review-outcomes.json' with { type: 'json' };
import file57 from '../../../../schemas/codes/risk-levels.json' with { type: 'json' };
import file58 from '../../../../schemas/codes/risks.json' with { type: 'json' };
import file59 from '../../../../schemas/codes/safety-classes.json' with { type: 'json' };
import file60 from '../../../../schemas/codes/satisfaction.json' with { type: 'json' };
import file61 from '../../../../schemas/codes/service-progress.json' with { type: 'json' };
import file62 from '../../../../schemas/codes/services.json' with { type: 'json' };
import file63 from '../../../../schemas/codes/sex.json' with { type: 'json' };
import file64 from '../../../../schemas/codes/sexual-exploitation-kinds.json' with { type: 'json' };
import file65 from '../../../../schemas/codes/stages.json' with { type: 'json' };
import file66 from '../../../../schemas/codes/status.json' with { type: 'json' };
import file67 from '../../../../schemas/codes/task-reasons.json' with { type: 'json' };
import file68 from '../../../../schemas/codes/testimony-modes.json' with { type: 'json' };
import file69 from '../../../../schemas/codes/tracing-results.json' with { type: 'json' };
import file70 from '../../../../schemas/codes/urgency.json' with { type: 'json' };
import file71 from '../../../../schemas/common.schema.json' with { type: 'json' };
import file72 from '../../../../schemas/labels/bs.json' with { type: 'json' };
import file73 from '../../../../schemas/labels/cnr.json' with { type: 'json' };
import file74 from '../../../../schemas/labels/hr.json' with { type: 'json' };
import file75 from '../../../../schemas/labels/mk.json' with { type: 'json' };
import file76 from '../../../../schemas/labels/sq.json' with { type: 'json' };
import file77 from '../../../../schemas/labels/sr-Cyrl.json' with { type: 'json' };
import file78 from '../../../../schemas/labels/sr-Latn.json' with { type: 'json' };
import file79 from '../../../../schemas/local/case.linked.schema.json' with { type: 'json' };
import file80 from '../../../../schemas/local/case.opened.schema.json' with { type: 'json' };
import file81 from '../../../../schemas/local/contact-bar.lifted.schema.json' with { type: 'json' };
import file82 from '../../../../schemas/local/contact-bar.set.schema.json' with { type: 'json' };
import file83 from '../../../../schemas/local/referral.reviewed.schema.json' with { type: 'json' };
import file84 from '../../../../schemas/local/service.reported.schema.json' with { type: 'json' };
import file85 from '../../../../schemas/local/task.answered.schema.json' with { type: 'json' };
import file86 from '../../../../schemas/messages/assessment.best-interests/examples/minimal.json' with { type: 'json' };
import file87 from '../../../../schemas/messages/assessment.best-interests/operation.json' with { type: 'json' };
import file88 from '../../../../schemas/messages/assessment.best-interests/v1.metadata.schema.json' with { type: 'json' };
import file89 from '../../../../schemas/messages/assessment.best-interests/v1.payload.schema.json' with { type: 'json' };
import file90 from '../../../../schemas/messages/assessment.risk/examples/minimal.json' with { type: 'json' };
import file91 from '../../../../schemas/messages/assessment.risk/operation.json' with { type: 'json' };
import file92 from '../../../../schemas/messages/assessment.risk/v1.metadata.schema.json' with { type: 'json' };
import file93 from '../../../../schemas/messages/assessment.risk/v1.payload.schema.json' with { type: 'json' };
import file94 from '../../../../schemas/messages/assistance.started/examples/minimal.json' with { type: 'json' };
import file95 from '../../../../schemas/messages/assistance.started/operation.json' with { type: 'json' };
import file96 from '../../../../schemas/messages/assistance.started/v1.metadata.schema.json' with { type: 'json' };
import file97 from '../../../../schemas/messages/assistance.started/v1.payload.schema.json' with { type: 'json' };
import file98 from '../../../../schemas/messages/data.access-provided/examples/minimal.json' with { type: 'json' };
import file99 from '../../../../schemas/messages/data.access-provided/operation.json' with { type: 'json' };
import file100 from '../../../../schemas/messages/data.access-provided/v1.metadata.schema.json' with { type: 'json' };
import file101 from '../../../../schemas/messages/data.access-provided/v1.payload.schema.json' with { type: 'json' };
import file102 from '../../../../schemas/messages/data.access-requested/examples/minimal.json' with { type: 'json' };
import file103 from '../../../../schemas/messages/data.access-requested/operation.json' with { type: 'json' };
import file104 from '../../../../schemas/messages/data.access-requested/v1.metadata.schema.json' with { type: 'json' };
import file105 from '../../../../schemas/messages/data.access-requested/v1.payload.schema.json' with { type: 'json' };
import file106 from '../../../../schemas/messages/data.breach-notified/examples/minimal.json' with { type: 'json' };
import file107 from '../../../../schemas/messages/data.breach-notified/operation.json' with { type: 'json' };
import file108 from '../../../../schemas/messages/data.breach-notified/v1.metadata.schema.json' with { type: 'json' };
import file109 from '../../../../schemas/messages/data.breach-notified/v1.payload.schema.json' with { type: 'json' };
import file110 from '../../../../schemas/messages/data.erased/examples/minimal.json' with { type: 'json' };
import file111 from '../../../../schemas/messages/data.erased/operation.json' with { type: 'json' };
import file112 from '../../../../schemas/messages/data.erased/v1.metadata.schema.json' with { type: 'json' };
import file113 from '../../../../schemas/messages/data.erased/v1.payload.schema.json' with { type: 'json' };
import file114 from '../../../../schemas/messages/data.erasure-receipt/examples/minimal.json' with { type: 'json' };
import file115 from '../../../../schemas/messages/data.erasure-receipt/operation.json' with { type: 'json' };
import file116 from '../../../../schemas/messages/data.erasure-receipt/v1.metadata.schema.json' with { type: 'json' };
import file117 from '../../../../schemas/messages/data.erasure-receipt/v1.payload.schema.json' with { type: 'json' };
import file118 from '../../../../schemas/messages/data.rectified/examples/minimal.json' with { type: 'json' };
import file119 from '../../../../schemas/messages/data.rectified/operation.json' with { type: 'json' };
import file120 from '../../../../schemas/messages/data.rectified/v1.metadata.schema.json' with { type: 'json' };
import file121 from '../../../../schemas/messages/data.rectified/v1.payload.schema.json' with { type: 'json' };
import file122 from '../../../../schemas/messages/enquiry.capacity/examples/minimal.json' with { type: 'json' };
import file123 from '../../../../schemas/messages/enquiry.capacity/operation.json' with { type: 'json' };
import file124 from '../../../../schemas/messages/enquiry.capacity/v1.metadata.schema.json' with { type: 'json' };
import file125 from '../../../../schemas/messages/enquiry.capacity/v1.payload.schema.json' with { type: 'json' };
import file126 from '../../../../schemas/messages/enquiry.reply/examples/minimal.json' with { type: 'json' };
import file127 from '../../../../schemas/messages/enquiry.reply/operation.json' with { type: 'json' };
import file128 from '../../../../schemas/messages/enquiry.reply/v1.metadata.schema.json' with { type: 'json' };
import file129 from '../../../../schemas/messages/enquiry.reply/v1.payload.schema.json' with { type: 'json' };
import file130 from '../../../../schemas/messages/family.tracing-requested/examples/minimal.json' with { type: 'json' };
import file131 from '../../../../schemas/messages/family.tracing-requested/operation.json' with { type: 'json' };
import file132 from '../../../../schemas/messages/family.tracing-requested/v1.metadata.schema.json' with { type: 'json' };
import file133 from '../../../../schemas/messages/family.tracing-requested/v1.payload.schema.json' with { type: 'json' };
import file134 from '../../../../schemas/messages/family.tracing-result/examples/minimal.json' with { type: 'json' };
import file135 from '../../../../schemas/messages/family.tracing-result/operation.json' with { type: 'json' };
import file136 from '../../../../schemas/messages/family.tracing-result/v1.metadata.schema.json' with { type: 'json' };
import file137 from '../../../../schemas/messages/family.tracing-result/v1.payload.schema.json' with { type: 'json' };
import file138 from '../../../../schemas/messages/heartbeat/v1.metadata.schema.json' with { type: 'json' };
import file139 from '../../../../schemas/messages/heartbeat/v1.payload.schema.json' with { type: 'json' };
import file140 from '../../../../schemas/messages/indicators.observed/examples/minimal.json' with { type: 'json' };
import file141 from '../../../../schemas/messages/indicators.observed/operation.json' with { type: 'json' };
import file142 from '../../../../schemas/messages/indicators.observed/v1.metadata.schema.json' with { type: 'json' };
import file143 from '../../../../schemas/messages/indicators.observed/v1.payload.schema.json' with { type: 'json' };
import file144 from '../../../../schemas/messages/interview.recorded/examples/minimal.json' with { type: 'json' };
import file145 from '../../../../schemas/messages/interview.recorded/operation.json' with { type: 'json' };
import file146 from '../../../../schemas/messages/interview.recorded/v1.metadata.schema.json' with { type: 'json' };
import file147 from '../../../../schemas/messages/interview.recorded/v1.payload.schema.json' with { type: 'json' };
import file148 from '../../../../schemas/messages/justice.compensation/examples/minimal.json' with { type: 'json' };
import file149 from '../../../../schemas/messages/justice.compensation/operation.json' with { type: 'json' };
import file150 from '../../../../schemas/messages/justice.compensation/v1.metadata.schema.json' with { type: 'json' };
import file151 from '../../../../schemas/messages/justice.compensation/v1.payload.schema.json' with { type: 'json' };
import file152 from '../../../../schemas/messages/justice.hearing-notice/examples/minimal.json' with { type: 'json' };
import file153 from '../../../../schemas/messages/justice.hearing-notice/operation.json' with { type: 'json' };
import file154 from '../../../../schemas/messages/justice.hearing-notice/v1.metadata.schema.json' with { type: 'json' };
import file155 from '../../../../schemas/messages/justice.hearing-notice/v1.payload.schema.json' with { type: 'json' };
import file156 from '../../../../schemas/messages/justice.protection-measure/examples/minimal.json' with { type: 'json' };
import file157 from '../../../../schemas/messages/justice.protection-measure/operation.json' with { type: 'json' };
import file158 from '../../../../schemas/messages/justice.protection-measure/v1.metadata.schema.json' with { type: 'json' };
import file159 from '../../../../schemas/messages/justice.protection-measure/v1.payload.schema.json' with { type: 'json' };
import file160 from '../../../../schemas/messages/justice.testimony-arranged/examples/minimal.json' with { type: 'json' };
import file161 from '../../../../schemas/messages/justice.testimony-arranged/operation.json' with { type: 'json' };
import file162 from '../../../../schemas/messages/justice.testimony-arranged/v1.metadata.schema.json' with { type: 'json' };
import file163 from '../../../../schemas/messages/justice.testimony-arranged/v1.payload.schema.json' with { type: 'json' };
import file164 from '../../../../schemas/messages/justice.testimony-requested/examples/minimal.json' with { type: 'json' };
import file165 from '../../../../schemas/messages/justice.testimony-requested/operation.json' with { type: 'json' };
import file166 from '../../../../schemas/messages/justice.testimony-requested/v1.metadata.schema.json' with { type: 'json' };
import file167 from '../../../../schemas/messages/justice.testimony-requested/v1.payload.schema.json' with { type: 'json' };
import file168 from '../../../../schemas/messages/person.feedback/examples/minimal.json' with { type: 'json' };
import file169 from '../../../../schemas/messages/person.feedback/operation.json' with { type: 'json' };
import file170 from '../../../../schemas/messages/person.feedback/v1.metadata.schema.json' with { type: 'json' };
import file171 from '../../../../schemas/messages/person.feedback/v1.payload.schema.json' with { type: 'json' };
import file172 from '../../../../schemas/messages/receipt.delivered/v1.metadata.schema.json' with { type: 'json' };
import file173 from '../../../../schemas/messages/receipt.delivered/v1.payload.schema.json' with { type: 'json' };
import file174 from '../../../../schemas/messages/receipt.refused/v1.metadata.schema.json' with { type: 'json' };
import file175 from '../../../../schemas/messages/receipt.refused/v1.payload.schema.json' with { type: 'json' };
import file176 from '../../../../schemas/messages/referral.accepted/examples/minimal.json' with { type: 'json' };
import file177 from '../../../../schemas/messages/referral.accepted/operation.json' with { type: 'json' };
import file178 from '../../../../schemas/messages/referral.accepted/v1.metadata.schema.json' with { type: 'json' };
import file179 from '../../../../schemas/messages/referral.accepted/v1.payload.schema.json' with { type: 'json' };
import file180 from '../../../../schemas/messages/referral.acknowledged/examples/minimal.json' with { type: 'json' };
import file181 from '../../../../schemas/messages/referral.acknowledged/operation.json' with { type: 'json' };
import file182 from '../../../../schemas/messages/referral.acknowledged/v1.metadata.schema.json' with { type: 'json' };
import file183 from '../../../../schemas/messages/referral.acknowledged/v1.payload.schema.json' with { type: 'json' };
import file184 from '../../../../schemas/messages/referral.declined/examples/minimal.json' with { type: 'json' };
import file185 from '../../../../schemas/messages/referral.declined/operation.json' with { type: 'json' };
import file186 from '../../../../schemas/messages/referral.declined/v1.metadata.schema.json' with { type: 'json' };
import file187 from '../../../../schemas/messages/referral.declined/v1.payload.schema.json' with { type: 'json' };
import file188 from '../../../../schemas/messages/referral.disclosed/examples/minimal.json' with { type: 'json' };
import file189 from '../../../../schemas/messages/referral.disclosed/operation.json' with { type: 'json' };
import file190 from '../../../../schemas/messages/referral.disclosed/v1.metadata.schema.json' with { type: 'json' };
import file191 from '../../../../schemas/messages/referral.disclosed/v1.payload.schema.json' with { type: 'json' };
import file192 from '../../../../schemas/messages/referral.submitted/examples/draft.json' with { type: 'json' };
import file193 from '../../../../schemas/messages/referral.submitted/examples/minimal.json' with { type: 'json' };
import file194 from '../../../../schemas/messages/referral.submitted/operation.json' with { type: 'json' };
import file195 from '../../../../schemas/messages/referral.submitted/v1.metadata.schema.json' with { type: 'json' };
import file196 from '../../../../schemas/messages/referral.submitted/v1.payload.schema.json' with { type: 'json' };
import file197 from '../../../../schemas/messages/safety.alert-acknowledged/examples/minimal.json' with { type: 'json' };
import file198 from '../../../../schemas/messages/safety.alert-acknowledged/operation.json' with { type: 'json' };
import file199 from '../../../../schemas/messages/safety.alert-acknowledged/v1.metadata.schema.json' with { type: 'json' };
import file200 from '../../../../schemas/messages/safety.alert-acknowledged/v1.payload.schema.json' with { type: 'json' };
import file201 from '../../../../schemas/messages/safety.alert-cleared/examples/minimal.json' with { type: 'json' };
import file202 from '../../../../schemas/messages/safety.alert-cleared/operation.json' with { type: 'json' };
import file203 from '../../../../schemas/messages/safety.alert-cleared/v1.metadata.schema.json' with { type: 'json' };
import file204 from '../../../../schemas/messages/safety.alert-cleared/v1.payload.schema.json' with { type: 'json' };
import file205 from '../../../../schemas/messages/safety.alert/examples/minimal.json' with { type: 'json' };
import file206 from '../../../../schemas/messages/safety.alert/operation.json' with { type: 'json' };
import file207 from '../../../../schemas/messages/safety.alert/v1.metadata.schema.json' with { type: 'json' };
import file208 from '../../../../schemas/messages/safety.alert/v1.payload.schema.json' with { type: 'json' };
import file209 from '../../../../schemas/messages/service.feedback/examples/minimal.json' with { type: 'json' };
import file210 from '../../../../schemas/messages/service.feedback/operation.json' with { type: 'json' };
import file211 from '../../../../schemas/messages/service.feedback/v1.metadata.schema.json' with { type: 'json' };
import file212 from '../../../../schemas/messages/service.feedback/v1.payload.schema.json' with { type: 'json' };
import file213 from '../../../../schemas/messages/status.asserted/examples/minimal.json' with { type: 'json' };
import file214 from '../../../../schemas/messages/status.asserted/operation.json' with { type: 'json' };
import file215 from '../../../../schemas/messages/status.asserted/v1.metadata.schema.json' with { type: 'json' };
import file216 from '../../../../schemas/messages/status.asserted/v1.payload.schema.json' with { type: 'json' };
import file217 from '../../../../schemas/messages/stream.resend-requested/v1.metadata.schema.json' with { type: 'json' };
import file218 from '../../../../schemas/messages/stream.resend-requested/v1.payload.schema.json' with { type: 'json' };
import file219 from '../../../../schemas/packs/case.schema.json' with { type: 'json' };
import file220 from '../../../../schemas/packs/pack.schema.json' with { type: 'json' };
import file221 from '../../../../schemas/public/key.announced/v1.schema.json' with { type: 'json' };
import file222 from '../../../../schemas/record/envelope.schema.json' with { type: 'json' };
import file223 from '../../../../schemas/record/public-entry.schema.json' with { type: 'json' };
import file224 from '../../../../schemas/record/rings.schema.json' with { type: 'json' };
import file225 from '../../../../schemas/registry/registry.schema.json' with { type: 'json' };
import file226 from '../../../../schemas/transitions.json' with { type: 'json' };

export const messageTypes = [
  'assessment.best-interests',
  'assessment.risk',
  'assistance.started',
  'data.access-provided',
  'data.access-requested',
  'data.breach-notified',
  'data.erased',
  'data.erasure-receipt',
  'data.rectified',
  'enquiry.capacity',
  'enquiry.reply',
  'family.tracing-requested',
  'family.tracing-result',
  'heartbeat',
  'indicators.observed',
  'interview.recorded',
  'justice.compensation',
  'justice.hearing-notice',
  'justice.protection-measure',
  'justice.testimony-arranged',
  'justice.testimony-requested',
  'person.feedback',
  'receipt.delivered',
  'receipt.refused',
  'referral.accepted',
  'referral.acknowledged',
  'referral.declined',
  'referral.disclosed',
  'referral.submitted',
  'safety.alert',
  'safety.alert-acknowledged',
  'safety.alert-cleared',
  'service.feedback',
  'status.asserted',
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
  'urn:trm:schema:common': file71,
  'urn:trm:schema:local:case.linked': file79,
  'urn:trm:schema:local:case.opened': file80,
  'urn:trm:schema:local:contact-bar.lifted': file81,
  'urn:trm:schema:local:contact-bar.set': file82,
  'urn:trm:schema:local:referral.reviewed': file83,
  'urn:trm:schema:local:service.reported': file84,
  'urn:trm:schema:local:task.answered': file85,
  'urn:trm:schema:assessment.best-interests:v1:metadata': file88,
  'urn:trm:schema:assessment.best-interests:v1:payload': file89,
  'urn:trm:schema:assessment.risk:v1:metadata': file92,
  'urn:trm:schema:assessment.risk:v1:payload': file93,
  'urn:trm:schema:assistance.started:v1:metadata': file96,
  'urn:trm:schema:assistance.started:v1:payload': file97,
  'urn:trm:schema:data.access-provided:v1:metadata': file100,
  'urn:trm:schema:data.access-provided:v1:payload': file101,
  'urn:trm:schema:data.access-requested:v1:metadata': file104,
  'urn:trm:schema:data.access-requested:v1:payload': file105,
  'urn:trm:schema:data.breach-notified:v1:metadata': file108,
  'urn:trm:schema:data.breach-notified:v1:payload': file109,
  'urn:trm:schema:data.erased:v1:metadata': file112,
  'urn:trm:schema:data.erased:v1:payload': file113,
  'urn:trm:schema:data.erasure-receipt:v1:metadata': file116,
  'urn:trm:schema:data.erasure-receipt:v1:payload': file117,
  'urn:trm:schema:data.rectified:v1:metadata': file120,
  'urn:trm:schema:data.rectified:v1:payload': file121,
  'urn:trm:schema:enquiry.capacity:v1:metadata': file124,
  'urn:trm:schema:enquiry.capacity:v1:payload': file125,
  'urn:trm:schema:enquiry.reply:v1:metadata': file128,
  'urn:trm:schema:enquiry.reply:v1:payload': file129,
  'urn:trm:schema:family.tracing-requested:v1:metadata': file132,
  'urn:trm:schema:family.tracing-requested:v1:payload': file133,
  'urn:trm:schema:family.tracing-result:v1:metadata': file136,
  'urn:trm:schema:family.tracing-result:v1:payload': file137,
  'urn:trm:schema:heartbeat:v1:metadata': file138,
  'urn:trm:schema:heartbeat:v1:payload': file139,
  'urn:trm:schema:indicators.observed:v1:metadata': file142,
  'urn:trm:schema:indicators.observed:v1:payload': file143,
  'urn:trm:schema:interview.recorded:v1:metadata': file146,
  'urn:trm:schema:interview.recorded:v1:payload': file147,
  'urn:trm:schema:justice.compensation:v1:metadata': file150,
  'urn:trm:schema:justice.compensation:v1:payload': file151,
  'urn:trm:schema:justice.hearing-notice:v1:metadata': file154,
  'urn:trm:schema:justice.hearing-notice:v1:payload': file155,
  'urn:trm:schema:justice.protection-measure:v1:metadata': file158,
  'urn:trm:schema:justice.protection-measure:v1:payload': file159,
  'urn:trm:schema:justice.testimony-arranged:v1:metadata': file162,
  'urn:trm:schema:justice.testimony-arranged:v1:payload': file163,
  'urn:trm:schema:justice.testimony-requested:v1:metadata': file166,
  'urn:trm:schema:justice.testimony-requested:v1:payload': file167,
  'urn:trm:schema:person.feedback:v1:metadata': file170,
  'urn:trm:schema:person.feedback:v1:payload': file171,
  'urn:trm:schema:receipt.delivered:v1:metadata': file172,
  'urn:trm:schema:receipt.delivered:v1:payload': file173,
  'urn:trm:schema:receipt.refused:v1:metadata': file174,
  'urn:trm:schema:receipt.refused:v1:payload': file175,
  'urn:trm:schema:referral.accepted:v1:metadata': file178,
  'urn:trm:schema:referral.accepted:v1:payload': file179,
  'urn:trm:schema:referral.acknowledged:v1:metadata': file182,
  'urn:trm:schema:referral.acknowledged:v1:payload': file183,
  'urn:trm:schema:referral.declined:v1:metadata': file186,
  'urn:trm:schema:referral.declined:v1:payload': file187,
  'urn:trm:schema:referral.disclosed:v1:metadata': file190,
  'urn:trm:schema:referral.disclosed:v1:payload': file191,
  'urn:trm:schema:referral.submitted:v1:metadata': file195,
  'urn:trm:schema:referral.submitted:v1:payload': file196,
  'urn:trm:schema:safety.alert-acknowledged:v1:metadata': file199,
  'urn:trm:schema:safety.alert-acknowledged:v1:payload': file200,
  'urn:trm:schema:safety.alert-cleared:v1:metadata': file203,
  'urn:trm:schema:safety.alert-cleared:v1:payload': file204,
  'urn:trm:schema:safety.alert:v1:metadata': file207,
  'urn:trm:schema:safety.alert:v1:payload': file208,
  'urn:trm:schema:service.feedback:v1:metadata': file211,
  'urn:trm:schema:service.feedback:v1:payload': file212,
  'urn:trm:schema:status.asserted:v1:metadata': file215,
  'urn:trm:schema:status.asserted:v1:payload': file216,
  'urn:trm:schema:stream.resend-requested:v1:metadata': file217,
  'urn:trm:schema:stream.resend-requested:v1:payload': file218,
  'urn:trm:schema:packs:case': file219,
  'urn:trm:schema:packs:pack': file220,
  'urn:trm:schema:public:key.announced:v1': file221,
  'urn:trm:schema:record:envelope': file222,
  'urn:trm:schema:record:public-entry': file223,
  'urn:trm:schema:record:rings': file224,
  'urn:trm:schema:registry': file225,
};

interface MessageFiles {
  readonly versions: Readonly<Record<number, { readonly metadata: string; readonly payload: string }>>;
  readonly operation: unknown;
  readonly minimal: unknown;
  readonly draft: unknown;
}

export const messageFiles: Readonly<Record<MessageType, MessageFiles>> = {
  'assessment.best-interests': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:assessment.best-interests:v1:metadata',
        payload: 'urn:trm:schema:assessment.best-interests:v1:payload',
      },
    },
    operation: file87,
    minimal: file86,
    draft: null,
  },
  'assessment.risk': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:assessment.risk:v1:metadata',
        payload: 'urn:trm:schema:assessment.risk:v1:payload',
      },
    },
    operation: file91,
    minimal: file90,
    draft: null,
  },
  'assistance.started': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:assistance.started:v1:metadata',
        payload: 'urn:trm:schema:assistance.started:v1:payload',
      },
    },
    operation: file95,
    minimal: file94,
    draft: null,
  },
  'data.access-provided': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.access-provided:v1:metadata',
        payload: 'urn:trm:schema:data.access-provided:v1:payload',
      },
    },
    operation: file99,
    minimal: file98,
    draft: null,
  },
  'data.access-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.access-requested:v1:metadata',
        payload: 'urn:trm:schema:data.access-requested:v1:payload',
      },
    },
    operation: file103,
    minimal: file102,
    draft: null,
  },
  'data.breach-notified': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.breach-notified:v1:metadata',
        payload: 'urn:trm:schema:data.breach-notified:v1:payload',
      },
    },
    operation: file107,
    minimal: file106,
    draft: null,
  },
  'data.erased': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.erased:v1:metadata',
        payload: 'urn:trm:schema:data.erased:v1:payload',
      },
    },
    operation: file111,
    minimal: file110,
    draft: null,
  },
  'data.erasure-receipt': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.erasure-receipt:v1:metadata',
        payload: 'urn:trm:schema:data.erasure-receipt:v1:payload',
      },
    },
    operation: file115,
    minimal: file114,
    draft: null,
  },
  'data.rectified': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.rectified:v1:metadata',
        payload: 'urn:trm:schema:data.rectified:v1:payload',
      },
    },
    operation: file119,
    minimal: file118,
    draft: null,
  },
  'enquiry.capacity': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:enquiry.capacity:v1:metadata',
        payload: 'urn:trm:schema:enquiry.capacity:v1:payload',
      },
    },
    operation: file123,
    minimal: file122,
    draft: null,
  },
  'enquiry.reply': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:enquiry.reply:v1:metadata',
        payload: 'urn:trm:schema:enquiry.reply:v1:payload',
      },
    },
    operation: file127,
    minimal: file126,
    draft: null,
  },
  'family.tracing-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:family.tracing-requested:v1:metadata',
        payload: 'urn:trm:schema:family.tracing-requested:v1:payload',
      },
    },
    operation: file131,
    minimal: file130,
    draft: null,
  },
  'family.tracing-result': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:family.tracing-result:v1:metadata',
        payload: 'urn:trm:schema:family.tracing-result:v1:payload',
      },
    },
    operation: file135,
    minimal: file134,
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
  'indicators.observed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:indicators.observed:v1:metadata',
        payload: 'urn:trm:schema:indicators.observed:v1:payload',
      },
    },
    operation: file141,
    minimal: file140,
    draft: null,
  },
  'interview.recorded': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:interview.recorded:v1:metadata',
        payload: 'urn:trm:schema:interview.recorded:v1:payload',
      },
    },
    operation: file145,
    minimal: file144,
    draft: null,
  },
  'justice.compensation': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.compensation:v1:metadata',
        payload: 'urn:trm:schema:justice.compensation:v1:payload',
      },
    },
    operation: file149,
    minimal: file148,
    draft: null,
  },
  'justice.hearing-notice': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.hearing-notice:v1:metadata',
        payload: 'urn:trm:schema:justice.hearing-notice:v1:payload',
      },
    },
    operation: file153,
    minimal: file152,
    draft: null,
  },
  'justice.protection-measure': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.protection-measure:v1:metadata',
        payload: 'urn:trm:schema:justice.protection-measure:v1:payload',
      },
    },
    operation: file157,
    minimal: file156,
    draft: null,
  },
  'justice.testimony-arranged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.testimony-arranged:v1:metadata',
        payload: 'urn:trm:schema:justice.testimony-arranged:v1:payload',
      },
    },
    operation: file161,
    minimal: file160,
    draft: null,
  },
  'justice.testimony-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.testimony-requested:v1:metadata',
        payload: 'urn:trm:schema:justice.testimony-requested:v1:payload',
      },
    },
    operation: file165,
    minimal: file164,
    draft: null,
  },
  'person.feedback': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:person.feedback:v1:metadata',
        payload: 'urn:trm:schema:person.feedback:v1:payload',
      },
    },
    operation: file169,
    minimal: file168,
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
    operation: file177,
    minimal: file176,
    draft: null,
  },
  'referral.acknowledged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.acknowledged:v1:metadata',
        payload: 'urn:trm:schema:referral.acknowledged:v1:payload',
      },
    },
    operation: file181,
    minimal: file180,
    draft: null,
  },
  'referral.declined': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.declined:v1:metadata',
        payload: 'urn:trm:schema:referral.declined:v1:payload',
      },
    },
    operation: file185,
    minimal: file184,
    draft: null,
  },
  'referral.disclosed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.disclosed:v1:metadata',
        payload: 'urn:trm:schema:referral.disclosed:v1:payload',
      },
    },
    operation: file189,
    minimal: file188,
    draft: null,
  },
  'referral.submitted': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.submitted:v1:metadata',
        payload: 'urn:trm:schema:referral.submitted:v1:payload',
      },
    },
    operation: file194,
    minimal: file193,
    draft: file192,
  },
  'safety.alert': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:safety.alert:v1:metadata',
        payload: 'urn:trm:schema:safety.alert:v1:payload',
      },
    },
    operation: file206,
    minimal: file205,
    draft: null,
  },
  'safety.alert-acknowledged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:safety.alert-acknowledged:v1:metadata',
        payload: 'urn:trm:schema:safety.alert-acknowledged:v1:payload',
      },
    },
    operation: file198,
    minimal: file197,
    draft: null,
  },
  'safety.alert-cleared': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:safety.alert-cleared:v1:metadata',
        payload: 'urn:trm:schema:safety.alert-cleared:v1:payload',
      },
    },
    operation: file202,
    minimal: file201,
    draft: null,
  },
  'service.feedback': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:service.feedback:v1:metadata',
        payload: 'urn:trm:schema:service.feedback:v1:payload',
      },
    },
    operation: file210,
    minimal: file209,
    draft: null,
  },
  'status.asserted': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:status.asserted:v1:metadata',
        payload: 'urn:trm:schema:status.asserted:v1:payload',
      },
    },
    operation: file214,
    minimal: file213,
    draft: null,
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
  'age-assessment-methods': file0,
  'age-band': file1,
  'alert-actions': file2,
  'alert-clearances': file3,
  attendance: file4,
  'audit-faults': file5,
  'audit-notes': file6,
  'bar-lift-reasons': file7,
  'bar-reasons': file8,
  'best-interests-decisions': file9,
  'breach-classes': file10,
  'breach-measures': file11,
  citizenship: file12,
  'compensation-barriers': file13,
  'compensation-kinds': file14,
  'compensation-stages': file15,
  conditions: file16,
  'consent-givers': file17,
  'contact-channels': file18,
  'court-kinds': file19,
  'data-categories': file20,
  'decline-reasons': file21,
  'enquiry-reasons': file22,
  'erasure-reasons': file23,
  exploitation: file24,
  'family-relations': file25,
  'feedback-givers': file26,
  functions: file27,
  'generation-reasons': file28,
  'guardian-kinds': file29,
  'incident-codes': file30,
  'indicator-dimensions': file31,
  'indicator-lists': file32,
  'indicator-strengths': file33,
  'interview-necessity': file34,
  'interview-places': file35,
  'interview-topics': file36,
  jurisdictions: file37,
  'kind-of-body': file38,
  'labour-sectors': file39,
  languages: file40,
  'log-events': file41,
  means: file42,
  'measure-effects': file43,
  needs: file44,
  'opening-codes': file45,
  'persons-at-risk': file46,
  'problem-codes': file47,
  'procedural-standings': file48,
  proceedings: file49,
  'protection-measures': file50,
  purposes: file51,
  'recruiter-relations': file52,
  'recruitment-methods': file53,
  regimes: file54,
  'retention-grounds': file55,
  'review-outcomes': file56,
  'risk-levels': file57,
  risks: file58,
  'safety-classes': file59,
  satisfaction: file60,
  'service-progress': file61,
  services: file62,
  sex: file63,
  'sexual-exploitation-kinds': file64,
  stages: file65,
  status: file66,
  'task-reasons': file67,
  'testimony-modes': file68,
  'tracing-results': file69,
  urgency: file70,
};

/** By language. */
export const labelFiles: Readonly<Record<string, unknown>> = {
  bs: file72,
  cnr: file73,
  hr: file74,
  mk: file75,
  sq: file76,
  'sr-Cyrl': file77,
  'sr-Latn': file78,
};

export const transitionsFile: unknown = file226;
