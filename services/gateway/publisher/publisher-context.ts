/** What the publisher and the watch over its topics work with. */
import type { Bus } from '../../lib/platform/bus/port.ts';
import type { Log } from '../../lib/platform/log/index.ts';
import type { Metrics } from '../../lib/platform/metrics/index.ts';
import type { Pace } from './pace.ts';
import type { SealingContext } from './sealing-context.ts';
import type { StrippingOptions } from './stripping.ts';

export interface PublisherContext extends SealingContext {
  readonly bus: Bus;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly pace: Pace;
  readonly stripping?: StrippingOptions;
  /** Random UUID of this process. */
  readonly instance: string;
}
