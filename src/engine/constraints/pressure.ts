import type { z } from 'zod';
import { parseDay } from '../base/day.ts';
import type { PressureConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { createScope } from './scope.ts';
import { openWindows, tabulateStarts, WEIGHT_TOLERANCE, weighChannels, type WindowCounting } from './window-meter.ts';
import { contactId, countOf, formatNumber } from './words.ts';

type PressureRule = z.infer<typeof PressureConstraint>;

/** Unit per contact by a label; contacts without one are alone. */
function groupByLabel(labels: readonly string[] | undefined, count: number): Int32Array {
  const unitOf = new Map<string, number>();
  return Int32Array.from({ length: count }, (_, contact) => {
    const label = labels?.[contact] ?? '';
    if (label === '') return contact;
    if (!unitOf.has(label)) unitOf.set(label, contact);
    return unitOf.get(label)!;
  });
}

function readCounting(rule: PressureRule, frame: ProblemFrame): WindowCounting {
  const { problem, startDay } = frame;
  const scope = createScope(frame, rule);
  return {
    scope,
    startOf: (end) => end - rule.windowDays + 1,
    weights: weighChannels(problem.channels.length, scope, (channel) => rule.weights?.[problem.channels[channel]!.id] ?? 1),
    unitOf: rule.per === 'contact' ? null : groupByLabel(problem.contacts[rule.per], problem.contacts.ids.length),
    pastFrom: rule.from == null ? -Infinity : (parseDay(rule.from) ?? Infinity) - startDay,
  };
}

/** A unit in words: `household H1`, or its one contact where that has no label. */
function nameUnit(rule: PressureRule, ground: PlanGround, unit: number): string {
  const label = rule.per === 'contact' ? '' : (ground.problem.contacts[rule.per]?.[unit] ?? '');
  return label === '' ? contactId(ground, unit) : `${rule.per} ${label}`;
}

/**
 * Weighted touches in scope of at most `max` in any `windowDays` days, per contact or over all contacts of a household
 * or account. Earlier touches count, from the rule's first date on where it has one.
 */
export const pressure: ConstraintRule<PressureRule> = {
  kind: 'pressure',
  open: (rule, ground) =>
    openWindows(ground, {
      id: rule.id,
      max: rule.max,
      tolerance: WEIGHT_TOLERANCE,
      counting: readCounting(rule, ground),
      period: undefined,
      describe: (unit, used) => `${rule.id}: ${nameUnit(rule, ground, unit)} has ${formatNumber(used)} of ${formatNumber(rule.max)} in ${countOf(rule.windowDays, 'day')}`,
    }),
  compile(rule, frame) {
    const { startOf, ...counting } = readCounting(rule, frame);
    return [{ type: 'window', rule: rule.id, max: rule.max, windowStart: tabulateStarts(frame.days, startOf), ...counting }];
  },
  describe: (rule) => `${rule.id}: at most ${formatNumber(rule.max)} weighted ${rule.max === 1 ? 'action' : 'actions'} per ${rule.per} in ${countOf(rule.windowDays, 'day')}`,
};
