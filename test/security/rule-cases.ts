/**
 * What the chapters of the rules have in common: a case on its way from `xk` to `al`, and the bodies of its messages.
 * Invented people only.
 */
import { randomUUID } from 'node:crypto';
import { BODY, METBY, adult, leg, riskOf } from '../../scripts/lib/demo/scenarios/people.ts';
import { type Stage, day, inSeconds } from '../../scripts/lib/demo/scenarios/stage.ts';
import type { Request } from './refusals.ts';

export const FROM = 'xk';
export const TO = 'al';
/** The third participant of the network. */
export const THIRD = 'rs';

export { BODY, METBY, day, inSeconds, leg, riskOf };

export interface Case {
  readonly reference: string;
  readonly subject: string;
}

export const AGREED = ['protection-referral', 'return-arrangement'] as const;

/** A draft of one adult; `change` replaces members. */
export function adultDraft(subject: string, change: object = {}): object {
  return { ...adult({ to: TO, subject, regime: 'nrm-xk', purposes: AGREED }), ...change };
}

export function person(subject: string, change: object = {}): object {
  const [only] = (adult({ to: TO, subject, regime: 'nrm-xk' }) as { persons: readonly object[] }).persons;
  return { ...only, ...change };
}

/** A draft of one child, on a best-interests determination and with a guardian. */
export function childDraft(subject: string, change: object = {}): object {
  const child = person(subject, { ageBand: '9-17', guardian: { kind: 'temporary-guardian' } });
  const basis = { kind: 'best-interests', authoriser: 'Guardian on duty (invented)', on: day(-1) };
  return { ...adultDraft(subject), persons: [child], basis, ...change };
}

export async function drafted(stage: Stage, body: (subject: string) => object): Promise<Case> {
  const subject = randomUUID();
  return { subject, reference: await stage.draft(FROM, body(subject)) };
}

export async function acknowledged(
  stage: Stage,
  body: (subject: string) => object = adultDraft,
): Promise<Case> {
  const found = await drafted(stage, body);
  await stage.submit(FROM, TO, found.reference);
  await stage.acknowledge(TO, FROM, found.reference);
  return found;
}

export async function accepted(stage: Stage, body: (subject: string) => object = adultDraft): Promise<Case> {
  const found = await acknowledged(stage, body);
  await stage.accept(TO, FROM, found.reference, BODY);
  return found;
}

/** One leg, from an hour to three hours from now. */
export function plan(number: number, change: object = {}): object {
  return {
    plan: number,
    legCount: 1,
    voluntary: true,
    personAsked: true,
    destination: { kind: 'shelter' },
    legs: [leg({ departIn: 3_600, arriveIn: 10_800 })],
    ...change,
  };
}

export function departure(number: number, change: object = {}): object {
  return {
    plan: number,
    leg: 1,
    last: true,
    expectedAt: inSeconds(10_800),
    reconfirmed: { by: 'person', at: inSeconds(-60) },
    ...change,
  };
}

/** Who asks, of a case: shorthand of a request. */
export function sender(
  role: string,
  { reference }: Pick<Case, 'reference'>,
  noun: string,
  body: object = {},
): Request {
  return { id: FROM, role, reference, noun, body };
}

export function receiver(
  role: string,
  { reference }: Pick<Case, 'reference'>,
  noun: string,
  body: object = {},
): Request {
  return { id: TO, role, reference, noun, body };
}
