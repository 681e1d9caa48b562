import { fail, succeed, type Result } from '../base/fault.ts';
import { checkTable, isKnown, type CategoryFeature, type Feature, type FeatureTable, type NumberFeature } from './feature-table.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { countBins, quantileEdges, stabilityIndex } from './population-stability.ts';

/** Limits from which a feature counts as moved. */
export interface DriftLimits {
  /** Population stability index: something moved from here (default 0.1), much from here (default 0.25). */
  readonly moderateIndex: number;
  readonly majorIndex: number;
  /** Kolmogorov–Smirnov: distance from which a number counts as moved (default 0.1), where its p-value is below `significance` (default 0.01). */
  readonly distance: number;
  readonly significance: number;
  /** Bins of about equal count that a number is cut into for its index (default 10). */
  readonly binCount: number;
}

export const DRIFT_LIMITS: DriftLimits = { moderateIndex: 0.1, majorIndex: 0.25, distance: 0.1, significance: 0.01, binCount: 10 };

export type DriftGrade = 'stable' | 'moderate' | 'major';

/** How the distribution of one feature moved between two times. */
export interface FeatureDrift {
  readonly name: string;
  /** Population stability index; unknown values are a bin of their own. */
  readonly index: number;
  /** For numbers: Kolmogorov–Smirnov distance of the known values and its p-value; null for categories. */
  readonly distance: number | null;
  readonly pValue: number | null;
  readonly grade: DriftGrade;
  /** 0–1: index ÷ major limit, at most 1. */
  readonly score: number;
}

/** All features of a population between two times. */
export interface PopulationDrift {
  readonly features: readonly FeatureDrift[];
  /** The worst feature's score: a model suffers from the input that moved, however many stood still. 0 without features. */
  readonly score: number;
  /** Names of the features that moved, worst first. */
  readonly drifted: readonly string[];
}

/**
 * Compares the profiles now with those at prediction time, feature by feature. Categories are matched by value, numbers
 * are binned at the quantiles of prediction time. A category is graded by its index; a number by the index, and as moved
 * moderately also where its Kolmogorov–Smirnov distance is both large and significant. A feature that one table lacks,
 * or holds as another kind, answers BAD_INPUT. O(rows · features · log rows).
 */
export function measurePopulationDrift(then: FeatureTable, now: FeatureTable, limits: DriftLimits = DRIFT_LIMITS): Result<PopulationDrift> {
  checkTable(then);
  checkTable(now);
  const features: FeatureDrift[] = [];
  for (const before of then.features) {
    const after = now.features.find((feature) => feature.name === before.name);
    if (after === undefined) {
      return fail('BAD_INPUT', `Feature ${before.name} is in the snapshot and not in the profiles.`, { path: before.name, hint: 'Compare the features that both times have.' });
    }
    const drift = compareFeature(before, after, limits);
    if (drift === null) {
      return fail('BAD_INPUT', `Feature ${before.name} was a ${before.kind} and is a ${after.kind}.`, { path: before.name, hint: 'Compare features of one kind.' });
    }
    features.push(drift);
  }
  const moved = features.filter((feature) => feature.grade !== 'stable').sort((a, b) => b.index - a.index || (a.name < b.name ? -1 : 1));
  return succeed({ features, score: features.reduce((worst, feature) => Math.max(worst, feature.score), 0), drifted: moved.map((feature) => feature.name) });
}

function compareFeature(before: Feature, after: Feature, limits: DriftLimits): FeatureDrift | null {
  if (before.kind === 'category' && after.kind === 'category') return compareCategories(before, after, limits);
  if (before.kind === 'number' && after.kind === 'number') return compareNumbers(before, after, limits);
  return null;
}

function compareCategories(before: CategoryFeature, after: CategoryFeature, limits: DriftLimits): FeatureDrift {
  const place = new Map<string, number>();
  for (const value of [...before.values, ...after.values]) if (!place.has(value)) place.set(value, place.size + 1);
  const count = (feature: CategoryFeature): Float64Array => {
    const counts = new Float64Array(place.size + 1);
    const placeOf = feature.values.map((value) => place.get(value) ?? 0);
    for (const code of feature.codes) counts[code < 0 ? 0 : placeOf[code]!]! += 1;
    return counts;
  };
  const [then, now] = dropEmptyBins(count(before), count(after));
  const index = stabilityIndex(then, now);
  return { name: before.name, index, distance: null, pValue: null, ...gradeOf(index, false, limits) };
}

function compareNumbers(before: NumberFeature, after: NumberFeature, limits: DriftLimits): FeatureDrift {
  const knownThen = knownRising(before);
  const knownNow = knownRising(after);
  const edges = quantileEdges(knownThen, limits.binCount);
  const withUnknown = (feature: NumberFeature, known: Float64Array): Float64Array =>
    Float64Array.from([feature.numbers.length - known.length, ...countBins(known, edges)]);
  const [then, now] = dropEmptyBins(withUnknown(before, knownThen), withUnknown(after, knownNow));
  const index = stabilityIndex(then, now);
  const { distance, pValue } = kolmogorovSmirnov(knownThen, knownNow);
  const isApart = distance >= limits.distance && pValue < limits.significance;
  return { name: before.name, index, distance, pValue, ...gradeOf(index, isApart, limits) };
}

/** Bins that neither time uses say nothing and are left out. */
function dropEmptyBins(then: Float64Array, now: Float64Array): [Float64Array, Float64Array] {
  const isUsed = (_: number, bin: number): boolean => then[bin]! + now[bin]! > 0;
  return [then.filter(isUsed), now.filter(isUsed)];
}

function gradeOf(index: number, isApart: boolean, limits: DriftLimits): { grade: DriftGrade; score: number } {
  const atLeast = isApart ? limits.moderateIndex : 0;
  const weighed = Math.max(index, atLeast);
  const grade = weighed >= limits.majorIndex ? 'major' : weighed >= limits.moderateIndex ? 'moderate' : 'stable';
  return { grade, score: Math.min(1, weighed / limits.majorIndex) };
}

/** Known numbers of a feature, rising. O(n log n). */
export function knownRising(feature: NumberFeature): Float64Array {
  return feature.numbers.filter((_, row) => isKnown(feature, row)).sort();
}
