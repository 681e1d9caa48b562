import { formatDay } from '../../base/day.ts';
import type { ActionExplanation, PriceLine, Rival, Verdict, Worth } from '../../model/explanation.ts';
import { rulesOf } from '../../model/allocation.ts';
import { placeOf } from '../compiled-problem.ts';
import { summarise } from './explanation-words.ts';
import { findFlips } from './find-flips.ts';
import { findHolder, findOther, findTaker, type RivalCell } from './find-rivals.ts';
import { kindOf, labelCell, listBreaches, nameRefusals, type RuleBreach } from './name-refusals.ts';
import type { OpenPlan } from './open-plan.ts';
import type { Cell } from './plan-probe.ts';

/** A price this small is none. */
export const NO_PRICE = 1e-12;

/** How the gain of the action comes about. */
function readWorth({ problem, probe }: OpenPlan, { contact, channel, day }: Cell, gain: number): Worth {
  const { compiled, state } = probe;
  const { id, saturation } = problem.channels[channel]!;
  const before = state.pairCount[contact * compiled.channelCount + channel]! - (state.find(contact, channel, day) >= 0 ? 1 : 0);
  return {
    value: problem.contacts.value[contact]!,
    response: problem.contacts.response[id]?.[contact] ?? 0,
    sd: problem.contacts.sd?.[id]?.[contact] ?? null,
    place: before + 1,
    wear: saturation ** before,
    cost: compiled.objectiveCost[channel]!,
    gain,
  };
}

/** What the action uses of every rule that has a price, dearest first. */
function listPrices({ problem, probe }: OpenPlan, cell: Cell): PriceLine[] {
  const { prices, state, compiled } = probe;
  if (prices === null) return [];
  const { limits, covers, frame } = compiled;
  const kinds = new Map(rulesOf(problem).map(({ id, kind }) => [id, kindOf({ id, kind })]));
  const rows = [...probe.rowsOf(cell)].flatMap(({ row, weight }): PriceLine[] => {
    const price = prices.rows[row]!;
    if (Math.abs(price * weight) < NO_PRICE) return [];
    const part = limits.parts[limits.rowPart[row]!]!;
    const within = row - limits.firstRow[limits.rowPart[row]!]!;
    const period = part.periodNames[within % part.periodNames.length];
    const rep = part.isPerRep ? frame.reps[Math.floor(within / part.periodNames.length)] : undefined;
    const used = state.rowUsed[row]! + limits.rowHeld[row]!;
    return [{ rule: part.rule, kind: kinds.get(part.rule) ?? 'budget', ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }), price, use: weight, amount: price * weight, used, limit: part.limit }];
  });
  const reached = [...probe.coversOf(cell)].flatMap((cover): PriceLine[] => {
    const price = prices.covers[cover]!;
    const { rule, need } = covers.parts[cover]!;
    return Math.abs(price) < NO_PRICE ? [] : [{ rule, kind: 'coverage', price: -price, use: 1, amount: -price, used: state.covered[cover]!, limit: need }];
  });
  return [...rows, ...reached].sort((one, other) => other.amount - one.amount || (one.rule < other.rule ? -1 : 1));
}

/** Where a cell stands, by the rules' own checks. */
export function judgeCell(open: OpenPlan, cell: Cell, isRefused: boolean, net: number): Verdict {
  const { probe } = open;
  if (probe.isPlanned(cell)) return 'planned';
  if (isRefused) return probe.isClosed(cell) ? 'closed' : 'refused';
  return net > 0 && probe.gainOf(cell) > 0 ? 'free' : 'below_price';
}

/** The next best for the contact and for the slot. */
function findRunnersUp(open: OpenPlan, cell: Cell, verdict: Verdict): { readonly contact: RivalCell | null; readonly slot: RivalCell | null } {
  const { probe } = open;
  const { state } = probe;
  if (verdict !== 'planned') return { contact: findOther(probe, cell, probe.gainOf(cell)), slot: verdict === 'refused' ? findHolder(probe, cell) : null };
  const loss = state.lossOf(cell.contact, cell.channel);
  return probe.without(state.find(cell.contact, cell.channel, cell.day), () => ({ contact: findOther(probe, cell, loss), slot: findTaker(probe, cell, loss) }));
}

/** Explains one cell. O(channels · days + actions · rules) at worst; most of it a look at the slots of one contact. */
export function explainCell(open: OpenPlan, cell: Cell): ActionExplanation {
  const { probe, problem, ground } = open;
  const action = labelCell(open, cell);
  const isPlanned = probe.isPlanned(cell);
  const breaches: readonly RuleBreach[] = isPlanned ? [] : listBreaches(open, action);
  const gain = probe.gainOf(cell);
  const price = probe.priceOf(cell);
  const verdict = judgeCell(open, cell, breaches.length > 0, gain - price);
  const runners = findRunnersUp(open, cell, verdict);
  const slot = probe.state.find(cell.contact, cell.channel, cell.day);
  const isPinned = slot >= 0 && probe.state.slotIsPinned[slot] === 1;
  const worth = readWorth(open, cell, gain);
  const toRival = (rival: RivalCell | null): Rival | null => (rival === null ? null : { contact: problem.contacts.ids[rival.cell.contact]!, channel: problem.channels[rival.cell.channel]!.id, date: formatDay(ground.startDay + rival.cell.day), planned: rival.planned, gain: rival.gain, net: rival.net, lead: rival.lead });
  const campaign = (isPlanned ? open.campaignAt.get(placeOf(probe.compiled, cell)) : action.campaign) ?? null;
  const facts = { verdict, worth, net: gain - price, isPriced: probe.prices !== null, isPinned, refusals: nameRefusals(open, cell, breaches) };
  return {
    contact: problem.contacts.ids[cell.contact]!,
    channel: problem.channels[cell.channel]!.id,
    date: formatDay(ground.startDay + cell.day),
    campaign,
    ...facts,
    summary: summarise(facts),
    reason: isPlanned ? (open.reasonAt.get(placeOf(probe.compiled, cell)) ?? null) : null,
    prices: listPrices(open, cell),
    runnerUp: { contact: toRival(runners.contact), slot: toRival(runners.slot) },
    flips: findFlips(open, { cell, verdict, breaches, worth, price, isPinned, slot: runners.slot, other: runners.contact }, campaign),
  };
}
