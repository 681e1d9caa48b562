import type { ChannelScope } from './channel-counts.ts';
import type { Grouping } from './grouping.ts';
import { rowsThrough } from './ordered-touches.ts';

/** Touches of one channel laid out for the order likelihood: one cell of (period, position, response) per touch. */
export interface OrderSample {
  readonly classCount: number;
  readonly classMean: Float64Array;
  readonly periodCount: number;
  readonly positionCount: number;
  /** Rows of sampled pair i are pairStart[i] … pairStart[i + 1] − 1. */
  readonly pairStart: Int32Array;
  readonly pairClass: Int32Array;
  readonly period: Uint8Array;
  readonly position: Uint8Array;
  readonly responded: Uint8Array;
}

/** A pair gives its first touches only: leaving off later ones keeps the likelihood exact and the quadrature too. */
export const MOST_TOUCHES_OF_PAIR = 23;
const MOST_TOUCHES = 40_000;
const MOST_CLASSES = 24;
const MOST_PERIODS = 4;

/**
 * Takes every k-th pair so that about 40,000 touches remain: enough to tell a saturation to within a few hundredths.
 * Groups are gathered into at most 24 classes of similar mean, days into up to 4 periods of about equal count.
 */
export function sampleOrder(scope: ChannelScope, grouping: Grouping, groupMean: Float64Array): OrderSample {
  const pairs = choosePairs(scope);
  const { ordered, channel } = scope;
  const classes = classifyGroups(groupMean);
  const pairStart = new Int32Array(pairs.length + 1);
  pairs.forEach(({ touches }, index) => {
    pairStart[index + 1] = pairStart[index]! + touches;
  });
  const total = pairStart[pairs.length]!;
  const days = new Int32Array(total);
  const position = new Uint8Array(total);
  const responded = new Uint8Array(total);
  const pairClass = new Int32Array(pairs.length);
  pairs.forEach(({ contact, touches }, index) => {
    const from = ordered.pairStart[contact * ordered.channelCount + channel]!;
    const target = pairStart[index]!;
    days.set(ordered.day.subarray(from, from + touches), target);
    position.set(ordered.position.subarray(from, from + touches), target);
    responded.set(ordered.responded.subarray(from, from + touches), target);
    pairClass[index] = classes.classOf[grouping.groupOf[contact]!]!;
  });
  const edges = findPeriodEdges(days);
  const period = Uint8Array.from(days, (day) => edges.filter((edge) => day >= edge).length);
  const positionCount = position.reduce((most, place) => Math.max(most, place), 1);
  return { classCount: classes.mean.length, classMean: classes.mean, periodCount: edges.length + 1, positionCount, pairStart, pairClass, period, position, responded };
}

function choosePairs(scope: ChannelScope): { readonly contact: number; readonly touches: number }[] {
  const { ordered, channel } = scope;
  const all: { readonly contact: number; readonly touches: number }[] = [];
  let total = 0;
  for (let contact = 0; contact < ordered.contactCount; contact += 1) {
    const touches = Math.min(MOST_TOUCHES_OF_PAIR, rowsThrough(ordered, contact * ordered.channelCount + channel, scope.throughDay));
    if (touches === 0) continue;
    all.push({ contact, touches });
    total += touches;
  }
  const stride = Math.ceil(total / MOST_TOUCHES);
  return stride <= 1 ? all : all.filter((_, index) => index % stride === 0);
}

function classifyGroups(groupMean: Float64Array): { readonly classOf: Int32Array; readonly mean: Float64Array } {
  const order = [...groupMean.keys()].sort((a, b) => groupMean[a]! - groupMean[b]!);
  const classCount = Math.min(MOST_CLASSES, order.length);
  const classOf = new Int32Array(order.length);
  const sum = new Float64Array(classCount);
  const size = new Float64Array(classCount);
  order.forEach((group, rank) => {
    const place = Math.floor((rank * classCount) / order.length);
    classOf[group] = place;
    sum[place]! += groupMean[group]!;
    size[place]! += 1;
  });
  return { classOf, mean: sum.map((total, place) => total / size[place]!) };
}

/** First days of the second and later periods. */
function findPeriodEdges(days: Int32Array): number[] {
  const sorted = days.slice().sort();
  const edges = new Set<number>();
  for (let period = 1; period < MOST_PERIODS; period += 1) {
    const edge = sorted[Math.floor((period * sorted.length) / MOST_PERIODS)];
    if (edge !== undefined && edge > sorted[0]!) edges.add(edge);
  }
  return [...edges].sort((a, b) => a - b);
}
