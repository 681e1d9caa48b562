import { stopReason, type RunControl } from '../../base/progress.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { lowerBound, type DualResult } from '../dual/lower-bound.ts';
import { createPrices, type PriceVector } from '../price-vector.ts';
import type { ContactStretch, DivisibleRelaxation } from '../relaxation.ts';
import { tightenBound } from '../tighten-bound.ts';
import { createContactRelaxation } from './contact-relaxation.ts';
import { shareRelaxation, type SharedWork } from './sharded-relaxation.ts';

/** Pricing by the slower relaxation of single contacts: rounds, first step as a share of the average gain, and contacts × days it may look at in all. */
const PRICING = { rounds: 80, firstStep: 0.03, contactDays: 560_000 };
/** It has to lower the bound by so much of it, judged by stretches of so many contacts. */
const WORTHWHILE = 2e-4;
const STRETCHES = 20;
const STRETCH_LENGTH = 20;

/** True where rules of the contacts themselves leave room for a tighter relaxation. */
const hasOwnRules = ({ windows, clashes, covers, reachWorth }: CompiledProblem): boolean => windows.parts.length > 0 || clashes.parts.length > 0 || covers.parts.length > 0 || reachWorth > 0;

/** Stretches spread evenly over the contacts; all contacts where there are few. */
function listSample(contactCount: number): ContactStretch[] {
  if (contactCount <= STRETCHES * STRETCH_LENGTH) return [{ first: 0, end: contactCount }];
  return Array.from({ length: STRETCHES }, (_, at) => {
    const first = Math.floor((at * (contactCount - STRETCH_LENGTH)) / (STRETCHES - 1));
    return { first, end: first + STRETCH_LENGTH };
  });
}

/** What the tighter relaxation would take off the bound at given prices, judged by a sample of the contacts. */
function estimateSaving(relaxation: DivisibleRelaxation, prices: PriceVector): number {
  const { compiled } = relaxation;
  const tight = createContactRelaxation(compiled);
  const usage = createPrices(compiled.limits.rowCount, compiled.covers.parts.length);
  const jitter = new Float64Array(compiled.channelCount * compiled.days);
  let saving = 0;
  let seen = 0;
  for (const stretch of listSample(compiled.contactCount)) {
    saving += relaxation.evaluateStretch(prices, jitter, usage, stretch) - tight.evaluateStretch(prices, jitter, usage, stretch);
    seen += stretch.end - stretch.first;
  }
  return (saving / seen) * compiled.contactCount;
}

/**
 * Lowers the bound further where windows, exclusions and coverage of the contacts themselves bind: what that would save is
 * judged by a sample of the contacts, and it is done where that is a noticeable part of the bound and the size allows it.
 */
export function tightenPrices(relaxation: DivisibleRelaxation, known: DualResult, seed: number, work: SharedWork, control: RunControl): DualResult {
  const { compiled } = relaxation;
  const rounds = Math.min(PRICING.rounds, Math.floor(PRICING.contactDays / (compiled.contactCount * compiled.days)));
  if (rounds < 1 || !hasOwnRules(compiled) || stopReason(control) !== null) return known;
  if (estimateSaving(relaxation, known.prices) < WORTHWHILE * Math.abs(known.bound)) return known;
  const isStopped = (round: number, bound: number): boolean => {
    control.onProgress?.({ phase: 'prices', done: round, total: rounds, bound: Math.min(bound, known.bound) });
    return stopReason(control) !== null;
  };
  const { prices, bound } = lowerBound(shareRelaxation(compiled, 'tighten', work), { rounds, firstStep: PRICING.firstStep, seed, isStopped, start: known.prices });
  const tightened = tightenBound(compiled, bound);
  return tightened < known.bound ? { prices, bound: tightened } : known;
}
