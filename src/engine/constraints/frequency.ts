import type { z } from 'zod';
import type { FrequencyConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { createScope } from './scope.ts';
import { openWindows, tabulateStarts, weighChannels, type WindowCounting } from './window-meter.ts';
import { contactId, countOf } from './words.ts';

type FrequencyRule = z.infer<typeof FrequencyConstraint>;

function readCounting(rule: FrequencyRule, frame: ProblemFrame): WindowCounting {
  const scope = createScope(frame, rule);
  return {
    scope,
    startOf: (end) => end - rule.windowDays + 1,
    weights: weighChannels(frame.problem.channels.length, scope, () => 1),
    unitOf: null,
    pastFrom: rule.from == null ? -Infinity : Infinity,
  };
}

/** Per contact at most `max` actions in scope in any `windowDays` days; earlier touches count unless the rule has a first date. */
export const frequency: ConstraintRule<FrequencyRule> = {
  kind: 'frequency',
  open: (rule, ground) =>
    openWindows(ground, {
      id: rule.id,
      max: rule.max,
      tolerance: 0,
      counting: readCounting(rule, ground),
      period: undefined,
      describe: (contact, used) => `${rule.id}: ${contactId(ground, contact)} has ${used} of ${rule.max} in ${countOf(rule.windowDays, 'day')}`,
    }),
  compile(rule, frame) {
    const { startOf, ...counting } = readCounting(rule, frame);
    return [{ type: 'window', rule: rule.id, max: rule.max, windowStart: tabulateStarts(frame.days, startOf), ...counting }];
  },
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} per contact in ${countOf(rule.windowDays, 'day')}`,
};
