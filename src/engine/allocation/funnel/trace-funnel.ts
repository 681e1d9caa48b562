import { readGround, createLocator, type PlanEntry, type PlanGround } from '../../constraints/plan-view.ts';
import { isReservation } from '../../constraints/held-by-campaign.ts';
import { isOptedOut } from '../../constraints/consent.ts';
import type { RunControl } from '../../base/progress.ts';
import { stopReason } from '../../base/progress.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import { funnelStages, type FunnelReason, type FunnelStage } from '../../model/decision-funnel.ts';
import { compileProblem } from '../compile-problem.ts';
import { tierGain, type CompiledProblem } from '../compiled-problem.ts';
import { PlanState } from '../plan-state.ts';
import { findBlockingRule } from './blocking-rules.ts';
import { canStand } from './can-stand.ts';
import { ChargeBook, type Charge } from './charge-book.ts';
import { createCloser, openContactRules, openReservations } from './closing-rules.ts';
import { PASSED, type DecisionFunnel } from './decision-funnel.ts';

/** Contacts between two reports of progress. */
const REPORT_EVERY = 2048;

const at = (stage: FunnelStage): number => funnelStages.indexOf(stage);

/** The problem without what campaigns reserved or may act on. */
function withoutCampaigns(problem: AllocationProblem): AllocationProblem {
  const { campaigns: _campaigns, reserved: _reserved, terms: _terms, ...rest } = problem;
  return { ...rest, constraints: rest.constraints.filter((rule) => !isReservation(rule)) };
}

const hasCampaigns = ({ campaigns, constraints }: AllocationProblem): boolean => campaigns !== undefined || constraints.some(isReservation);

/** A state without a plan in which no limit is ever used up: what fits there, the contact's own rules allow. */
const openAlone = (compiled: CompiledProblem): PlanState => new PlanState({ ...compiled, limits: { ...compiled.limits, rowLimit: compiled.limits.rowLimit.map((limit, row) => (compiled.limits.rowIsFloor[row] === 1 ? limit : Infinity)) } });

/** The plan as a state; actions that are not of the problem are left out. */
function openPlan(compiled: CompiledProblem, ground: PlanGround, actions: readonly PlanEntry[]): PlanState {
  const state = new PlanState(compiled);
  const locate = createLocator(ground);
  for (const action of actions) {
    const placed = locate(action);
    if (placed !== null && placed.day >= 0 && placed.day < compiled.days && state.find(placed.contact, placed.channel, placed.day) < 0) state.insert(placed.contact, placed.channel, placed.day);
  }
  return state;
}

/** What a first action by each channel adds by itself, 0 where it may never stand or adds nothing; −1 per reason beside. */
interface Worth {
  readonly channels: readonly number[];
  readonly gain: number;
  readonly slots: ReadonlyMap<FunnelReason, number>;
}

/** Channels a contact may be touched by and is worth it, and why the others drop out. O(channels). */
function weighContact(compiled: CompiledProblem, contact: number): Worth {
  const { problem, channelCount, isReach, reachWorth } = compiled;
  const channels: number[] = [];
  const slots = new Map<FunnelReason, number>();
  let gain = 0;
  const drop = (reason: FunnelReason): void => void slots.set(reason, (slots.get(reason) ?? 0) + compiled.days);
  for (let channel = 0; channel < channelCount; channel += 1) {
    const pair = contact * channelCount + channel;
    if (isOptedOut(problem, contact, channel)) drop('consent');
    else if (problem.channels[channel]!.maxPerContact === 0) drop('setting');
    else {
      const own = tierGain(compiled, pair, channel, 0) + reachWorth;
      if (own > 0) {
        channels.push(channel);
        gain = Math.max(gain, own);
      } else drop(isReach || compiled.gainBase[pair]! > 0 ? 'cost' : 'value');
    }
  }
  return { channels, gain, slots };
}

type Visit = (channel: number, day: number) => boolean;

/** Goes through the slots of some channels until one is taken; true where one was. */
function findSlot(channels: readonly number[], days: number, take: Visit): boolean {
  for (const channel of channels) for (let day = 0; day < days; day += 1) if (take(channel, day)) return true;
  return false;
}

/** Counts slots under the reasons that close them; those without one are left out. */
function countSlots<Reason extends string>(channels: readonly number[], days: number, reasonOf: (channel: number, day: number) => Reason | undefined): Map<Reason, number> {
  const slots = new Map<Reason, number>();
  for (const channel of channels) {
    for (let day = 0; day < days; day += 1) {
      const reason = reasonOf(channel, day);
      if (reason !== undefined) slots.set(reason, (slots.get(reason) ?? 0) + 1);
    }
  }
  return slots;
}

/** Positions of contacts of which something stands before or beside the plan: they may differ from others of their group. */
function listMarked({ problem: { contacts }, past, held }: PlanGround, count: number): Uint8Array {
  const marked = new Uint8Array(count);
  for (let contact = 0; contact < count; contact += 1) if (past.start[contact + 1]! > past.start[contact]!) marked[contact] = 1;
  for (const days of Object.values(contacts.history ?? {})) for (let contact = 0; contact < count; contact += 1) if (days[contact] != null) marked[contact] = 1;
  if (held.length > 0) marked.fill(1);
  return marked;
}

/**
 * Follows every contact of a problem to the stage where it leaves the way into a plan, and says which rules closed its
 * slots (channel and day) there; it is counted under the one that closes most. A contact with an action passed every stage.
 * Stages are judged for the actions that are worth something, each with the actions it needs. Null where it was cancelled.
 * O(contacts · channels · days · rules) at most; contacts alike are charged once.
 */
export function traceFunnel(problem: AllocationProblem, actions: readonly PlanEntry[], control: RunControl): DecisionFunnel | null {
  const ground = readGround(problem);
  const compiled = compileProblem(problem);
  const { contactCount, days } = compiled;
  const planned = openPlan(compiled, ground, actions);
  const beside = openAlone(compiled);
  const alone = hasCampaigns(problem) ? openAlone(compileProblem(withoutCampaigns(problem))) : beside;
  const closeOwn = createCloser(openContactRules(ground), ground);
  const closeReserved = createCloser(openReservations(ground), ground);
  const marked = listMarked(ground, contactCount);
  const book = new ChargeBook();
  const lostAt = new Uint8Array(contactCount).fill(PASSED);
  const gain = new Float64Array(contactCount);
  const known = new Map<string, readonly Charge[]>();

  const stageOf = (contact: number, { channels }: Worth): number => {
    if (channels.length === 0) return at('eligible');
    if (findSlot(channels, days, (channel, day) => canStand(planned, contact, channel, day))) return at('planned');
    if (findSlot(channels, days, (channel, day) => canStand(beside, contact, channel, day))) return at('capacity');
    return alone !== beside && findSlot(channels, days, (channel, day) => canStand(alone, contact, channel, day)) ? at('reserved') : at('permitted');
  };

  const slotsOf = (contact: number, stage: number, { channels, slots }: Worth): ReadonlyMap<string, number> => {
    switch (funnelStages[stage]) {
      case 'eligible':
        return slots;
      case 'permitted':
        return countSlots(channels, days, (channel, day) => closeOwn(contact, channel, day) ?? 'together');
      case 'reserved':
        return countSlots(channels, days, (channel, day) => (canStand(alone, contact, channel, day) ? (closeReserved(contact, channel, day) ?? 'campaigns') : undefined));
      case 'capacity':
        return countSlots(channels, days, (channel, day) => (canStand(beside, contact, channel, day) ? findBlockingRule(planned, contact, channel, day) : undefined));
      default:
        return countSlots(channels, days, (channel, day) => (canStand(planned, contact, channel, day) ? 'left' : undefined));
    }
  };

  for (let contact = 0; contact < contactCount; contact += 1) {
    if (contact % REPORT_EVERY === 0) {
      if (stopReason(control) === 'interrupted') return null;
      control.onProgress?.({ phase: 'funnel', done: contact, total: contactCount });
    }
    const worth = weighContact(compiled, contact);
    gain[contact] = worth.gain;
    if (planned.contactCount[contact]! > 0) continue;
    const stage = stageOf(contact, worth);
    lostAt[contact] = stage;
    // Only the contact's own past, what others hold of it and windows it shares tell contacts of a group with the same channels apart.
    const isAlike = marked[contact] === 0 && compiled.windows.parts.every(({ unitOf }) => unitOf === null);
    const key = `${compiled.groups.groupOf[contact]!} ${stage} ${worth.channels.join(',')} ${stage === 0 ? [...worth.slots.keys()].join(',') : ''}`;
    const charges = (isAlike ? known.get(key) : undefined) ?? book.sort(slotsOf(contact, stage, worth));
    if (isAlike) known.set(key, charges);
    book.charge(contact, charges);
  }
  control.onProgress?.({ phase: 'funnel', done: contactCount, total: contactCount });
  return { contacts: contactCount, lostAt, gain, ...book.close(contactCount) };
}
