/**
 * Variance of an outcome not yet seen, split by the law of total variance: Var(Y) = Var(E[Y | θ]) + E[Var(Y | θ)], with
 * θ the unknown the model estimates. In the outcome's unit squared.
 */
export interface VarianceParts {
  /** epistemic + aleatoric. */
  readonly total: number;
  /** Var(E[Y | θ]): what is not known for lack of data; shrinks with every outcome. */
  readonly epistemic: number;
  /** E[Var(Y | θ)]: what no amount of data takes away. */
  readonly aleatoric: number;
}

/**
 * Parts for a yes-or-no outcome whose probability p is known by mean m in (0, 1) and variance v: total = m·(1 − m),
 * epistemic = v, aleatoric = E[p·(1 − p)] = m·(1 − m) − v. Holds for any distribution of p. Throws RangeError where no
 * probability has these moments (v above m·(1 − m)).
 */
export function splitBernoulliVariance(mean: number, variance: number): VarianceParts {
  const total = mean * (1 - mean);
  if (!(mean >= 0 && mean <= 1 && variance >= 0 && variance <= total)) throw new RangeError(`no probability has mean ${mean} and variance ${variance}`);
  return { total, epistemic: variance, aleatoric: total - variance };
}

/**
 * What is known of a number with unknown mean and spread: normal-inverse-gamma with centre `mean` worth `meanWeight`
 * observations, and spread with `shape` > 1 and `scale` > 0.
 */
export interface NumberBelief {
  readonly mean: number;
  readonly meanWeight: number;
  readonly shape: number;
  readonly scale: number;
}

/** Numbers seen: how many, their mean, and the sum of squared differences from it. */
export interface NumberSample {
  readonly count: number;
  readonly mean: number;
  readonly squaredDeviations: number;
}

/** Belief after a sample (conjugate update, Murphy 2007, "Conjugate Bayesian analysis of the Gaussian", eq. 85–89). */
export function updateNumberBelief(prior: NumberBelief, sample: NumberSample): NumberBelief {
  const { count } = sample;
  const meanWeight = prior.meanWeight + count;
  const difference = sample.mean - prior.mean;
  return {
    mean: (prior.meanWeight * prior.mean + count * sample.mean) / meanWeight,
    meanWeight,
    shape: prior.shape + count / 2,
    scale: prior.scale + 0.5 * sample.squaredDeviations + (prior.meanWeight * count * difference * difference) / (2 * meanWeight),
  };
}

/**
 * Parts for a number (an amount, a volume): aleatoric = E[σ²] = scale/(shape − 1), epistemic = Var(mean) =
 * aleatoric/meanWeight. Their sum is the variance of the Student-t that predicts the next number. Throws RangeError
 * where shape is not above 1: no variance exists.
 */
export function splitNumberVariance(belief: NumberBelief): VarianceParts {
  if (!(belief.shape > 1 && belief.scale >= 0 && belief.meanWeight > 0)) {
    throw new RangeError(`no variance with shape ${belief.shape}, scale ${belief.scale}, weight ${belief.meanWeight}`);
  }
  const aleatoric = belief.scale / (belief.shape - 1);
  const epistemic = aleatoric / belief.meanWeight;
  return { total: epistemic + aleatoric, epistemic, aleatoric };
}

/**
 * Parts for the value of a touch: a response with probability p (mean and variance given) that is worth a number when it
 * comes, 0 when it does not; p and the number's belief independent. E[Y | θ] = p·μ and Var(Y | θ) = p·(σ² + μ²) − p²·μ²,
 * so epistemic = E[p²]·E[μ²] − (E[p]·E[μ])² and aleatoric = E[p]·(E[σ²] + E[μ²]) − E[p²]·E[μ²].
 */
export function splitValueVariance(probability: { readonly mean: number; readonly variance: number }, belief: NumberBelief): VarianceParts {
  const spread = splitNumberVariance(belief);
  const squaredProbability = probability.mean * probability.mean + probability.variance;
  const squaredMean = belief.mean * belief.mean + spread.epistemic;
  const both = squaredProbability * squaredMean;
  const epistemic = both - (probability.mean * belief.mean) ** 2;
  const aleatoric = probability.mean * (spread.aleatoric + squaredMean) - both;
  return { total: epistemic + aleatoric, epistemic, aleatoric };
}
