import type { CompiledScenario } from './compile-scenario.ts';
import type { RefusingRule } from './name-refusal.ts';
import { orderWord, type ActionTable, type Proposals } from './propose-actions.ts';

/** Proposals in the order in which they are decided: day by day, within a day by lot, where lots tie by ID of the contact. */
export interface Queue {
  readonly contact: Int32Array;
  readonly channel: Int32Array;
  readonly day: Int32Array;
  readonly lot: Uint32Array;
}

/** A queue that was decided. */
export interface AdmissionQueue extends Queue {
  /** ADMITTED, or twice the place of the rule that stood against it in `rules`, and one more where its contact's own rules allowed it. */
  readonly verdict: Int32Array;
  readonly rules: readonly RefusingRule[];
}

/** Verdict of an action that was let in. */
export const ADMITTED = -1;

/** True for the verdict that a rule which contacts share was full. */
export const isFull = (verdict: number): boolean => verdict >= 0 && verdict % 2 === 1;

/** Contact per proposal. */
function listContacts({ start, channel }: ActionTable): Int32Array {
  const contactOf = new Int32Array(channel.length);
  for (let contact = 0; contact + 1 < start.length; contact += 1) contactOf.fill(contact, start[contact], start[contact + 1]);
  return contactOf;
}

/** Day whose turn a proposal takes: days outside the horizon stand with the first or last, where they are refused whatever comes before. */
export const turnOf = (day: number, days: number): number => Math.max(0, Math.min(days - 1, day));

/** Proposals by the day of their turn. */
function bucketDays({ day }: Proposals, days: number): Int32Array[] {
  const sizes = new Int32Array(days);
  for (let at = 0; at < day.length; at += 1) sizes[turnOf(day[at]!, days)]! += 1;
  const buckets = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let at = 0; at < day.length; at += 1) {
    const turn = turnOf(day[at]!, days);
    buckets[turn]![sizes[turn]!++] = at;
  }
  return buckets;
}

/** Rows of one day in the order of their lots; ties by the comparison. Lot and place in the day make up one number that sorts natively. */
function sortDay(rows: Int32Array, lots: Uint32Array, compareTied: (first: number, second: number) => number): Int32Array {
  const size = rows.length;
  const packed = Float64Array.from(rows, (row, at) => lots[row]! * size + at).sort();
  const sorted = Int32Array.from(packed, (key) => rows[key % size]!);
  for (let from = 0; from < size; ) {
    const lot = lots[sorted[from]!]!;
    let to = from + 1;
    while (to < size && lots[sorted[to]!] === lot) to += 1;
    if (to - from > 1) sorted.subarray(from, to).sort(compareTied);
    from = to;
  }
  return sorted;
}

/** Puts proposals in the order of their turns; `row` is where each stands among the proposals. O(proposals · log proposals). */
export function queueProposals(scenario: CompiledScenario, proposals: Proposals): Queue & { readonly row: Int32Array } {
  const { channel, day } = proposals;
  const contactOf = listContacts(proposals);
  const { ids } = scenario.problem.contacts;
  const lots = Uint32Array.from(contactOf, (contact, row) => orderWord(scenario, contact, channel[row]!, day[row]!));
  const compareTied = (first: number, second: number): number => {
    const [one, other] = [ids[contactOf[first]!]!, ids[contactOf[second]!]!];
    return one < other ? -1 : one > other ? 1 : first - second;
  };
  const order = new Int32Array(channel.length);
  let filled = 0;
  for (const bucket of bucketDays(proposals, scenario.compiled.days)) {
    order.set(sortDay(bucket, lots, compareTied), filled);
    filled += bucket.length;
  }
  return { contact: order.map((row) => contactOf[row]!), channel: order.map((row) => channel[row]!), day: order.map((row) => day[row]!), lot: Uint32Array.from(order, (row) => lots[row]!), row: order };
}

/** Writes a queue down as it is decided. */
export class QueueRecord {
  private readonly queue: { readonly contact: Int32Array; readonly channel: Int32Array; readonly day: Int32Array; readonly lot: Uint32Array; readonly verdict: Int32Array };
  private readonly places = new Map<string, number>();
  private readonly rules: RefusingRule[] = [];
  private count = 0;

  /** @param most entries at most */
  constructor(most: number) {
    this.queue = { contact: new Int32Array(most), channel: new Int32Array(most), day: new Int32Array(most), lot: new Uint32Array(most), verdict: new Int32Array(most) };
  }

  admit(contact: number, channel: number, day: number, lot: number): void {
    this.write(contact, channel, day, lot, ADMITTED);
  }

  refuse(contact: number, channel: number, day: number, lot: number, rule: RefusingRule, isFit: boolean): void {
    let place = this.places.get(rule.rule);
    if (place === undefined) this.places.set(rule.rule, (place = this.rules.push(rule) - 1));
    this.write(contact, channel, day, lot, 2 * place + (isFit ? 1 : 0));
  }

  finish(): AdmissionQueue {
    const { contact, channel, day, lot, verdict } = this.queue;
    const to = this.count;
    return { contact: contact.subarray(0, to), channel: channel.subarray(0, to), day: day.subarray(0, to), lot: lot.subarray(0, to), verdict: verdict.subarray(0, to), rules: this.rules };
  }

  private write(contact: number, channel: number, day: number, lot: number, verdict: number): void {
    const at = this.count++;
    this.queue.contact[at] = contact;
    this.queue.channel[at] = channel;
    this.queue.day[at] = day;
    this.queue.lot[at] = lot;
    this.queue.verdict[at] = verdict;
  }
}
