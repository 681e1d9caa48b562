import { PlanState } from '../allocation/plan-state.ts';
import { LIMIT_TOLERANCE, type CompiledProblem } from '../allocation/compiled-problem.ts';
import type { Refusal } from '../model/simulation.ts';
import type { CompiledScenario } from './compile-scenario.ts';
import { nameRefusal, nameRule } from './name-refusal.ts';
import { orderWord, type ActionTable, type Proposals } from './propose-actions.ts';
import { RefusalTally } from './refusal-tally.ts';

/** What the rules let through of what a policy asked for. */
export interface Admission extends ActionTable {
  readonly targeted: number;
  readonly proposed: number;
  /** Actions kept out, by the first rule that stood against each, most first. */
  readonly refusals: readonly Refusal[];
  /** What the admitted actions use of every row, and contacts reached per coverage rule. */
  readonly rowUsed: Float64Array;
  readonly covered: Int32Array;
  /** True where a rule that contacts share kept an action out or might have, had the order been another. */
  readonly isCoupled: boolean;
}

/** Order of the proposals within their days, by lots; two of the same contact, channel and day are alike. */
const drawOrder = (scenario: CompiledScenario, { start, channel, day }: Proposals): Float64Array => {
  const order = new Float64Array(channel.length);
  for (let contact = 0; contact + 1 < start.length; contact += 1) {
    for (let at = start[contact]!; at < start[contact + 1]!; at += 1) order[at] = day[at]! * 2 ** 32 + orderWord(scenario, contact, channel[at]!, day[at]!);
  }
  return order;
};

interface Admitting {
  readonly scenario: CompiledScenario;
  readonly state: PlanState;
  readonly refusals: RefusalTally;
}

const fits = ({ scenario, state }: Admitting, contact: number, channel: number, day: number): boolean =>
  day >= 0 && day < scenario.compiled.days && state.hasRoom(contact, channel) && state.fitsContact(contact, channel, day);

/** Contact by contact, each in order of days: right where contacts share no rule, or none of those they share is full at the end. */
function admitByContact(admitting: Admitting, { start, channel, day }: Proposals, order: Float64Array): void {
  const { scenario, state, refusals } = admitting;
  const rows: number[] = [];
  for (let contact = 0; contact + 1 < start.length; contact += 1) {
    rows.length = 0;
    for (let at = start[contact]!; at < start[contact + 1]!; at += 1) rows.push(at);
    if (rows.length > 1) rows.sort((first, second) => order[first]! - order[second]!);
    for (const at of rows) {
      if (fits(admitting, contact, channel[at]!, day[at]!)) state.insert(contact, channel[at]!, day[at]!);
      else refusals.add(nameRefusal(scenario, state, contact, channel[at]!, day[at]!));
    }
  }
}

/** Contact per proposal. */
function listContacts({ start, channel }: Proposals): Int32Array {
  const contactOf = new Int32Array(channel.length);
  for (let contact = 0; contact + 1 < start.length; contact += 1) contactOf.fill(contact, start[contact], start[contact + 1]);
  return contactOf;
}

/** Day by day over all contacts, within a day in the order of the lots (and of IDs where lots tie). */
function admitByDay(admitting: Admitting, proposals: Proposals, order: Float64Array): void {
  const { scenario, state, refusals } = admitting;
  const { channel, day } = proposals;
  const contactOf = listContacts(proposals);
  const { ids } = scenario.problem.contacts;
  const rows = sortByOrder(order, (first, second) => {
    const [one, other] = [ids[contactOf[first]!]!, ids[contactOf[second]!]!];
    return one < other ? -1 : one > other ? 1 : first - second;
  });
  for (const at of rows) {
    const contact = contactOf[at]!;
    if (fits(admitting, contact, channel[at]!, day[at]!) && state.fitsRows(contact, channel[at]!, day[at]!)) state.insert(contact, channel[at]!, day[at]!);
    else refusals.add(nameRefusal(scenario, state, contact, channel[at]!, day[at]!));
  }
}

/** Rows by rising order, ties by the comparison. */
function sortByOrder(order: Float64Array, compareTied: (first: number, second: number) => number): Int32Array {
  const sorted = order.toSorted();
  const placeOf = new Map<number, number>();
  const rows = new Int32Array(order.length);
  for (let place = 0; place < sorted.length; place += 1) if (place === 0 || sorted[place] !== sorted[place - 1]) placeOf.set(sorted[place]!, place);
  const next = new Map<number, number>();
  for (let at = 0; at < order.length; at += 1) {
    const first = placeOf.get(order[at]!)!;
    const tied = next.get(first) ?? 0;
    rows[first + tied] = at;
    next.set(first, tied + 1);
  }
  for (const [first, count] of next) if (count > 1) rows.subarray(first, first + count).sort(compareTied);
  return rows;
}

/** True where some ceiling is passed. */
function isOverfull({ limits }: CompiledProblem, rowUsed: Float64Array): boolean {
  for (let row = 0; row < limits.rowCount; row += 1) if (limits.rowIsFloor[row] === 0 && rowUsed[row]! > limits.rowLimit[row]! + LIMIT_TOLERANCE) return true;
  return false;
}

/** Takes out actions whose partner did not come, until every one left has its own: whatever the order, the same ones. */
function dropLonely({ scenario, state, refusals }: Admitting): void {
  const { needs, contactCount } = scenario.compiled;
  if (needs.parts.length === 0) return;
  for (let contact = 0; contact < contactCount; contact += 1) {
    for (let lonely = state.findLacking(contact); lonely !== null; lonely = state.findLacking(contact)) {
      refusals.add(nameRule(scenario, needs.parts[lonely.need]!.rule));
      state.remove(lonely.slot);
    }
  }
}

/** The actions of a plan by contact, in the order in which they were inserted. */
export function listActions({ compiled, head, next, slotChannel, slotDay, contactCount, liveCount }: PlanState): ActionTable {
  const start = new Int32Array(compiled.contactCount + 1);
  const channel = new Int32Array(liveCount);
  const day = new Int32Array(liveCount);
  for (let contact = 0; contact < compiled.contactCount; contact += 1) {
    let at = start[contact]! + contactCount[contact]!;
    start[contact + 1] = at;
    for (let slot = head[contact]!; slot >= 0; slot = next[slot]!) {
      at -= 1;
      channel[at] = slotChannel[slot]!;
      day[at] = slotDay[slot]!;
    }
  }
  return { start, channel, day };
}

const sharesWindows = ({ windows }: CompiledProblem): boolean => windows.matesOf.some((mates) => mates !== null);

/**
 * Takes what a policy asks for through the rules of the problem, day by day and within a day in an order by lot, each action beside
 * those before it; at the end actions that lack another they need fall out. Contacts that share no full rule are taken one after the other, which comes to the same.
 * O(actions · (log actions + rules of the cell + actions of the contact)).
 */
export function admitActions(scenario: CompiledScenario, proposals: Proposals): Admission {
  const { compiled } = scenario;
  const order = drawOrder(scenario, proposals);
  let admitting: Admitting = { scenario, state: new PlanState(compiled), refusals: new RefusalTally() };
  let isCoupled = sharesWindows(compiled);
  if (!isCoupled) {
    admitByContact(admitting, proposals, order);
    isCoupled = isOverfull(compiled, admitting.state.rowUsed);
  }
  if (isCoupled) {
    admitting = { scenario, state: new PlanState(compiled), refusals: new RefusalTally() };
    admitByDay(admitting, proposals, order);
  }
  dropLonely(admitting);
  const { state, refusals } = admitting;
  return { ...listActions(state), targeted: proposals.targeted, proposed: proposals.channel.length, refusals: refusals.list(), rowUsed: state.rowUsed, covered: state.covered, isCoupled };
}
