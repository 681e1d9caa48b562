import { formatDay } from '../../base/day.ts';
import type { PlacedAction } from '../../constraints/placed-action.ts';
import { readGround, type PlanEntry } from '../../constraints/plan-view.ts';
import type { ActionKey } from '../../model/allocation.ts';
import type { Flip, FlipStep, Verdict, Worth } from '../../model/explanation.ts';
import { recountPlan } from '../recount-plan.ts';
import { applyFlip } from './apply-flip.ts';
import { describeFlip } from './explanation-words.ts';
import { listFullRows, weightIn, type RivalCell } from './find-rivals.ts';
import { isolateContact } from './isolate-contact.ts';
import { loosenRules, type RuleGround } from './loosen-rule.ts';
import { findRefusing, labelCell, type RuleBreach } from './name-refusals.ts';
import type { OpenPlan } from './open-plan.ts';
import type { Cell } from './plan-probe.ts';

/** What is known of the action whose flips are sought. */
export interface FlipDraft {
  readonly cell: Cell;
  readonly verdict: Verdict;
  readonly breaches: readonly RuleBreach[];
  readonly worth: Worth;
  readonly price: number;
  readonly isPinned: boolean;
  /** Who has the slot or would take it, and what else the contact could get. */
  readonly slot: RivalCell | null;
  readonly other: RivalCell | null;
}

/** Gains that differ by less are equal. */
const EPSILON = 1e-9;
/** Most actions a flip takes out. */
const MOST_DROPS = 3;

/** Changes of few steps first, then those that leave the rules alone, then those that touch nobody else. */
const kindRank: Readonly<Record<FlipStep['kind'], number>> = { move: 0, drop: 1, add: 2, limit: 3, lift: 4, response: 5, value: 6 };

const keyOf = ({ ground }: OpenPlan, { contact, channel, day }: Cell): ActionKey => ({ contact: ground.problem.contacts.ids[contact]!, channel: ground.problem.channels[channel]!.id, date: formatDay(ground.startDay + day) });

const toFlip = (steps: readonly FlipStep[], adds: number): Flip => ({ steps: [...steps], adds, words: describeFlip(steps, adds) });

/** Nearest day of the same contact and channel on which the action fits and pays. O(days · rules). */
function findMove(open: OpenPlan, { cell, verdict, worth }: FlipDraft): Flip[] {
  const { probe, ground } = open;
  for (let apart = 1; apart < ground.days; apart += 1) {
    for (const day of [cell.day - apart, cell.day + apart]) {
      const moved = { ...cell, day };
      if (day < 0 || day >= ground.days || !probe.fits(moved) || findRefusing(open, labelCell(open, moved)) !== null) continue;
      if (verdict === 'below_price' && worth.gain - probe.priceOf(moved) <= EPSILON) continue;
      return [toFlip([{ kind: 'move', date: formatDay(ground.startDay + day) }], worth.gain)];
    }
  }
  return [];
}

/** Slots of the contact and its mates, or of the fullest row, one of which has to go before the action fits. */
function listNext({ probe }: OpenPlan, cell: Cell): number[] {
  const { state } = probe;
  const isFree = (slot: number): boolean => state.slotIsPinned[slot] === 0;
  if (!state.hasRoom(cell.contact, cell.channel)) return probe.slotsOf(cell.contact).filter((slot) => isFree(slot) && state.slotChannel[slot] === cell.channel);
  if (!state.fitsContact(cell.contact, cell.channel, cell.day)) return probe.matesOf(cell.contact).flatMap((mate) => probe.slotsOf(mate)).filter(isFree);
  const [full] = listFullRows(probe, cell);
  if (full === undefined) return [];
  const slots: number[] = [];
  for (let at = 0; at < state.liveCount; at += 1) if (isFree(state.live[at]!) && weightIn(probe, state.live[at]!, full.row) > 0) slots.push(state.live[at]!);
  return slots;
}

/** Several planned actions without which the action fits, no one of them to spare; cheapest first, up to a few. */
function findDrops(open: OpenPlan, cell: Cell): Flip[] {
  const { probe } = open;
  const { state } = probe;
  const dropped: Cell[] = [];
  const before = state.objective;
  const putBack = (one: Cell): void => void state.insert(one.contact, one.channel, one.day);
  const take = (one: Cell): void => state.remove(state.find(one.contact, one.channel, one.day));
  try {
    while (!probe.fits(cell) && dropped.length < MOST_DROPS) {
      let best: { slot: number; loss: number } | null = null;
      for (const slot of listNext(open, cell)) {
        const { contact, channel } = probe.cellOf(slot);
        const loss = state.lossOf(contact, channel);
        if (best === null || loss < best.loss) best = { slot, loss };
      }
      if (best === null) break;
      dropped.push(probe.cellOf(best.slot));
      state.remove(best.slot);
    }
    if (!probe.fits(cell)) return [];
    // What turned out not to be needed stays.
    for (const one of dropped.slice()) {
      putBack(one);
      if (probe.fits(cell)) dropped.splice(dropped.indexOf(one), 1);
      else take(one);
    }
    if (dropped.length === 0 || !probe.fits(cell) || !probe.keepsTargets(cell)) return [];
    const adds = state.objective + probe.addsOf(cell) - before;
    return [toFlip(dropped.map((one): FlipStep => ({ kind: 'drop', ...keyOf(open, one) })), adds)];
  } finally {
    for (const one of dropped) putBack(one);
    probe.reset();
  }
}

/** An action of the contact that is the partner the refused one lacks. O(days). */
function findPartner(open: OpenPlan, { cell, breaches }: FlipDraft): Flip[] {
  const { probe } = open;
  const { state, compiled } = probe;
  if (!breaches.every(({ rule }) => rule.kind === 'sequence')) return [];
  const lacking = new Set(breaches.map(({ rule }) => rule.id));
  for (const part of compiled.needs.parts) {
    if (!lacking.has(part.rule)) continue;
    for (let day = Math.max(0, cell.day + part.firstOffset); day <= Math.min(compiled.days - 1, cell.day + part.lastOffset); day += 1) {
      const partner = { contact: cell.contact, channel: part.partner, day };
      if (!probe.fits(partner)) continue;
      const gain = probe.gainOf(partner);
      const slot = state.insert(partner.contact, partner.channel, partner.day);
      const fits = probe.fits(cell);
      const adds = gain + probe.addsOf(cell);
      state.remove(slot);
      probe.reset();
      if (fits) return [toFlip([{ kind: 'add', ...keyOf(open, partner) }], adds)];
    }
  }
  return [];
}

/** Response, or where no response reaches it value, from which the action has a gain. `mayRaiseValue` is false where the value would move what it is measured against. */
function findWorth({ worth }: FlipDraft, gain: number, mayRaiseValue: boolean): FlipStep | null {
  const { value, response, wear, cost } = worth;
  const to = (gain + cost) / (value * wear);
  if (value > 0 && Number.isFinite(to) && to >= 0 && to <= 1) return { kind: 'response', from: response, to };
  const dear = (gain + cost) / (response * wear);
  return mayRaiseValue && response > 0 && Number.isFinite(dear) && dear >= 0 ? { kind: 'value', from: value, to: dear } : null;
}

/** From which response or value on the action pays its prices, or beats who has the slot. */
function findRise(open: OpenPlan, draft: FlipDraft): Flip[] {
  const { cell, verdict, price, slot, worth } = draft;
  if (open.probe.compiled.isReach || verdict === 'closed') return [];
  if (verdict === 'below_price') {
    const step = worth.gain < price + EPSILON ? findWorth(draft, price, true) : null;
    return step === null ? [] : [toFlip([step], price)];
  }
  if (slot === null || slot.lead <= EPSILON || (slot.cell.contact === cell.contact && slot.cell.channel === cell.channel)) return [];
  const step = findWorth(draft, worth.gain + slot.lead, slot.cell.contact !== cell.contact);
  return step === null ? [] : [toFlip([step, { kind: 'drop', ...keyOf(open, slot.cell) }], 0)];
}

/** Until which response a planned action stays ahead of the next best. */
function findFall(open: OpenPlan, draft: FlipDraft): Flip[] {
  const { cell, slot, other, worth, isPinned } = draft;
  if (isPinned) return [toFlip([{ kind: 'lift', rule: 'fixed' }], 0)];
  if (open.probe.compiled.isReach) return [];
  const rivals = [slot, other !== null && other.cell.channel !== cell.channel ? other : null].filter((rival) => rival !== null).sort((one, two) => two.gain - one.gain);
  const [rival] = rivals;
  const step = findWorth(draft, Math.max(0, rival?.gain ?? 0), false);
  if (step === null || step.kind !== 'response' || step.to >= worth.response - EPSILON || (rival === undefined && worth.cost === 0)) return [];
  const taker = rival === undefined || rival.gain <= 0 ? null : rival.cell;
  if (taker === null && worth.cost === 0) return [];
  const { probe } = open;
  const mayGo = probe.without(probe.state.find(cell.contact, cell.channel, cell.day), () => probe.keepsTargets(taker));
  const exchange: FlipStep[] = taker === null ? [] : [{ kind: 'add', ...keyOf(open, taker) }];
  return mayGo ? [toFlip([step, { kind: 'drop', ...keyOf(open, cell) }, ...exchange], 0)] : [];
}

/** Most actions of a plan for campaigns that are counted again for one flip. */
const MOST_RECOUNTED = 5000;

/**
 * True where a flip keeps every rule. Which campaign an action is for decides rules of their own, which only a whole recount
 * sees: in a plan for campaigns that is too large for one, exchanges are left out.
 */
function isProven({ problem, placed, ground, probe }: OpenPlan, { cell }: FlipDraft, { steps }: Flip, campaign: string | undefined): boolean {
  if (probe.compiled.slots === null || !steps.some(({ kind }) => kind === 'drop' || kind === 'add' || kind === 'move')) return true;
  if (placed.length > MOST_RECOUNTED) return false;
  const nameOf = ({ contact, channel, day }: Cell): ActionKey => ({ contact: problem.contacts.ids[contact]!, channel: problem.channels[channel]!.id, date: formatDay(ground.startDay + day) });
  const actions = placed.map((action): PlanEntry => ({ ...nameOf(action), exploration: action.exploration, ...(action.campaign === undefined ? {} : { campaign: action.campaign }) }));
  const flipped = applyFlip({ problem, actions }, nameOf(cell), { steps }, campaign);
  const before = new Set(recountPlan(problem, actions).violations.map(({ rule }) => rule));
  return recountPlan(flipped.problem, flipped.actions).violations.every(({ rule }) => rule === 'exploration-share' || before.has(rule));
}

/**
 * Changes that flip a verdict, the smallest first: another day, another action out or in, a number of a rule, a rule
 * lifted, a response or value. Each is tried on the plan and counted before it is answered; what can not be proven is left out.
 */
export function findFlips(open: OpenPlan, draft: FlipDraft, campaign: string | null): Flip[] {
  return listFlips(open, draft).filter((flip) => isProven(open, draft, flip, campaign ?? undefined));
}

/** The contact by itself, with its planned actions: all that its own rules count. */
function readRuleGround({ problem, probe }: OpenPlan, { contact }: Cell): RuleGround {
  const own = (): PlacedAction[] => probe.slotsOf(contact).map((slot) => ({ ...probe.cellOf(slot), contact: 0, exploration: false }));
  let alone: ReturnType<RuleGround['alone']> | null = null;
  return { problem, alone: () => (alone ??= { ground: readGround(isolateContact(problem, contact)), own: own() }) };
}

function listFlips(open: OpenPlan, draft: FlipDraft): Flip[] {
  const { cell, verdict, breaches, slot, worth } = draft;
  if (verdict === 'free') return [];
  if (verdict === 'planned') return findFall(open, draft);
  if (verdict === 'below_price') return [...findMove(open, draft), ...findRise(open, draft)];
  const loosened = loosenRules(readRuleGround(open, cell), breaches, labelCell(open, cell));
  const exchange = verdict === 'closed' ? [] : slot === null ? findDrops(open, cell) : [toFlip([{ kind: 'drop', ...keyOf(open, slot.cell) }], -slot.lead)];
  const flips = [...findMove(open, draft), ...exchange, ...findPartner(open, draft), ...(loosened === null ? [] : [toFlip(loosened, worth.gain)]), ...findRise(open, draft)];
  const rankOf = ({ steps }: Flip): number => Math.max(...steps.map(({ kind }) => kindRank[kind]));
  return flips.sort((one, other) => one.steps.length - other.steps.length || rankOf(one) - rankOf(other) || other.adds - one.adds);
}
