import type { z } from 'zod';
import type { CoverageConstraint } from '../model/constraint.ts';
import { createTargetMeter } from './block-meter.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { HeldAction } from './placed-action.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { createScope, type RuleScope } from './scope.ts';
import { countOf } from './words.ts';

type CoverageRule = z.infer<typeof CoverageConstraint>;

/** Shares are rounded up to whole contacts; this much is forgiven, so that 0.9 × 10 stays 9. */
const SHARE_TOLERANCE = 1e-9;

/** True where a contact counts in a share: where its rep changes, one in scope acts on it on some day of the rule. */
function isMember({ days, repPattern }: ProblemFrame, scope: RuleScope, contact: number): boolean {
  if (!scope.coversContact(contact)) return false;
  if (!scope.changesByDay || repPattern[contact] === 0) return true;
  for (let day = 0; day < days; day += 1) if (scope.coversDay(day) && scope.coversRepOn(contact, day)) return true;
  return false;
}

function needOf(rule: CoverageRule, frame: ProblemFrame, scope: RuleScope): number {
  if (rule.minContacts !== undefined) return rule.minContacts;
  let members = 0;
  for (let contact = 0; contact < frame.repOf.length; contact += 1) if (isMember(frame, scope, contact)) members += 1;
  return Math.ceil((rule.minShare ?? 0) * members - SHARE_TOLERANCE);
}

/** What others hold that reaches contacts of the problem itself. */
export const listReaching = (held: readonly HeldAction[], contactCount: number): readonly HeldAction[] => held.filter(({ contact, actions }) => actions > 0 && contact < contactCount);

/** At least so many (or such a share) of the contacts in scope get an action in scope, those that others reach included. */
export const coverage: ConstraintRule<CoverageRule> = {
  kind: 'coverage',
  open(rule, ground) {
    const scope = createScope(ground, rule);
    return createTargetMeter((actions, held) => {
      const need = needOf(rule, ground, scope);
      const reached = new Set([...actions, ...listReaching(held, ground.contactCount)].filter((action) => scope.covers(action)).map((action) => action.contact)).size;
      const violations = reached < need ? [`${rule.id}: ${countOf(reached, 'contact')} reached of ${need} needed`] : [];
      return { usage: [{ constraint: rule.id, used: reached, limit: need }], violations };
    });
  },
  compile(rule, frame) {
    const scope = createScope(frame, rule);
    return [{ type: 'cover', rule: rule.id, scope, need: needOf(rule, frame, scope) }];
  },
  describe: (rule) => `${rule.id}: at least ${rule.minContacts === undefined ? `${Math.round((rule.minShare ?? 0) * 1000) / 10}%` : rule.minContacts} of the contacts in scope reached`,
};
