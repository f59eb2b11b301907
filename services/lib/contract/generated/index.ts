/**
 * Generated from schemas/ by `npm run generate`. Do not edit: change the schema and generate again.
 * test/lib/contract/drift.test.ts fails when this file and the schemas part. architecture.md 4.
 */
import file0 from '../../../../schemas/codes/age-assessment-methods.json' with { type: 'json' };
import file1 from '../../../../schemas/codes/age-band.json' with { type: 'json' };
import file2 from '../../../../schemas/codes/alert-actions.json' with { type: 'json' };
import file3 from '../../../../schemas/codes/alert-clearances.json' with { type: 'json' };
import file4 from '../../../../schemas/codes/amendment-reasons.json' with { type: 'json' };
import file5 from '../../../../schemas/codes/attendance.json' with { type: 'json' };
import file6 from '../../../../schemas/codes/audit-faults.json' with { type: 'json' };
import file7 from '../../../../schemas/codes/audit-notes.json' with { type: 'json' };
import file8 from '../../../../schemas/codes/bar-lift-reasons.json' with { type: 'json' };
import file9 from '../../../../schemas/codes/bar-reasons.json' with { type: 'json' };
import file10 from '../../../../schemas/codes/best-interests-decisions.json' with { type: 'json' };
import file11 from '../../../../schemas/codes/breach-classes.json' with { type: 'json' };
import file12 from '../../../../schemas/codes/breach-measures.json' with { type: 'json' };
import file13 from '../../../../schemas/codes/citizenship.json' with { type: 'json' };
import file14 from '../../../../schemas/codes/clarification-questions.json' with { type: 'json' };
import file15 from '../../../../schemas/codes/compensation-barriers.json' with { type: 'json' };
import file16 from '../../../../schemas/codes/compensation-kinds.json' with { type: 'json' };
import file17 from '../../../../schemas/codes/compensation-stages.json' with { type: 'json' };
import file18 from '../../../../schemas/codes/completion-outcomes.json' with { type: 'json' };
import file19 from '../../../../schemas/codes/conditions.json' with { type: 'json' };
import file20 from '../../../../schemas/codes/consent-givers.json' with { type: 'json' };
import file21 from '../../../../schemas/codes/contact-channels.json' with { type: 'json' };
import file22 from '../../../../schemas/codes/court-kinds.json' with { type: 'json' };
import file23 from '../../../../schemas/codes/data-categories.json' with { type: 'json' };
import file24 from '../../../../schemas/codes/decline-reasons.json' with { type: 'json' };
import file25 from '../../../../schemas/codes/delay-reasons.json' with { type: 'json' };
import file26 from '../../../../schemas/codes/destination-kinds.json' with { type: 'json' };
import file27 from '../../../../schemas/codes/enquiry-reasons.json' with { type: 'json' };
import file28 from '../../../../schemas/codes/erasure-reasons.json' with { type: 'json' };
import file29 from '../../../../schemas/codes/error-reasons.json' with { type: 'json' };
import file30 from '../../../../schemas/codes/escorts.json' with { type: 'json' };
import file31 from '../../../../schemas/codes/exploitation.json' with { type: 'json' };
import file32 from '../../../../schemas/codes/fallbacks.json' with { type: 'json' };
import file33 from '../../../../schemas/codes/family-relations.json' with { type: 'json' };
import file34 from '../../../../schemas/codes/feedback-givers.json' with { type: 'json' };
import file35 from '../../../../schemas/codes/functions.json' with { type: 'json' };
import file36 from '../../../../schemas/codes/generation-reasons.json' with { type: 'json' };
import file37 from '../../../../schemas/codes/guardian-kinds.json' with { type: 'json' };
import file38 from '../../../../schemas/codes/hold-reasons.json' with { type: 'json' };
import file39 from '../../../../schemas/codes/identity-results.json' with { type: 'json' };
import file40 from '../../../../schemas/codes/incident-codes.json' with { type: 'json' };
import file41 from '../../../../schemas/codes/indicator-dimensions.json' with { type: 'json' };
import file42 from '../../../../schemas/codes/indicator-lists.json' with { type: 'json' };
import file43 from '../../../../schemas/codes/indicator-strengths.json' with { type: 'json' };
import file44 from '../../../../schemas/codes/interview-necessity.json' with { type: 'json' };
import file45 from '../../../../schemas/codes/interview-places.json' with { type: 'json' };
import file46 from '../../../../schemas/codes/interview-topics.json' with { type: 'json' };
import file47 from '../../../../schemas/codes/jurisdictions.json' with { type: 'json' };
import file48 from '../../../../schemas/codes/kind-of-body.json' with { type: 'json' };
import file49 from '../../../../schemas/codes/labour-sectors.json' with { type: 'json' };
import file50 from '../../../../schemas/codes/languages.json' with { type: 'json' };
import file51 from '../../../../schemas/codes/log-events.json' with { type: 'json' };
import file52 from '../../../../schemas/codes/means.json' with { type: 'json' };
import file53 from '../../../../schemas/codes/measure-effects.json' with { type: 'json' };
import file54 from '../../../../schemas/codes/needs.json' with { type: 'json' };
import file55 from '../../../../schemas/codes/not-possible-reasons.json' with { type: 'json' };
import file56 from '../../../../schemas/codes/opening-codes.json' with { type: 'json' };
import file57 from '../../../../schemas/codes/persons-at-risk.json' with { type: 'json' };
import file58 from '../../../../schemas/codes/problem-codes.json' with { type: 'json' };
import file59 from '../../../../schemas/codes/procedural-standings.json' with { type: 'json' };
import file60 from '../../../../schemas/codes/proceedings.json' with { type: 'json' };
import file61 from '../../../../schemas/codes/protection-measures.json' with { type: 'json' };
import file62 from '../../../../schemas/codes/purposes.json' with { type: 'json' };
import file63 from '../../../../schemas/codes/recruiter-relations.json' with { type: 'json' };
import file64 from '../../../../schemas/codes/recruitment-methods.json' with { type: 'json' };
import file65 from '../../../../schemas/codes/redirect-reasons.json' with { type: 'json' };
import file66 from '../../../../schemas/codes/regimes.json' with { type: 'json' };
import file67 from '../../../../schemas/codes/relations.json' with { type: 'json' };
import file68 from '../../../../schemas/codes/retention-grounds.json' with { type: 'json' };
import file69 from '../../../../schemas/codes/review-outcomes.json' with { type: 'json' };
import file70 from '../../../../schemas/codes/risk-levels.json' with { type: 'json' };
import file71 from '../../../../schemas/codes/risks.json' with { type: 'json' };
import file72 from '../../../../schemas/codes/safety-classes.json' with { type: 'json' };
import file73 from '../../../../schemas/codes/satisfaction.json' with { type: 'json' };
import file74 from '../../../../schemas/codes/service-outcomes.json' with { type: 'json' };
import file75 from '../../../../schemas/codes/service-progress.json' with { type: 'json' };
import file76 from '../../../../schemas/codes/services.json' with { type: 'json' };
import file77 from '../../../../schemas/codes/sex.json' with { type: 'json' };
import file78 from '../../../../schemas/codes/sexual-exploitation-kinds.json' with { type: 'json' };
import file79 from '../../../../schemas/codes/stages.json' with { type: 'json' };
import file80 from '../../../../schemas/codes/status.json' with { type: 'json' };
import file81 from '../../../../schemas/codes/task-reasons.json' with { type: 'json' };
import file82 from '../../../../schemas/codes/testimony-modes.json' with { type: 'json' };
import file83 from '../../../../schemas/codes/tracing-results.json' with { type: 'json' };
import file84 from '../../../../schemas/codes/transport-modes.json' with { type: 'json' };
import file85 from '../../../../schemas/codes/travel-documents.json' with { type: 'json' };
import file86 from '../../../../schemas/codes/urgency.json' with { type: 'json' };
import file87 from '../../../../schemas/codes/withdrawal-reasons.json' with { type: 'json' };
import file88 from '../../../../schemas/common.schema.json' with { type: 'json' };
import file89 from '../../../../schemas/directory/appointment.schema.json' with { type: 'json' };
import file90 from '../../../../schemas/directory/contact-point.schema.json' with { type: 'json' };
import file91 from '../../../../schemas/directory/shift.schema.json' with { type: 'json' };
import file92 from '../../../../schemas/labels/bs.json' with { type: 'json' };
import file93 from '../../../../schemas/labels/cnr.json' with { type: 'json' };
import file94 from '../../../../schemas/labels/hr.json' with { type: 'json' };
import file95 from '../../../../schemas/labels/mk.json' with { type: 'json' };
import file96 from '../../../../schemas/labels/sq.json' with { type: 'json' };
import file97 from '../../../../schemas/labels/sr-Cyrl.json' with { type: 'json' };
import file98 from '../../../../schemas/labels/sr-Latn.json' with { type: 'json' };
import file99 from '../../../../schemas/local/absence.recorded.schema.json' with { type: 'json' };
import file100 from '../../../../schemas/local/appointment.ended.schema.json' with { type: 'json' };
import file101 from '../../../../schemas/local/case.linked.schema.json' with { type: 'json' };
import file102 from '../../../../schemas/local/case.opened.schema.json' with { type: 'json' };
import file103 from '../../../../schemas/local/contact-bar.lifted.schema.json' with { type: 'json' };
import file104 from '../../../../schemas/local/contact-bar.set.schema.json' with { type: 'json' };
import file105 from '../../../../schemas/local/contact-point.suspended.schema.json' with { type: 'json' };
import file106 from '../../../../schemas/local/contact-point.verified.schema.json' with { type: 'json' };
import file107 from '../../../../schemas/local/directory.decided.schema.json' with { type: 'json' };
import file108 from '../../../../schemas/local/directory.imported.schema.json' with { type: 'json' };
import file109 from '../../../../schemas/local/directory.proposed.schema.json' with { type: 'json' };
import file110 from '../../../../schemas/local/htcds.drafted.schema.json' with { type: 'json' };
import file111 from '../../../../schemas/local/liveness-check.answered.schema.json' with { type: 'json' };
import file112 from '../../../../schemas/local/liveness-check.started.schema.json' with { type: 'json' };
import file113 from '../../../../schemas/local/referral.reviewed.schema.json' with { type: 'json' };
import file114 from '../../../../schemas/local/service.reported.schema.json' with { type: 'json' };
import file115 from '../../../../schemas/local/task.answered.schema.json' with { type: 'json' };
import file116 from '../../../../schemas/local/task.rerouted.schema.json' with { type: 'json' };
import file117 from '../../../../schemas/messages/assessment.best-interests/examples/minimal.json' with { type: 'json' };
import file118 from '../../../../schemas/messages/assessment.best-interests/operation.json' with { type: 'json' };
import file119 from '../../../../schemas/messages/assessment.best-interests/v1.metadata.schema.json' with { type: 'json' };
import file120 from '../../../../schemas/messages/assessment.best-interests/v1.payload.schema.json' with { type: 'json' };
import file121 from '../../../../schemas/messages/assessment.risk/examples/minimal.json' with { type: 'json' };
import file122 from '../../../../schemas/messages/assessment.risk/operation.json' with { type: 'json' };
import file123 from '../../../../schemas/messages/assessment.risk/v1.metadata.schema.json' with { type: 'json' };
import file124 from '../../../../schemas/messages/assessment.risk/v1.payload.schema.json' with { type: 'json' };
import file125 from '../../../../schemas/messages/assistance.started/examples/minimal.json' with { type: 'json' };
import file126 from '../../../../schemas/messages/assistance.started/operation.json' with { type: 'json' };
import file127 from '../../../../schemas/messages/assistance.started/v1.metadata.schema.json' with { type: 'json' };
import file128 from '../../../../schemas/messages/assistance.started/v1.payload.schema.json' with { type: 'json' };
import file129 from '../../../../schemas/messages/consent.changed/examples/minimal.json' with { type: 'json' };
import file130 from '../../../../schemas/messages/consent.changed/operation.json' with { type: 'json' };
import file131 from '../../../../schemas/messages/consent.changed/v1.metadata.schema.json' with { type: 'json' };
import file132 from '../../../../schemas/messages/consent.changed/v1.payload.schema.json' with { type: 'json' };
import file133 from '../../../../schemas/messages/consent.recorded/examples/minimal.json' with { type: 'json' };
import file134 from '../../../../schemas/messages/consent.recorded/operation.json' with { type: 'json' };
import file135 from '../../../../schemas/messages/consent.recorded/v1.metadata.schema.json' with { type: 'json' };
import file136 from '../../../../schemas/messages/consent.recorded/v1.payload.schema.json' with { type: 'json' };
import file137 from '../../../../schemas/messages/consent.withdrawal-confirmed/examples/minimal.json' with { type: 'json' };
import file138 from '../../../../schemas/messages/consent.withdrawal-confirmed/operation.json' with { type: 'json' };
import file139 from '../../../../schemas/messages/consent.withdrawal-confirmed/v1.metadata.schema.json' with { type: 'json' };
import file140 from '../../../../schemas/messages/consent.withdrawal-confirmed/v1.payload.schema.json' with { type: 'json' };
import file141 from '../../../../schemas/messages/consent.withdrawn/examples/minimal.json' with { type: 'json' };
import file142 from '../../../../schemas/messages/consent.withdrawn/operation.json' with { type: 'json' };
import file143 from '../../../../schemas/messages/consent.withdrawn/v1.metadata.schema.json' with { type: 'json' };
import file144 from '../../../../schemas/messages/consent.withdrawn/v1.payload.schema.json' with { type: 'json' };
import file145 from '../../../../schemas/messages/data.access-provided/examples/minimal.json' with { type: 'json' };
import file146 from '../../../../schemas/messages/data.access-provided/operation.json' with { type: 'json' };
import file147 from '../../../../schemas/messages/data.access-provided/v1.metadata.schema.json' with { type: 'json' };
import file148 from '../../../../schemas/messages/data.access-provided/v1.payload.schema.json' with { type: 'json' };
import file149 from '../../../../schemas/messages/data.access-requested/examples/minimal.json' with { type: 'json' };
import file150 from '../../../../schemas/messages/data.access-requested/operation.json' with { type: 'json' };
import file151 from '../../../../schemas/messages/data.access-requested/v1.metadata.schema.json' with { type: 'json' };
import file152 from '../../../../schemas/messages/data.access-requested/v1.payload.schema.json' with { type: 'json' };
import file153 from '../../../../schemas/messages/data.breach-notified/examples/minimal.json' with { type: 'json' };
import file154 from '../../../../schemas/messages/data.breach-notified/operation.json' with { type: 'json' };
import file155 from '../../../../schemas/messages/data.breach-notified/v1.metadata.schema.json' with { type: 'json' };
import file156 from '../../../../schemas/messages/data.breach-notified/v1.payload.schema.json' with { type: 'json' };
import file157 from '../../../../schemas/messages/data.erased/examples/minimal.json' with { type: 'json' };
import file158 from '../../../../schemas/messages/data.erased/operation.json' with { type: 'json' };
import file159 from '../../../../schemas/messages/data.erased/v1.metadata.schema.json' with { type: 'json' };
import file160 from '../../../../schemas/messages/data.erased/v1.payload.schema.json' with { type: 'json' };
import file161 from '../../../../schemas/messages/data.erasure-receipt/examples/minimal.json' with { type: 'json' };
import file162 from '../../../../schemas/messages/data.erasure-receipt/operation.json' with { type: 'json' };
import file163 from '../../../../schemas/messages/data.erasure-receipt/v1.metadata.schema.json' with { type: 'json' };
import file164 from '../../../../schemas/messages/data.erasure-receipt/v1.payload.schema.json' with { type: 'json' };
import file165 from '../../../../schemas/messages/data.rectified/examples/minimal.json' with { type: 'json' };
import file166 from '../../../../schemas/messages/data.rectified/operation.json' with { type: 'json' };
import file167 from '../../../../schemas/messages/data.rectified/v1.metadata.schema.json' with { type: 'json' };
import file168 from '../../../../schemas/messages/data.rectified/v1.payload.schema.json' with { type: 'json' };
import file169 from '../../../../schemas/messages/enquiry.capacity/examples/minimal.json' with { type: 'json' };
import file170 from '../../../../schemas/messages/enquiry.capacity/operation.json' with { type: 'json' };
import file171 from '../../../../schemas/messages/enquiry.capacity/v1.metadata.schema.json' with { type: 'json' };
import file172 from '../../../../schemas/messages/enquiry.capacity/v1.payload.schema.json' with { type: 'json' };
import file173 from '../../../../schemas/messages/enquiry.reply/examples/minimal.json' with { type: 'json' };
import file174 from '../../../../schemas/messages/enquiry.reply/operation.json' with { type: 'json' };
import file175 from '../../../../schemas/messages/enquiry.reply/v1.metadata.schema.json' with { type: 'json' };
import file176 from '../../../../schemas/messages/enquiry.reply/v1.payload.schema.json' with { type: 'json' };
import file177 from '../../../../schemas/messages/family.tracing-requested/examples/minimal.json' with { type: 'json' };
import file178 from '../../../../schemas/messages/family.tracing-requested/operation.json' with { type: 'json' };
import file179 from '../../../../schemas/messages/family.tracing-requested/v1.metadata.schema.json' with { type: 'json' };
import file180 from '../../../../schemas/messages/family.tracing-requested/v1.payload.schema.json' with { type: 'json' };
import file181 from '../../../../schemas/messages/family.tracing-result/examples/minimal.json' with { type: 'json' };
import file182 from '../../../../schemas/messages/family.tracing-result/operation.json' with { type: 'json' };
import file183 from '../../../../schemas/messages/family.tracing-result/v1.metadata.schema.json' with { type: 'json' };
import file184 from '../../../../schemas/messages/family.tracing-result/v1.payload.schema.json' with { type: 'json' };
import file185 from '../../../../schemas/messages/heartbeat/v1.metadata.schema.json' with { type: 'json' };
import file186 from '../../../../schemas/messages/heartbeat/v1.payload.schema.json' with { type: 'json' };
import file187 from '../../../../schemas/messages/indicators.observed/examples/minimal.json' with { type: 'json' };
import file188 from '../../../../schemas/messages/indicators.observed/operation.json' with { type: 'json' };
import file189 from '../../../../schemas/messages/indicators.observed/v1.metadata.schema.json' with { type: 'json' };
import file190 from '../../../../schemas/messages/indicators.observed/v1.payload.schema.json' with { type: 'json' };
import file191 from '../../../../schemas/messages/interview.recorded/examples/minimal.json' with { type: 'json' };
import file192 from '../../../../schemas/messages/interview.recorded/operation.json' with { type: 'json' };
import file193 from '../../../../schemas/messages/interview.recorded/v1.metadata.schema.json' with { type: 'json' };
import file194 from '../../../../schemas/messages/interview.recorded/v1.payload.schema.json' with { type: 'json' };
import file195 from '../../../../schemas/messages/justice.compensation/examples/minimal.json' with { type: 'json' };
import file196 from '../../../../schemas/messages/justice.compensation/operation.json' with { type: 'json' };
import file197 from '../../../../schemas/messages/justice.compensation/v1.metadata.schema.json' with { type: 'json' };
import file198 from '../../../../schemas/messages/justice.compensation/v1.payload.schema.json' with { type: 'json' };
import file199 from '../../../../schemas/messages/justice.hearing-notice/examples/minimal.json' with { type: 'json' };
import file200 from '../../../../schemas/messages/justice.hearing-notice/operation.json' with { type: 'json' };
import file201 from '../../../../schemas/messages/justice.hearing-notice/v1.metadata.schema.json' with { type: 'json' };
import file202 from '../../../../schemas/messages/justice.hearing-notice/v1.payload.schema.json' with { type: 'json' };
import file203 from '../../../../schemas/messages/justice.protection-measure/examples/minimal.json' with { type: 'json' };
import file204 from '../../../../schemas/messages/justice.protection-measure/operation.json' with { type: 'json' };
import file205 from '../../../../schemas/messages/justice.protection-measure/v1.metadata.schema.json' with { type: 'json' };
import file206 from '../../../../schemas/messages/justice.protection-measure/v1.payload.schema.json' with { type: 'json' };
import file207 from '../../../../schemas/messages/justice.testimony-arranged/examples/minimal.json' with { type: 'json' };
import file208 from '../../../../schemas/messages/justice.testimony-arranged/operation.json' with { type: 'json' };
import file209 from '../../../../schemas/messages/justice.testimony-arranged/v1.metadata.schema.json' with { type: 'json' };
import file210 from '../../../../schemas/messages/justice.testimony-arranged/v1.payload.schema.json' with { type: 'json' };
import file211 from '../../../../schemas/messages/justice.testimony-requested/examples/minimal.json' with { type: 'json' };
import file212 from '../../../../schemas/messages/justice.testimony-requested/operation.json' with { type: 'json' };
import file213 from '../../../../schemas/messages/justice.testimony-requested/v1.metadata.schema.json' with { type: 'json' };
import file214 from '../../../../schemas/messages/justice.testimony-requested/v1.payload.schema.json' with { type: 'json' };
import file215 from '../../../../schemas/messages/person.feedback/examples/minimal.json' with { type: 'json' };
import file216 from '../../../../schemas/messages/person.feedback/operation.json' with { type: 'json' };
import file217 from '../../../../schemas/messages/person.feedback/v1.metadata.schema.json' with { type: 'json' };
import file218 from '../../../../schemas/messages/person.feedback/v1.payload.schema.json' with { type: 'json' };
import file219 from '../../../../schemas/messages/receipt.delivered/v1.metadata.schema.json' with { type: 'json' };
import file220 from '../../../../schemas/messages/receipt.delivered/v1.payload.schema.json' with { type: 'json' };
import file221 from '../../../../schemas/messages/receipt.refused/v1.metadata.schema.json' with { type: 'json' };
import file222 from '../../../../schemas/messages/receipt.refused/v1.payload.schema.json' with { type: 'json' };
import file223 from '../../../../schemas/messages/referral.accepted/examples/minimal.json' with { type: 'json' };
import file224 from '../../../../schemas/messages/referral.accepted/operation.json' with { type: 'json' };
import file225 from '../../../../schemas/messages/referral.accepted/v1.metadata.schema.json' with { type: 'json' };
import file226 from '../../../../schemas/messages/referral.accepted/v1.payload.schema.json' with { type: 'json' };
import file227 from '../../../../schemas/messages/referral.acknowledged/examples/minimal.json' with { type: 'json' };
import file228 from '../../../../schemas/messages/referral.acknowledged/operation.json' with { type: 'json' };
import file229 from '../../../../schemas/messages/referral.acknowledged/v1.metadata.schema.json' with { type: 'json' };
import file230 from '../../../../schemas/messages/referral.acknowledged/v1.payload.schema.json' with { type: 'json' };
import file231 from '../../../../schemas/messages/referral.amended/examples/minimal.json' with { type: 'json' };
import file232 from '../../../../schemas/messages/referral.amended/operation.json' with { type: 'json' };
import file233 from '../../../../schemas/messages/referral.amended/v1.metadata.schema.json' with { type: 'json' };
import file234 from '../../../../schemas/messages/referral.amended/v1.payload.schema.json' with { type: 'json' };
import file235 from '../../../../schemas/messages/referral.clarification-provided/examples/minimal.json' with { type: 'json' };
import file236 from '../../../../schemas/messages/referral.clarification-provided/operation.json' with { type: 'json' };
import file237 from '../../../../schemas/messages/referral.clarification-provided/v1.metadata.schema.json' with { type: 'json' };
import file238 from '../../../../schemas/messages/referral.clarification-provided/v1.payload.schema.json' with { type: 'json' };
import file239 from '../../../../schemas/messages/referral.clarification-requested/examples/minimal.json' with { type: 'json' };
import file240 from '../../../../schemas/messages/referral.clarification-requested/operation.json' with { type: 'json' };
import file241 from '../../../../schemas/messages/referral.clarification-requested/v1.metadata.schema.json' with { type: 'json' };
import file242 from '../../../../schemas/messages/referral.clarification-requested/v1.payload.schema.json' with { type: 'json' };
import file243 from '../../../../schemas/messages/referral.completed/examples/minimal.json' with { type: 'json' };
import file244 from '../../../../schemas/messages/referral.completed/operation.json' with { type: 'json' };
import file245 from '../../../../schemas/messages/referral.completed/v1.metadata.schema.json' with { type: 'json' };
import file246 from '../../../../schemas/messages/referral.completed/v1.payload.schema.json' with { type: 'json' };
import file247 from '../../../../schemas/messages/referral.declined/examples/minimal.json' with { type: 'json' };
import file248 from '../../../../schemas/messages/referral.declined/operation.json' with { type: 'json' };
import file249 from '../../../../schemas/messages/referral.declined/v1.metadata.schema.json' with { type: 'json' };
import file250 from '../../../../schemas/messages/referral.declined/v1.payload.schema.json' with { type: 'json' };
import file251 from '../../../../schemas/messages/referral.disclosed/examples/minimal.json' with { type: 'json' };
import file252 from '../../../../schemas/messages/referral.disclosed/operation.json' with { type: 'json' };
import file253 from '../../../../schemas/messages/referral.disclosed/v1.metadata.schema.json' with { type: 'json' };
import file254 from '../../../../schemas/messages/referral.disclosed/v1.payload.schema.json' with { type: 'json' };
import file255 from '../../../../schemas/messages/referral.entered-in-error/examples/minimal.json' with { type: 'json' };
import file256 from '../../../../schemas/messages/referral.entered-in-error/operation.json' with { type: 'json' };
import file257 from '../../../../schemas/messages/referral.entered-in-error/v1.metadata.schema.json' with { type: 'json' };
import file258 from '../../../../schemas/messages/referral.entered-in-error/v1.payload.schema.json' with { type: 'json' };
import file259 from '../../../../schemas/messages/referral.expired/examples/minimal.json' with { type: 'json' };
import file260 from '../../../../schemas/messages/referral.expired/operation.json' with { type: 'json' };
import file261 from '../../../../schemas/messages/referral.expired/v1.metadata.schema.json' with { type: 'json' };
import file262 from '../../../../schemas/messages/referral.expired/v1.payload.schema.json' with { type: 'json' };
import file263 from '../../../../schemas/messages/referral.not-possible/examples/minimal.json' with { type: 'json' };
import file264 from '../../../../schemas/messages/referral.not-possible/operation.json' with { type: 'json' };
import file265 from '../../../../schemas/messages/referral.not-possible/v1.metadata.schema.json' with { type: 'json' };
import file266 from '../../../../schemas/messages/referral.not-possible/v1.payload.schema.json' with { type: 'json' };
import file267 from '../../../../schemas/messages/referral.on-hold/examples/minimal.json' with { type: 'json' };
import file268 from '../../../../schemas/messages/referral.on-hold/operation.json' with { type: 'json' };
import file269 from '../../../../schemas/messages/referral.on-hold/v1.metadata.schema.json' with { type: 'json' };
import file270 from '../../../../schemas/messages/referral.on-hold/v1.payload.schema.json' with { type: 'json' };
import file271 from '../../../../schemas/messages/referral.redirected/examples/minimal.json' with { type: 'json' };
import file272 from '../../../../schemas/messages/referral.redirected/operation.json' with { type: 'json' };
import file273 from '../../../../schemas/messages/referral.redirected/v1.metadata.schema.json' with { type: 'json' };
import file274 from '../../../../schemas/messages/referral.redirected/v1.payload.schema.json' with { type: 'json' };
import file275 from '../../../../schemas/messages/referral.resumed/examples/minimal.json' with { type: 'json' };
import file276 from '../../../../schemas/messages/referral.resumed/operation.json' with { type: 'json' };
import file277 from '../../../../schemas/messages/referral.resumed/v1.metadata.schema.json' with { type: 'json' };
import file278 from '../../../../schemas/messages/referral.resumed/v1.payload.schema.json' with { type: 'json' };
import file279 from '../../../../schemas/messages/referral.sealed/examples/minimal.json' with { type: 'json' };
import file280 from '../../../../schemas/messages/referral.sealed/operation.json' with { type: 'json' };
import file281 from '../../../../schemas/messages/referral.sealed/v1.metadata.schema.json' with { type: 'json' };
import file282 from '../../../../schemas/messages/referral.sealed/v1.payload.schema.json' with { type: 'json' };
import file283 from '../../../../schemas/messages/referral.submitted/examples/draft.json' with { type: 'json' };
import file284 from '../../../../schemas/messages/referral.submitted/examples/minimal.json' with { type: 'json' };
import file285 from '../../../../schemas/messages/referral.submitted/operation.json' with { type: 'json' };
import file286 from '../../../../schemas/messages/referral.submitted/v1.metadata.schema.json' with { type: 'json' };
import file287 from '../../../../schemas/messages/referral.submitted/v1.payload.schema.json' with { type: 'json' };
import file288 from '../../../../schemas/messages/referral.withdrawal-confirmed/examples/minimal.json' with { type: 'json' };
import file289 from '../../../../schemas/messages/referral.withdrawal-confirmed/operation.json' with { type: 'json' };
import file290 from '../../../../schemas/messages/referral.withdrawal-confirmed/v1.metadata.schema.json' with { type: 'json' };
import file291 from '../../../../schemas/messages/referral.withdrawal-confirmed/v1.payload.schema.json' with { type: 'json' };
import file292 from '../../../../schemas/messages/referral.withdrawn/examples/minimal.json' with { type: 'json' };
import file293 from '../../../../schemas/messages/referral.withdrawn/operation.json' with { type: 'json' };
import file294 from '../../../../schemas/messages/referral.withdrawn/v1.metadata.schema.json' with { type: 'json' };
import file295 from '../../../../schemas/messages/referral.withdrawn/v1.payload.schema.json' with { type: 'json' };
import file296 from '../../../../schemas/messages/return.identity-check-requested/examples/minimal.json' with { type: 'json' };
import file297 from '../../../../schemas/messages/return.identity-check-requested/operation.json' with { type: 'json' };
import file298 from '../../../../schemas/messages/return.identity-check-requested/v1.metadata.schema.json' with { type: 'json' };
import file299 from '../../../../schemas/messages/return.identity-check-requested/v1.payload.schema.json' with { type: 'json' };
import file300 from '../../../../schemas/messages/return.identity-check-result/examples/minimal.json' with { type: 'json' };
import file301 from '../../../../schemas/messages/return.identity-check-result/operation.json' with { type: 'json' };
import file302 from '../../../../schemas/messages/return.identity-check-result/v1.metadata.schema.json' with { type: 'json' };
import file303 from '../../../../schemas/messages/return.identity-check-result/v1.payload.schema.json' with { type: 'json' };
import file304 from '../../../../schemas/messages/return.plan-agreed/examples/minimal.json' with { type: 'json' };
import file305 from '../../../../schemas/messages/return.plan-agreed/operation.json' with { type: 'json' };
import file306 from '../../../../schemas/messages/return.plan-agreed/v1.metadata.schema.json' with { type: 'json' };
import file307 from '../../../../schemas/messages/return.plan-agreed/v1.payload.schema.json' with { type: 'json' };
import file308 from '../../../../schemas/messages/return.plan-proposed/examples/minimal.json' with { type: 'json' };
import file309 from '../../../../schemas/messages/return.plan-proposed/operation.json' with { type: 'json' };
import file310 from '../../../../schemas/messages/return.plan-proposed/v1.metadata.schema.json' with { type: 'json' };
import file311 from '../../../../schemas/messages/return.plan-proposed/v1.payload.schema.json' with { type: 'json' };
import file312 from '../../../../schemas/messages/safety.alert-acknowledged/examples/minimal.json' with { type: 'json' };
import file313 from '../../../../schemas/messages/safety.alert-acknowledged/operation.json' with { type: 'json' };
import file314 from '../../../../schemas/messages/safety.alert-acknowledged/v1.metadata.schema.json' with { type: 'json' };
import file315 from '../../../../schemas/messages/safety.alert-acknowledged/v1.payload.schema.json' with { type: 'json' };
import file316 from '../../../../schemas/messages/safety.alert-cleared/examples/minimal.json' with { type: 'json' };
import file317 from '../../../../schemas/messages/safety.alert-cleared/operation.json' with { type: 'json' };
import file318 from '../../../../schemas/messages/safety.alert-cleared/v1.metadata.schema.json' with { type: 'json' };
import file319 from '../../../../schemas/messages/safety.alert-cleared/v1.payload.schema.json' with { type: 'json' };
import file320 from '../../../../schemas/messages/safety.alert/examples/minimal.json' with { type: 'json' };
import file321 from '../../../../schemas/messages/safety.alert/operation.json' with { type: 'json' };
import file322 from '../../../../schemas/messages/safety.alert/v1.metadata.schema.json' with { type: 'json' };
import file323 from '../../../../schemas/messages/safety.alert/v1.payload.schema.json' with { type: 'json' };
import file324 from '../../../../schemas/messages/service.feedback/examples/minimal.json' with { type: 'json' };
import file325 from '../../../../schemas/messages/service.feedback/operation.json' with { type: 'json' };
import file326 from '../../../../schemas/messages/service.feedback/v1.metadata.schema.json' with { type: 'json' };
import file327 from '../../../../schemas/messages/service.feedback/v1.payload.schema.json' with { type: 'json' };
import file328 from '../../../../schemas/messages/status.asserted/examples/minimal.json' with { type: 'json' };
import file329 from '../../../../schemas/messages/status.asserted/operation.json' with { type: 'json' };
import file330 from '../../../../schemas/messages/status.asserted/v1.metadata.schema.json' with { type: 'json' };
import file331 from '../../../../schemas/messages/status.asserted/v1.payload.schema.json' with { type: 'json' };
import file332 from '../../../../schemas/messages/stream.resend-requested/v1.metadata.schema.json' with { type: 'json' };
import file333 from '../../../../schemas/messages/stream.resend-requested/v1.payload.schema.json' with { type: 'json' };
import file334 from '../../../../schemas/messages/transfer.arrived/examples/minimal.json' with { type: 'json' };
import file335 from '../../../../schemas/messages/transfer.arrived/operation.json' with { type: 'json' };
import file336 from '../../../../schemas/messages/transfer.arrived/v1.metadata.schema.json' with { type: 'json' };
import file337 from '../../../../schemas/messages/transfer.arrived/v1.payload.schema.json' with { type: 'json' };
import file338 from '../../../../schemas/messages/transfer.delayed/examples/minimal.json' with { type: 'json' };
import file339 from '../../../../schemas/messages/transfer.delayed/operation.json' with { type: 'json' };
import file340 from '../../../../schemas/messages/transfer.delayed/v1.metadata.schema.json' with { type: 'json' };
import file341 from '../../../../schemas/messages/transfer.delayed/v1.payload.schema.json' with { type: 'json' };
import file342 from '../../../../schemas/messages/transfer.departed/examples/minimal.json' with { type: 'json' };
import file343 from '../../../../schemas/messages/transfer.departed/operation.json' with { type: 'json' };
import file344 from '../../../../schemas/messages/transfer.departed/v1.metadata.schema.json' with { type: 'json' };
import file345 from '../../../../schemas/messages/transfer.departed/v1.payload.schema.json' with { type: 'json' };
import file346 from '../../../../schemas/messages/transfer.not-arrived/examples/minimal.json' with { type: 'json' };
import file347 from '../../../../schemas/messages/transfer.not-arrived/operation.json' with { type: 'json' };
import file348 from '../../../../schemas/messages/transfer.not-arrived/v1.metadata.schema.json' with { type: 'json' };
import file349 from '../../../../schemas/messages/transfer.not-arrived/v1.payload.schema.json' with { type: 'json' };
import file350 from '../../../../schemas/messages/transit.agreed/examples/minimal.json' with { type: 'json' };
import file351 from '../../../../schemas/messages/transit.agreed/operation.json' with { type: 'json' };
import file352 from '../../../../schemas/messages/transit.agreed/v1.metadata.schema.json' with { type: 'json' };
import file353 from '../../../../schemas/messages/transit.agreed/v1.payload.schema.json' with { type: 'json' };
import file354 from '../../../../schemas/messages/transit.announced/examples/minimal.json' with { type: 'json' };
import file355 from '../../../../schemas/messages/transit.announced/operation.json' with { type: 'json' };
import file356 from '../../../../schemas/messages/transit.announced/v1.metadata.schema.json' with { type: 'json' };
import file357 from '../../../../schemas/messages/transit.announced/v1.payload.schema.json' with { type: 'json' };
import file358 from '../../../../schemas/messages/transit.entered/examples/minimal.json' with { type: 'json' };
import file359 from '../../../../schemas/messages/transit.entered/operation.json' with { type: 'json' };
import file360 from '../../../../schemas/messages/transit.entered/v1.metadata.schema.json' with { type: 'json' };
import file361 from '../../../../schemas/messages/transit.entered/v1.payload.schema.json' with { type: 'json' };
import file362 from '../../../../schemas/messages/transit.passed/examples/minimal.json' with { type: 'json' };
import file363 from '../../../../schemas/messages/transit.passed/operation.json' with { type: 'json' };
import file364 from '../../../../schemas/messages/transit.passed/v1.metadata.schema.json' with { type: 'json' };
import file365 from '../../../../schemas/messages/transit.passed/v1.payload.schema.json' with { type: 'json' };
import file366 from '../../../../schemas/packs/calendar.schema.json' with { type: 'json' };
import file367 from '../../../../schemas/packs/case.schema.json' with { type: 'json' };
import file368 from '../../../../schemas/packs/pack.schema.json' with { type: 'json' };
import file369 from '../../../../schemas/public/directory.entry-confirmed/v1.schema.json' with { type: 'json' };
import file370 from '../../../../schemas/public/directory.entry-suspended/v1.schema.json' with { type: 'json' };
import file371 from '../../../../schemas/public/key.announced/v1.schema.json' with { type: 'json' };
import file372 from '../../../../schemas/record/envelope.schema.json' with { type: 'json' };
import file373 from '../../../../schemas/record/public-entry.schema.json' with { type: 'json' };
import file374 from '../../../../schemas/record/rings.schema.json' with { type: 'json' };
import file375 from '../../../../schemas/registry/registry.schema.json' with { type: 'json' };
import file376 from '../../../../schemas/transitions.json' with { type: 'json' };

export const messageTypes = [
  'assessment.best-interests',
  'assessment.risk',
  'assistance.started',
  'consent.changed',
  'consent.recorded',
  'consent.withdrawal-confirmed',
  'consent.withdrawn',
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
  'referral.amended',
  'referral.clarification-provided',
  'referral.clarification-requested',
  'referral.completed',
  'referral.declined',
  'referral.disclosed',
  'referral.entered-in-error',
  'referral.expired',
  'referral.not-possible',
  'referral.on-hold',
  'referral.redirected',
  'referral.resumed',
  'referral.sealed',
  'referral.submitted',
  'referral.withdrawal-confirmed',
  'referral.withdrawn',
  'return.identity-check-requested',
  'return.identity-check-result',
  'return.plan-agreed',
  'return.plan-proposed',
  'safety.alert',
  'safety.alert-acknowledged',
  'safety.alert-cleared',
  'service.feedback',
  'status.asserted',
  'stream.resend-requested',
  'transfer.arrived',
  'transfer.delayed',
  'transfer.departed',
  'transfer.not-arrived',
  'transit.agreed',
  'transit.announced',
  'transit.entered',
  'transit.passed',
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
  'urn:trm:schema:common': file88,
  'urn:trm:schema:directory:appointment': file89,
  'urn:trm:schema:directory:contact-point': file90,
  'urn:trm:schema:directory:shift': file91,
  'urn:trm:schema:local:absence.recorded': file99,
  'urn:trm:schema:local:appointment.ended': file100,
  'urn:trm:schema:local:case.linked': file101,
  'urn:trm:schema:local:case.opened': file102,
  'urn:trm:schema:local:contact-bar.lifted': file103,
  'urn:trm:schema:local:contact-bar.set': file104,
  'urn:trm:schema:local:contact-point.suspended': file105,
  'urn:trm:schema:local:contact-point.verified': file106,
  'urn:trm:schema:local:directory.decided': file107,
  'urn:trm:schema:local:directory.imported': file108,
  'urn:trm:schema:local:directory.proposed': file109,
  'urn:trm:schema:local:htcds.drafted': file110,
  'urn:trm:schema:local:liveness-check.answered': file111,
  'urn:trm:schema:local:liveness-check.started': file112,
  'urn:trm:schema:local:referral.reviewed': file113,
  'urn:trm:schema:local:service.reported': file114,
  'urn:trm:schema:local:task.answered': file115,
  'urn:trm:schema:local:task.rerouted': file116,
  'urn:trm:schema:assessment.best-interests:v1:metadata': file119,
  'urn:trm:schema:assessment.best-interests:v1:payload': file120,
  'urn:trm:schema:assessment.risk:v1:metadata': file123,
  'urn:trm:schema:assessment.risk:v1:payload': file124,
  'urn:trm:schema:assistance.started:v1:metadata': file127,
  'urn:trm:schema:assistance.started:v1:payload': file128,
  'urn:trm:schema:consent.changed:v1:metadata': file131,
  'urn:trm:schema:consent.changed:v1:payload': file132,
  'urn:trm:schema:consent.recorded:v1:metadata': file135,
  'urn:trm:schema:consent.recorded:v1:payload': file136,
  'urn:trm:schema:consent.withdrawal-confirmed:v1:metadata': file139,
  'urn:trm:schema:consent.withdrawal-confirmed:v1:payload': file140,
  'urn:trm:schema:consent.withdrawn:v1:metadata': file143,
  'urn:trm:schema:consent.withdrawn:v1:payload': file144,
  'urn:trm:schema:data.access-provided:v1:metadata': file147,
  'urn:trm:schema:data.access-provided:v1:payload': file148,
  'urn:trm:schema:data.access-requested:v1:metadata': file151,
  'urn:trm:schema:data.access-requested:v1:payload': file152,
  'urn:trm:schema:data.breach-notified:v1:metadata': file155,
  'urn:trm:schema:data.breach-notified:v1:payload': file156,
  'urn:trm:schema:data.erased:v1:metadata': file159,
  'urn:trm:schema:data.erased:v1:payload': file160,
  'urn:trm:schema:data.erasure-receipt:v1:metadata': file163,
  'urn:trm:schema:data.erasure-receipt:v1:payload': file164,
  'urn:trm:schema:data.rectified:v1:metadata': file167,
  'urn:trm:schema:data.rectified:v1:payload': file168,
  'urn:trm:schema:enquiry.capacity:v1:metadata': file171,
  'urn:trm:schema:enquiry.capacity:v1:payload': file172,
  'urn:trm:schema:enquiry.reply:v1:metadata': file175,
  'urn:trm:schema:enquiry.reply:v1:payload': file176,
  'urn:trm:schema:family.tracing-requested:v1:metadata': file179,
  'urn:trm:schema:family.tracing-requested:v1:payload': file180,
  'urn:trm:schema:family.tracing-result:v1:metadata': file183,
  'urn:trm:schema:family.tracing-result:v1:payload': file184,
  'urn:trm:schema:heartbeat:v1:metadata': file185,
  'urn:trm:schema:heartbeat:v1:payload': file186,
  'urn:trm:schema:indicators.observed:v1:metadata': file189,
  'urn:trm:schema:indicators.observed:v1:payload': file190,
  'urn:trm:schema:interview.recorded:v1:metadata': file193,
  'urn:trm:schema:interview.recorded:v1:payload': file194,
  'urn:trm:schema:justice.compensation:v1:metadata': file197,
  'urn:trm:schema:justice.compensation:v1:payload': file198,
  'urn:trm:schema:justice.hearing-notice:v1:metadata': file201,
  'urn:trm:schema:justice.hearing-notice:v1:payload': file202,
  'urn:trm:schema:justice.protection-measure:v1:metadata': file205,
  'urn:trm:schema:justice.protection-measure:v1:payload': file206,
  'urn:trm:schema:justice.testimony-arranged:v1:metadata': file209,
  'urn:trm:schema:justice.testimony-arranged:v1:payload': file210,
  'urn:trm:schema:justice.testimony-requested:v1:metadata': file213,
  'urn:trm:schema:justice.testimony-requested:v1:payload': file214,
  'urn:trm:schema:person.feedback:v1:metadata': file217,
  'urn:trm:schema:person.feedback:v1:payload': file218,
  'urn:trm:schema:receipt.delivered:v1:metadata': file219,
  'urn:trm:schema:receipt.delivered:v1:payload': file220,
  'urn:trm:schema:receipt.refused:v1:metadata': file221,
  'urn:trm:schema:receipt.refused:v1:payload': file222,
  'urn:trm:schema:referral.accepted:v1:metadata': file225,
  'urn:trm:schema:referral.accepted:v1:payload': file226,
  'urn:trm:schema:referral.acknowledged:v1:metadata': file229,
  'urn:trm:schema:referral.acknowledged:v1:payload': file230,
  'urn:trm:schema:referral.amended:v1:metadata': file233,
  'urn:trm:schema:referral.amended:v1:payload': file234,
  'urn:trm:schema:referral.clarification-provided:v1:metadata': file237,
  'urn:trm:schema:referral.clarification-provided:v1:payload': file238,
  'urn:trm:schema:referral.clarification-requested:v1:metadata': file241,
  'urn:trm:schema:referral.clarification-requested:v1:payload': file242,
  'urn:trm:schema:referral.completed:v1:metadata': file245,
  'urn:trm:schema:referral.completed:v1:payload': file246,
  'urn:trm:schema:referral.declined:v1:metadata': file249,
  'urn:trm:schema:referral.declined:v1:payload': file250,
  'urn:trm:schema:referral.disclosed:v1:metadata': file253,
  'urn:trm:schema:referral.disclosed:v1:payload': file254,
  'urn:trm:schema:referral.entered-in-error:v1:metadata': file257,
  'urn:trm:schema:referral.entered-in-error:v1:payload': file258,
  'urn:trm:schema:referral.expired:v1:metadata': file261,
  'urn:trm:schema:referral.expired:v1:payload': file262,
  'urn:trm:schema:referral.not-possible:v1:metadata': file265,
  'urn:trm:schema:referral.not-possible:v1:payload': file266,
  'urn:trm:schema:referral.on-hold:v1:metadata': file269,
  'urn:trm:schema:referral.on-hold:v1:payload': file270,
  'urn:trm:schema:referral.redirected:v1:metadata': file273,
  'urn:trm:schema:referral.redirected:v1:payload': file274,
  'urn:trm:schema:referral.resumed:v1:metadata': file277,
  'urn:trm:schema:referral.resumed:v1:payload': file278,
  'urn:trm:schema:referral.sealed:v1:metadata': file281,
  'urn:trm:schema:referral.sealed:v1:payload': file282,
  'urn:trm:schema:referral.submitted:v1:metadata': file286,
  'urn:trm:schema:referral.submitted:v1:payload': file287,
  'urn:trm:schema:referral.withdrawal-confirmed:v1:metadata': file290,
  'urn:trm:schema:referral.withdrawal-confirmed:v1:payload': file291,
  'urn:trm:schema:referral.withdrawn:v1:metadata': file294,
  'urn:trm:schema:referral.withdrawn:v1:payload': file295,
  'urn:trm:schema:return.identity-check-requested:v1:metadata': file298,
  'urn:trm:schema:return.identity-check-requested:v1:payload': file299,
  'urn:trm:schema:return.identity-check-result:v1:metadata': file302,
  'urn:trm:schema:return.identity-check-result:v1:payload': file303,
  'urn:trm:schema:return.plan-agreed:v1:metadata': file306,
  'urn:trm:schema:return.plan-agreed:v1:payload': file307,
  'urn:trm:schema:return.plan-proposed:v1:metadata': file310,
  'urn:trm:schema:return.plan-proposed:v1:payload': file311,
  'urn:trm:schema:safety.alert-acknowledged:v1:metadata': file314,
  'urn:trm:schema:safety.alert-acknowledged:v1:payload': file315,
  'urn:trm:schema:safety.alert-cleared:v1:metadata': file318,
  'urn:trm:schema:safety.alert-cleared:v1:payload': file319,
  'urn:trm:schema:safety.alert:v1:metadata': file322,
  'urn:trm:schema:safety.alert:v1:payload': file323,
  'urn:trm:schema:service.feedback:v1:metadata': file326,
  'urn:trm:schema:service.feedback:v1:payload': file327,
  'urn:trm:schema:status.asserted:v1:metadata': file330,
  'urn:trm:schema:status.asserted:v1:payload': file331,
  'urn:trm:schema:stream.resend-requested:v1:metadata': file332,
  'urn:trm:schema:stream.resend-requested:v1:payload': file333,
  'urn:trm:schema:transfer.arrived:v1:metadata': file336,
  'urn:trm:schema:transfer.arrived:v1:payload': file337,
  'urn:trm:schema:transfer.delayed:v1:metadata': file340,
  'urn:trm:schema:transfer.delayed:v1:payload': file341,
  'urn:trm:schema:transfer.departed:v1:metadata': file344,
  'urn:trm:schema:transfer.departed:v1:payload': file345,
  'urn:trm:schema:transfer.not-arrived:v1:metadata': file348,
  'urn:trm:schema:transfer.not-arrived:v1:payload': file349,
  'urn:trm:schema:transit.agreed:v1:metadata': file352,
  'urn:trm:schema:transit.agreed:v1:payload': file353,
  'urn:trm:schema:transit.announced:v1:metadata': file356,
  'urn:trm:schema:transit.announced:v1:payload': file357,
  'urn:trm:schema:transit.entered:v1:metadata': file360,
  'urn:trm:schema:transit.entered:v1:payload': file361,
  'urn:trm:schema:transit.passed:v1:metadata': file364,
  'urn:trm:schema:transit.passed:v1:payload': file365,
  'urn:trm:schema:packs:calendar': file366,
  'urn:trm:schema:packs:case': file367,
  'urn:trm:schema:packs:pack': file368,
  'urn:trm:schema:public:directory.entry-confirmed:v1': file369,
  'urn:trm:schema:public:directory.entry-suspended:v1': file370,
  'urn:trm:schema:public:key.announced:v1': file371,
  'urn:trm:schema:record:envelope': file372,
  'urn:trm:schema:record:public-entry': file373,
  'urn:trm:schema:record:rings': file374,
  'urn:trm:schema:registry': file375,
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
    operation: file118,
    minimal: file117,
    draft: null,
  },
  'assessment.risk': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:assessment.risk:v1:metadata',
        payload: 'urn:trm:schema:assessment.risk:v1:payload',
      },
    },
    operation: file122,
    minimal: file121,
    draft: null,
  },
  'assistance.started': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:assistance.started:v1:metadata',
        payload: 'urn:trm:schema:assistance.started:v1:payload',
      },
    },
    operation: file126,
    minimal: file125,
    draft: null,
  },
  'consent.changed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:consent.changed:v1:metadata',
        payload: 'urn:trm:schema:consent.changed:v1:payload',
      },
    },
    operation: file130,
    minimal: file129,
    draft: null,
  },
  'consent.recorded': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:consent.recorded:v1:metadata',
        payload: 'urn:trm:schema:consent.recorded:v1:payload',
      },
    },
    operation: file134,
    minimal: file133,
    draft: null,
  },
  'consent.withdrawal-confirmed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:consent.withdrawal-confirmed:v1:metadata',
        payload: 'urn:trm:schema:consent.withdrawal-confirmed:v1:payload',
      },
    },
    operation: file138,
    minimal: file137,
    draft: null,
  },
  'consent.withdrawn': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:consent.withdrawn:v1:metadata',
        payload: 'urn:trm:schema:consent.withdrawn:v1:payload',
      },
    },
    operation: file142,
    minimal: file141,
    draft: null,
  },
  'data.access-provided': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.access-provided:v1:metadata',
        payload: 'urn:trm:schema:data.access-provided:v1:payload',
      },
    },
    operation: file146,
    minimal: file145,
    draft: null,
  },
  'data.access-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.access-requested:v1:metadata',
        payload: 'urn:trm:schema:data.access-requested:v1:payload',
      },
    },
    operation: file150,
    minimal: file149,
    draft: null,
  },
  'data.breach-notified': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.breach-notified:v1:metadata',
        payload: 'urn:trm:schema:data.breach-notified:v1:payload',
      },
    },
    operation: file154,
    minimal: file153,
    draft: null,
  },
  'data.erased': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.erased:v1:metadata',
        payload: 'urn:trm:schema:data.erased:v1:payload',
      },
    },
    operation: file158,
    minimal: file157,
    draft: null,
  },
  'data.erasure-receipt': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.erasure-receipt:v1:metadata',
        payload: 'urn:trm:schema:data.erasure-receipt:v1:payload',
      },
    },
    operation: file162,
    minimal: file161,
    draft: null,
  },
  'data.rectified': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:data.rectified:v1:metadata',
        payload: 'urn:trm:schema:data.rectified:v1:payload',
      },
    },
    operation: file166,
    minimal: file165,
    draft: null,
  },
  'enquiry.capacity': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:enquiry.capacity:v1:metadata',
        payload: 'urn:trm:schema:enquiry.capacity:v1:payload',
      },
    },
    operation: file170,
    minimal: file169,
    draft: null,
  },
  'enquiry.reply': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:enquiry.reply:v1:metadata',
        payload: 'urn:trm:schema:enquiry.reply:v1:payload',
      },
    },
    operation: file174,
    minimal: file173,
    draft: null,
  },
  'family.tracing-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:family.tracing-requested:v1:metadata',
        payload: 'urn:trm:schema:family.tracing-requested:v1:payload',
      },
    },
    operation: file178,
    minimal: file177,
    draft: null,
  },
  'family.tracing-result': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:family.tracing-result:v1:metadata',
        payload: 'urn:trm:schema:family.tracing-result:v1:payload',
      },
    },
    operation: file182,
    minimal: file181,
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
    operation: file188,
    minimal: file187,
    draft: null,
  },
  'interview.recorded': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:interview.recorded:v1:metadata',
        payload: 'urn:trm:schema:interview.recorded:v1:payload',
      },
    },
    operation: file192,
    minimal: file191,
    draft: null,
  },
  'justice.compensation': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.compensation:v1:metadata',
        payload: 'urn:trm:schema:justice.compensation:v1:payload',
      },
    },
    operation: file196,
    minimal: file195,
    draft: null,
  },
  'justice.hearing-notice': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.hearing-notice:v1:metadata',
        payload: 'urn:trm:schema:justice.hearing-notice:v1:payload',
      },
    },
    operation: file200,
    minimal: file199,
    draft: null,
  },
  'justice.protection-measure': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.protection-measure:v1:metadata',
        payload: 'urn:trm:schema:justice.protection-measure:v1:payload',
      },
    },
    operation: file204,
    minimal: file203,
    draft: null,
  },
  'justice.testimony-arranged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.testimony-arranged:v1:metadata',
        payload: 'urn:trm:schema:justice.testimony-arranged:v1:payload',
      },
    },
    operation: file208,
    minimal: file207,
    draft: null,
  },
  'justice.testimony-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:justice.testimony-requested:v1:metadata',
        payload: 'urn:trm:schema:justice.testimony-requested:v1:payload',
      },
    },
    operation: file212,
    minimal: file211,
    draft: null,
  },
  'person.feedback': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:person.feedback:v1:metadata',
        payload: 'urn:trm:schema:person.feedback:v1:payload',
      },
    },
    operation: file216,
    minimal: file215,
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
    operation: file224,
    minimal: file223,
    draft: null,
  },
  'referral.acknowledged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.acknowledged:v1:metadata',
        payload: 'urn:trm:schema:referral.acknowledged:v1:payload',
      },
    },
    operation: file228,
    minimal: file227,
    draft: null,
  },
  'referral.amended': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.amended:v1:metadata',
        payload: 'urn:trm:schema:referral.amended:v1:payload',
      },
    },
    operation: file232,
    minimal: file231,
    draft: null,
  },
  'referral.clarification-provided': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.clarification-provided:v1:metadata',
        payload: 'urn:trm:schema:referral.clarification-provided:v1:payload',
      },
    },
    operation: file236,
    minimal: file235,
    draft: null,
  },
  'referral.clarification-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.clarification-requested:v1:metadata',
        payload: 'urn:trm:schema:referral.clarification-requested:v1:payload',
      },
    },
    operation: file240,
    minimal: file239,
    draft: null,
  },
  'referral.completed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.completed:v1:metadata',
        payload: 'urn:trm:schema:referral.completed:v1:payload',
      },
    },
    operation: file244,
    minimal: file243,
    draft: null,
  },
  'referral.declined': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.declined:v1:metadata',
        payload: 'urn:trm:schema:referral.declined:v1:payload',
      },
    },
    operation: file248,
    minimal: file247,
    draft: null,
  },
  'referral.disclosed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.disclosed:v1:metadata',
        payload: 'urn:trm:schema:referral.disclosed:v1:payload',
      },
    },
    operation: file252,
    minimal: file251,
    draft: null,
  },
  'referral.entered-in-error': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.entered-in-error:v1:metadata',
        payload: 'urn:trm:schema:referral.entered-in-error:v1:payload',
      },
    },
    operation: file256,
    minimal: file255,
    draft: null,
  },
  'referral.expired': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.expired:v1:metadata',
        payload: 'urn:trm:schema:referral.expired:v1:payload',
      },
    },
    operation: file260,
    minimal: file259,
    draft: null,
  },
  'referral.not-possible': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.not-possible:v1:metadata',
        payload: 'urn:trm:schema:referral.not-possible:v1:payload',
      },
    },
    operation: file264,
    minimal: file263,
    draft: null,
  },
  'referral.on-hold': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.on-hold:v1:metadata',
        payload: 'urn:trm:schema:referral.on-hold:v1:payload',
      },
    },
    operation: file268,
    minimal: file267,
    draft: null,
  },
  'referral.redirected': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.redirected:v1:metadata',
        payload: 'urn:trm:schema:referral.redirected:v1:payload',
      },
    },
    operation: file272,
    minimal: file271,
    draft: null,
  },
  'referral.resumed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.resumed:v1:metadata',
        payload: 'urn:trm:schema:referral.resumed:v1:payload',
      },
    },
    operation: file276,
    minimal: file275,
    draft: null,
  },
  'referral.sealed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.sealed:v1:metadata',
        payload: 'urn:trm:schema:referral.sealed:v1:payload',
      },
    },
    operation: file280,
    minimal: file279,
    draft: null,
  },
  'referral.submitted': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.submitted:v1:metadata',
        payload: 'urn:trm:schema:referral.submitted:v1:payload',
      },
    },
    operation: file285,
    minimal: file284,
    draft: file283,
  },
  'referral.withdrawal-confirmed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.withdrawal-confirmed:v1:metadata',
        payload: 'urn:trm:schema:referral.withdrawal-confirmed:v1:payload',
      },
    },
    operation: file289,
    minimal: file288,
    draft: null,
  },
  'referral.withdrawn': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:referral.withdrawn:v1:metadata',
        payload: 'urn:trm:schema:referral.withdrawn:v1:payload',
      },
    },
    operation: file293,
    minimal: file292,
    draft: null,
  },
  'return.identity-check-requested': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:return.identity-check-requested:v1:metadata',
        payload: 'urn:trm:schema:return.identity-check-requested:v1:payload',
      },
    },
    operation: file297,
    minimal: file296,
    draft: null,
  },
  'return.identity-check-result': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:return.identity-check-result:v1:metadata',
        payload: 'urn:trm:schema:return.identity-check-result:v1:payload',
      },
    },
    operation: file301,
    minimal: file300,
    draft: null,
  },
  'return.plan-agreed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:return.plan-agreed:v1:metadata',
        payload: 'urn:trm:schema:return.plan-agreed:v1:payload',
      },
    },
    operation: file305,
    minimal: file304,
    draft: null,
  },
  'return.plan-proposed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:return.plan-proposed:v1:metadata',
        payload: 'urn:trm:schema:return.plan-proposed:v1:payload',
      },
    },
    operation: file309,
    minimal: file308,
    draft: null,
  },
  'safety.alert': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:safety.alert:v1:metadata',
        payload: 'urn:trm:schema:safety.alert:v1:payload',
      },
    },
    operation: file321,
    minimal: file320,
    draft: null,
  },
  'safety.alert-acknowledged': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:safety.alert-acknowledged:v1:metadata',
        payload: 'urn:trm:schema:safety.alert-acknowledged:v1:payload',
      },
    },
    operation: file313,
    minimal: file312,
    draft: null,
  },
  'safety.alert-cleared': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:safety.alert-cleared:v1:metadata',
        payload: 'urn:trm:schema:safety.alert-cleared:v1:payload',
      },
    },
    operation: file317,
    minimal: file316,
    draft: null,
  },
  'service.feedback': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:service.feedback:v1:metadata',
        payload: 'urn:trm:schema:service.feedback:v1:payload',
      },
    },
    operation: file325,
    minimal: file324,
    draft: null,
  },
  'status.asserted': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:status.asserted:v1:metadata',
        payload: 'urn:trm:schema:status.asserted:v1:payload',
      },
    },
    operation: file329,
    minimal: file328,
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
  'transfer.arrived': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:transfer.arrived:v1:metadata',
        payload: 'urn:trm:schema:transfer.arrived:v1:payload',
      },
    },
    operation: file335,
    minimal: file334,
    draft: null,
  },
  'transfer.delayed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:transfer.delayed:v1:metadata',
        payload: 'urn:trm:schema:transfer.delayed:v1:payload',
      },
    },
    operation: file339,
    minimal: file338,
    draft: null,
  },
  'transfer.departed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:transfer.departed:v1:metadata',
        payload: 'urn:trm:schema:transfer.departed:v1:payload',
      },
    },
    operation: file343,
    minimal: file342,
    draft: null,
  },
  'transfer.not-arrived': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:transfer.not-arrived:v1:metadata',
        payload: 'urn:trm:schema:transfer.not-arrived:v1:payload',
      },
    },
    operation: file347,
    minimal: file346,
    draft: null,
  },
  'transit.agreed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:transit.agreed:v1:metadata',
        payload: 'urn:trm:schema:transit.agreed:v1:payload',
      },
    },
    operation: file351,
    minimal: file350,
    draft: null,
  },
  'transit.announced': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:transit.announced:v1:metadata',
        payload: 'urn:trm:schema:transit.announced:v1:payload',
      },
    },
    operation: file355,
    minimal: file354,
    draft: null,
  },
  'transit.entered': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:transit.entered:v1:metadata',
        payload: 'urn:trm:schema:transit.entered:v1:payload',
      },
    },
    operation: file359,
    minimal: file358,
    draft: null,
  },
  'transit.passed': {
    versions: {
      1: {
        metadata: 'urn:trm:schema:transit.passed:v1:metadata',
        payload: 'urn:trm:schema:transit.passed:v1:payload',
      },
    },
    operation: file363,
    minimal: file362,
    draft: null,
  },
};

export const codeListFiles: Readonly<Record<string, unknown>> = {
  'age-assessment-methods': file0,
  'age-band': file1,
  'alert-actions': file2,
  'alert-clearances': file3,
  'amendment-reasons': file4,
  attendance: file5,
  'audit-faults': file6,
  'audit-notes': file7,
  'bar-lift-reasons': file8,
  'bar-reasons': file9,
  'best-interests-decisions': file10,
  'breach-classes': file11,
  'breach-measures': file12,
  citizenship: file13,
  'clarification-questions': file14,
  'compensation-barriers': file15,
  'compensation-kinds': file16,
  'compensation-stages': file17,
  'completion-outcomes': file18,
  conditions: file19,
  'consent-givers': file20,
  'contact-channels': file21,
  'court-kinds': file22,
  'data-categories': file23,
  'decline-reasons': file24,
  'delay-reasons': file25,
  'destination-kinds': file26,
  'enquiry-reasons': file27,
  'erasure-reasons': file28,
  'error-reasons': file29,
  escorts: file30,
  exploitation: file31,
  fallbacks: file32,
  'family-relations': file33,
  'feedback-givers': file34,
  functions: file35,
  'generation-reasons': file36,
  'guardian-kinds': file37,
  'hold-reasons': file38,
  'identity-results': file39,
  'incident-codes': file40,
  'indicator-dimensions': file41,
  'indicator-lists': file42,
  'indicator-strengths': file43,
  'interview-necessity': file44,
  'interview-places': file45,
  'interview-topics': file46,
  jurisdictions: file47,
  'kind-of-body': file48,
  'labour-sectors': file49,
  languages: file50,
  'log-events': file51,
  means: file52,
  'measure-effects': file53,
  needs: file54,
  'not-possible-reasons': file55,
  'opening-codes': file56,
  'persons-at-risk': file57,
  'problem-codes': file58,
  'procedural-standings': file59,
  proceedings: file60,
  'protection-measures': file61,
  purposes: file62,
  'recruiter-relations': file63,
  'recruitment-methods': file64,
  'redirect-reasons': file65,
  regimes: file66,
  relations: file67,
  'retention-grounds': file68,
  'review-outcomes': file69,
  'risk-levels': file70,
  risks: file71,
  'safety-classes': file72,
  satisfaction: file73,
  'service-outcomes': file74,
  'service-progress': file75,
  services: file76,
  sex: file77,
  'sexual-exploitation-kinds': file78,
  stages: file79,
  status: file80,
  'task-reasons': file81,
  'testimony-modes': file82,
  'tracing-results': file83,
  'transport-modes': file84,
  'travel-documents': file85,
  urgency: file86,
  'withdrawal-reasons': file87,
};

/** By language. */
export const labelFiles: Readonly<Record<string, unknown>> = {
  bs: file92,
  cnr: file93,
  hr: file94,
  mk: file95,
  sq: file96,
  'sr-Cyrl': file97,
  'sr-Latn': file98,
};

export const transitionsFile: unknown = file376;
