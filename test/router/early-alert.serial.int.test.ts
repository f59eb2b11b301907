/**
 * A safety alert behind a gap (protocol.md 5): the bus hides what was sent before it, and the duty desk sees it at once all
 * the same, marked as before its turn. When the gap is closed it is applied like any message, and is early no longer.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import { clientOf, submit, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import { audit, onBus, testNetwork, untilIncident } from '../support/network.ts';

const LIMIT_MS = 60_000;

interface Alerts {
  readonly items: readonly {
    readonly reference: string;
    readonly class: string;
    readonly early: boolean;
    readonly what: string | null;
  }[];
}

test(
  'an alert behind a gap is shown at once, and applied when its turn comes',
  { timeout: 180_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: ['al', 'rs'], settings: { gapWait: 'PT20S' } });
    const reference = await submit(network, { from: 'al', to: 'rs' }, syntheticDraft(1, 'rs'));
    await untilState(network, 'rs', reference, ['delivered']);
    await untilState(network, 'al', reference, ['delivered']);
    await untilSettled(network);
    await network.stop('rs');

    await clientOf(network, 'al', 'liaison-officer').post(`/v1/referrals/${reference}/status-assertions`, {
      persons: [
        {
          subject: '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53',
          status: { value: 'presumed', byKindOfBody: 'ngo', regime: 'nrm-al', on: '2026-01-01' },
        },
      ],
    });
    const { message } = await clientOf(network, 'al', 'duty-officer').post<{ message: string }>(
      `/v1/referrals/${reference}/safety-alerts`,
      { class: 'immediate-danger', what: 'Somebody asks for her at the door.' },
    );
    await until('both are on the bus', LIMIT_MS, async () => {
      const rows = await onBus(network, `select key from bus.record where topic = 'trm.al.rs' and key = $1`, [
        message,
      ]);
      return rows.length > 0;
    });
    // The operator of the bus takes away what stands before the alert.
    const [hidden] = await onBus<{ position: string; key: string; value: Buffer }>(
      network,
      `delete from bus.record where topic = 'trm.al.rs' and position =
       (select max(position) from bus.record where topic = 'trm.al.rs' and position <
         (select position from bus.record where topic = 'trm.al.rs' and key = $1)) returning position::text, key, value`,
      [message],
    );
    assert.ok(hidden);
    await network.start('rs');

    const seen = (early: boolean): Promise<Alerts['items'][number]> =>
      until(`rs sees the alert ${early ? 'early' : 'in its turn'}`, LIMIT_MS, async () =>
        (await clientOf(network, 'rs', 'duty-officer').get<Alerts>('/v1/safety-alerts')).items.find(
          (item) => item.reference === reference && item.early === early,
        ),
      );
    const early = await seen(true);
    assert.equal(early.class, 'immediate-danger');
    assert.equal(early.what, 'Somebody asks for her at the door.');
    await untilIncident(network, 'rs', { code: 'safety-alert-early', state: 'open' });
    const before = await clientOf(network, 'rs', 'duty-officer').get<{
      timeline: readonly { type: string }[];
    }>(`/v1/referrals/${reference}`);
    assert.ok(!before.timeline.some(({ type }) => type === 'safety.alert'), 'it is applied before its turn');

    // Asked for again, it is sent again.
    await seen(false);
    await untilIncident(network, 'rs', { code: 'safety-alert-early', state: 'mended' });
    await untilIncident(network, 'rs', { code: 'safety-alert', state: 'open' });
    await clientOf(network, 'rs', 'duty-officer').post(
      `/v1/referrals/${reference}/safety-alert-acknowledgements`,
      { action: 'police-informed' },
    );
    await untilIncident(network, 'rs', { code: 'safety-alert', state: 'mended' });
    await untilSettled(network);

    // After everything has been erased an alert is as new as any, and somebody must be able to read it.
    const focalPoint = (id: string) => clientOf(network, id, 'national-focal-point');
    const officer = (id: string) => clientOf(network, id, 'data-protection-officer');
    const subjects = ['3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53'];
    await focalPoint('al').post(`/v1/referrals/${reference}/withdrawals`, { reasons: ['person-request'] });
    await untilState(network, 'rs', reference, ['withdrawn']);
    await focalPoint('rs').post(`/v1/referrals/${reference}/withdrawal-confirmations`, {});
    await untilState(network, 'al', reference, ['withdrawal-confirmed']);
    await until('it can be erased', LIMIT_MS, () =>
      officer('al')
        .post(`/v1/referrals/${reference}/erasures`, {
          scope: 'all',
          reasons: ['consent-withdrawn'],
          subjects,
        })
        .then(() => true)
        .catch(() => false),
    );
    await untilState(network, 'rs', reference, ['erased']);
    await officer('rs').post(`/v1/referrals/${reference}/erasure-receipts`, { outcome: 'erased', subjects });
    await clientOf(network, 'al', 'duty-officer').post(`/v1/referrals/${reference}/safety-alerts`, {
      class: 'threat',
      what: 'He has been seen near the border again.',
      persons: [{ subject: subjects[0], description: 'Whoever was erased.' }],
    });
    for (const id of ['al', 'rs']) {
      const alert = await until(`${id} sees the alert after the erasure`, LIMIT_MS, async () =>
        (await clientOf(network, id, 'duty-officer').get<Alerts>('/v1/safety-alerts')).items.find(
          (item) => item.reference === reference && item.class === 'threat',
        ),
      );
      assert.equal(alert.what, 'He has been seen near the border again.');
      const detail = await focalPoint(id).get<object>(`/v1/referrals/${reference}`);
      assert.doesNotMatch(JSON.stringify(detail), /Whoever was erased/);
    }
    await untilSettled(network);
    assert.deepEqual((await audit(network)).faults, []);
  },
);
