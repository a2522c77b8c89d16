import type { Rule } from './rule.ts';
import { configRules } from './1-config/index.ts';
import { dependenciesRules } from './2-dependencies/index.ts';
import { wiringRules } from './3-wiring/index.ts';
import { contractsRules } from './4-contracts/index.ts';

/** Every rule there is, in triage order. */
export const rules: readonly Rule[] = [
  ...configRules,
  ...dependenciesRules,
  ...wiringRules,
  ...contractsRules,
];
