import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Scenario } from '../../../src/engine/model/scenario.ts';

const channels: AllocationProblem['channels'] = [
  { id: 'email', unitCost: 0.5, saturation: 0.8, maxPerContact: 6, cooldownDays: 2 },
  { id: 'call', unitCost: 12.25, saturation: 0.7, maxPerContact: 3, cooldownDays: 5, weekdays: [1, 2, 3, 4, 5] },
  { id: 'visit', unitCost: 80, saturation: 0.6, maxPerContact: 2, cooldownDays: 7, weekdays: [1, 2, 3, 4, 5] },
];

/** A problem by lot: three channels, 28 days, no rules. */
export function makeProblem(seed: number, contacts: number): AllocationProblem {
  const random = createRandom(seed);
  const column = <T>(make: () => T): T[] => Array.from({ length: contacts }, make);
  return {
    format: 'omnivor.allocation/1',
    name: 'made up',
    horizon: { start: '2027-01-04', days: 28 },
    channels: channels.map((channel) => ({ ...channel })),
    contacts: {
      ids: Array.from({ length: contacts }, (_, at) => `c${seed}-${at}`),
      value: column(() => Math.round(random() * 20_000) / 100),
      segment: column(() => ['A', 'B', 'C'][randomIndex(random, 3)]!),
      rep: column(() => ['Kim', 'Sam'][randomIndex(random, 2)]!),
      response: { email: column(() => 0.02 + 0.1 * random()), call: column(() => 0.05 + 0.2 * random()), visit: column(() => 0.1 + 0.3 * random()) },
      sd: { email: column(() => 0.01 + 0.02 * random()), call: column(() => 0.05 * random()), visit: column(() => 0.1 * random()) },
    },
    constraints: [],
    objective: { metric: 'lift' },
  };
}

export const mix: Scenario['policy'] = { kind: 'mix', actionsPerContact: 4, shares: { email: 0.5, call: 0.3, visit: 0.2 } };

/** A scenario by lot: a mix of four actions a contact. */
export const makeScenario = (seed: number, contacts: number, changes: Partial<Scenario> = {}): Scenario => ({
  format: 'omnivor.scenario/1',
  name: 'a mix',
  problem: makeProblem(seed, contacts),
  policy: mix,
  replications: 16,
  seed,
  ...changes,
});

/** The value of a result; throws its fault. */
export function valueOf<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: { readonly message: string } }): T {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}
