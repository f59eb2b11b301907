/**
 * Asks for what a rule forbids, through the public API alone, and keeps what the user was told (contract.md 4).
 * Invariant: a refusal counts only if nothing else has happened: no message, no task for the publisher, the same state,
 * and the idempotency key is free, so that the mended request goes under the same one.
 */
import { STAYS_DRAFT } from '../../services/lib/casework/texts/text.ts';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type ReferralDetail, until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { Stage } from '../../scripts/lib/demo/scenarios/stage.ts';
import { guardTexts, type Guard } from '../../services/lib/casework/index.ts';
import { roles } from '../../services/lib/contract/index.ts';

/** The rules of domain.md 6 by number; `0`: what domain.md 4, 5 and 8 ask of single messages. */
export type Rule = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 11;

export interface Request {
  readonly id: string;
  readonly role: string;
  readonly reference: string;
  readonly noun: string;
  readonly body?: object;
  /** Instead of the demo's own token of that role. */
  readonly token?: string;
}

export interface Attempt extends Request {
  readonly rule: Rule;
  readonly guard: Guard;
  /** What somebody asks for, as people would say it. */
  readonly asks: string;
  /** What differs in the request that is accepted, after `mend` where that is needed; `null`: nothing mends it here. */
  readonly mended: (Partial<Request> & { readonly mend?: () => Promise<unknown> }) | null;
}

export interface Refusal {
  readonly rule: Rule;
  readonly guard: Guard;
  readonly asks: string;
  readonly detail: string;
  readonly who: string;
  readonly meanwhile: string;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export class Refusals {
  readonly stage: Stage;
  readonly told: Refusal[] = [];
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
    this.stage = new Stage(network);
  }

  async attempt(attempt: Attempt): Promise<void> {
    const { rule, guard, asks, mended } = attempt;
    const key = randomUUID();
    const before = await this.#everything(attempt);
    const answer = await this.#post(attempt, key);
    this.#keep(answer, { rule, guard, asks });
    assert.deepEqual(await this.#everything(attempt), before, `${asks}: something has changed`);
    if (mended === null) return;
    const { mend, ...change } = mended;
    await mend?.();
    const again = await this.#post({ ...attempt, ...change }, key);
    assert.equal(again.status, 201, `${asks}, mended: ${JSON.stringify(again.body)}`);
    await this.#read({ ...attempt, ...change }, again);
  }

  /** What was let through is read at the other side, so that nothing is on its way at the next attempt. */
  async #read({ id, reference }: Request, { body }: Answer): Promise<void> {
    const { from, to } = await this.stage.detail(id, reference);
    const other = id === from ? to : from;
    await until(`${other} has read it`, 30_000, async () => {
      const rows = await this.#network.query(other, `select 1 from trm.message where id = $1`, [
        body['message'],
      ]);
      return rows.length === 1;
    });
  }

  /** What a refusal says, whoever asked. */
  #keep({ status, body }: Answer, what: Pick<Refusal, 'rule' | 'guard' | 'asks'>): void {
    const { asks, guard } = what;
    assert.equal(status, 422, `${asks}: ${status} ${JSON.stringify(body)}`);
    assert.deepEqual(
      [body['code'], body['guard']],
      ['guard-failed', guard],
      `${asks}: ${JSON.stringify(body)}`,
    );
    const [detail, who, meanwhile] = [textOf(body, 'detail'), textOf(body, 'who'), textOf(body, 'case')];
    assert.ok(
      roles.some((role) => role === who),
      `${who} is a role`,
    );
    // Of a draft it is said that it stays one, whatever the rule says of a referral that has limits.
    const constant = guardTexts.some(
      (text) => text.detail === detail && (text.case === meanwhile || meanwhile === STAYS_DRAFT),
    );
    assert.ok(constant, `${asks}: the text is one of the rules' own`);
    this.told.push({ ...what, detail, who, meanwhile });
  }

  /** For an answer that came by another door. */
  keep(answer: Answer, what: Pick<Refusal, 'rule' | 'guard' | 'asks'>): void {
    this.#keep(answer, what);
  }

  async #post({ id, role, reference, noun, body = {}, token }: Request, key: string): Promise<Answer> {
    const { url } = this.#network.participant(id);
    const response = await fetch(`${url}/v1/referrals/${reference}/${noun}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token ?? this.#network.token(id, role)}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  /** All that a command could have left: what both sides said apart from receipts, and what waits to be sealed. */
  async #everything({ id, reference }: Request): Promise<object> {
    const detail: ReferralDetail = await this.stage.detail(id, reference);
    const rows = await this.#network.query<{ id: string }>(
      id,
      `select id::text from trm.message where reference = $1 and type not like 'receipt.%'
       union all select 'waits ' || id::text from trm.outbox where reference = $1 and type not like 'receipt.%'
         and not exists (select from trm.message m where m.id = trm.outbox.id) order by 1`,
      [reference],
    );
    const { state } = detail;
    return { state, rows, timeline: detail.timeline.map(({ message, type }) => `${type} ${message ?? ''}`) };
  }
}

function textOf(body: Answer['body'], member: string): string {
  const value = body[member];
  assert.ok(typeof value === 'string' && value !== '', `${member}: ${String(value)}`);
  return value;
}
