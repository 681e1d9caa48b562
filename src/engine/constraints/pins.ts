import type { ActionKey } from '../model/allocation.ts';
import type { StandingRule } from './constraint-rule.ts';
import type { PlanView } from './plan-view.ts';
import { nameAction } from './words.ts';

const nameKey = (key: ActionKey): string => `${key.contact} ${key.channel} ${key.date}`;
const plannedNames = (view: PlanView): Set<string> => new Set(view.actions.map((action) => nameAction(view, action)));

/** Every fixed action stands in the plan. */
export const fixed: StandingRule = {
  id: 'fixed',
  findViolations(view) {
    const pins = view.problem.fixed ?? [];
    if (pins.length === 0) return [];
    const planned = plannedNames(view);
    return pins.filter((pin) => !planned.has(nameKey(pin))).map((pin) => `fixed: ${nameKey(pin)} is missing`);
  },
};

/** No forbidden action stands in the plan. */
export const forbidden: StandingRule = {
  id: 'forbidden',
  findViolations(view) {
    const pins = view.problem.forbidden ?? [];
    if (pins.length === 0) return [];
    const planned = plannedNames(view);
    return pins.filter((pin) => planned.has(nameKey(pin))).map((pin) => `forbidden: ${nameKey(pin)} is planned`);
  },
};
