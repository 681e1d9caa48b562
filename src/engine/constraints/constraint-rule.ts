import type { Constraint } from '../model/constraint.ts';
import type { RuleMeter } from './meter.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import type { RulePart } from './rule-part.ts';

/**
 * One kind of rule, wholly: how actions are counted against it, and what it means to a solver. Stateless. A new kind is
 * one such file and one line in `registry.ts`.
 */
export interface ConstraintRule<Rule extends Constraint> {
  readonly kind: Rule['kind'];
  /** A meter with nothing counted yet, knowing nothing of any solver. O(contacts + days) at most. */
  open(rule: Rule, ground: PlanGround): RuleMeter;
  /** Translates the rule into the solvers' building blocks. */
  compile(rule: Rule, frame: ProblemFrame): readonly RulePart[];
  /** The rule and its limit in a few words, as they stand in a list of conflicts. */
  describe(rule: Rule): string;
}

/** A rule every problem has by itself: channel settings, horizon, pins. Counted like any other, never optional. */
export interface StandingRule {
  readonly id: string;
  open(ground: PlanGround): RuleMeter;
}
