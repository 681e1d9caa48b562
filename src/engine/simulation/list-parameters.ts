import { rulesOf } from '../model/allocation.ts';
import { isActive } from '../model/constraint.ts';
import { capacityKinds } from '../model/check-scenario.ts';
import { Targeting, type Policy, type Scenario } from '../model/scenario.ts';

/** A number of a scenario that a variant may change. */
export interface NumberParameter {
  readonly kind: 'number';
  /** Where it stands, such as `policy.shares.email`. */
  readonly path: string;
  readonly value: number;
  /** Least and largest value there may be. */
  readonly min: number;
  readonly max: number;
  /** True where the least value itself may not be. */
  readonly isOpenAtMin: boolean;
  /** A range to search in. */
  readonly from: number;
  readonly to: number;
}

/** A choice of a scenario that a variant may change. */
export interface ChoiceParameter {
  readonly kind: 'choice';
  readonly path: string;
  readonly value: string;
  readonly choices: readonly string[];
  readonly min: 0;
  readonly max: 0;
  readonly isOpenAtMin: false;
}

export type ScenarioParameter = NumberParameter | ChoiceParameter;

type Range = readonly [from: number, to: number];

const LARGEST_FACTOR = 100;
const LARGEST_FREQUENCY = 200;

const number = (path: string, value: number, [min, max]: Range, [from, to]: Range, isOpenAtMin = false): NumberParameter => ({ kind: 'number', path, value, min, max, isOpenAtMin, from, to });
const share = (path: string, value: number, range: Range = [0, 1]): NumberParameter => number(path, value, [0, 1], range);
const factor = (path: string, value: number | undefined, range: Range): NumberParameter => number(path, value ?? 1, [0, LARGEST_FACTOR], range);

function listPolicy(policy: Policy, channels: readonly string[]): ScenarioParameter[] {
  if (policy.kind === 'plan') return [];
  const frequency = policy.actionsPerContact;
  return [
    number('policy.actionsPerContact', frequency, [0, LARGEST_FREQUENCY], [0, Math.min(LARGEST_FREQUENCY, Math.max(2, 2 * frequency))]),
    share('policy.targetShare', policy.targetShare ?? 1, [0.1, 1]),
    { kind: 'choice', path: 'policy.targeting', value: policy.targeting ?? 'value', choices: Targeting.options, min: 0, max: 0, isOpenAtMin: false },
    ...(policy.kind === 'bandit' ? (policy.rule === 'epsilon_greedy' ? [share('policy.epsilon', policy.epsilon ?? 0.1, [0, 0.5])] : []) : channels.map((channel) => share(`policy.shares.${channel}`, policy.shares[channel] ?? 0))),
  ];
}

/**
 * Numbers and choices of a scenario that a variant may set, with their present value and a sensible range to search. A channel
 * or rule called "all" is set through the common factor only. O(channels + rules).
 */
export function listParameters({ problem, policy, assumptions = {} }: Scenario): ScenarioParameter[] {
  const channels = problem.channels.map(({ id }) => id);
  const limits = rulesOf(problem).filter((rule) => isActive(rule) && capacityKinds.has(rule.kind)).map(({ id }) => id);
  const { response, cost, capacity, fatigue } = assumptions;
  const byName = (group: string, names: readonly string[], values: Readonly<Record<string, number>> | undefined, range: Range): NumberParameter[] =>
    names.filter((name) => name !== 'all').map((name) => factor(`assumptions.${group}.${name}`, values?.[name], range));
  return [
    ...listPolicy(policy, channels),
    factor('assumptions.response.all', response?.all, [0.5, 1.5]),
    ...byName('response', channels, response?.byChannel, [0.5, 1.5]),
    factor('assumptions.cost.all', cost?.all, [0.5, 2]),
    ...byName('cost', channels, cost?.byChannel, [0.5, 2]),
    ...(limits.length > 0 ? [factor('assumptions.capacity.all', capacity?.all, [0.5, 2])] : []),
    ...byName('capacity', limits, capacity?.byRule, [0.5, 2]),
    number('assumptions.fatigue.perTouch', fatigue?.perTouch ?? 0, [0, 100], [0, 0.5]),
    number('assumptions.fatigue.halfLifeDays', fatigue?.halfLifeDays ?? 7, [0, 3650], [1, 30], true),
    share('assumptions.optOut', assumptions.optOut ?? 0, [0, 0.05]),
    share('assumptions.sharedUncertainty', assumptions.sharedUncertainty ?? 0),
  ];
}
