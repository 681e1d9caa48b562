import { fail, succeed, type Result } from '../base/fault.ts';
import { describeValue } from '../model/read-document.ts';
import { SHARE_TOLERANCE } from '../model/check-scenario.ts';
import { Targeting, type Assumptions, type MixPolicy, type Scenario } from '../model/scenario.ts';
import { listParameters, type ScenarioParameter } from './list-parameters.ts';

/** Values of named numbers of a scenario, by the parameter's path. */
export type ParameterValues = Readonly<Record<string, number | string>>;

const SHARES = 'policy.shares.';

function checkValue(parameter: ScenarioParameter, value: number | string): Result<number | string> {
  const { path, min, max, kind } = parameter;
  if (kind === 'choice') {
    if (parameter.choices.some((choice) => choice === value)) return succeed(value);
    return fail('BAD_INPUT', `${path}: found ${describeValue(value)}. Expected ${parameter.choices.join(', ')}.`, { path });
  }
  const isFit = typeof value === 'number' && value >= min && value <= max && !(parameter.isOpenAtMin && value === min);
  return isFit ? succeed(value) : fail('BAD_INPUT', `${path}: found ${describeValue(value)}. Expected a number ${parameter.isOpenAtMin ? 'above' : 'from'} ${min} to ${max}.`, { path });
}

/** Named shares as given; the others share what is left in their proportions. */
function setShares(policy: MixPolicy, named: ReadonlyMap<string, number>): Result<MixPolicy> {
  const given = [...named.values()].reduce((sum, share) => sum + share, 0);
  const others = Object.entries(policy.shares).filter(([channel]) => !named.has(channel));
  const rest = others.reduce((sum, [, share]) => sum + share, 0);
  const left = 1 - given;
  const infeasible = (expected: string): Result<MixPolicy> =>
    fail('BAD_INPUT', `Infeasible variant: the shares of ${[...named.keys()].join(', ')} come to ${Number(given.toPrecision(12))}. Expected ${expected}.`, { path: `${SHARES}${[...named.keys()][0] ?? ''}` });
  if (left < -SHARE_TOLERANCE) return infeasible('at most 1');
  if (rest === 0 && left > SHARE_TOLERANCE) return infeasible('1, because no other channel has a share');
  const scale = rest === 0 ? 0 : Math.max(0, left) / rest;
  return succeed({ ...policy, shares: Object.fromEntries([...others.map(([channel, share]): [string, number] => [channel, share * scale]), ...named]) });
}

/** `assumptions.response.email` = 0.8 and the like. */
function setFactor(assumptions: Assumptions, group: 'response' | 'cost' | 'capacity', name: string, value: number): Assumptions {
  if (name === 'all') return { ...assumptions, [group]: { ...assumptions[group], all: value } };
  if (group === 'capacity') return { ...assumptions, capacity: { ...assumptions.capacity, byRule: { ...assumptions.capacity?.byRule, [name]: value } } };
  return { ...assumptions, [group]: { ...assumptions[group], byChannel: { ...assumptions[group]?.byChannel, [name]: value } } };
}

function setAssumption(assumptions: Assumptions, path: string, value: number): Assumptions {
  const [, group, ...rest] = path.split('.');
  const name = rest.join('.');
  switch (group) {
    case 'response':
    case 'cost':
    case 'capacity':
      return setFactor(assumptions, group, name, value);
    case 'fatigue':
      return { ...assumptions, fatigue: { perTouch: 0, halfLifeDays: DEFAULT_HALF_LIFE_DAYS, ...assumptions.fatigue, [name]: value } };
    case 'optOut':
    case 'sharedUncertainty':
      return { ...assumptions, [group]: value };
    default:
      throw new RangeError(`no assumption has the path ${path}`);
  }
}

/** Half-life of pressure where only its effect is set. */
export const DEFAULT_HALF_LIFE_DAYS = 7;

/**
 * The scenario with other values of named numbers; `listParameters` says which there are. The problem stays the same object, so
 * that what was compiled of it serves every variant. `BAD_INPUT` for a name the scenario has not, a value out of range, and shares that cannot
 * add up to 1 ("Infeasible variant"). O(parameters).
 */
export function applyParameters(scenario: Scenario, values: ParameterValues): Result<Scenario> {
  const known = new Map(listParameters(scenario).map((parameter) => [parameter.path, parameter]));
  const shares = new Map<string, number>();
  let { policy, assumptions = {} } = scenario;
  for (const [path, given] of Object.entries(values)) {
    const parameter = known.get(path);
    if (parameter === undefined) return fail('BAD_INPUT', `${path} is not a parameter of this scenario.`, { path, hint: `Parameters: ${[...known.keys()].join(', ')}.` });
    const checked = checkValue(parameter, given);
    if (!checked.ok) return checked;
    const value = checked.value;
    if (typeof value === 'string') {
      if (policy.kind !== 'plan') policy = { ...policy, targeting: Targeting.parse(value) };
    } else if (path.startsWith(SHARES)) shares.set(path.slice(SHARES.length), value);
    else if (path.startsWith('policy.')) policy = { ...policy, [path.slice('policy.'.length)]: value };
    else assumptions = setAssumption(assumptions, path, value);
  }
  if (shares.size > 0 && policy.kind === 'mix') {
    const mixed = setShares(policy, shares);
    if (!mixed.ok) return mixed;
    policy = mixed.value;
  }
  return succeed({ ...scenario, policy, ...(Object.keys(assumptions).length > 0 ? { assumptions } : {}) });
}
