import { PlanState } from '../allocation/plan-state.ts';
import type { CompiledProblem } from '../allocation/compiled-problem.ts';
import type { Refusal } from '../model/simulation.ts';
import type { CompiledScenario } from './compile-scenario.ts';
import { addUse, createUse, isOverfull, type ExactUse } from './count-usage.ts';
import { queueProposals, QueueRecord, type AdmissionQueue } from './admission-queue.ts';
import { nameRefusal, nameRule, type RefusingRule } from './name-refusal.ts';
import { orderWord, type ActionTable, type Proposals } from './propose-actions.ts';
import { RefusalTally } from './refusal-tally.ts';

/** What the rules let through of what a policy asked for. */
export interface Admission extends ActionTable {
  readonly targeted: number;
  readonly isTarget: Uint8Array;
  readonly proposed: number;
  /** Actions kept out, by the first rule that stood against each, most first. */
  readonly refusals: readonly Refusal[];
  /** What the admitted actions use of the rules. */
  readonly use: ExactUse;
  /** True where a rule that contacts share kept an action out or might have, had the order been another. */
  readonly isCoupled: boolean;
  /** Who came in which turn and what became of it; null where nobody had to queue. */
  readonly queue: AdmissionQueue | null;
}

/** A plan under construction and what was kept out of it. */
export interface Admitting {
  readonly scenario: CompiledScenario;
  readonly state: PlanState;
  readonly refusals: RefusalTally;
  /** Proposals that are not asked any more, by the rule for which they fell out. */
  readonly fallen: Fallen;
}

/** Proposals that fell out for want of a partner, each with the sequence rule it needed one for. */
type Fallen = ReadonlyMap<number, RefusingRule>;
const NONE_FELL: Fallen = new Map();

/** An empty plan to which nothing was refused yet. */
export const beginAdmitting = (scenario: CompiledScenario, fallen: Fallen = NONE_FELL): Admitting => ({ scenario, state: new PlanState(scenario.compiled), refusals: new RefusalTally(), fallen });

/** True where the rules of the contact allow the action beside those it has. */
const fits = ({ scenario, state }: Admitting, contact: number, channel: number, day: number): boolean =>
  day >= 0 && day < scenario.compiled.days && state.hasRoom(contact, channel) && state.fitsContact(contact, channel, day);

/** Takes the proposals of one contact day by day, within a day in the order of the lots. */
function admitContact(admitting: Admitting, { start, channel, day }: Proposals, contact: number, rows: number[]): void {
  const { scenario, state, refusals } = admitting;
  rows.length = 0;
  for (let at = start[contact]!; at < start[contact + 1]!; at += 1) if (!admitting.fallen.has(at)) rows.push(at);
  if (rows.length > 1) rows.sort((first, second) => day[first]! - day[second]! || orderWord(scenario, contact, channel[first]!, day[first]!) - orderWord(scenario, contact, channel[second]!, day[second]!));
  for (const at of rows) {
    if (fits(admitting, contact, channel[at]!, day[at]!)) state.insert(contact, channel[at]!, day[at]!);
    else refusals.add(nameRefusal(scenario, state, contact, channel[at]!, day[at]!));
  }
}

/** Takes the next in the queue where the rules of its contact and those it shares allow it, and writes down what became of it. */
export function admitNext(admitting: Admitting, record: QueueRecord, contact: number, channel: number, day: number, lot: number): void {
  const { scenario, state, refusals } = admitting;
  const isFit = fits(admitting, contact, channel, day);
  if (isFit && state.fitsRows(contact, channel, day)) {
    state.insert(contact, channel, day);
    record.admit(contact, channel, day, lot);
  } else {
    const rule = nameRefusal(scenario, state, contact, channel, day);
    refusals.add(rule);
    record.refuse(contact, channel, day, lot, rule, isFit);
  }
}

/** Day by day over all contacts, within a day in the order of the lots (and of IDs where lots tie). */
function admitByDay(admitting: Admitting, proposals: Proposals): AdmissionQueue {
  const { contact, channel, day, lot, row } = queueProposals(admitting.scenario, proposals);
  const record = new QueueRecord(contact.length);
  for (let turn = 0; turn < contact.length; turn += 1) if (!admitting.fallen.has(row[turn]!)) admitNext(admitting, record, contact[turn]!, channel[turn]!, day[turn]!, lot[turn]!);
  return record.finish();
}

/**
 * Takes out actions whose partner did not come, until every one left has its own: whatever the order, the same ones. Answers their
 * proposals beside those that fell before.
 */
function dropLonely({ scenario, state, fallen }: Admitting, { start, channel, day }: Proposals): Map<number, RefusingRule> {
  const { needs, contactCount } = scenario.compiled;
  const now = new Map(fallen);
  for (let contact = 0; contact < contactCount; contact += 1) {
    for (let lonely = state.findLacking(contact); lonely !== null; lonely = state.findLacking(contact)) {
      let row = start[contact]!;
      while (now.has(row) || channel[row] !== state.slotChannel[lonely.slot] || day[row] !== state.slotDay[lonely.slot]) row += 1;
      now.set(row, nameRule(scenario, needs.parts[lonely.need]!.rule));
      state.remove(lonely.slot);
    }
  }
  return now;
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

/** True where contacts share windows, so that one's actions may keep out another's. */
export const sharesWindows = ({ windows }: CompiledProblem): boolean => windows.matesOf.some((mates) => mates !== null);

/** Takes contact by contact what some of them are proposed, as if none of the rules they share were full: a plan of their actions alone. */
export function admitAlone(scenario: CompiledScenario, proposals: Proposals, contacts: Iterable<number>, fallen?: Fallen): Admitting {
  const admitting = beginAdmitting(scenario, fallen);
  const rows: number[] = [];
  for (const contact of contacts) admitContact(admitting, proposals, contact, rows);
  return admitting;
}

/** What the actions of some contacts use. */
export const countUse = ({ compiled }: CompiledScenario, actions: ActionTable, contacts: Iterable<number>): ExactUse => {
  const use = createUse(compiled);
  addUse(use, compiled, actions, contacts);
  return use;
};

/** Takes all proposals but the fallen through the rules once: contact by contact where they share no full rule, which comes to the same, else day by day. */
function admitOnce(scenario: CompiledScenario, proposals: Proposals, fallen: Fallen): { readonly admitting: Admitting; readonly queue: AdmissionQueue | null; readonly known?: { readonly actions: ActionTable; readonly use: ExactUse } } {
  const { compiled, problem } = scenario;
  if (!sharesWindows(compiled)) {
    const alone = admitAlone(scenario, proposals, problem.contacts.ids.keys(), fallen);
    const actions = listActions(alone.state);
    const use = countUse(scenario, actions, problem.contacts.ids.keys());
    if (!isOverfull(compiled, use)) return { admitting: alone, queue: null, known: { actions, use } };
  }
  const admitting = beginAdmitting(scenario, fallen);
  return { admitting, queue: admitByDay(admitting, proposals) };
}

/**
 * Takes what a policy asks for through the rules of the problem, day by day and within a day in an order by lot, each action beside
 * those before it. Actions that lack another they need fall out; then all others are taken through anew, so that what those had taken
 * is there for others, until none falls out.
 * O(passes · actions · (log actions + rules of the cell + actions of the contact)), one pass without sequence rules.
 */
export function admitActions(scenario: CompiledScenario, proposals: Proposals): Admission {
  const { compiled, problem } = scenario;
  let fallen = NONE_FELL;
  for (;;) {
    const { admitting, queue, known } = admitOnce(scenario, proposals, fallen);
    const now = compiled.needs.parts.length === 0 ? fallen : dropLonely(admitting, proposals);
    if (now.size > fallen.size) {
      fallen = now;
      continue;
    }
    for (const rule of fallen.values()) admitting.refusals.add(rule);
    const actions = known?.actions ?? listActions(admitting.state);
    const use = known?.use ?? countUse(scenario, actions, problem.contacts.ids.keys());
    return { ...actions, targeted: proposals.targeted, isTarget: proposals.isTarget, proposed: proposals.channel.length, refusals: admitting.refusals.list(), use, isCoupled: queue !== null, queue };
  }
}
