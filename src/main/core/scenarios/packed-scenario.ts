import { gunzipSync } from 'node:zlib';
import type { ActionKey, AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Scenario } from '../../../engine/model/scenario.ts';

/** What a scenario is played on: contacts, estimates and rules, and the actions of a saved plan. */
export interface ScenarioInput {
  readonly problem: AllocationProblem;
  readonly actions: readonly ActionKey[] | null;
}

/** How it is played; a policy of null stands for the actions of the input. */
export type PlaySettings = Pick<Scenario, 'assumptions' | 'replications' | 'seed'> & { readonly name: string; readonly policy: Scenario['policy'] | null };

/** An input from its compressed text. */
export const unpackInput = (document: Uint8Array): ScenarioInput => JSON.parse(gunzipSync(document).toString('utf8')) as ScenarioInput;

/** The scenario of an input in the public format. */
export function assembleScenario({ problem, actions }: ScenarioInput, { name, policy, ...settings }: PlaySettings): Scenario {
  return { format: 'omnivor.scenario/1', name, problem, policy: policy ?? { kind: 'plan', actions: [...(actions ?? [])] }, ...settings };
}
