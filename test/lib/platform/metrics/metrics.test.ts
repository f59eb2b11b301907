/** Figures carry participant, peer and outcome code alone (contract.md 7). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '../../../../services/lib/platform/metrics/index.ts';

/** `le` is the bucket of a histogram: Prometheus itself, not ours. */
const ALLOWED = new Set(['participant', 'peer', 'code', 'le']);

test('no figure has another label, and strange values become "other"', async (t) => {
  const metrics = createMetrics('al');
  t.after(() => metrics.close());
  metrics.httpAnswered('not-found');
  metrics.commandDecided('ok', 12);
  metrics.record('sealed', 'rs');
  metrics.record('taken', 'Ana Example');
  metrics.delivered('rs', 1234);
  metrics.incidentsOpen('Ana Example', 1);
  metrics.ready('bus', false);
  metrics.heads('rs', 7, 9);
  const text = await metrics.render();
  const labels = [...text.matchAll(/[{,]([a-zA-Z_]+)="/g)].map((match) => match[1] ?? '');
  assert.deepEqual(
    [...new Set(labels)].filter((label) => !ALLOWED.has(label)),
    [],
  );
  assert.match(text, /trm_records_total\{peer="rs",code="sealed",participant="al"\} 1/);
  assert.match(text, /trm_records_total\{peer="other",code="taken",participant="al"\} 1/);
  assert.match(text, /trm_ready\{code="bus",participant="al"\} 0/);
  assert.match(text, /trm_stream_taken_sequence\{peer="rs",participant="al"\} 9/);
  assert.equal(text.includes('Ana'), false);
});

test('two programs in one process do not share figures', async (t) => {
  const one = createMetrics('al');
  const two = createMetrics('rs');
  t.after(() => (one.close(), two.close()));
  one.httpAnswered('ok');
  assert.equal((await two.render()).includes('trm_http_answers_total{'), false);
});
