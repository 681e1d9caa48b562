import type { ProgressPoint } from '../../../contract/allocation.ts';
import { formatDuration } from '../../shared/format/date.ts';
import { formatNumber, formatPercent } from '../../shared/format/number.ts';

/** Where best and bound stand now, in words. */
export function sayConvergence(points: readonly ProgressPoint[], isRunning: boolean): string {
  const last = points.at(-1);
  if (last?.best == null) return last?.bound == null ? 'No plan yet.' : `No plan yet. No plan is above ${formatNumber(last.bound, 1)}.`;
  if (last.bound === null) return `Best ${formatNumber(last.best, 1)}. No bound proven yet.`;
  const gap = last.bound === 0 ? 0 : Math.max(0, (last.bound - last.best) / Math.abs(last.bound));
  return `${formatPercent(gap, 2)} from the bound${isRunning ? ' so far' : ''}, after ${formatDuration(last.ms)}. No plan is above ${formatNumber(last.bound, 1)}.`;
}

/** Values further from where best and bound stand now would hide the space between them. */
const NEAR = 0.2;
/** Room above and below the curves, as a part of their span. */
const MARGIN = 0.08;

/** The part of the upright axis on which both curves end; undefined where there is nothing to leave out. */
export function chooseRange(points: readonly ProgressPoint[]): { readonly min: number; readonly max: number } | undefined {
  const last = points.at(-1);
  if (last?.best == null || last.bound === null || last.best <= 0) return undefined;
  const [lowest, highest] = [last.best * (1 - NEAR), last.bound * (1 + NEAR)];
  const near = points.flatMap(({ best, bound }) => [best, bound]).filter((value): value is number => value !== null && value >= lowest && value <= highest);
  const [low, high] = [Math.min(...near), Math.max(...near)];
  const margin = MARGIN * (high - low || Math.abs(high) || 1);
  return { min: low - margin, max: high + margin };
}
