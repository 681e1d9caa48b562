/**
 * When something happened: day since 1970-01-01 and second of that day, −1 where only the day is known.
 */
export interface TimeColumns {
  readonly day: Int32Array;
  readonly second: Int32Array;
}

/** Touches as columns of equal length. */
export interface TouchedColumns extends TimeColumns {
  readonly contact: Int32Array;
  readonly channel: Int32Array;
  /** Rank of the touch's own id, which orders touches of one instant and channel; absent = the row's number. */
  readonly rank?: Int32Array;
}

/** Outcomes as columns of equal length; values are finite and not negative. */
export interface ReachedColumns extends TimeColumns {
  readonly contact: Int32Array;
  readonly kind: Int32Array;
  readonly value: Float64Array;
  readonly rank?: Int32Array;
}

/** Touches and outcomes of the same contacts. Contacts, channels and kinds are numbered in the order of their names. */
export interface TouchHistory {
  readonly contactCount: number;
  readonly channels: readonly string[];
  readonly kinds: readonly string[];
  readonly touches: TouchedColumns;
  readonly outcomes: ReachedColumns;
}

const PLACES_PER_DAY = 86_401;

/** A number that orders touches in time; one of which only the day is known comes first on its day. */
export const touchInstant = ({ day, second }: TimeColumns, row: number): number => day[row]! * PLACES_PER_DAY + second[row]! + 1;

/** The same for outcomes; one of which only the day is known comes last, so that all touches of its day precede it. */
export const outcomeInstant = ({ day, second }: TimeColumns, row: number): number => day[row]! * PLACES_PER_DAY + (second[row]! < 0 ? PLACES_PER_DAY - 1 : second[row]! + 1);

/** Days from a touch to an outcome: with fractions where both have a time of day, else whole. */
export function daysBetween(touches: TimeColumns, touch: number, outcomes: TimeColumns, outcome: number): number {
  const days = outcomes.day[outcome]! - touches.day[touch]!;
  const [from, to] = [touches.second[touch]!, outcomes.second[outcome]!];
  return from < 0 || to < 0 ? days : days + (to - from) / 86_400;
}

/** Rows grouped by contact: those of contact c are order[start[c]] … order[start[c + 1] − 1]. */
export interface RowsByContact {
  readonly start: Int32Array;
  readonly order: Int32Array;
}

/** Touches by contact, instant, channel, rank. O(n) and the sorts within contacts. Throws RangeError on an index out of range. */
export function orderTouchesOf({ touches, contactCount, channels }: TouchHistory): RowsByContact {
  const { channel, rank } = touches;
  for (let row = 0; row < channel.length; row += 1) if (!(channel[row]! >= 0 && channel[row]! < channels.length)) throw new RangeError(`touch ${row}: channel ${channel[row]} of ${channels.length}`);
  const instant = Float64Array.from(channel, (_, row) => touchInstant(touches, row));
  return groupRows(touches.contact, contactCount, (a, b) => instant[a]! - instant[b]! || channel[a]! - channel[b]! || (rank === undefined ? a - b : rank[a]! - rank[b]! || a - b));
}

/** Outcomes by contact, instant, kind, value, rank. */
export function orderOutcomesOf({ outcomes, contactCount, kinds }: TouchHistory): RowsByContact {
  const { kind, value, rank } = outcomes;
  for (let row = 0; row < kind.length; row += 1) if (!(kind[row]! >= 0 && kind[row]! < kinds.length)) throw new RangeError(`outcome ${row}: kind ${kind[row]} of ${kinds.length}`);
  const instant = Float64Array.from(kind, (_, row) => outcomeInstant(outcomes, row));
  return groupRows(outcomes.contact, contactCount, (a, b) => instant[a]! - instant[b]! || kind[a]! - kind[b]! || value[a]! - value[b]! || (rank === undefined ? a - b : rank[a]! - rank[b]! || a - b));
}

function groupRows(contact: Int32Array, contactCount: number, compare: (a: number, b: number) => number): RowsByContact {
  const start = new Int32Array(contactCount + 1);
  for (let row = 0; row < contact.length; row += 1) {
    const index = contact[row]!;
    if (!(index >= 0 && index < contactCount)) throw new RangeError(`row ${row}: contact ${index} of ${contactCount}`);
    start[index + 1]! += 1;
  }
  for (let index = 0; index < contactCount; index += 1) start[index + 1]! += start[index]!;
  const next = start.slice(0, contactCount);
  const order = new Int32Array(contact.length);
  for (let row = 0; row < contact.length; row += 1) {
    const place = next[contact[row]!]!;
    order[place] = row;
    next[contact[row]!] = place + 1;
  }
  for (let index = 0; index < contactCount; index += 1) if (start[index + 1]! - start[index]! > 1) order.subarray(start[index], start[index + 1]).sort(compare);
  return { start, order };
}
