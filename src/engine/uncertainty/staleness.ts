/** How fast a prediction goes stale. Half-lives in days. */
export interface StalenessSettings {
  /** A prediction of this age is half stale by age alone (default 60). */
  readonly predictionHalfLifeDays: number;
  /** One last checked by an outcome so long ago is half stale by that alone (default 90). */
  readonly validationHalfLifeDays: number;
}

export const STALENESS_SETTINGS: StalenessSettings = { predictionHalfLifeDays: 60, validationHalfLifeDays: 90 };

/**
 * Staleness, 0 (fresh) to 1: 1 − 2^(−predictionAge/h₁) · 2^(−validationAge/h₂) · (1 − drift). Freshness is lost by age,
 * by want of validation and by drift independently; each alone can make a prediction stale, none can make up for
 * another. Ages in days ≥ 0, drift 0–1. A prediction that was never validated (null) has gone unvalidated as long as it exists.
 */
export function stalenessScore(predictionAge: number, validationAge: number | null, drift: number, settings: StalenessSettings = STALENESS_SETTINGS): number {
  const unvalidated = validationAge ?? predictionAge;
  if (!(predictionAge >= 0 && unvalidated >= 0 && drift >= 0 && drift <= 1)) {
    throw new RangeError(`staleness needs ages ≥ 0 and drift in [0, 1], got ${predictionAge}, ${unvalidated}, ${drift}`);
  }
  return 1 - 2 ** -(predictionAge / settings.predictionHalfLifeDays + unvalidated / settings.validationHalfLifeDays) * (1 - drift);
}

/** Drift of a contact's prediction from the drift of its population and the change of its own profile, both 0–1 and taken as independent. */
export function combineDrift(population: number, own: number): number {
  return 1 - (1 - population) * (1 - own);
}
