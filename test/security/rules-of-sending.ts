/**
 * Before and at the border: agreement, bars, status, children, four eyes, the answer and who is accountable for it
 * (domain.md 6.1 to 6.5, 6.7 and 6.8). Each request is refused by the rule that it names.
 */
import { tokenSigningKeyFile, keyFilesIn, signingKey } from '../../scripts/lib/participant-keys.ts';
import { folderOf } from '../../scripts/lib/demo/network-parts.ts';
import { clientOf } from '../../scripts/lib/demo/traffic.ts';
import { issueToken } from '../../scripts/lib/tokens.ts';
import type { Refusals } from './refusals.ts';
import * as cases from './rule-cases.ts';
import {
  BODY,
  FROM,
  THIRD,
  TO,
  adultDraft,
  childDraft,
  day,
  drafted,
  person,
  receiver,
  sender,
} from './rule-cases.ts';

const NFP = 'national-focal-point';
const LO = 'liaison-officer';

/** Rules 1, 3, 5 and 8: what makes a draft no referral. A draft is mended by drafting anew. */
export async function sending(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const agreement = { kind: 'agreement', by: 'person', on: day(-1), receiver: TO, purposes: cases.AGREED };
  const whole = await drafted(stage, adultDraft);
  const submission = async (
    change: object,
    draft: (subject: string, change: object) => object = adultDraft,
  ) => sender(NFP, await drafted(stage, (subject) => draft(subject, change)), 'submissions');

  await refusals.attempt({
    ...(await submission({ basis: { ...agreement, receiver: THIRD } })),
    rule: 1,
    guard: 'consent-or-basis',
    asks: 'send her file to al on an agreement that she gave for rs',
    mended: { reference: whole.reference },
  });
  await refusals.attempt({
    ...(await submission({ basis: { ...agreement, on: day(3) } })),
    rule: 1,
    guard: 'consent-or-basis',
    asks: 'send her file on an agreement that is dated in three days',
    mended: null,
  });
  await refusals.attempt({
    ...(await submission({ doNotContact: [TO] })),
    rule: 2,
    guard: 'do-not-contact',
    asks: 'send his file to the participant that he fled from',
    mended: null,
  });
  const status = { value: 'presumed', byKindOfBody: 'ngo', regime: 'nrm-rs', on: day(-1) };
  const withStatus = (subject: string, own: object): object =>
    adultDraft(subject, { persons: [person(subject, { status: [{ ...status, ...own }] })] });
  await refusals.attempt({
    ...(await submission({ regime: 'nrm-rs' }, withStatus)),
    rule: 3,
    guard: 'attributed-status',
    asks: 'send under xk’s own word what rs has found of her',
    mended: null,
  });
  await refusals.attempt({
    ...(await submission({ regime: 'nrm-xk', on: day(4) }, withStatus)),
    rule: 3,
    guard: 'attributed-status',
    asks: 'send a status that nobody has found yet',
    mended: null,
  });
  await refusals.attempt({
    ...(await submission({ persons: undefined, basis: agreement }, (subject, change) => ({
      ...childDraft(subject),
      ...change,
      persons: [person(subject, { ageBand: '9-17' })],
    }))),
    rule: 5,
    guard: 'guardian',
    asks: 'send a child’s file without a guardian or a best-interests determination',
    mended: { reference: (await drafted(stage, childDraft)).reference },
  });
  await refusals.attempt({
    ...(await submission({}, (subject) =>
      adultDraft(subject, { persons: [person(subject), person(subject)] }),
    )),
    rule: 0,
    guard: 'subjects',
    asks: 'send two persons under one id',
    mended: null,
  });
  await fourEyes(refusals);
}

async function fourEyes(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const network = stage.network;
  const key = signingKey(tokenSigningKeyFile(keyFilesIn(folderOf(network.dir, FROM)).tokenKeysFile));
  const both = await issueToken(key, {
    participant: FROM,
    subject: 'one-person.xk',
    roles: [LO, NFP],
    lifetimeMs: 3_600_000,
    nowMs: Date.now(),
  });
  const response = await fetch(`${network.participant(FROM).url}/v1/referrals`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${both}`,
      'content-type': 'application/json',
      'idempotency-key': 'four-eyes',
    },
    body: JSON.stringify(adultDraft(crypto.randomUUID())),
  });
  const { reference } = (await response.json()) as { reference: string };
  await refusals.attempt({
    ...sender(NFP, { reference }, 'submissions'),
    token: both,
    rule: 8,
    guard: 'four-eyes',
    asks: 'approve what I have drafted myself',
    mended: { token: network.token(FROM, NFP) },
  });
  const routine = await drafted(stage, adultDraft);
  await refusals.attempt({
    ...sender('duty-officer', routine, 'submissions'),
    rule: 8,
    guard: 'four-eyes',
    asks: 'send a routine file alone at night',
    mended: { role: NFP },
  });
}

/** Rule 2: a bar holds at every later step until two persons have lifted it. */
export async function bars(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const asylum = await drafted(stage, adultDraft);
  const bar = (found: cases.Case, participant = TO): Promise<unknown> =>
    stage.command(FROM, LO, found.reference, 'contact-bars', { participant, reason: 'asylum-application' });
  const lift = async (found: cases.Case, participant = TO): Promise<void> => {
    const body = { participant, reason: 'application-withdrawn' };
    await stage.command(FROM, LO, found.reference, 'contact-bar-lifts', body);
    await stage.command(FROM, NFP, found.reference, 'contact-bar-lifts', body);
  };
  const enquiry = {
    ageBand: '24-26',
    sex: 'female',
    languages: ['sq'],
    services: ['shelter'],
    period: { from: day(8), to: day(30) },
  };
  await bar(asylum);
  await refusals.attempt({
    ...sender(LO, asylum, 'enquiries', enquiry),
    rule: 2,
    guard: 'do-not-contact',
    asks: 'ask the barred participant for a place, without a name',
    mended: { mend: () => lift(asylum) },
  });
  await bar(asylum);
  await refusals.attempt({
    ...sender(NFP, asylum, 'submissions'),
    rule: 2,
    guard: 'do-not-contact',
    asks: 'send his file where a bar was set after drafting',
    mended: { mend: () => lift(asylum) },
  });
  await refusals.attempt({
    ...sender(LO, await drafted(stage, adultDraft), 'enquiries', {
      ...enquiry,
      period: { from: day(30), to: day(8) },
    }),
    rule: 0,
    guard: 'period',
    asks: 'ask for a place in a period that ends before it begins',
    mended: { body: enquiry },
  });
  const going = await cases.accepted(stage);
  await bar(going);
  for (const [role, noun, body] of [
    [
      NFP,
      'disclosures',
      { tier: 't2', forBody: 'Shelter', persons: [{ subject: going.subject, givenName: 'Testa' }] },
    ],
    [LO, 'interviews', interview(going, ['needs'])],
    [LO, 'holds', { reasons: ['health'], reviewOn: day(10) }],
    [LO, 'plans', cases.plan(1)],
    [NFP, 'identity-checks', identityCheck(going)],
  ] as const)
    await refusals.attempt({
      ...sender(role, going, noun, body),
      rule: 2,
      guard: 'do-not-contact',
      asks: `go on with ${noun} after a bar was set`,
      mended: null,
    });
}

export function interview({ subject }: Pick<cases.Case, 'subject'>, topics: readonly string[]): object {
  const about = { persons: [{ subject }], byKindOfBody: 'social-work', on: day(-1) };
  return { ...about, topics, interpreter: true, guardianPresent: false };
}

function identityCheck({ subject }: cases.Case): object {
  const persons = [
    { subject, givenName: 'Testa', familyName: 'Shembulli', birthDate: '2001-02-09', ageBand: '24-26' },
  ];
  const agreement = { by: 'person', on: day(-1), receiver: TO, purposes: ['identity-confirmation'] };
  return { persons, documentsWanted: ['birth-certificate'], agreement };
}

/** Rules 4 and 7: the answer, and the justice channel. */
export async function answering(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const found = await cases.acknowledged(stage);
  await refusals.attempt({
    ...receiver(NFP, found, 'declines', { reasons: ['no-cooperation-with-police'] }),
    rule: 4,
    guard: 'unconditional-support',
    asks: 'refuse her because she makes no statement to the police',
    mended: null,
  });
  await refusals.attempt({
    ...receiver(NFP, found, 'redirections', { reasons: ['not-competent-body'] }),
    rule: 7,
    guard: 'competent-named',
    asks: 'say that somebody else is competent, and not who',
    mended: null,
  });
  await refusals.attempt({
    ...receiver(NFP, found, 'acceptances', { responsibleBody: { name: 'TBD', contact: '-' } }),
    rule: 7,
    guard: 'accountable-recipient',
    asks: 'accept her without naming who answers for her',
    mended: null,
  });
  await refusals.attempt({
    ...receiver(NFP, found, 'acceptances', { responsibleBody: BODY, conditions: ['statement-to-police'] }),
    rule: 4,
    guard: 'unconditional-support',
    asks: 'accept her if she testifies first',
    mended: { body: { responsibleBody: BODY } },
  });
  await stage.state(FROM, found.reference, ['accepted']);
  await justice(refusals, found);
  await refusals.attempt({
    ...receiver(NFP, found, 'declines', { reasons: ['no-capacity'] }),
    rule: 0,
    guard: 'late-decline-reason',
    asks: 'take an acceptance back because the house is full',
    mended: { body: { reasons: ['safety-risk-here'] } },
  });
}

async function justice(refusals: Refusals, found: cases.Case): Promise<void> {
  const { subject } = found;
  const common = {
    persons: [{ subject, standing: 'witness' }],
    proceeding: { kind: 'criminal', court: 'prosecutor', body: 'Special prosecution (invented)' },
  };
  const agreement = { by: 'person', on: day(), forBody: 'Special prosecution (invented)' };
  const request = { ...common, window: { from: day(10), to: day(40) }, modes: ['video-link'] };
  const to = { purposes: ['criminal-proceedings'] };
  const wrong = [
    ['ask her to testify without her agreement', undefined],
    ['ask her to testify on her agreement to be helped', { ...agreement, purposes: ['protection-referral'] }],
    [
      'ask her for help and for testimony in one agreement',
      { ...agreement, purposes: ['criminal-proceedings', 'protection-referral'] },
    ],
    ['ask her to testify on an agreement that names rs', { ...agreement, ...to, receiver: THIRD }],
    ['ask her to testify on an agreement of next week', { ...agreement, ...to, on: day(7) }],
  ] as const;
  for (const [index, [asks, given]] of wrong.entries())
    await refusals.attempt({
      ...sender('justice-liaison', found, 'testimony-requests', { ...request, agreement: given }),
      rule: 4,
      guard: 'separate-consent',
      asks,
      mended: index === 0 ? { body: { ...request, agreement: { ...agreement, ...to } } } : null,
    });
  await refusals.attempt({
    ...sender('justice-liaison', found, 'testimony-arrangements', {
      ...common,
      mode: 'video-link',
      at: cases.inSeconds(20 * 86_400),
      agreement: { ...agreement, ...to },
    }),
    rule: 0,
    guard: 'answers',
    asks: 'arrange a testimony that the other side has not asked for',
    mended: null,
  });
}

/** Rule 1: whoever redirects forwards nothing; the person is asked anew. */
export async function redirection(refusals: Refusals): Promise<void> {
  const { stage } = refusals;
  const first = await cases.acknowledged(stage);
  const body = { reasons: ['other-residence'], competentParticipant: THIRD };
  await stage.send(TO, NFP, first.reference, 'redirections', body, FROM, 'referral.redirected');
  const anew = (on: string) => (subject: string) =>
    adultDraft(subject, {
      to: THIRD,
      basis: { kind: 'agreement', by: 'person', on, receiver: THIRD, purposes: cases.AGREED },
    });
  const [old, renewed] = [await drafted(stage, anew(day(-1))), await drafted(stage, anew(day()))];
  await clientOf(stage.network, FROM, LO).post('/v1/cases', {
    references: [first.reference, old.reference, renewed.reference],
  });
  await refusals.attempt({
    ...sender(NFP, old, 'submissions'),
    rule: 1,
    guard: 'renewed-consent',
    asks: 'send a redirected case on to rs with an agreement of the day before',
    mended: { reference: renewed.reference },
  });
}
