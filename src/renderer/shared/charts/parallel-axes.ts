/** One axis of parallel coordinates: a number per row, or for a choice its place in `choices`. NaN where a row has none. */
export interface ParallelAxis {
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  readonly values: Readonly<ArrayLike<number>>;
  /** Names of the places of an axis of choices, from the bottom up. */
  readonly choices?: readonly string[];
  readonly format?: (value: number) => string;
}

/** Smallest and largest value of an axis. */
export interface AxisSpan {
  readonly low: number;
  readonly high: number;
}

/** Kept part of each axis by its key, ends included; an axis without one keeps everything. */
export type Brushes = Readonly<Record<string, readonly [low: number, high: number]>>;

/** Steps of a numeric axis for the keyboard. */
const STEPS = 200;

/** Span of an axis; one step around the value where all rows have the same, 0 to 1 where no row has any. */
export function spanOf({ values, choices }: Pick<ParallelAxis, 'values' | 'choices'>): AxisSpan {
  if (choices !== undefined) return { low: 0, high: Math.max(1, choices.length - 1) };
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { low: 0, high: 1 };
  if (low < high) return { low, high };
  const room = low === 0 ? 1 : Math.abs(low) * 0.1;
  return { low: low - room, high: high + room };
}

/** Where a value stands on its axis, 0 at the bottom to 1 at the top. */
export const shareOf = (value: number, { low, high }: AxisSpan): number => (value - low) / (high - low);

/** Smallest move of a filter on an axis. */
export const stepOf = (axis: Pick<ParallelAxis, 'choices'>, { low, high }: AxisSpan): number => (axis.choices === undefined ? (high - low) / STEPS : 1);

/** What the value of an axis is called. */
export const nameValue = (axis: ParallelAxis, value: number): string => axis.choices?.[Math.round(value)] ?? axis.format?.(value) ?? String(value);

/** The brushes with one axis changed; a brush over the whole axis is none, so that rows to come are kept too. */
export function setBrush(brushes: Brushes, axis: ParallelAxis, [low, high]: readonly [number, number]): Brushes {
  const span = spanOf(axis);
  const { [axis.key]: _before, ...others } = brushes;
  const slack = stepOf(axis, span) / 2;
  return low <= span.low + slack && high >= span.high - slack ? others : { ...others, [axis.key]: [low, high] };
}

/** For every row whether all brushes keep it. A row without a value on a brushed axis is not kept. O(rows × brushes). */
export function keepRows(axes: readonly ParallelAxis[], brushes: Brushes, rowCount: number): readonly boolean[] {
  const brushed = axes.flatMap(({ key, values }) => {
    const brush = brushes[key];
    return brush === undefined ? [] : [{ values, low: brush[0], high: brush[1] }];
  });
  return Array.from({ length: rowCount }, (_, row) => brushed.every(({ values, low, high }) => {
    const value = values[row] ?? Number.NaN;
    return value >= low && value <= high;
  }));
}

/** Opacity of one of so many lines: thousands of them still show where they are dense, few stay plain. */
export const opacityOf = (lines: number): number => Math.min(0.8, Math.max(0.014, 18 / Math.max(1, lines) ** 0.8));
