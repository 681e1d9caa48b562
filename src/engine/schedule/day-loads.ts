import type { PlanState } from '../allocation/plan-state.ts';

/** How many actions stand on each day: per channel (channel · days + day) and per rep of the day (rep · days + day). */
export interface DayLoads {
  readonly channel: Float64Array;
  readonly rep: Float64Array;
  /** Actions of each channel and rep over the whole horizon. */
  readonly channelTotal: Float64Array;
  readonly repTotal: Float64Array;
}

/** Counts the loads of a plan. O(actions). */
export function countDayLoads(state: PlanState): DayLoads {
  const { channelCount, days, frame } = state.compiled;
  const loads: DayLoads = {
    channel: new Float64Array(channelCount * days),
    rep: new Float64Array(frame.reps.length * days),
    channelTotal: new Float64Array(channelCount),
    repTotal: new Float64Array(frame.reps.length),
  };
  for (let at = 0; at < state.liveCount; at += 1) {
    const slot = state.live[at]!;
    const channel = state.slotChannel[slot]!;
    const day = state.slotDay[slot]!;
    const rep = frame.repOn(state.slotContact[slot]!, day);
    addLoad(loads, { channel, rep, day, days }, 1);
    loads.channelTotal[channel]! += 1;
    loads.repTotal[rep]! += 1;
  }
  return loads;
}

export interface LoadPlace {
  readonly channel: number;
  readonly rep: number;
  readonly day: number;
  readonly days: number;
}

/** Adds an action to the loads of a day (or takes it off with −1); totals stay. */
export function addLoad(loads: DayLoads, { channel, rep, day, days }: LoadPlace, count: 1 | -1): void {
  loads.channel[channel * days + day]! += count;
  loads.rep[rep * days + day]! += count;
}

/**
 * What one more action on a day adds to the unevenness Σ load² / total of its channel and of its rep (halved, constants
 * left out): the fuller the day, the more.
 */
export function crowding(loads: DayLoads, { channel, rep, day, days }: LoadPlace): number {
  return loads.channel[channel * days + day]! / Math.max(1, loads.channelTotal[channel]!) + loads.rep[rep * days + day]! / Math.max(1, loads.repTotal[rep]!);
}
