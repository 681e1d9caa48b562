import { rulesOf, type AllocationProblem } from '../model/allocation.ts';
import { isEnforced } from '../model/constraint.ts';
import type { LevelMetric } from '../model/objective.ts';
import type { PlanRange, RangeTarget, TargetChance } from '../model/plan-range.ts';
import type { Plan } from '../model/plan.ts';
import { wilsonInterval } from '../response/wilson.ts';
import { scalarOf } from '../allocation/objective/scalar.ts';
import type { PlanSamples } from './play-plan.ts';

/** Rounding forgiven where a target is met exactly. */
const ROUNDING = 1e-9;

/** A share of the replications with its 95 % interval. */
const shareOf = (hits: number, count: number): Pick<TargetChance, 'probability' | 'low' | 'high'> => ({ probability: hits / count, ...wilsonInterval(hits, count, 0.95) });

const certain = (isMet: boolean): Pick<TargetChance, 'probability' | 'low' | 'high'> => ({ probability: isMet ? 1 : 0, low: isMet ? 1 : 0, high: isMet ? 1 : 0 });

type Played = Pick<PlanRange, 'cost' | 'reach'>;

/** A measure in one replication. */
const valueIn = (metric: LevelMetric | 'roi', { lift, responses }: PlanSamples, { cost, reach }: Played, at: number): number => {
  const net = lift[at]! - cost;
  return { lift: lift[at]!, net, roi: cost === 0 ? 0 : net / cost, responses: responses[at]!, cost, reach }[metric];
};

/** Chance of meeting one target. O(replications). */
export function judgeTarget({ measure, value }: RangeTarget, played: Played, samples: PlanSamples): Pick<TargetChance, 'probability' | 'low' | 'high'> {
  const slack = ROUNDING * Math.max(1, Math.abs(value));
  if (measure === 'cost') return certain(played.cost <= value + slack);
  if (measure === 'reach') return certain(played.reach >= value - slack);
  let hits = 0;
  for (let at = 0; at < samples.lift.length; at += 1) if (valueIn(measure, samples, played, at) >= value - slack) hits += 1;
  return shareOf(hits, samples.lift.length);
}

/** Chances of what the objective promises. */
function judgeObjective({ objective }: AllocationProblem, plan: Plan, played: Played, samples: PlanSamples): TargetChance[] {
  const { goal } = plan;
  if (goal === undefined) return [{ kind: 'objective', name: objective.metric, value: plan.objective, ...judgeTarget({ measure: objective.metric, value: plan.objective }, played, samples) }];
  if (goal.kind === 'levels') return goal.levels.map(({ metric, value }) => ({ kind: 'level', name: metric, value, ...judgeTarget({ measure: metric, value }, played, samples) }));
  const weights = scalarOf(objective);
  const slack = ROUNDING * Math.max(1, Math.abs(goal.value));
  let hits = 0;
  for (let at = 0; at < samples.lift.length; at += 1) {
    const sum = weights.lift * samples.lift[at]! + weights.responses * samples.responses[at]! + weights.reach * played.reach - weights.cost * played.cost;
    if (sum >= goal.value - slack) hits += 1;
  }
  return [{ kind: 'objective', name: goal.kind, value: goal.value, ...shareOf(hits, samples.lift.length) }];
}

/**
 * Chances of everything that is asked of a plan: the given targets, the value of its objective (of each level), and the enforced coverage
 * rules and minimums, which its actions meet for certain or not at all. O(replications · targets).
 */
export function judgeTargets(problem: AllocationProblem, plan: Plan, asked: readonly RangeTarget[], played: Played, samples: PlanSamples): TargetChance[] {
  const floors = new Map(rulesOf(problem).flatMap((rule) => (isEnforced(rule) && (rule.kind === 'coverage' || rule.kind === 'minimum') ? [[rule.id, rule.kind] as const] : [])));
  return [
    ...asked.map((target): TargetChance => ({ kind: 'asked', name: target.measure, value: target.value, ...judgeTarget(target, played, samples) })),
    ...judgeObjective(problem, plan, played, samples),
    ...plan.usage.flatMap(({ constraint, used, limit }): TargetChance[] => {
      const kind = floors.get(constraint);
      return kind === undefined ? [] : [{ kind, name: constraint, value: limit, ...certain(used >= limit - ROUNDING) }];
    }),
  ];
}
