import type { z } from 'zod';
import type { FrequencyConstraint } from '../model/constraint.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { countWindows, mostUsed, tabulateStarts, weighChannels, type WindowCounting } from './count-window.ts';
import { createScope } from './scope.ts';
import { contactId, countOf } from './words.ts';

type FrequencyRule = z.infer<typeof FrequencyConstraint>;

function readCounting(rule: FrequencyRule, problem: AllocationProblem): WindowCounting {
  const scope = createScope(problem, rule);
  return {
    scope,
    startOf: (end) => end - rule.windowDays + 1,
    weights: weighChannels(problem.channels.length, scope, () => 1),
    unitOf: null,
    pastFrom: rule.from == null ? -Infinity : Infinity,
  };
}

/** Per contact at most `max` actions in scope in any `windowDays` days; earlier touches count unless the rule has a first date. */
export const frequency: ConstraintRule<FrequencyRule> = {
  kind: 'frequency',
  count(rule, view) {
    const found = countWindows(view, readCounting(rule, view.problem));
    const violations = found.filter(({ used }) => used > rule.max).map(({ unit, used }) => `${rule.id}: ${contactId(view, unit)} has ${used} of ${rule.max} in ${countOf(rule.windowDays, 'day')}`);
    return { usage: [{ constraint: rule.id, used: mostUsed(found), limit: rule.max }], violations };
  },
  compile(rule, frame) {
    const { startOf, ...counting } = readCounting(rule, frame.problem);
    return [{ type: 'window', rule: rule.id, max: rule.max, windowStart: tabulateStarts(frame.days, startOf), ...counting }];
  },
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} per contact in ${countOf(rule.windowDays, 'day')}`,
};
