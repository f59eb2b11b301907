/**
 * Plans and journeys (domain.md 6.5, 6.6 and 8). Constant texts, so that no submitted value can stand in them.
 */
import { NOBODY_TRAVELS, type GuardTexts } from './text.ts';

export const journeyTexts = {
  'voluntary-return': {
    guard: 'voluntary-return',
    who: 'liaison-officer',
    detail: 'A return is voluntary. Without the person’s own wish there is no plan.',
    case: NOBODY_TRAVELS,
  },
  'reflection-period': {
    guard: 'reflection-period',
    who: 'national-focal-point',
    detail:
      'A reflection period is running. Until it ends nobody arranges a return unless the person asks for it.',
    case: NOBODY_TRAVELS,
  },
  'best-interests': {
    guard: 'best-interests',
    who: 'national-focal-point',
    detail:
      'A child travels only when a best-interests assessment decides for it. The newest one decides against it or not yet, or there is none.',
    case: NOBODY_TRAVELS,
  },
  'best-interests-destination': {
    guard: 'best-interests',
    who: 'national-focal-point',
    detail:
      'The newest best-interests assessment of the child decides for another place than with this parent or relative. Plan the journey there, or have the child’s best interests assessed anew.',
    case: NOBODY_TRAVELS,
  },
  'parent-complicity': {
    guard: 'parent-complicity',
    who: 'national-focal-point',
    detail:
      'The family is suspected of taking part in the exploitation. Nowhere with a parent or relative is a destination, whatever kind of place it is, until a later best-interests assessment decides for just this return.',
    case: NOBODY_TRAVELS,
  },
  'plan-legs-number': {
    guard: 'plan-legs',
    who: 'liaison-officer',
    detail: 'The legs of the journey are numbered from 1 in their order, as many as the plan says.',
    case: NOBODY_TRAVELS,
  },
  'plan-legs-times': {
    guard: 'plan-legs',
    who: 'liaison-officer',
    detail: 'Each leg is later than the one before, and the first one is still to come.',
    case: NOBODY_TRAVELS,
  },
  'plan-legs-transit': {
    guard: 'plan-legs',
    who: 'liaison-officer',
    detail: 'A transit participant is another one than both ends of the journey.',
    case: NOBODY_TRAVELS,
  },
  'plan-agreed': {
    guard: 'plan-agreed',
    who: 'liaison-officer',
    detail:
      'The other end has not agreed to this plan, or a newer one stands. Wait for its agreement, or leave by the newest plan.',
    case: NOBODY_TRAVELS,
  },
  'plan-leg': {
    guard: 'plan-agreed',
    who: 'liaison-officer',
    detail: 'This leg is not in the plan that was agreed, or is not its last one.',
    case: NOBODY_TRAVELS,
  },
  'legs-plan-number': {
    guard: 'legs-in-order',
    who: 'liaison-officer',
    detail:
      'Plans are numbered from 1, and a new plan has the number after the newest one, so that both ends speak of the same plan. Give it that number.',
    case: NOBODY_TRAVELS,
  },
  'legs-plan-newest': {
    guard: 'legs-in-order',
    who: 'liaison-officer',
    detail: 'Only the newest plan that was proposed can be agreed to. Read it, and name its number.',
    case: NOBODY_TRAVELS,
  },
  'legs-departure': {
    guard: 'legs-in-order',
    who: 'liaison-officer',
    detail:
      'Legs depart in their order, from 1: the next one when the one before has been met, and only the last one of the plan is called the last. Wait for the arrival, or name the leg whose turn it is.',
    case: NOBODY_TRAVELS,
  },
  'legs-arrival': {
    guard: 'legs-in-order',
    who: 'liaison-officer',
    detail:
      'Arrivals name the leg that has departed and has not been met yet, and call it the last one exactly when its departure did.',
    case: 'The journey goes on as it was told, and its time limit too. If the person is with you, say so with the leg that departed.',
  },
  'fresh-risk-assessments': {
    guard: 'fresh-risk-assessments',
    who: 'liaison-officer',
    detail:
      'Before a departure each end has assessed the risk for everybody who travels, less than 7 days ago. One of these assessments is missing, too old or no longer valid.',
    case: NOBODY_TRAVELS,
  },
  'consent-reconfirmed': {
    guard: 'consent-reconfirmed',
    who: 'liaison-officer',
    detail:
      'The person confirms within 24 hours before leaving that they want to go. Ask once more, and record when.',
    case: NOBODY_TRAVELS,
  },
  'transit-agreed': {
    guard: 'transit-agreed',
    who: 'liaison-officer',
    detail:
      'A participant on the way has not agreed to the transit, or its transit stands in no local case with this referral. Link the two referrals in one local case and wait for the answer, or plan another way.',
    case: NOBODY_TRAVELS,
  },
  'expected-time': {
    guard: 'expected-time',
    who: 'liaison-officer',
    detail: 'The expected time is still to come, and within 7 days.',
    case: 'Nothing was sent. A time of arrival that was told before still counts.',
  },
} as const satisfies GuardTexts;
