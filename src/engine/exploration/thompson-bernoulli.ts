import type { BetaShape } from '../response/interval.ts';
import { bestArmProbabilities, type WorthDensity } from './best-arm.ts';
import { drawBeta } from './draws.ts';
import { createPolicy, placeOfLargest, type Policy } from './policy.ts';

/** Thompson sampling over beta posteriors, and the posteriors themselves. */
export interface BernoulliThompson extends Policy {
  posterior(arm: number): BetaShape;
}

/** Beta(1, 1): every probability alike. */
export const UNIFORM_PRIOR: BetaShape = { alpha: 1, beta: 1 };

/**
 * Density of a beta variable on the log-odds scale, u = log(x/(1 − x)), where it is log-concave without poles for any
 * shape: x^alpha·(1 − x)^beta.
 */
export function logOddsDensity({ alpha, beta }: BetaShape): WorthDensity {
  return {
    logDensity: (u) => -alpha * softplus(-u) - beta * softplus(u),
    centre: Math.log(alpha / beta),
    spread: Math.sqrt(1 / alpha + 1 / (alpha * alpha) + 1 / beta + 1 / (beta * beta)),
  };
}

/** log(1 + e^u) without overflow. */
function softplus(u: number): number {
  return u > 0 ? u + Math.log1p(Math.exp(-u)) : Math.log1p(Math.exp(u));
}

/**
 * Thompson sampling for rewards 0 or 1 (Thompson 1933; Agrawal & Goyal 2012): draws each open arm's probability from its
 * beta posterior and takes the arm with the largest. A reward of at least the arm's threshold (default ½) is a success.
 * Propensity: the probability that the arm's draw is the largest, by quadrature (best-arm.ts).
 */
export function createBernoulliThompson(priors: readonly BetaShape[], thresholds?: readonly number[]): BernoulliThompson {
  for (const { alpha, beta } of priors) if (!(alpha > 0 && beta > 0)) throw new RangeError(`prior Beta(${alpha}, ${beta}) needs both above 0`);
  const alphas = Float64Array.from(priors, (prior) => prior.alpha);
  const betas = Float64Array.from(priors, (prior) => prior.beta);
  const posterior = (arm: number): BetaShape => ({ alpha: alphas[arm]!, beta: betas[arm]! });
  const policy = createPolicy({
    armCount: priors.length,
    estimate: (arms) => Float64Array.from(arms, (arm) => alphas[arm]! / (alphas[arm]! + betas[arm]!)),
    draw: (arms, _, random) => arms[placeOfLargest(Float64Array.from(arms, (arm) => drawBeta(random, alphas[arm]!, betas[arm]!)))]!,
    propensities: (arms) => bestArmProbabilities(arms.map((arm) => logOddsDensity(posterior(arm)))),
    update: (arm, reward) => {
      if (!Number.isFinite(reward)) throw new RangeError(`reward of arm ${arm} is ${reward}`);
      if (reward >= (thresholds?.[arm] ?? 0.5)) alphas[arm]! += 1;
      else betas[arm]! += 1;
    },
  });
  return { ...policy, posterior };
}
