/** Normal on the log-odds scale; `spread` 0 = a known chance. */
export interface LogitNormal {
  readonly centre: number;
  readonly spread: number;
}

/** A share of a chance m has a variance below m(1 − m); estimates beyond this part of it are taken at it. */
export const WIDEST_VARIANCE = 0.9;
const REACH = 8.5;
const WIDEST_STEP = 0.7;
/** Densities at the nodes of the widest step, which serves all but wide spreads. */
const densities = Float64Array.from({ length: Math.ceil(REACH / WIDEST_STEP) * 2 + 1 }, (_, at, half = Math.ceil(REACH / WIDEST_STEP)) => Math.exp(-0.5 * ((at - half) * WIDEST_STEP) ** 2));
const CLOSE = 1e-5;
const MOST_TURNS = 25;
const MOST_HALVINGS = 70;

interface Moments {
  mean: number;
  variance: number;
  meanByCentre: number;
  meanBySpread: number;
  varianceByCentre: number;
  varianceBySpread: number;
}

/** Mean and variance of p = 1/(1 + e^−(centre + spread·z)) and their slopes, by the trapezoidal rule, whose error here is below e^(π²/(2·spread²) − 2π²/(spread·step)). */
function measure(centre: number, spread: number, into: Moments): void {
  const step = Math.min(WIDEST_STEP, 0.6 / spread);
  const isWidest = step === WIDEST_STEP;
  const nodes = Math.ceil(REACH / step);
  let [weight, mean, square, slope, tilted, bent, bentTilted] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = -nodes; at <= nodes; at += 1) {
    const z = at * step;
    const density = isWidest ? densities[at + nodes]! : Math.exp(-0.5 * z * z);
    const chance = 1 / (1 + Math.exp(-(centre + spread * z)));
    const weighted = density * chance;
    const steep = weighted * (1 - chance);
    weight += density;
    mean += weighted;
    square += weighted * chance;
    slope += steep;
    tilted += steep * z;
    bent += steep * chance;
    bentTilted += steep * chance * z;
  }
  into.mean = mean / weight;
  into.variance = square / weight - into.mean * into.mean;
  into.meanByCentre = slope / weight;
  into.meanBySpread = tilted / weight;
  into.varianceByCentre = 2 * (bent / weight - into.mean * into.meanByCentre);
  into.varianceBySpread = 2 * (bentTilted / weight - into.mean * into.meanBySpread);
}

const moments: Moments = { mean: 0, variance: 0, meanByCentre: 0, meanBySpread: 0, varianceByCentre: 0, varianceBySpread: 0 };

/** Newton's method on both at once; null where it does not close in. */
function searchByNewton(mean: number, variance: number): LogitNormal | null {
  let spread = Math.sqrt(Math.log1p(variance / (mean * mean)) * (1 + variance / (mean * (1 - mean))));
  let centre = Math.log(mean / (1 - mean)) * Math.sqrt(1 + (Math.PI / 8) * spread * spread);
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    measure(centre, spread, moments);
    const meanOff = moments.mean - mean;
    const varianceOff = moments.variance - variance;
    // Steps square the error: from here the next one is the last.
    const isLast = Math.abs(meanOff) <= CLOSE * mean && Math.abs(varianceOff) <= CLOSE * variance;
    const determinant = moments.meanByCentre * moments.varianceBySpread - moments.meanBySpread * moments.varianceByCentre;
    const centreStep = (meanOff * moments.varianceBySpread - varianceOff * moments.meanBySpread) / determinant;
    const spreadStep = (moments.meanByCentre * varianceOff - moments.varianceByCentre * meanOff) / determinant;
    if (!Number.isFinite(centreStep) || !Number.isFinite(spreadStep)) return null;
    centre -= Math.max(-2, Math.min(2, centreStep));
    spread = Math.min(2 * spread, Math.max(spread / 2, spread - spreadStep));
    if (isLast) return { centre, spread };
  }
  return null;
}

/** The x between low and high where a rising function passes a value. */
function halve(low: number, high: number, isBelow: (x: number) => boolean): number {
  let [from, to] = [low, high];
  for (let turn = 0; turn < MOST_HALVINGS; turn += 1) {
    const middle = (from + to) / 2;
    if (isBelow(middle)) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** Both by halving, one inside the other: slow and sure. For a fixed mean the variance rises with the spread. */
function searchByHalving(mean: number, variance: number): LogitNormal {
  const centreAt = (spread: number): number =>
    halve(-60 - 12 * spread, 60 + 12 * spread, (centre) => {
      measure(centre, spread, moments);
      return moments.mean < mean;
    });
  const spread = halve(0, 60, (candidate) => {
    measure(centreAt(candidate), candidate, moments);
    return moments.variance < variance;
  });
  return { centre: centreAt(spread), spread };
}

/**
 * The logit-normal whose mean and standard deviation are those given (a mean of 0 or 1 is certain); a variance of more than 0.9 of
 * mean · (1 − mean) is taken as that. Relative error of both below 1e-8, of standard deviations below a thousandth of the mean 1e-4. O(1).
 */
export function matchLogitNormal(mean: number, sd: number): LogitNormal {
  if (mean <= 0) return { centre: -Infinity, spread: 0 };
  if (mean >= 1) return { centre: Infinity, spread: 0 };
  if (sd <= 0) return { centre: Math.log(mean / (1 - mean)), spread: 0 };
  // By symmetry for the smaller of both chances, beside which a variance is not lost.
  if (mean > 0.5) {
    const mirrored = matchLogitNormal(1 - mean, sd);
    return { centre: -mirrored.centre, spread: mirrored.spread };
  }
  const variance = Math.min(sd * sd, WIDEST_VARIANCE * mean * (1 - mean));
  return searchByNewton(mean, variance) ?? searchByHalving(mean, variance);
}

/** Remembers what was matched, by mean and standard deviation: estimates of like contacts are often equal. */
export function createMatcher(): (mean: number, sd: number) => LogitNormal {
  const known = new Map<number, Map<number, LogitNormal>>();
  return (mean, sd) => {
    let ofMean = known.get(mean);
    if (ofMean === undefined) known.set(mean, (ofMean = new Map()));
    let match = ofMean.get(sd);
    if (match === undefined) ofMean.set(sd, (match = matchLogitNormal(mean, sd)));
    return match;
  };
}
