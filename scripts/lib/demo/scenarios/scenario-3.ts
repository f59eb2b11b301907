/**
 * She asked for asylum: a woman from `rs` in `mk`, and `rs` must not learn of her until she herself asks to go home.
 * Source: the scenarios of the design; all persons are invented.
 */
import { randomUUID } from 'node:crypto';
import { type Scenario, type Stage, day, grouped } from './stage.ts';

async function run(stage: Stage): Promise<void> {
  const subject = randomUUID();
  const on = day(-1);
  const reference = await stage.draft('mk', {
    to: 'rs',
    urgency: 'routine',
    persons: [
      {
        subject,
        ageBand: '24-26',
        sex: 'female',
        languages: ['sr-Latn'],
        needs: ['safety'],
        services: ['shelter'],
        risks: [{ code: 'exploiter-near', level: 'high' }],
        exploitation: ['sexual-exploitation'],
        status: [{ value: 'presumed', byKindOfBody: 'ngo', regime: 'nrm-mk', on }],
      },
    ],
    basis: {
      kind: 'agreement',
      by: 'person',
      on,
      receiver: 'rs',
      purposes: ['protection-referral', 'return-arrangement', 'identity-confirmation'],
    },
    doNotContact: ['rs'],
    stage: 'return',
    contact: { function: 'national-focal-point', channel: 'exchange' },
    text: 'She has applied for asylum.',
  });
  stage.tell(
    'mk',
    `a case worker drafts ${grouped(reference)}: she has applied for asylum, so rs must not learn of her`,
  );
  await stage.refused(
    'mk  a focal point wants rs to confirm who she is',
    stage.command('mk', 'national-focal-point', reference, 'identity-checks', {
      persons: [{ subject, givenName: 'Proba', familyName: 'Probić', birthDate: '2001-01-01' }],
      documentsWanted: ['emergency-travel-document'],
    }),
    { status: 422, guard: 'do-not-contact' },
  );
  await stage.refused(
    'mk  even a question without her name is too much',
    stage.command('mk', 'liaison-officer', reference, 'enquiries', {
      ageBand: '24-26',
      sex: 'female',
      languages: ['sr-Latn'],
      services: ['shelter'],
      period: { from: day(), to: day(30) },
    }),
    { status: 422, guard: 'do-not-contact' },
  );
  stage.tell('mk', 'weeks later she withdraws her application and asks herself to go home');
  const lift = {
    participant: 'rs',
    reason: 'person-request',
    text: 'Asked twice, with a lawyer beside her.',
  };
  await stage.command('mk', 'liaison-officer', reference, 'contact-bar-lifts', lift);
  stage.tell('mk', 'the liaison officer proposes to lift the bar, with the reason');
  await stage.refused(
    'mk  the same officer confirms the own proposal',
    stage.command('mk', 'liaison-officer', reference, 'contact-bar-lifts', lift),
    { status: 422, guard: 'four-eyes' },
  );
  await stage.refused(
    'mk  while it is only proposed, nothing goes',
    stage.command('mk', 'national-focal-point', reference, 'submissions'),
    { status: 422, guard: 'do-not-contact' },
  );
  await stage.command('mk', 'national-focal-point', reference, 'contact-bar-lifts', lift);
  stage.tell('mk', 'the focal point lifts it as the second person; both reasons stay on record');
  await stage.submit('mk', 'rs', reference);
  stage.tell('mk', 'now the referral goes out');
  await stage.acknowledge('rs', 'mk', reference);
  await stage.accept('rs', 'mk', reference, {
    name: 'Centre for protection (invented)',
    contact: 'by this exchange',
  });
  stage.tell('rs', 'accepts');
  await stage.send(
    'mk',
    'national-focal-point',
    reference,
    'identity-checks',
    {
      persons: [{ subject, givenName: 'Proba', familyName: 'Probić', birthDate: '2001-01-01' }],
      documentsWanted: ['emergency-travel-document'],
    },
    'rs',
    'return.identity-check-requested',
  );
  await stage.send(
    'rs',
    'liaison-officer',
    reference,
    'identity-check-results',
    { result: 'confirmed', persons: [{ subject, result: 'confirmed', citizenship: ['RS'] }] },
    'mk',
    'return.identity-check-result',
  );
  stage.tell('rs', 'confirms who she is, now that she wants it');
  await stage.bothIn(['mk', 'rs'], reference, 'accepted');
}

export const scenario3: Scenario = { number: 3, title: 'She asked for asylum', run };
