/** All scenarios that can be told, by their number in the design. */
import { scenario1 } from './scenario-1.ts';
import { scenario2 } from './scenario-2.ts';
import { scenario3 } from './scenario-3.ts';
import { scenario4 } from './scenario-4.ts';
import { scenario5 } from './scenario-5.ts';
import { scenario6 } from './scenario-6.ts';
import { scenario8 } from './scenario-8.ts';
import { scenario9 } from './scenario-9.ts';
import type { Scenario } from './stage.ts';

export const scenarios: readonly Scenario[] = [
  scenario1,
  scenario2,
  scenario3,
  scenario4,
  scenario5,
  scenario6,
  scenario8,
  scenario9,
];

export function scenarioOf(number: number): Scenario | null {
  return scenarios.find((scenario) => scenario.number === number) ?? null;
}
