import type { z } from 'zod';
import type { AllocationProblem } from '../model/allocation.ts';
import type { CoverageConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { createScope, type RuleScope } from './scope.ts';
import { countOf } from './words.ts';

type CoverageRule = z.infer<typeof CoverageConstraint>;

/** Shares are rounded up to whole contacts; this much is forgiven, so that 0.9 × 10 stays 9. */
const SHARE_TOLERANCE = 1e-9;

function needOf(rule: CoverageRule, problem: AllocationProblem, scope: RuleScope): number {
  if (rule.minContacts !== undefined) return rule.minContacts;
  let members = 0;
  for (let contact = 0; contact < problem.contacts.ids.length; contact += 1) if (scope.coversContact(contact)) members += 1;
  return Math.ceil((rule.minShare ?? 0) * members - SHARE_TOLERANCE);
}

/** At least so many (or such a share) of the contacts in scope get an action in scope. */
export const coverage: ConstraintRule<CoverageRule> = {
  kind: 'coverage',
  count(rule, view) {
    const scope = createScope(view.problem, rule);
    const need = needOf(rule, view.problem, scope);
    const reached = new Set(view.actions.filter((action) => scope.covers(action)).map((action) => action.contact)).size;
    const violations = reached < need ? [`${rule.id}: ${countOf(reached, 'contact')} reached of ${need} needed`] : [];
    return { usage: [{ constraint: rule.id, used: reached, limit: need }], violations };
  },
  compile(rule, frame) {
    const scope = createScope(frame.problem, rule);
    return [{ type: 'cover', rule: rule.id, scope, need: needOf(rule, frame.problem, scope) }];
  },
  describe: (rule) => `${rule.id}: at least ${rule.minContacts === undefined ? `${Math.round((rule.minShare ?? 0) * 1000) / 10}%` : rule.minContacts} of the contacts in scope reached`,
};
