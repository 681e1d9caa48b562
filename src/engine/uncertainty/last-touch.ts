import type { DayNumber } from '../base/day.ts';
import type { TouchColumns } from '../response/response-model.ts';
import { NO_DAY } from './calculate-batch.ts';

/** Days of the last touches by pair (index contact · channelCount + channel), NO_DAY where there are none. */
export interface LastTouches {
  /** Last touch that can be judged today. */
  readonly lastTouchDay: Int32Array;
  /** Day on which the last touch made after the prediction became judged. */
  readonly lastValidatedDay: Int32Array;
}

/**
 * Last judged touch and last validation of every pair. A touch is judged once `matureAfterDays` of its channel have
 * passed; one that was made after `predictedDay` validates the prediction on that day. Touches in any order. O(touches).
 */
export function findLastTouches(
  touches: TouchColumns,
  size: { readonly contactCount: number; readonly channelCount: number },
  days: { readonly predictedDay: DayNumber; readonly today: DayNumber; readonly matureAfterDays: readonly number[] },
): LastTouches {
  const pairs = size.contactCount * size.channelCount;
  const lastTouchDay = new Int32Array(pairs).fill(NO_DAY);
  const lastValidatedDay = new Int32Array(pairs).fill(NO_DAY);
  for (let row = 0; row < touches.contact.length; row += 1) {
    const channel = touches.channel[row]!;
    const pair = touches.contact[row]! * size.channelCount + channel;
    const day = touches.day[row]!;
    const judged = day + (days.matureAfterDays[channel] ?? 0);
    if (judged > days.today) continue;
    if (day > lastTouchDay[pair]!) lastTouchDay[pair] = day;
    if (day > days.predictedDay && judged > lastValidatedDay[pair]!) lastValidatedDay[pair] = judged;
  }
  return { lastTouchDay, lastValidatedDay };
}
