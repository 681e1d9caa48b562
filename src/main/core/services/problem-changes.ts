import { isActive } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { ProblemChanges } from '../db/repositories/plan.ts';

/** The rules of a workspace as one problem takes them: without some, under another objective, over other days. */
export const applyChanges = (rules: PlanningRules, changes: ProblemChanges | undefined): PlanningRules =>
  changes === undefined
    ? rules
    : {
        ...rules,
        constraints: rules.constraints.filter(({ id }) => !changes.withoutRules.includes(id)),
        ...(changes.objective === null ? {} : { objective: changes.objective }),
        ...(changes.horizon === null ? {} : { horizon: changes.horizon }),
      };

/** True where a problem drops an enforced rule of the workspace. */
export const dropsRules = (rules: PlanningRules, changes: ProblemChanges | undefined): boolean => changes !== undefined && rules.constraints.some((rule) => isActive(rule) && changes.withoutRules.includes(rule.id));
