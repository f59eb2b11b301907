/**
 * No notification, subject line or webhook body holds a word of a case: every step of an escalation, a hand-over, an
 * unmet need, a bounce, an exercise, told by mail and webhook for referrals that are full of canaries.
 * Invariant under test: the bytes say that work waits and give a link; no reference, no id of a person, no label.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { validateDraft } from '../../services/lib/contract/index.ts';
import { newCanary, Search, withCanaries } from '../e2e/canary.ts';
import { draftBody, people, post } from '../gateway/gateway-world.ts';
import {
  command,
  CONSOLE,
  dutyWorld,
  editor,
  everybody,
  HOUR,
  incoming,
  inForce,
  mailOf,
  MINUTE,
  notices,
} from './duty-world.ts';

/** What the case is about, in the words of its codes; none may be in a mail or a webhook. */
const LABELS =
  /traffick|victim|child|minor|exploit|forced|begging|labour|protection|referral|shelter|guardian|risk|urgent|routine|emergency|drill/i;

void test('what people are told holds nothing of any case', async (t) => {
  const world = await dutyWorld(t);
  const { contactPoints, appointments } = everybody();
  const canaries: string[] = [];
  const named = (): string => {
    const canary = newCanary();
    canaries.push(canary);
    return canary;
  };
  await inForce(world, {
    contactPoints: contactPoints.map((point) => ({
      ...point,
      name: named(),
      aliases: [named()],
      address: named(),
    })),
    // Everybody by both ways; each webhook has an address of its own.
    appointments: appointments.map((item) => ({
      ...item,
      notify: [
        { channel: 'mail', address: mailOf(item.subject) },
        { channel: 'webhook', address: `${world.hookUrl}/${item.subject}` },
      ],
    })),
  });
  world.sink.rule(mailOf('focal-b'), 550);

  const { to: _to, urgency: _urgency, ...given } = draftBody();
  const planted = withCanaries(given, (content) => validateDraft({ ...draftBody(), ...content }).ok);
  assert.ok(planted.canaries.length >= 3, `${planted.canaries.length} free strings`);
  canaries.push(...planted.canaries);
  const references: string[] = [];
  const refer = async (urgency: string): Promise<string> => {
    const reference = await incoming(world, { urgency, payload: planted.content, task: true });
    references.push(reference);
    return reference;
  };
  const told = async (ms: number): Promise<void> => {
    await world.at(ms);
    await world.settled();
  };
  const first = await refer('urgent');
  await refer('routine');
  await told(0);
  await command(world, first, 'acknowledgements', people.duty);
  for (const ms of [90 * MINUTE, 2 * HOUR, 3 * HOUR, 4 * HOUR, 8 * HOUR]) await told(ms);
  // Handed over, and checked.
  const ending = { successor: 'desk-2' };
  await post(world.gateway, '/v1/appointments/coordinator-coordination-coordination/endings', {
    as: editor,
    body: {},
  });
  await post(world.gateway, '/v1/appointments/desk-1-desk-duty-desk/endings', { as: editor, body: ending });
  const check = { contactPoint: 'social', function: 'case-management', within: 'PT1S' };
  const started = await post(world.gateway, '/v1/liveness-checks', { as: people.focal, body: check });
  assert.equal(started.status, 201, started.text);
  for (const ms of [24 * HOUR, 48 * HOUR, 400 * HOUR]) await told(ms);

  const sent = await notices(world);
  const kinds = new Set(sent.map(({ kind }) => kind));
  for (const kind of ['work-waits', 'reminder', 'escalation', 'check'])
    assert.ok(kinds.has(kind), `${kind} was told`);
  assert.ok(sent.some(({ outcomes }) => outcomes.some(({ outcome }) => outcome === 'bounced')));
  assert.ok(world.sink.messages.length > 15 && world.hooks.length > 15);

  const search = new Search(canaries);
  const ids = await world.gateway.db.query<{ id: string }>(
    `select id::text from trm.task union select id::text from trm.message union select id::text from trm.escalation_step`,
  );
  const secret = [...references, ...references.map((each) => each.toLowerCase()), ...ids.map(({ id }) => id)];
  for (const text of [
    ...world.sink.messages.map(
      ({ raw, headers, subject, text: body }) => `${raw}\n${JSON.stringify(headers)}\n${subject}\n${body}`,
    ),
    ...world.hooks.map(({ url, headers, body }) => `${url}\n${JSON.stringify(headers)}\n${body}`),
  ]) {
    assert.deepEqual(search.traces(text), []);
    for (const each of secret) assert.ok(!text.includes(each), 'no reference and no id of a case');
    assert.doesNotMatch(text, LABELS);
  }
  // One text for each kind: nothing of it depends on the case.
  const texts = new Map<string, Set<string>>();
  for (const { subject, text } of world.sink.messages)
    texts.set(subject, (texts.get(subject) ?? new Set()).add(text));
  for (const [subject, each] of texts) {
    assert.equal(each.size, 1, subject);
    assert.ok([...each].every((text) => text.includes(CONSOLE)));
  }
  for (const { body } of world.hooks) {
    const { data, timestamp: _at, type } = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual(data, { url: CONSOLE });
    assert.match(String(type), /^work\.[a-z-]+$/);
  }
  // Nor does what is logged of it, or stands in the jobs.
  const jobs = await world.gateway.db.query<{ data: object }>(`select data from pgboss.job`);
  assert.deepEqual(search.traces(JSON.stringify(jobs)), []);
  assert.deepEqual(search.traces(world.gateway.lines.join('\n')), []);
  for (const line of world.gateway.lines)
    assert.ok(!line.includes('@people.example'), 'no address in the log');
});
