import type { ChannelScope } from './channel-counts.ts';
import type { OrderedTouches } from './ordered-touches.ts';

/** A split of the judged touches in time. */
export interface HeldBack {
  readonly fromDay: number;
  readonly toDay: number;
  /** Rows of the ordered touches that are held back. */
  readonly rows: Int32Array;
  /** Earlier history by channel, seen from the day before `fromDay`. */
  readonly training: readonly ChannelScope[];
  readonly trainedTouches: number;
  /** Touches and responses in training, by channel. */
  readonly channelTouches: Float64Array;
  readonly channelResponded: Float64Array;
}

const HELD_BACK_SHARE = 0.2;
const FEWEST_TRAINED = 200;
const FEWEST_HELD_BACK = 50;

/**
 * Splits the touches that can be judged. Without `backtestDays` the period starts on the day from which about a fifth of
 * them lie. Null where either side is too small or nothing responded before. O(n log n).
 */
export function holdBack(ordered: OrderedTouches, scopes: readonly ChannelScope[], matureAfterDays: readonly number[], backtestDays: number | undefined): HeldBack | null {
  const judged = selectRows(ordered, (row, channel) => ordered.day[row]! <= scopes[channel]!.throughDay);
  if (judged.length === 0) return null;
  const days = judged.map((row) => ordered.day[row]!).sort();
  const toDay = days[days.length - 1]!;
  const fromDay = backtestDays === undefined ? days[Math.floor((1 - HELD_BACK_SHARE) * days.length)]! : toDay - backtestDays + 1;
  const training = scopes.map((scope, channel) => ({ ...scope, asOfDay: fromDay - 1, throughDay: fromDay - 1 - (matureAfterDays[channel] ?? 0) }));
  const rows = judged.filter((row) => ordered.day[row]! >= fromDay);
  const channelTouches = new Float64Array(ordered.channelCount);
  const channelResponded = new Float64Array(ordered.channelCount);
  for (const row of judged) {
    const channel = ordered.pair[row]! % ordered.channelCount;
    if (ordered.day[row]! > training[channel]!.throughDay) continue;
    channelTouches[channel]! += 1;
    channelResponded[channel]! += ordered.responded[row]!;
  }
  const trainedTouches = channelTouches.reduce((sum, count) => sum + count, 0);
  const hasResponse = channelResponded.some((count) => count > 0);
  if (trainedTouches < FEWEST_TRAINED || rows.length < FEWEST_HELD_BACK || !hasResponse) return null;
  return { fromDay, toDay, rows, training, trainedTouches, channelTouches, channelResponded };
}

function selectRows(ordered: OrderedTouches, isWanted: (row: number, channel: number) => boolean): Int32Array {
  const rows = new Int32Array(ordered.day.length);
  let count = 0;
  for (let row = 0; row < rows.length; row += 1) {
    if (!isWanted(row, ordered.pair[row]! % ordered.channelCount)) continue;
    rows[count] = row;
    count += 1;
  }
  return rows.slice(0, count);
}
