import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../../src/engine/model/constraint.ts';

/** Two weeks from Monday 2027-01-04, three contacts, a cheap and a dear channel; no rules but those given. */
export function makeSmallProblem(constraints: readonly Constraint[] = [], changes: Partial<AllocationProblem> = {}): AllocationProblem {
  return {
    format: 'omnivor.allocation/1',
    name: 'small',
    horizon: { start: '2027-01-04', days: 14 },
    channels: [
      { id: 'email', unitCost: 1, saturation: 0.5, maxPerContact: 3, cooldownDays: 3 },
      { id: 'visit', unitCost: 100, saturation: 1, maxPerContact: 1, cooldownDays: 0, weekdays: [1, 2, 3, 4, 5] },
    ],
    contacts: {
      ids: ['a', 'b', 'c'],
      value: [10, 20, 30],
      segment: ['A', 'A', 'B'],
      territory: ['N', 'S', 'S'],
      rep: ['R1', 'R1', 'R2'],
      response: { email: [0.1, 0.1, 0.2], visit: [0.5, 0.5, 0.5] },
    },
    constraints: [...constraints],
    objective: { metric: 'lift' },
    ...changes,
  };
}
