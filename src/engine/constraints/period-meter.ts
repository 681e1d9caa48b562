import { weighHeld, type HeldWeighing } from './held-weight.ts';
import { NO_BREACH, type Breach, type RuleCount, type RuleMeter, type UsageCount } from './meter.ts';
import type { PeriodTable } from './period.ts';
import type { PlacedAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import type { RuleScope } from './scope.ts';

/** A most per period, and per rep where `isPerRep`. */
export interface PeriodLimit extends HeldWeighing {
  readonly id: string;
  readonly max: number;
  /** Sums may pass the limit by so much. */
  readonly tolerance: number;
  readonly scope: RuleScope;
  readonly periods: PeriodTable;
  readonly isPerRep: boolean;
  /** A breach in words; `where` is `for R1 in 2027-01-05`, or nothing. */
  describe(used: number, where: { readonly rep: string | undefined; readonly period: string | undefined }): string;
}

/** Use of the periods of one rep, or of all contacts together. */
interface Row {
  readonly rep: string | undefined;
  readonly used: Float64Array;
  readonly planned: Float64Array;
}

/** Adds up what the actions in scope use per period. Actions on days of no period count nowhere; the horizon rule reports them. */
export function createPeriodMeter(ground: PlanGround, limit: PeriodLimit): RuleMeter {
  const { id, max, tolerance, scope, periods, weights, isPerRep, describe } = limit;
  const { periodOf, names } = periods;
  const openRow = (rep: string | undefined): Row => ({ rep, used: new Float64Array(names.length), planned: new Float64Array(names.length) });
  const rows = (isPerRep ? ground.reps : [undefined]).map(openRow);

  const rowOf = ({ contact, day, rep }: PlacedAction): Row => {
    if (!isPerRep) return rows[0]!;
    if (rep === undefined) return rows[ground.repOn(contact, day)]!;
    const known = rows.find((row) => row.rep === rep);
    if (known !== undefined) return known;
    const added = openRow(rep);
    rows.push(added);
    return added;
  };
  const periodAt = (action: PlacedAction): number => (scope.covers(action) ? (periodOf[action.day] ?? -1) : -1);
  const breach = (row: Row, period: number, weight: number): Breach => {
    const used = row.used[period]!;
    const where = { rep: row.rep, period: names[period] };
    return { limit: max, used, wouldBe: used + weight, ...where, words: () => describe(used + weight, where) };
  };

  return {
    hold(held) {
      const period = periodAt(held);
      if (period >= 0) rowOf(held).used[period]! += weighHeld(limit, held);
    },
    add(action) {
      const period = periodAt(action);
      if (period < 0) return;
      const row = rowOf(action);
      row.used[period]! += weights[action.channel]!;
      row.planned[period]! += weights[action.channel]!;
    },
    mayBreak: (channel, day) => weights[channel]! > 0 && scope.coversChannel(channel) && scope.coversDay(day) && (periodOf[day] ?? -1) >= 0,
    judge(action) {
      const weight = weights[action.channel]!;
      if (weight <= 0) return NO_BREACH;
      const period = periodAt(action);
      if (period < 0) return NO_BREACH;
      const row = rowOf(action);
      return row.used[period]! + weight > max + tolerance ? [breach(row, period, weight)] : NO_BREACH;
    },
    count(): RuleCount {
      const usage: UsageCount[] = [];
      const violations: string[] = [];
      for (const [at, { rep, used, planned }] of rows.entries()) {
        // Reps of others have a line only where the plan gives them work.
        if (isPerRep && at >= ground.reps.length && !planned.some((sum) => sum > 0)) continue;
        for (const [period, name] of names.entries()) {
          usage.push({ constraint: id, ...(name === undefined ? {} : { period: name }), ...(rep === undefined ? {} : { rep }), used: used[period]!, limit: max });
          if (used[period]! > max + tolerance && planned[period]! > 0) violations.push(describe(used[period]!, { rep, period: name }));
        }
      }
      return { usage, violations };
    },
  };
}

/** One action of whatever channel counts one. */
export const countEach = ({ problem }: Pick<PlanGround, 'problem'>): Float64Array => new Float64Array(problem.channels.length).fill(1);
