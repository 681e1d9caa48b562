import { fail, succeed, type Result } from '../base/fault.ts';
import type { OutcomeSums } from './exploration-outcomes.ts';

/** How the exploration rate follows what exploring taught. */
export interface AdaptSettings {
  /** The rate stays within these, 0 ≤ least ≤ most ≤ 1 (defaults 0.01 and 0.3). */
  readonly least: number;
  readonly most: number;
  /** Exploring is worth its rate where it removes this many times the variance of an exploited action per unit of cost (default 2). */
  readonly worthwhileRatio: number;
  /** And where an explored outcome removes at least this share of its pair's variance (default 0.03: a pair known as after about 32 touches). */
  readonly worthwhileShare: number;
  /** Largest factor of one step, up or down (default 1.5). */
  readonly largestStep: number;
  /** Judged explored actions at which half of the step is taken (default 50). */
  readonly halfTrust: number;
}

export const ADAPT_SETTINGS: AdaptSettings = { least: 0.01, most: 0.3, worthwhileRatio: 2, worthwhileShare: 0.03, largestStep: 1.5, halfTrust: 50 };

/** The next rate, and why. */
export interface AdaptedRate {
  readonly rate: number;
  readonly reason: 'teaches_more' | 'teaches_less' | 'too_little_judged';
  /** Variance removed per unit of cost, explored ÷ exploited; Infinity where exploited actions taught nothing; null with too little judged. */
  readonly gainRatio: number | null;
  /** Share of the explored pairs' variance that was removed; null with too little judged. */
  readonly learned: number | null;
}

/**
 * Exploration rate for the next plan from what the last one taught:
 *
 *   rate′ = clamp(rate · step^(n/(n + halfTrust)))
 *   step = clamp(min(ratio/worthwhileRatio, learned/worthwhileShare), 1/largestStep, largestStep)
 *
 * with ratio the variance removed per unit of cost by explored actions against exploited ones, learned the share of their
 * pairs' variance that explored actions removed, all not below 0, and n the judged explored actions. While exploring
 * teaches clearly more and much is open, the rate rises; once explored pairs are known as well as others, or well enough,
 * it falls. Without judged actions on both sides it stays, within its bounds. Where one side is free, gains count per
 * action. A rate outside [0, 1] or settings out of range answer BAD_INPUT.
 */
export function adaptExplorationRate(
  rate: number,
  sums: { readonly explored: OutcomeSums; readonly exploited: OutcomeSums },
  settings: AdaptSettings = ADAPT_SETTINGS,
): Result<AdaptedRate> {
  const fault = findFault(rate, settings);
  if (fault !== null) return fault;
  const within = (value: number): number => Math.min(settings.most, Math.max(settings.least, value));
  const { explored, exploited } = sums;
  if (explored.judged === 0 || exploited.judged === 0) return succeed({ rate: within(rate), reason: 'too_little_judged', gainRatio: null, learned: null });
  const isFree = explored.judgedCost === 0 || exploited.judgedCost === 0;
  const gainOf = (side: OutcomeSums): number => Math.max(0, side.varianceRemoved) / (isFree ? side.judged : side.judgedCost);
  const gain = gainOf(explored);
  const gainRatio = gain === 0 ? 0 : gain / gainOf(exploited);
  const learned = gain === 0 ? 0 : explored.varianceRemoved / explored.varianceBefore;
  const worth = Math.min(gainRatio / settings.worthwhileRatio, learned / settings.worthwhileShare);
  const step = Math.min(settings.largestStep, Math.max(1 / settings.largestStep, worth));
  const trust = explored.judged / (explored.judged + settings.halfTrust);
  return succeed({ rate: within(rate * step ** trust), reason: step > 1 ? 'teaches_more' : 'teaches_less', gainRatio, learned });
}

function findFault(rate: number, settings: AdaptSettings): ReturnType<typeof fail> | null {
  const checks: readonly [string, number, boolean, string][] = [
    ['rate', rate, rate >= 0 && rate <= 1, 'from 0 to 1'],
    ['least', settings.least, settings.least >= 0 && settings.least <= settings.most, 'from 0 to most'],
    ['most', settings.most, settings.most <= 1, 'at most 1'],
    ['worthwhileRatio', settings.worthwhileRatio, settings.worthwhileRatio > 0, 'above 0'],
    ['worthwhileShare', settings.worthwhileShare, settings.worthwhileShare > 0, 'above 0'],
    ['largestStep', settings.largestStep, settings.largestStep >= 1, '1 or more'],
    ['halfTrust', settings.halfTrust, settings.halfTrust >= 0, '0 or more'],
  ];
  const wrong = checks.find(([, , isFit]) => !isFit);
  return wrong === undefined ? null : fail('BAD_INPUT', `${wrong[0]} is ${wrong[1]}.`, { path: wrong[0], hint: `Set it ${wrong[3]}.` });
}
