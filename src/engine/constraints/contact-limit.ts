import type { z } from 'zod';
import { parseDay } from '../base/day.ts';
import type { ContactLimitConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { joinMeters, type RuleMeter } from './meter.ts';
import { monthOf } from './period.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { createScope } from './scope.ts';
import { openWindows, tabulateStarts, weighChannels, type WindowCounting } from './window-meter.ts';
import { contactId, countOf } from './words.ts';

type ContactLimitRule = z.infer<typeof ContactLimitConstraint>;

/** Where the limit comes from, as it stands behind its words. */
const sourceOf = ({ source }: ContactLimitRule): string => (source === undefined ? '' : ` (${source})`);

/** One of the rule's two limits as a window: the month until the day, or the days within which no second action may stand. */
interface Limit {
  readonly words: string;
  readonly max: number;
  readonly counting: WindowCounting;
}

function readLimits(rule: ContactLimitRule, frame: ProblemFrame): Limit[] {
  const { problem, startDay } = frame;
  const scope = createScope(frame, rule);
  const weights = weighChannels(problem.channels.length, scope, () => 1);
  const pastFrom = rule.from == null ? -Infinity : (parseDay(rule.from) ?? Infinity) - startDay;
  const shared = { scope, weights, unitOf: null, pastFrom };
  const limits: Limit[] = [];
  if (rule.maxPerMonth !== undefined) {
    const startOf = (end: number): number => (parseDay(`${monthOf(startDay + end)}-01`) ?? startDay + end) - startDay;
    limits.push({ words: 'a month', max: rule.maxPerMonth, counting: { ...shared, startOf } });
  }
  if (rule.cooldownDays !== undefined && rule.cooldownDays > 0) {
    const { cooldownDays } = rule;
    limits.push({ words: countOf(cooldownDays, 'day'), max: 1, counting: { ...shared, startOf: (end) => end - cooldownDays + 1 } });
  }
  return limits;
}

function openLimit(rule: ContactLimitRule, ground: PlanGround, { words, max, counting }: Limit): RuleMeter {
  return openWindows(ground, {
    id: rule.id,
    max,
    tolerance: 0,
    counting,
    period: `any ${words.replace(/^a /, '')}`,
    describe: (contact, used) => `${rule.id}: ${contactId(ground, contact)} has ${used} of ${max} in ${words}${sourceOf(rule)}`,
  });
}

/**
 * Per contact, over the channels in scope: at most so many actions in a calendar month, and two actions so many days
 * apart. Earlier touches count, from the rule's first date on where it has one.
 */
export const contactLimit: ConstraintRule<ContactLimitRule> = {
  kind: 'contact_limit',
  open: (rule, ground) => joinMeters(readLimits(rule, ground).map((limit) => openLimit(rule, ground, limit))),
  compile(rule, frame) {
    return readLimits(rule, frame).map(({ max, counting: { startOf, ...counting } }) => ({ type: 'window', rule: rule.id, max, windowStart: tabulateStarts(frame.days, startOf), ...counting }));
  },
  describe(rule) {
    const month = rule.maxPerMonth === undefined ? null : `at most ${countOf(rule.maxPerMonth, 'action')} per contact and month`;
    const apart = rule.cooldownDays === undefined ? null : `actions on a contact ${countOf(rule.cooldownDays, 'day')} apart`;
    return `${rule.id}: ${[month, apart].filter((words) => words !== null).join(', ')}${sourceOf(rule)}`;
  },
};
