import type { Decay } from '../model/attribution.ts';

/** What a touch of this age still weighs, in [0, 1]; an age of 0 weighs 1. Both arguments in days. */
export function touchDecay(decay: Decay, ageDays: number, windowDays: number): number {
  switch (decay.kind) {
    case 'none':
      return 1;
    case 'linear':
      return ageDays === 0 ? 1 : Math.max(0, 1 - ageDays / windowDays);
    case 'exponential':
      return 2 ** (-ageDays / decay.halfLifeDays);
  }
}
