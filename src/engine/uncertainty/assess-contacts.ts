import type { Result } from '../base/fault.ts';
import { succeed } from '../base/fault.ts';
import type { RunControl } from '../base/progress.ts';
import { recommendations, type Recommendation } from '../model/uncertainty.ts';
import type { TouchColumns } from '../response/response-model.ts';
import { calculateBatch, type UncertaintyColumns, type UncertaintyInput } from './calculate-batch.ts';
import { reportDataQuality, type DataQualityReport } from './data-quality.ts';
import { measureCompleteness, type Feature, type FeatureTable } from './feature-table.ts';
import { findLastTouches } from './last-touch.ts';
import { measurePopulationDrift, type PopulationDrift } from './population-drift.ts';
import { measureProfileChange } from './profile-change.ts';
import { combineDrift } from './staleness.ts';

/** Contact profiles as they were when the predictions were made. */
export interface ProfilesThen {
  readonly table: FeatureTable;
  /** Row of each contact in the table, −1 where it had none. */
  readonly rowOf: Int32Array;
}

/** Predictions of a workspace and what they rest on. */
export interface AssessmentRequest {
  readonly predictions: Omit<UncertaintyInput, 'completeness' | 'drift' | 'lastTouchDay' | 'lastValidatedDay'>;
  /** Touches in any order; the last judged one of each pair is enough. */
  readonly touches: TouchColumns;
  readonly matureAfterDays: readonly number[];
  readonly profiles: FeatureTable;
  /** Null where none were kept: drift is then not known and counts as none. */
  readonly kept: ProfilesThen | null;
}

/** Uncertainty of a workspace: every pair, its contacts' drift, and the whole in numbers. */
export interface Assessment {
  readonly columns: UncertaintyColumns;
  /** By contact: drift of its predictions, 0–1. */
  readonly drift: Float64Array;
  readonly population: PopulationDrift | null;
  readonly quality: DataQualityReport;
  /** Pairs by recommendation; they add up to all pairs. */
  readonly counts: Readonly<Record<Recommendation, number>>;
  /** Pairs whose recommendation is `refresh`, stalest first; of equal ones the lower pair. */
  readonly stale: Int32Array;
}

/** The features that both times have, of one kind, so that they can be compared. */
export function shareFeatures(then: FeatureTable, now: FeatureTable): { readonly before: FeatureTable; readonly now: FeatureTable } {
  const has = (features: readonly Feature[], { name, kind }: Feature): boolean => features.some((other) => other.name === name && other.kind === kind);
  return {
    before: { rowCount: then.rowCount, features: then.features.filter((feature) => has(now.features, feature)) },
    now: { rowCount: now.rowCount, features: now.features.filter((feature) => has(then.features, feature)) },
  };
}

interface Drift {
  readonly population: PopulationDrift | null;
  readonly score: Float64Array;
}

function measureDrift(profiles: FeatureTable, kept: ProfilesThen | null): Result<Drift> {
  if (kept === null) return succeed({ population: null, score: new Float64Array(profiles.rowCount) });
  const shared = shareFeatures(kept.table, profiles);
  const population = measurePopulationDrift(shared.before, shared.now);
  if (!population.ok) return population;
  const own = measureProfileChange(shared.before, shared.now, kept.rowOf);
  if (!own.ok) return own;
  return succeed({ population: population.value, score: own.value.score.map((change) => combineDrift(population.value.score, change)) });
}

/**
 * Assesses every prediction: uncertainty and its parts, drift against the profiles kept with the predictions, staleness
 * and recommendation. O(pairs + touches + contacts · features · log contacts). Answers CANCELLED and BAD_INPUT as
 * calculateBatch does.
 */
export function assessContacts({ predictions, touches, matureAfterDays, profiles, kept }: AssessmentRequest, control: RunControl): Result<Assessment> {
  const drift = measureDrift(profiles, kept);
  if (!drift.ok) return drift;
  const { predictedDay, today } = predictions;
  const last = findLastTouches(touches, predictions, { predictedDay, today, matureAfterDays });
  const batch = calculateBatch({ ...predictions, ...last, completeness: measureCompleteness(profiles), drift: drift.value.score }, {}, control);
  if (!batch.ok) return batch;
  const { recommendation, staleness } = batch.value;
  const counts: Record<Recommendation, number> = { use: 0, refresh: 0, explore: 0, collect: 0 };
  for (const code of recommendation) counts[recommendations[code]!] += 1;
  const refresh = recommendations.indexOf('refresh');
  const stale = Int32Array.from(recommendation.keys())
    .filter((pair) => recommendation[pair] === refresh)
    .sort((one, other) => staleness[other]! - staleness[one]! || one - other);
  return succeed({ columns: batch.value, drift: drift.value.score, population: drift.value.population, quality: reportDataQuality(batch.value, profiles), counts, stale });
}
