import { randomNormal } from '../base/rng.ts';
import { bestArmProbabilities, type WorthDensity } from './best-arm.ts';
import { createPolicy, placeOfLargest, type Policy } from './policy.ts';

/** What is known of an arm's mean reward: normal with this mean and standard deviation. */
export interface NormalBelief {
  readonly mean: number;
  readonly sd: number;
}

/** Thompson sampling over normal posteriors, and the posteriors themselves. */
export interface GaussianThompson extends Policy {
  posterior(arm: number): NormalBelief;
}

function densityOf({ mean, sd }: NormalBelief): WorthDensity {
  return { logDensity: (x) => -0.5 * ((x - mean) / sd) ** 2, centre: mean, spread: sd };
}

/**
 * Thompson sampling for rewards that are numbers with a known noise sd around the arm's mean (Agrawal & Goyal 2013):
 * draws each open arm's mean from its normal posterior and takes the largest. Precisions add up: 1/sd² of the prior plus
 * count/noise². Propensity: the probability that the arm's draw is the largest, by quadrature (best-arm.ts).
 */
export function createGaussianThompson(priors: readonly NormalBelief[], noiseSd: number): GaussianThompson {
  if (!(noiseSd > 0)) throw new RangeError(`noise sd is ${noiseSd}, expected above 0`);
  for (const prior of priors) if (!(prior.sd > 0)) throw new RangeError(`prior sd is ${prior.sd}, expected above 0`);
  const means = Float64Array.from(priors, (prior) => prior.mean);
  const precisions = Float64Array.from(priors, (prior) => 1 / (prior.sd * prior.sd));
  const posterior = (arm: number): NormalBelief => ({ mean: means[arm]!, sd: 1 / Math.sqrt(precisions[arm]!) });
  const policy = createPolicy({
    armCount: priors.length,
    estimate: (arms) => Float64Array.from(arms, (arm) => means[arm]!),
    draw: (arms, _, random) =>
      arms[placeOfLargest(Float64Array.from(arms, (arm) => means[arm]! + randomNormal(random) / Math.sqrt(precisions[arm]!)))]!,
    propensities: (arms) => bestArmProbabilities(arms.map((arm) => densityOf(posterior(arm)))),
    update: (arm, reward) => {
      if (!Number.isFinite(reward)) throw new RangeError(`reward of arm ${arm} is ${reward}`);
      const added = 1 / (noiseSd * noiseSd);
      means[arm] = (means[arm]! * precisions[arm]! + reward * added) / (precisions[arm]! + added);
      precisions[arm]! += added;
    },
  });
  return { ...policy, posterior };
}
