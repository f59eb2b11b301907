/**
 * Answers, closures and clocks (domain.md 4, 6.4 and 6.7). Constant texts, so that no submitted value can stand in them.
 */
import { UNCHANGED, type GuardTexts } from './text.ts';

export const answeringTexts = {
  'unconditional-support': {
    guard: 'unconditional-support',
    who: 'national-focal-point',
    detail:
      'Help never depends on cooperating with the police: this is no condition and no reason to refuse.',
    case: 'Nothing was sent. The referral waits for an answer and its time limits go on.',
  },
  'accountable-recipient': {
    guard: 'accountable-recipient',
    who: 'national-focal-point',
    detail: 'One body answers for the person at any time. Name it, with how it is reached.',
    case: UNCHANGED,
  },
  'accountable-arrival': {
    guard: 'accountable-recipient',
    who: 'liaison-officer',
    detail:
      'Responsibility passes at arrival to one named body. Name it, with how it is reached, or leave it out where the body named before stays.',
    case: 'Nothing was sent. The journey counts as going on and its alarm is set until the arrival is confirmed.',
  },
  'accountable-disclosure': {
    guard: 'accountable-recipient',
    who: 'national-focal-point',
    detail: 'What is disclosed is for one body that needs it. Name that body.',
    case: UNCHANGED,
  },
  'late-decline-reason': {
    guard: 'late-decline-reason',
    who: 'national-focal-point',
    detail:
      'After an acceptance somebody relies on it. It is taken back only for a reason that the list keeps for this: danger, the person’s own wish, or that it can no longer be done.',
    case: 'Nothing was sent. The acceptance stands.',
  },
  'early-decline-reason': {
    guard: 'late-decline-reason',
    who: 'national-focal-point',
    detail:
      'Nothing has been accepted yet, so there is nothing to take back: this reason is kept for that. Say why it cannot be done here with another reason, such as no capacity, so that the sender can look elsewhere.',
    case: 'Nothing was sent. The referral waits for an answer and its time limits go on.',
  },
  'competent-named': {
    guard: 'competent-named',
    who: 'national-focal-point',
    detail: 'Who is not competent says who is: name another participant, or a body.',
    case: 'Nothing was sent. The referral waits for an answer and its time limits go on.',
  },
  'person-feedback': {
    guard: 'person-feedback',
    who: 'liaison-officer',
    detail:
      'The person’s own feedback is said to have been given, and none has been sent. Send it first, or say that it was not given.',
    case: 'Nothing was sent. The referral stays open.',
  },
  'limit-passed': {
    guard: 'limit-passed',
    who: 'duty-officer',
    detail:
      'Twice the time for an acknowledgement has not passed yet: until then a referral does not expire.',
    case: 'Nothing was sent. The referral still waits for its acknowledgement: call the other side’s duty number.',
  },
  'limit-passed-arrival': {
    guard: 'limit-passed',
    who: 'duty-officer',
    detail:
      'The expected time and its grace have not passed yet, so the clock says nothing. Who knows earlier that nobody comes reports it at once.',
    case: 'Nothing was sent. The journey goes on. If somebody is in danger, raise a safety alert: it waits for nothing.',
  },
  retention: {
    guard: 'retention',
    who: 'data-protection-officer',
    detail: 'The retention time has not passed yet. What must go earlier is erased, not sealed.',
    case: 'Nothing was sent. The referral stays closed and readable.',
  },
} as const satisfies GuardTexts;
