/** Public door of `platform/webhook`: the only place that knows Standard Webhooks. */
export type { WebhookCall, Webhooks } from './port.ts';
export { openWebhooks, webhookSecret, type WebhooksOptions } from './webhooks.ts';
