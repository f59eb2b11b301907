/**
 * Withdrawal in the wrong moment: `al` accepts while a guest, `it`, withdraws because the woman has changed her mind.
 * Whatever arrives first, both ends are withdrawn, confirmed and erased. Source: the scenarios of the design.
 */
import { randomUUID } from 'node:crypto';
import { BODY, adult } from './people.ts';
import { type Scenario, type Stage, grouped } from './stage.ts';

async function run(stage: Stage): Promise<void> {
  await stage.network.join('it');
  stage.tell(
    'it',
    'joins as a guest: a new version of the trust registry names it, with one coordinator as its pack',
  );
  const subject = randomUUID();
  const reference = await stage.draft('it', adult({ to: 'al', subject, regime: 'other', urgency: 'urgent' }));
  await stage.submit('it', 'al', reference);
  stage.tell('it', `refers ${grouped(reference)} to al`);
  await stage.acknowledge('al', 'it', reference);
  stage.tell('al', 'the duty officer has read it');

  await Promise.all([
    stage.command('al', 'national-focal-point', reference, 'acceptances', { responsibleBody: BODY }),
    stage.command('it', 'national-focal-point', reference, 'withdrawals', { reasons: ['person-request'] }),
  ]);
  stage.tell(null, 'in the same moment al accepts and it withdraws: the woman has changed her mind');
  await stage.bothIn(['it', 'al'], reference, 'withdrawn');
  stage.tell(null, 'withdrawn at both ends, although the acceptance stands in the history');
  await stage.refused(
    'it  somebody wants to send her name all the same',
    stage.command('it', 'national-focal-point', reference, 'disclosures', {
      tier: 't2',
      forBody: 'any',
      persons: [{ subject, givenName: 'Prova' }],
    }),
    { status: 409 },
  );
  await stage.command('al', 'national-focal-point', reference, 'withdrawal-confirmations');
  await stage.bothIn(['it', 'al'], reference, 'withdrawal-confirmed');
  stage.tell('al', 'confirms that it has stopped using the data');

  await stage.command('it', 'data-protection-officer', reference, 'erasures', {
    scope: 'all',
    reasons: ['consent-withdrawn'],
    subjects: [subject],
  });
  await stage.bothIn(['it', 'al'], reference, 'erased');
  await stage.command('al', 'data-protection-officer', reference, 'erasure-receipts', {
    outcome: 'erased',
    subjects: [subject],
  });
  await stage.arrived('it', reference, 'data.erasure-receipt');
  stage.tell(null, 'the data are erased at both ends; the history still verifies');
  for (const id of ['it', 'al']) {
    const detail = await stage.detail(id, reference);
    if (detail.persons !== null && detail.persons.length > 0) throw new Error(`${id} still shows a person`);
  }
}

export const scenario5: Scenario = { number: 5, title: 'Withdrawal in the wrong moment', run };
