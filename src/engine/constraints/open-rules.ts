import { rulesOf, type AllocationProblem } from '../model/allocation.ts';
import { isEnforced, type Constraint } from '../model/constraint.ts';
import type { RuleMeter } from './meter.ts';
import type { PlacedAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import { describeRule, openRule, openStandingRule, standingRules } from './registry.ts';

/** One rule, opened. */
export interface OpenRule {
  readonly id: string;
  readonly kind: string;
  readonly enforced: boolean;
  readonly meter: RuleMeter;
  describe(): string;
}

/** Every rule of a problem with a meter that counts nothing yet, those that hold in every plan first. O(rules · (contacts + days)). */
export function openRules(problem: AllocationProblem, ground: PlanGround): OpenRule[] {
  const describeStanding = (id: string): string => `${id}: holds in every plan`;
  return [
    ...standingRules.map((rule): OpenRule => ({ id: rule.id, kind: rule.id, enforced: true, meter: openStandingRule(rule, ground), describe: () => describeStanding(rule.id) })),
    ...rulesOf(problem).map((rule: Constraint): OpenRule => ({ id: rule.id, kind: rule.kind, enforced: isEnforced(rule), meter: openRule(rule, ground), describe: () => describeRule(rule) })),
  ];
}

/** The rules that can speak against an action by its channel on its day, found once for each; outside the horizon all of them. */
export function listSpeaking(rules: readonly OpenRule[], days: number): (action: PlacedAction) => readonly OpenRule[] {
  const known: (readonly OpenRule[] | undefined)[] = [];
  return ({ channel, day }) => {
    if (day < 0 || day >= days) return rules;
    return (known[channel * days + day] ??= rules.filter(({ meter }) => meter.mayBreak(channel, day)));
  };
}
