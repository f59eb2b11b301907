// What is asked on a Friday afternoon, by HTTP, with the calendars that ship: who has to act has its own working days.
// domain.md 7; decision 0023.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { minimalExample } from '../../services/lib/contract/index.ts';
import { readCalendar } from '../../services/lib/directory/calendar.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { messagesOf } from '../../services/lib/store/messages.ts';
import {
  deliver,
  type Gateway,
  get,
  people,
  post,
  received,
  startGateway,
  submitted,
  takeFromPeer,
  textOf,
} from './gateway-world.ts';

/** Friday 27 November, 15:00 in Tirana and in Pristina; in Albania holidays follow until Tuesday. */
const FRIDAY = '2026-11-27T14:00:00.000Z';

function calendarOf(id: string) {
  const file = new URL(`../../infra/participants/${id}/calendar.json`, import.meta.url);
  const reading = readCalendar(JSON.parse(readFileSync(file, 'utf8')));
  assert.ok(reading.ok);
  return [id, reading.value] as const;
}

const withCalendars = (t: Parameters<typeof startGateway>[0], ids: readonly string[]): Promise<Gateway> =>
  startGateway(t, {
    change: (context) => ({
      ...context,
      limits: { ...context.limits, calendars: new Map(ids.map(calendarOf)) },
    }),
  });

async function carried(gateway: Gateway, reference: string, type: string): Promise<unknown> {
  const rows = await messagesOf(gateway.db, reference);
  return rows.find(({ metadata }) => metadata.type === type)?.metadata.respondBy;
}

async function dueAt(gateway: Gateway, reference: string, limit: string): Promise<unknown> {
  const { body } = await get(gateway, `/v1/referrals/${reference}`, { as: people.focal });
  const clocks = body['clocks'] as unknown as readonly JsonObject[];
  return clocks.find((clock) => clock['limit'] === limit && clock['state'] === 'running')?.['dueAt'];
}

void test('a routine submission is to be acknowledged within a working day of the receiver', async (t) => {
  const gateway = await withCalendars(t, ['al', 'xk']);
  gateway.setNow(FRIDAY);
  const { reference } = await submitted(gateway, { urgency: 'routine' });
  const wednesday = '2026-12-02T14:00:00.000Z';
  assert.equal(await carried(gateway, reference, 'referral.submitted'), wednesday);
  assert.equal(await dueAt(gateway, reference, 'acknowledge'), wednesday);

  const urgent = await submitted(gateway, { urgency: 'urgent' });
  assert.equal(await carried(gateway, urgent.reference, 'referral.submitted'), '2026-11-27T17:00:00.000Z');
});

void test('without the calendar of the receiver the clock runs, whatever the own calendar says', async (t) => {
  const gateway = await withCalendars(t, ['xk']);
  gateway.setNow(FRIDAY);
  const { reference } = await submitted(gateway, { urgency: 'routine' });
  assert.equal(await carried(gateway, reference, 'referral.submitted'), '2026-11-28T14:00:00.000Z');
});

void test('the receiver decides in its own working days, and asks the sender in those of the sender', async (t) => {
  const gateway = await withCalendars(t, ['al', 'xk']);
  gateway.setNow(FRIDAY);
  const { reference } = await received(gateway, { urgency: 'routine' });
  const acknowledged = await post(gateway, `/v1/referrals/${reference}/acknowledgements`, {
    as: people.duty,
  });
  assert.equal(acknowledged.status, 201, acknowledged.text);
  assert.equal(await carried(gateway, reference, 'referral.acknowledged'), '2026-12-02T14:00:00.000Z');
  assert.equal(await dueAt(gateway, reference, 'decide'), '2026-12-02T14:00:00.000Z');

  const asked = await post(gateway, `/v1/referrals/${reference}/clarification-requests`, {
    as: people.focal,
    body: minimalExample('referral.clarification-requested', FRIDAY),
  });
  assert.equal(asked.status, 201, asked.text);
  assert.equal(
    await carried(gateway, reference, 'referral.clarification-requested'),
    '2026-12-04T14:00:00.000Z',
  );
});

void test('a clock runs to the end that a partner names, whatever calendars are known here', async (t) => {
  const gateway = await withCalendars(t, []);
  gateway.setNow(FRIDAY);
  const { reference, message } = await submitted(gateway, { urgency: 'routine' });
  const position = await deliver(gateway, 'al', reference, message);
  await takeFromPeer(gateway, 'al', {
    metadata: {
      type: 'referral.acknowledged',
      reference,
      urgency: 'routine',
      role: 'duty-officer',
      answers: { stream: position.stream, sequence: position.sequence },
      respondBy: '2026-12-04T14:00:00.000Z',
    },
  });
  assert.equal(await dueAt(gateway, reference, 'decide'), '2026-12-04T14:00:00.000Z');
  assert.equal(
    textOf((await get(gateway, `/v1/referrals/${reference}`, { as: people.focal })).body, 'state'),
    'acknowledged',
  );
});
