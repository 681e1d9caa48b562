import type { Constraint } from '../model/constraint.ts';
import type { RuleUsage } from '../model/plan.ts';
import type { PlanView } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import type { RulePart } from './rule-part.ts';

/** Used against limit; the price is filled in later by whoever knows one. */
export type UsageCount = Omit<RuleUsage, 'price'>;

/** What counting a plan against one rule found. */
export interface RuleCount {
  readonly usage: readonly UsageCount[];
  /** Every breach in the planner's words with numbers; empty where the rule is kept. */
  readonly violations: readonly string[];
}

/**
 * One kind of rule, wholly: how a plan is counted against it, and what it means to a solver. Stateless. A new kind is
 * one such file and one line in `registry.ts`.
 */
export interface ConstraintRule<Rule extends Constraint> {
  readonly kind: Rule['kind'];
  /** Counts a plan from its actions alone, knowing nothing of any solver. O(actions + rows of usage). */
  count(rule: Rule, view: PlanView): RuleCount;
  /** Translates the rule into the solvers' building blocks. */
  compile(rule: Rule, frame: ProblemFrame): readonly RulePart[];
  /** The rule and its limit in a few words, as they stand in a list of conflicts. */
  describe(rule: Rule): string;
}

/** A rule every problem has by itself: channel settings, horizon, pins. Counted like any other, never optional. */
export interface StandingRule {
  readonly id: string;
  /** Every breach in the planner's words with numbers. */
  findViolations(view: PlanView): readonly string[];
}
