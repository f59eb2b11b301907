/**
 * Commands: flat bodies, the draft, the examples that a fresh system accepts (contract.md 4).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  commandSchema,
  draftExample,
  draftSchema,
  drawnMembers,
  isCasework,
  minimalExample,
  operationByNoun,
  operationByType,
  operations,
  splitCommand,
  validateCommand,
  validateDraft,
  validateDraftComplete,
  validateLocal,
} from '../../../services/lib/contract/index.ts';

const NOW = '2026-11-22T10:00:00.000Z';

const OK = { ok: true, unknownCodes: [] };

test('the operations are those of contract.md 4', () => {
  assert.deepEqual(Object.fromEntries(operations.map((operation) => [operation.noun, operation.type])), {
    enquiries: 'enquiry.capacity',
    'enquiry-replies': 'enquiry.reply',
    submissions: 'referral.submitted',
    acknowledgements: 'referral.acknowledged',
    acceptances: 'referral.accepted',
    declines: 'referral.declined',
    disclosures: 'referral.disclosed',
    amendments: 'referral.amended',
    'clarification-requests': 'referral.clarification-requested',
    clarifications: 'referral.clarification-provided',
    redirections: 'referral.redirected',
    holds: 'referral.on-hold',
    resumptions: 'referral.resumed',
    withdrawals: 'referral.withdrawn',
    'withdrawal-confirmations': 'referral.withdrawal-confirmed',
    'error-entries': 'referral.entered-in-error',
    completions: 'referral.completed',
    impossibilities: 'referral.not-possible',
    expiries: 'referral.expired',
    sealings: 'referral.sealed',
    'status-assertions': 'status.asserted',
    'risk-assessments': 'assessment.risk',
    'best-interests-assessments': 'assessment.best-interests',
    'indicator-observations': 'indicators.observed',
    interviews: 'interview.recorded',
    consents: 'consent.recorded',
    'consent-changes': 'consent.changed',
    'consent-withdrawals': 'consent.withdrawn',
    'consent-withdrawal-confirmations': 'consent.withdrawal-confirmed',
    'identity-checks': 'return.identity-check-requested',
    'identity-check-results': 'return.identity-check-result',
    plans: 'return.plan-proposed',
    'plan-agreements': 'return.plan-agreed',
    departures: 'transfer.departed',
    delays: 'transfer.delayed',
    arrivals: 'transfer.arrived',
    'non-arrivals': 'transfer.not-arrived',
    transits: 'transit.announced',
    'transit-agreements': 'transit.agreed',
    'transit-entries': 'transit.entered',
    'transit-exits': 'transit.passed',
    'safety-alerts': 'safety.alert',
    'safety-alert-acknowledgements': 'safety.alert-acknowledged',
    'safety-alert-clearances': 'safety.alert-cleared',
    'assistance-starts': 'assistance.started',
    'service-feedbacks': 'service.feedback',
    'person-feedbacks': 'person.feedback',
    'tracing-requests': 'family.tracing-requested',
    'tracing-results': 'family.tracing-result',
    'hearing-notices': 'justice.hearing-notice',
    'testimony-requests': 'justice.testimony-requested',
    'testimony-arrangements': 'justice.testimony-arranged',
    'compensation-notices': 'justice.compensation',
    'protection-measures': 'justice.protection-measure',
    'access-requests': 'data.access-requested',
    'access-answers': 'data.access-provided',
    rectifications: 'data.rectified',
    erasures: 'data.erased',
    'erasure-receipts': 'data.erasure-receipt',
    'breach-notices': 'data.breach-notified',
  });
  for (const operation of operations) {
    // What the clock alone gives has no address.
    assert.equal(operationByNoun(operation.noun), operation.roles.length === 0 ? null : operation);
    assert.equal(operationByType(operation.type), operation);
    assert.ok(isCasework(operation.type));
  }
  for (const name of ['heartbeat', 'receipt.delivered', '__proto__']) {
    assert.equal(operationByType(name), null);
    assert.equal(operationByNoun(name), null);
    assert.equal(isCasework(name), false);
  }
});

describe('the minimal example', () => {
  for (const { type } of operations)
    test(`${type} is valid, for us and for a plain JSON Schema validator`, () => {
      const body = minimalExample(type, NOW);
      assert.deepEqual(validateCommand(type, body), OK);
      // A foreign tester reads the schema from OpenAPI: no keyword of ours is needed to accept it.
      const plain = new Ajv2020({ strict: false, validateFormats: false });
      assert.equal(plain.validate(commandSchema(type), body), true);
    });

  test('is a copy: whoever changes it changes nothing', () => {
    (minimalExample('referral.declined', NOW) as Record<string, unknown>)['reasons'] = [];
    assert.deepEqual(validateCommand('referral.declined', minimalExample('referral.declined', NOW)), OK);
  });
});

describe('the draft', () => {
  test('of the example is complete', () => {
    assert.deepEqual(validateDraft(draftExample(NOW)), OK);
    assert.deepEqual(validateDraftComplete(draftExample(NOW)), OK);
    assert.equal(
      new Ajv2020({ strict: false, validateFormats: false }).validate(draftSchema(), draftExample(NOW)),
      true,
    );
  });

  test('needs only to and urgency; the submission needs the rest', () => {
    const bare = { to: 'al', urgency: 'routine' };
    assert.deepEqual(validateDraft(bare), OK);
    assert.deepEqual(validateDraft({ ...bare, drill: true }), OK);
    assert.deepEqual(validateDraft({}), {
      ok: false,
      errors: [
        { pointer: '/to', code: 'required' },
        { pointer: '/urgency', code: 'required' },
      ],
    });
    const complete = validateDraftComplete(bare);
    assert.deepEqual(complete.ok ? [] : complete.errors.map((error) => error.pointer), [
      '/persons',
      '/basis',
      '/doNotContact',
      '/stage',
      '/contact',
    ]);
  });

  test('refuses a member that is present and not valid, and one that is unlisted', () => {
    const draft = draftExample(NOW);
    assert.deepEqual(
      validateDraft({
        to: 'al',
        urgency: 'routine',
        basis: { kind: 'agreement', by: 'person', on: '2026-11-16', receiver: 'al' },
      }),
      {
        ok: false,
        errors: [{ pointer: '/basis/purposes', code: 'required' }],
      },
    );
    assert.deepEqual(validateDraft({ ...draft, salt: 'A'.repeat(43) }), {
      ok: false,
      errors: [{ pointer: '', code: 'additionalProperties' }],
    });
    assert.deepEqual(validateDraft({ ...draft, to: 'public' }), {
      ok: false,
      errors: [{ pointer: '/to', code: 'pattern' }],
    });
  });

  test('gives the payload of referral.submitted, and its command is empty', () => {
    const { to: _to, urgency: _urgency, ...payload } = draftExample(NOW);
    assert.deepEqual(splitCommand('referral.submitted', draftExample(NOW)), { metadata: {}, payload });
    assert.deepEqual(validateCommand('referral.submitted', {}), OK);
    assert.equal(validateCommand('referral.submitted', payload).ok, false);
  });
});

test('the secret of a handover may be left out of the command, never out of the message', () => {
  assert.deepEqual(drawnMembers('referral.accepted'), ['handoverSecret']);
  for (const { type } of operations)
    if (type !== 'referral.accepted') assert.deepEqual(drawnMembers(type), []);
  assert.ok(!(commandSchema('referral.accepted')['required'] as string[]).includes('handoverSecret'));
});

test('a reply that is not yes has a reason, as a decline has', () => {
  assert.deepEqual(validateCommand('enquiry.reply', { answer: 'yes' }), OK);
  assert.deepEqual(validateCommand('enquiry.reply', { answer: 'conditional' }), {
    ok: false,
    errors: [{ pointer: '/reasons', code: 'required' }],
  });
  assert.deepEqual(validateCommand('referral.declined', {}), {
    ok: false,
    errors: [{ pointer: '/reasons', code: 'required' }],
  });
  assert.deepEqual(validateLocal('task.answered', { answer: 'can-take' }), OK);
  assert.deepEqual(validateLocal('task.answered', { answer: 'cannot' }), {
    ok: false,
    errors: [{ pointer: '/reason', code: 'required' }],
  });
});

test('no member that the gateway adds can be given', () => {
  for (const { type } of operations)
    for (const member of [
      'salt',
      'type',
      'version',
      'reference',
      'drill',
      'role',
      'answers',
      'directory',
      'respondBy',
    ]) {
      const answer = validateCommand(type, { ...minimalExample(type, NOW), [member]: 1 });
      assert.deepEqual(
        answer.ok ? [] : answer.errors,
        [{ pointer: '', code: 'additionalProperties' }],
        `${type} ${member}`,
      );
    }
});
