import type { ActionKey } from '../model/allocation.ts';
import { createBlockMeter, createTargetMeter } from './block-meter.ts';
import type { StandingRule } from './constraint-rule.ts';
import { PairDays } from './pair-days.ts';
import { createLocator, type PlanGround } from './plan-view.ts';
import { nameAction, nameKey } from './words.ts';

function placePins(ground: PlanGround, pins: readonly ActionKey[]): PairDays {
  const places = new PairDays(ground);
  if (pins.length === 0) return places;
  const locate = createLocator(ground);
  for (const pin of pins) {
    const placed = locate(pin);
    if (placed !== null) places.add(placed);
  }
  return places;
}

/** Every fixed action stands in the plan. */
export const fixed: StandingRule = {
  id: 'fixed',
  open: (ground) =>
    createTargetMeter((actions) => {
      const pins = ground.problem.fixed ?? [];
      if (pins.length === 0) return { usage: [], violations: [] };
      const planned = new Set(actions.map((action) => nameAction(ground, action)));
      return { usage: [], violations: pins.filter((pin) => !planned.has(nameKey(pin))).map((pin) => `fixed: ${nameKey(pin)} is missing`) };
    }),
};

/** No forbidden action stands in the plan. */
export const forbidden: StandingRule = {
  id: 'forbidden',
  open(ground) {
    const pins = ground.problem.forbidden ?? [];
    const places = placePins(ground, pins);
    return createBlockMeter({
      id: 'forbidden',
      isForbidden: (action) => places.of(action).includes(action.day),
      mayForbid: () => pins.length > 0,
      describe: (action) => `forbidden: ${nameAction(ground, action)} is planned`,
    });
  },
};
