import type { z } from 'zod';
import type { RepCapacityConstraint } from '../model/constraint.ts';
import { compileCapacity, openCapacity } from './capacity.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { describePeriods } from './period.ts';
import { countOf } from './words.ts';

/** At most `max` actions in scope per day, week, month or horizon for each rep. Contacts without reps belong to one nameless rep. */
export const repCapacity: ConstraintRule<z.infer<typeof RepCapacityConstraint>> = {
  kind: 'rep_capacity',
  open: openCapacity,
  compile: compileCapacity,
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} per rep and ${describePeriods(rule)}`,
};
