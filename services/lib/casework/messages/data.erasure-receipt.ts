/**
 * `data.erasure-receipt`: the other side has erased its copy too, or names its ground for keeping it (protocol.md 7).
 */
import { erasureGround } from '../guards/erasure-ground.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'data.erasure-receipt',
  side: 'either',
  guards: [erasureGround],
};
