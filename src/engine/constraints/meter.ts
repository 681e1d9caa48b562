import type { RuleUsage } from '../model/plan.ts';
import type { HeldAction, PlacedAction } from './placed-action.ts';

/** Used against limit; the price is filled in later by whoever knows one. */
export type UsageCount = Omit<RuleUsage, 'price'>;

/** What counting a plan against one rule found. */
export interface RuleCount {
  readonly usage: readonly UsageCount[];
  /** Every breach that a planned action takes part in, in the planner's words with numbers; empty where the rule is kept. */
  readonly violations: readonly string[];
}

/** A limit that one more action would pass. */
export interface Breach {
  readonly limit: number;
  /** Used without the action, in the period, window or place where it falls. */
  readonly used: number;
  readonly wouldBe: number;
  readonly period?: string | undefined;
  readonly rep?: string | undefined;
  /** The breach as counting the plan with the action would word it. */
  words(): string;
}

/** No breach. */
export const NO_BREACH: readonly Breach[] = [];

/**
 * Counts one rule action by action. Days may lie outside the horizon. What others hold takes room and keeps apart like a
 * planned action and helps towards targets, but breaks nothing by itself.
 */
export interface RuleMeter {
  /** Counts what others hold; before any action is added. */
  hold(held: HeldAction): void;
  /** Counts a planned action. */
  add(action: PlacedAction): void;
  /** False where no action by the channel on the day can break the rule, whatever is counted; where true, `judge` knows. Never changes. */
  mayBreak(channel: number, day: number): boolean;
  /** What one more action would break beside all that is counted; empty where it fits. Counts nothing. */
  judge(action: PlacedAction): readonly Breach[];
  /** Used against limit, and every breach. */
  count(): RuleCount;
}

/** Several meters as one. */
export const joinMeters = (meters: readonly RuleMeter[]): RuleMeter => ({
  hold(held) {
    for (const meter of meters) meter.hold(held);
  },
  add(action) {
    for (const meter of meters) meter.add(action);
  },
  mayBreak: (channel, day) => meters.some((meter) => meter.mayBreak(channel, day)),
  judge(action) {
    let found = NO_BREACH;
    for (const meter of meters) {
      const breaches = meter.judge(action);
      if (breaches.length > 0) found = [...found, ...breaches];
    }
    return found;
  },
  count() {
    const counts = meters.map((meter) => meter.count());
    return { usage: counts.flatMap(({ usage }) => usage), violations: counts.flatMap(({ violations }) => violations) };
  },
});
