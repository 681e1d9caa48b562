import type { z } from 'zod';
import type { CapacityConstraint, RepCapacityConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { RuleMeter } from './meter.ts';
import { createPeriodTable, describePeriods } from './period.ts';
import { countEach, createPeriodMeter } from './period-meter.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import type { LimitPart } from './rule-part.ts';
import { createScope } from './scope.ts';
import { countOf, formatNumber } from './words.ts';

type CountedRule = z.infer<typeof CapacityConstraint> | z.infer<typeof RepCapacityConstraint>;

/** Counts actions per period against `max`, over all contacts or those of each rep. */
export function openCapacity(rule: CountedRule, ground: PlanGround): RuleMeter {
  const scope = createScope(ground, rule);
  return createPeriodMeter(ground, {
    id: rule.id,
    max: rule.max,
    tolerance: 0,
    scope,
    periods: createPeriodTable(rule, scope, ground),
    weights: countEach(ground),
    countsMoney: false,
    isPerRep: rule.kind === 'rep_capacity',
    describe: (used, { rep, period }) => [`${rule.id}: ${formatNumber(used)} of ${formatNumber(rule.max)}`, ...(rep === undefined ? [] : [`for ${rep}`]), ...(period === undefined ? [] : [`in ${period}`])].join(' '),
  });
}

/** The rule as rows for the solvers. */
export function compileCapacity(rule: CountedRule, frame: ProblemFrame): LimitPart[] {
  const scope = createScope(frame, rule);
  const { periodOf, names } = createPeriodTable(rule, scope, frame);
  return [{ type: 'limit', rule: rule.id, scope, sense: 'atMost', limit: rule.max, weights: countEach(frame), periodOf, periodNames: names, isPerRep: rule.kind === 'rep_capacity', countsMoney: false }];
}

/** At most `max` actions in scope per day, week, month or horizon. */
export const capacity: ConstraintRule<z.infer<typeof CapacityConstraint>> = {
  kind: 'capacity',
  open: openCapacity,
  compile: compileCapacity,
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} per ${describePeriods(rule)}`,
};
