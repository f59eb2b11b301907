/**
 * What a scenario is told with: people who act through the public API, and lines that say what happened as people would
 * say it. Invariant: whoever is refused hears the text that a user reads, and the scenario fails when nobody refuses.
 */
import { ApiError, type CommandAnswer, type ReferralDetail, until } from '../api.ts';
import type { Network } from '../network.ts';
import { clientOf, draftingOffice, untilState } from '../traffic.ts';

export interface Scenario {
  readonly number: number;
  readonly title: string;
  /** Who is there at the beginning; default the six. */
  readonly participants?: readonly string[];
  /** Limits per ordered pair, e.g. `{"rs.xk":{"arrive":{"urgent":"PT2S"}}}`: a story has no days to wait. */
  readonly limits?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  /** It tells of a directory, of who is there and who has mail. The demo keeps one in any case. */
  readonly directory?: boolean;
  /** Synthetic referrals go before it, because somebody's gateway stands still in it for a while, or is short of people. */
  readonly trafficFirst?: boolean;
  readonly run: (stage: Stage) => Promise<void>;
}

export interface Choice {
  readonly index?: number;
  readonly office?: string;
}

export interface Step {
  /** Participant; null for what nobody did. */
  readonly who: string | null;
  readonly text: string;
  /** The answer that a user got, where the step was refused. */
  readonly refused?: {
    readonly status: number;
    readonly code: string;
    readonly guard: string | null;
    readonly detail: string;
    readonly mendedBy: string;
    readonly meanwhile: string;
  };
}

const WAIT_MS = 60_000;

export class Stage {
  readonly network: Network;
  readonly steps: Step[] = [];
  readonly references: string[] = [];
  readonly #say: (line: string) => void;
  readonly #onDelivered: () => void;

  constructor(
    network: Network,
    say: (line: string) => void = () => undefined,
    onDelivered: () => void = () => undefined,
  ) {
    this.network = network;
    this.#say = say;
    this.#onDelivered = onDelivered;
  }

  tell(who: string | null, text: string): void {
    this.steps.push({ who, text });
    this.#say(`${(who ?? '').padEnd(3)} ${text}`);
  }

  /** A draft of a case worker; remembered as one of the scenario's referrals. */
  async draft(id: string, body: object, office = draftingOffice(this.network, id)): Promise<string> {
    const { reference } = await clientOf(this.network, id, 'case-worker', { office }).post<CommandAnswer>(
      '/v1/referrals',
      body,
    );
    this.references.push(reference);
    return reference;
  }

  command(
    id: string,
    role: string,
    reference: string,
    noun: string,
    body: object = {},
    choice: Choice = {},
  ): Promise<CommandAnswer> {
    return clientOf(this.network, id, role, choice).post<CommandAnswer>(
      `/v1/referrals/${reference}/${noun}`,
      body,
    );
  }

  /** The same, where the rule says no. @throws Error when it is not refused by that guard or code */
  async refused(
    text: string,
    attempt: Promise<unknown>,
    wanted: { readonly status: number; readonly guard?: string },
  ): Promise<void> {
    const error = await attempt.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ApiError))
      throw error instanceof Error ? error : new Error(`nobody refused: ${text}`);
    const { detail = '', who = '', case: meanwhile = '', guard } = error.problem;
    if (error.status !== wanted.status || guard !== wanted.guard)
      throw new Error(`${text}: ${wanted.status} ${wanted.guard ?? ''} was expected, ${error.message} came`);
    this.steps.push({
      who: null,
      text,
      refused: {
        status: error.status,
        code: error.code,
        guard: guard ?? null,
        detail,
        mendedBy: who,
        meanwhile,
      },
    });
    this.#say(`    ${text}: REFUSED`);
    this.#say(`      "${detail}"`);
    this.#say(`      who can mend it: ${who}; meanwhile: ${meanwhile}`);
  }

  /** Approved by another person than the drafter, and waited for until the other side has it. */
  async submit(id: string, to: string, reference: string): Promise<void> {
    await this.command(id, 'national-focal-point', reference, 'submissions');
    await this.state(to, reference, ['delivered']);
    await this.state(id, reference, ['delivered']);
    this.#onDelivered();
  }

  state(id: string, reference: string, states: readonly string[]): Promise<ReferralDetail> {
    return untilState(this.network, id, reference, states);
  }

  async bothIn(ids: readonly string[], reference: string, state: string): Promise<void> {
    for (const id of ids) await this.state(id, reference, [state]);
  }

  detail(id: string, reference: string, role = 'national-focal-point'): Promise<ReferralDetail> {
    return clientOf(this.network, id, role).get<ReferralDetail>(`/v1/referrals/${reference}`);
  }

  /** Waits until a participant has `count` messages of that type, applied, from either side. */
  async arrived(id: string, reference: string, type: string, count = 1): Promise<ReferralDetail> {
    return until(`${type} of ${reference} at ${id}`, WAIT_MS, async () => {
      const detail = await this.detail(id, reference);
      const found = detail.timeline.filter(
        (entry) => entry.type === type && entry.delivery !== 'refused' && entry.delivery !== 'not-sent',
      );
      return found.length >= count ? detail : null;
    });
  }

  /** Gives a command and waits until the other side has it. */
  async send(
    id: string,
    role: string,
    reference: string,
    noun: string,
    body: object,
    to: string,
    type: string,
    choice: Choice = {},
  ): Promise<CommandAnswer> {
    const before = (await this.detail(to, reference)).timeline.filter((entry) => entry.type === type).length;
    const answer = await this.command(id, role, reference, noun, body, choice);
    await this.arrived(to, reference, type, before + 1);
    return answer;
  }

  /** The duty officer of `id` has read it, and `to` knows. */
  async acknowledge(id: string, to: string, reference: string): Promise<void> {
    await this.send(id, 'duty-officer', reference, 'acknowledgements', {}, to, 'referral.acknowledged');
  }

  /** The focal point of `id` takes it without a condition, and `to` knows. */
  async accept(id: string, to: string, reference: string, responsibleBody: object): Promise<void> {
    const body = { responsibleBody };
    await this.send(id, 'national-focal-point', reference, 'acceptances', body, to, 'referral.accepted');
  }
}

/** Twelve symbols as people read them out. */
export function grouped(reference: string): string {
  return reference.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** Calendar day, so many days from now. */
export function day(days = 0): string {
  return new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

/** UTC time, so many seconds from now. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}
