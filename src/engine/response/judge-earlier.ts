import { predictHeldBack, summariseBacktest } from './backtest.ts';
import { estimateChannelHistory } from './channel-history.ts';
import { POSITION_WINDOW_DAYS } from './fit-response.ts';
import { groupContacts } from './grouping.ts';
import { holdBack } from './held-back.ts';
import { orderTouches } from './ordered-touches.ts';
import type { Backtest, ResponseInput, ResponseOptions } from './response-model.ts';

/** What an earlier fit knew of the same touches. */
export interface EarlierKnowledge {
  /** By touch: 1 where an outcome was linked to it then. */
  readonly responded: Uint8Array;
  /** Its newest day: later touches were not known. */
  readonly asOfDay: number;
  readonly halfLifeDays: number;
}

/**
 * Judges an earlier fit on the touches that the backtest of `input` holds back: the model is trained on the days before
 * them and on what was known then, and measured by what is known now, so that its scores and those of the new fit are of
 * the same touches and neither has seen them. Null where nothing is held back. O(n log n) in touches.
 */
export function judgeEarlier(input: ResponseInput, options: ResponseOptions, earlier: EarlierKnowledge): Backtest | null {
  const windowDays = options.positionWindowDays ?? POSITION_WINDOW_DAYS;
  const matureAfterDays = options.matureAfterDays ?? [];
  const now = orderTouches(input, windowDays);
  const scopes = Array.from({ length: input.channelCount }, (_, channel) => ({ ordered: now, channel, asOfDay: input.asOfDay, throughDay: input.asOfDay - (matureAfterDays[channel] ?? 0) }));
  const held = holdBack(now, scopes, matureAfterDays, options.backtestDays);
  if (held === null) return null;
  // Rows of both orders have the same pairs, days and positions: touches of one day differ in the response alone.
  const then = orderTouches({ ...input, responded: earlier.responded }, windowDays);
  const training = held.training.map((scope, channel) => {
    const asOfDay = Math.min(scope.asOfDay, earlier.asOfDay);
    return { ...scope, ordered: then, asOfDay, throughDay: Math.min(scope.throughDay, asOfDay - (matureAfterDays[channel] ?? 0)) };
  });
  const grouping = groupContacts(input);
  const histories = training.map((scope) => estimateChannelHistory(scope, grouping));
  const trial = predictHeldBack({ ...held, training }, now, grouping, histories, earlier.halfLifeDays);
  return summariseBacktest(held, now, trial, [trial]);
}
