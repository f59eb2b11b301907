// Which payloads a token may read. domain.md 3 and 5.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roles, type Role } from '../../../services/lib/contract/index.ts';
import type { Actor } from '../../../services/gateway/http/auth.ts';
import { mayReadContent } from '../../../services/gateway/views/visibility.ts';
import { packWith } from '../../lib/routing/generators.ts';

const pack = packWith([]);
const [office] = pack.offices;
const actor = (held: readonly Role[], of: string | null = null): Actor => ({
  sub: 's',
  roles: new Set(held),
  office: of,
});
const disclosed = (tier: string, forBody: string) => ({
  type: 'referral.disclosed',
  tier,
  payload: { forBody },
});
const submitted = { type: 'referral.submitted', tier: undefined, payload: {} };
const accepted = { type: 'referral.accepted', tier: undefined, payload: {} };

void test('a role that works on no case reads nothing', () => {
  const readers: readonly Role[] = ['case-worker', 'liaison-officer', 'duty-officer', 'national-focal-point'];
  for (const role of roles.filter((each) => !readers.includes(each))) {
    for (const view of [submitted, accepted, disclosed('t2', 'x'), disclosed('t3', 'x')]) {
      assert.equal(mayReadContent(actor([role], 'x'), pack, view), false, `${role} ${view.type}`);
    }
  }
});

void test('narrative and health are for the body that needs them, by its id or its name', () => {
  assert.ok(office);
  assert.ok(mayReadContent(actor(['case-worker'], office.id), pack, disclosed('t3', office.id)));
  assert.ok(mayReadContent(actor(['case-worker'], office.id), pack, disclosed('t3', office.name)));
  assert.ok(!mayReadContent(actor(['case-worker'], office.id), pack, disclosed('t2', 'another body')));
  assert.ok(!mayReadContent(actor(['case-worker']), pack, disclosed('t3', office.id)));
  assert.ok(!mayReadContent(actor(['liaison-officer']), pack, disclosed('t3', office.id)));
  assert.ok(
    mayReadContent(actor(['liaison-officer', 'case-worker'], office.id), pack, disclosed('t3', office.id)),
  );
  assert.ok(!mayReadContent(actor(['case-worker'], office.id), pack, accepted));
  assert.ok(mayReadContent(actor(['case-worker'], office.id), pack, submitted));
});
