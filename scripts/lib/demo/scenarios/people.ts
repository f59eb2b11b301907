/** Invented people and bodies that several scenarios need, in the members of the public API. */
import { randomUUID } from 'node:crypto';
import { day, inSeconds } from './stage.ts';

export interface AdultOptions {
  readonly to: string;
  readonly subject?: string;
  readonly urgency?: 'emergency' | 'urgent' | 'routine';
  readonly sex?: 'female' | 'male';
  readonly language?: string;
  readonly regime?: string;
  readonly purposes?: readonly string[];
  readonly stage?: string;
  readonly text?: string;
}

/** A draft of one adult who has agreed to the sharing. */
export function adult(options: AdultOptions): object {
  const on = day(-1);
  const { to, subject = randomUUID(), urgency = 'routine', sex = 'female', language = 'sq' } = options;
  return {
    to,
    urgency,
    persons: [
      {
        subject,
        ageBand: '24-26',
        sex,
        languages: [language],
        needs: ['safety', 'accommodation'],
        services: ['shelter'],
        risks: [{ code: 're-trafficking', level: 'medium' }],
        exploitation: ['sexual-exploitation'],
        status: [{ value: 'presumed', byKindOfBody: 'ngo', regime: options.regime ?? 'nrm-other', on }],
      },
    ],
    basis: {
      kind: 'agreement',
      by: 'person',
      on,
      receiver: to,
      purposes: options.purposes ?? ['protection-referral', 'feedback-to-sender'],
    },
    doNotContact: [],
    stage: options.stage ?? 'first-assistance',
    contact: { function: 'national-focal-point', channel: 'exchange' },
    text: options.text ?? 'Invented for a demonstration; nobody is meant.',
  };
}

export interface LegOptions {
  readonly leg?: number;
  readonly departIn: number;
  readonly arriveIn: number;
  readonly from?: string;
  readonly to?: string;
  readonly transit?: string;
}

/** A leg as a transit participant learns of it, no meeting place and nobody who meets; times in seconds from now. */
export function transitLeg(options: Omit<LegOptions, 'transit'>): object {
  return {
    leg: options.leg ?? 1,
    mode: 'bus',
    from: options.from ?? 'Border crossing (invented)',
    to: options.to ?? 'Border crossing (invented)',
    departAt: inSeconds(options.departIn),
    arriveAt: inSeconds(options.arriveIn),
  };
}

/** The same, as the two sides plan it. */
export function leg({ transit, ...options }: LegOptions): object {
  return {
    ...transitLeg({ from: 'Shelter (invented)', to: 'Reception (invented)', ...options }),
    escort: 'none',
    meetingPlace: 'Bus station, information desk',
    metBy: { function: 'liaison', contact: 'liaison officer, by this exchange' },
    ...(transit === undefined ? {} : { transit }),
  };
}

/** Assessment of one person's risks, made today. */
export function riskOf(subject: string, level = 'low'): object {
  return {
    persons: [
      {
        subject,
        level,
        factors: ['none-known'],
        on: day(),
        byKindOfBody: 'social-work',
        forWhom: ['person'],
      },
    ],
  };
}

export const BODY = { name: 'Receiving office (invented)', contact: 'by this exchange' } as const;
export const METBY = { function: 'liaison', contact: 'by this exchange' } as const;
