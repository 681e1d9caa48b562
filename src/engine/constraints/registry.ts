import type { Constraint, ConstraintKind } from '../model/constraint.ts';
import { blackout } from './blackout.ts';
import { budget } from './budget.ts';
import { campaignLabel } from './campaign-label.ts';
import { capacity } from './capacity.ts';
import { concurrent } from './concurrent.ts';
import { consent } from './consent.ts';
import type { ConstraintRule, StandingRule } from './constraint-rule.ts';
import { contactLimit } from './contact-limit.ts';
import { cooldown } from './cooldown.ts';
import { coverage } from './coverage.ts';
import { exclusion } from './exclusion.ts';
import { explorationShare } from './exploration-share.ts';
import { frequency } from './frequency.ts';
import { horizon } from './horizon.ts';
import { maxPerContact } from './max-per-contact.ts';
import { minimum } from './minimum.ts';
import type { RuleCount, RuleMeter } from './meter.ts';
import { onceADay } from './once-a-day.ts';
import { fixed, forbidden } from './pins.ts';
import type { PlanGround, PlanView } from './plan-view.ts';
import { pressure } from './pressure.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { repCalendar } from './rep-calendar.ts';
import { repCapacity } from './rep-capacity.ts';
import type { RulePart } from './rule-part.ts';
import { sequence } from './sequence.ts';
import { weekday } from './weekday.ts';

type Rules = { readonly [Kind in ConstraintKind]: ConstraintRule<Extract<Constraint, { kind: Kind }>> };

/** Every kind of rule; a new kind is one more line. */
const rules: Rules = {
  capacity,
  rep_capacity: repCapacity,
  concurrent,
  budget,
  frequency,
  contact_limit: contactLimit,
  pressure,
  exclusion,
  sequence,
  blackout,
  rep_calendar: repCalendar,
  coverage,
  minimum,
};

/** Rules that hold in every problem. */
export const standingRules: readonly StandingRule[] = [horizon, weekday, onceADay, cooldown, maxPerContact, consent, fixed, forbidden, explorationShare, campaignLabel];

/** The file of a rule's kind, typed for that rule. The record above ties kind and rule type together. */
function ruleOf<Rule extends Constraint>(rule: Rule): ConstraintRule<Rule> {
  const entry: unknown = rules[rule.kind];
  return entry as ConstraintRule<Rule>;
}

function holdAll(meter: RuleMeter, { held }: PlanGround): RuleMeter {
  for (const entry of held) meter.hold(entry);
  return meter;
}

/** A meter of one rule with nothing planned yet, beside what others hold. */
export const openRule = (rule: Constraint, ground: PlanGround): RuleMeter => holdAll(ruleOf(rule).open(rule, ground), ground);

/** A meter of a standing rule, likewise. */
export const openStandingRule = (rule: StandingRule, ground: PlanGround): RuleMeter => holdAll(rule.open(ground), ground);

function countPlan(meter: RuleMeter, view: PlanView): RuleCount {
  for (const action of view.actions) meter.add(action);
  return meter.count();
}

/** Counts a plan against one rule. O(actions · log + rows of usage). */
export const countRule = (rule: Constraint, view: PlanView): RuleCount => countPlan(openRule(rule, view), view);

/** Every breach of a standing rule by a plan. */
export const findStandingBreaches = (rule: StandingRule, view: PlanView): readonly string[] => countPlan(openStandingRule(rule, view), view).violations;

/** Translates one rule for the solvers, not one that counts by campaigns: those are translated together. */
export const compileRule = (rule: Constraint, frame: ProblemFrame): readonly RulePart[] => ruleOf(rule).compile(rule, frame);

/** One rule and its limit in a few words. */
export const describeRule = (rule: Constraint): string => ruleOf(rule).describe(rule);
