import type { TouchColumns } from './response-model.ts';

/** Outcomes as columns of equal length. */
export interface OutcomeColumns {
  readonly contact: Int32Array;
  /** The channel the outcome names, −1 where it names none. */
  readonly channel: Int32Array | Int16Array | Int8Array;
  readonly day: Int32Array;
  /** Index of the kind of outcome. */
  readonly kind: Int32Array | Uint16Array | Uint8Array;
}

export interface LinkOptions {
  /** An outcome may follow a touch of this channel by at most so many days; the same day counts. */
  readonly windowDaysByChannel: readonly number[];
  /** Kinds of outcome that count as a response; others are not linked. */
  readonly positiveKinds: ReadonlySet<number>;
}

export interface OutcomeLinks {
  /** By outcome: index of its touch, −1 where none is eligible. */
  readonly touchOfOutcome: Int32Array;
  /** By touch: 1 where at least one outcome was linked. */
  readonly responded: Uint8Array;
  readonly linked: number;
}

/**
 * Links each positive outcome to the last eligible touch of its contact: not after the outcome, within the channel's
 * window, of the outcome's channel where it names one. Of touches on the same day the lower channel is taken, then the
 * earlier row. A touch can receive several outcomes, an outcome goes to one touch at most. O(n log n) in touches.
 */
export function linkOutcomes(history: { readonly touches: TouchColumns; readonly outcomes: OutcomeColumns }, options: LinkOptions): OutcomeLinks {
  const { touches, outcomes } = history;
  const index = indexByContact(touches);
  const responded = new Uint8Array(touches.contact.length);
  const touchOfOutcome = new Int32Array(outcomes.contact.length).fill(-1);
  const longestWindow = Math.max(0, ...options.windowDaysByChannel);
  let linked = 0;
  for (let outcome = 0; outcome < touchOfOutcome.length; outcome += 1) {
    if (!options.positiveKinds.has(outcomes.kind[outcome]!)) continue;
    const contact = outcomes.contact[outcome]!;
    if (contact < 0 || contact + 1 >= index.start.length) continue;
    const touch = findTouch(outcomes.channel[outcome]!, outcomes.day[outcome]!, index.order.subarray(index.start[contact], index.start[contact + 1]), touches, options, longestWindow);
    if (touch < 0) continue;
    touchOfOutcome[outcome] = touch;
    responded[touch] = 1;
    linked += 1;
  }
  return { touchOfOutcome, responded, linked };
}

function findTouch(channel: number, day: number, rows: Int32Array, touches: TouchColumns, options: LinkOptions, longestWindow: number): number {
  let from = 0;
  let to = rows.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (touches.day[rows[middle]!]! <= day) from = middle + 1;
    else to = middle;
  }
  for (let place = from - 1; place >= 0; place -= 1) {
    const touch = rows[place]!;
    const age = day - touches.day[touch]!;
    if (age > longestWindow) return -1;
    const touchChannel = touches.channel[touch]!;
    if ((channel < 0 || channel === touchChannel) && age <= (options.windowDaysByChannel[touchChannel] ?? -1)) return touch;
  }
  return -1;
}

/** Rows of each contact by rising day; on one day the preferred touch comes last, since search runs backwards. */
function indexByContact(touches: TouchColumns): { readonly start: Int32Array; readonly order: Int32Array } {
  const count = touches.contact.length;
  let contactCount = 0;
  for (const contact of touches.contact) contactCount = Math.max(contactCount, contact + 1);
  const start = new Int32Array(contactCount + 1);
  for (const contact of touches.contact) start[contact + 1]! += 1;
  for (let contact = 0; contact < contactCount; contact += 1) start[contact + 1]! += start[contact]!;
  const next = start.slice(0, contactCount);
  const order = new Int32Array(count);
  for (let touch = 0; touch < count; touch += 1) {
    const contact = touches.contact[touch]!;
    const place = next[contact]!;
    order[place] = touch;
    next[contact] = place + 1;
  }
  for (let contact = 0; contact < contactCount; contact += 1) {
    order.subarray(start[contact], start[contact + 1]).sort((a, b) => touches.day[a]! - touches.day[b]! || touches.channel[b]! - touches.channel[a]! || b - a);
  }
  return { start, order };
}
