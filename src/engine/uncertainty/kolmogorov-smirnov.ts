/** Largest distance of two empirical distributions, and how surprising it is where both samples have one source. */
export interface DistributionDistance {
  /** sup |F₁ − F₂|, 0–1. */
  readonly distance: number;
  /** Probability of a distance at least as large by chance alone (asymptotic). 1 where either sample is empty. */
  readonly pValue: number;
}

/**
 * Two-sample Kolmogorov–Smirnov distance of rising numbers; ties are stepped over together. The p-value is Kolmogorov's
 * series 2·Σ (−1)^(k−1)·e^(−2k²λ²) at λ = (√n + 0.12 + 0.11/√n)·D with n = n₁n₂/(n₁ + n₂) (Stephens 1970). O(n₁ + n₂).
 */
export function kolmogorovSmirnov(first: Float64Array, second: Float64Array): DistributionDistance {
  if (first.length === 0 || second.length === 0) return { distance: 0, pValue: 1 };
  let distance = 0;
  let inFirst = 0;
  let inSecond = 0;
  while (inFirst < first.length && inSecond < second.length) {
    const value = Math.min(first[inFirst]!, second[inSecond]!);
    while (inFirst < first.length && first[inFirst] === value) inFirst += 1;
    while (inSecond < second.length && second[inSecond] === value) inSecond += 1;
    distance = Math.max(distance, Math.abs(inFirst / first.length - inSecond / second.length));
  }
  const root = Math.sqrt((first.length * second.length) / (first.length + second.length));
  return { distance, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * distance) };
}

/** P(K > λ) of Kolmogorov's distribution. */
function kolmogorovTail(lambda: number): number {
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let term = 1; term <= 100; term += 1) {
    const part = Math.exp(-2 * term * term * lambda * lambda);
    sum += term % 2 === 1 ? part : -part;
    if (part < 1e-17) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
