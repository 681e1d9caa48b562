import type { ParameterOffer } from '../../../contract/scenario.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { capacityKinds } from '../../../engine/model/check-scenario.ts';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Assumptions, Scenario } from '../../../engine/model/scenario.ts';
import type { SearchValues } from '../../../engine/model/search-space.ts';
import { applyParameters } from '../../../engine/simulation/apply-parameter.ts';
import { listParameters } from '../../../engine/simulation/list-parameters.ts';
import type { ScenarioBody } from '../db/repositories/scenario.ts';
import { rulesFor, settingsOf } from './scenario-input.ts';
import { assembleScenario } from '../scenarios/packed-scenario.ts';

/** The scenario of a body without contacts: enough to name and set its numbers. */
function outlineOf(rules: PlanningRules, body: ScenarioBody): Scenario {
  const { horizon, channels, constraints, objective } = rulesFor(rules, body);
  return assembleScenario({ problem: { format: 'omnivor.allocation/1', name: '', horizon, channels, constraints, objective, contacts: { ids: [], value: [], response: {} } }, actions: null }, settingsOf('', body));
}

/** What can be varied in a scenario of a workspace. */
export function offerParameters(rules: PlanningRules, body: ScenarioBody): ParameterOffer[] {
  return listParameters(outlineOf(rules, body)).map((parameter) => ({
    name: parameter.path,
    value: parameter.value,
    ...(parameter.kind === 'choice' ? { from: null, to: null, min: null, max: null, choices: [...parameter.choices] } : { from: parameter.from, to: parameter.to, min: parameter.min, max: parameter.max, choices: null }),
  }));
}

/** A body with a variant's numbers. */
export function applyToBody(rules: PlanningRules, body: ScenarioBody, values: SearchValues): Result<ScenarioBody> {
  const applied = applyParameters(outlineOf(rules, body), values);
  if (!applied.ok) return applied;
  const { policy, assumptions = {} } = applied.value;
  return succeed({ ...body, assumptions, policy: body.policy.kind === 'saved_plan' ? body.policy : policy });
}

function withLimit(rule: Constraint, factor: number): Constraint {
  if (!capacityKinds.has(rule.kind) || !('max' in rule) || factor === 1) return rule;
  return { ...rule, max: rule.max * factor };
}

/** A problem as its numbers are assumed to be: response, unit costs and the limits of capacity and budget. Fatigue and opt-outs have no place in a problem. */
export function assumeProblem(problem: AllocationProblem, { response, cost, capacity }: Assumptions, name: string): AllocationProblem {
  const factorOf = (factors: { all?: number | undefined } | undefined, own: number | undefined): number => (factors?.all ?? 1) * (own ?? 1);
  const limit = (rule: Constraint): Constraint => withLimit(rule, factorOf(capacity, capacity?.byRule?.[rule.id]));
  const answers = Object.entries(problem.contacts.response).map(([channel, column]): [string, number[]] => {
    const factor = factorOf(response, response?.byChannel?.[channel]);
    return [channel, factor === 1 ? column : column.map((chance) => Math.min(1, chance * factor))];
  });
  return {
    ...problem,
    name,
    channels: problem.channels.map((channel) => ({ ...channel, unitCost: channel.unitCost * factorOf(cost, cost?.byChannel?.[channel.id]) })),
    constraints: problem.constraints.map(limit),
    ...(problem.terms === undefined ? {} : { terms: problem.terms.map(limit) }),
    contacts: { ...problem.contacts, response: Object.fromEntries(answers) },
  };
}
