import { createRandom, randomIndex, type Random } from '../../../src/engine/base/rng.ts';
import { drawBeta } from '../../../src/engine/exploration/draws.ts';
import type { ResponseInput } from '../../../src/engine/response/response-model.ts';

/** What a made-up history is drawn from: exactly the model, or the model with one thing changed. */
export interface SimulationPlan {
  readonly seed: number;
  readonly contactCount: number;
  readonly segmentCount: number;
  readonly channelMeans: readonly number[];
  readonly segmentStrength: number;
  /** Infinity: all contacts of a segment alike. */
  readonly contactStrength: number;
  readonly mostTouches: number;
  readonly days: number;
  readonly saturation: number;
  /** Factor on every response by day; 1 where absent. */
  readonly drift?: (day: number) => number;
  readonly stopsAfterResponse?: boolean;
  /** Eager contacts are touched more often. */
  readonly targetsEager?: boolean;
  /** Share of contacts without a segment. */
  readonly withoutSegment?: number;
}

export interface SimulatedHistory {
  readonly input: ResponseInput;
  /** Rate of a first touch by pair. */
  readonly rate: Float64Array;
  readonly segmentRate: Float64Array;
}

function drawRate(random: Random, mean: number, strength: number): number {
  return strength === Infinity ? mean : drawBeta(random, mean * strength, (1 - mean) * strength);
}

/** Draws segments around their channel, contacts around their segment, then touches in time and their responses. */
export function simulateHistory(plan: SimulationPlan): SimulatedHistory {
  const random = createRandom(plan.seed);
  const channelCount = plan.channelMeans.length;
  const segmentRate = new Float64Array((plan.segmentCount + 1) * channelCount);
  for (let segment = 0; segment <= plan.segmentCount; segment += 1) {
    plan.channelMeans.forEach((mean, channel) => {
      segmentRate[segment * channelCount + channel] = drawRate(random, mean, plan.segmentStrength);
    });
  }
  const segmentOf = new Int32Array(plan.contactCount);
  const rate = new Float64Array(plan.contactCount * channelCount);
  const contact: number[] = [];
  const channel: number[] = [];
  const day: number[] = [];
  const responded: number[] = [];
  for (let one = 0; one < plan.contactCount; one += 1) {
    const group = random() < (plan.withoutSegment ?? 0) ? plan.segmentCount : randomIndex(random, plan.segmentCount);
    segmentOf[one] = group === plan.segmentCount ? -1 : group;
    for (let way = 0; way < channelCount; way += 1) {
      const own = drawRate(random, segmentRate[group * channelCount + way]!, plan.contactStrength);
      rate[one * channelCount + way] = own;
      const eager = plan.targetsEager === true ? Math.min(1, 0.3 + own * 4) : 1;
      const touches = Math.round(random() * plan.mostTouches * eager);
      const days = Array.from({ length: touches }, () => randomIndex(random, plan.days)).sort((a, b) => a - b);
      let position = 0;
      for (const [index, when] of days.entries()) {
        if (index > 0 && days[index - 1] !== when) position = index;
        const answered = random() < own * plan.saturation ** position * (plan.drift?.(when) ?? 1) ? 1 : 0;
        contact.push(one);
        channel.push(way);
        day.push(when);
        responded.push(answered);
        if (answered === 1 && plan.stopsAfterResponse === true) break;
      }
    }
  }
  return {
    input: {
      contactCount: plan.contactCount,
      channelCount,
      segmentOf,
      segmentNames: Array.from({ length: plan.segmentCount }, (_, segment) => `segment ${segment + 1}`),
      touches: { contact: Int32Array.from(contact), channel: Uint8Array.from(channel), day: Int32Array.from(day) },
      responded: Uint8Array.from(responded),
      asOfDay: plan.days - 1,
    },
    rate,
    segmentRate,
  };
}
