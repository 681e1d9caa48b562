import { formatNumber } from '../constraints/words.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import type { PlanActions } from './plan-actions.ts';
import type { PlanState } from './plan-state.ts';
import type { PriceVector } from './price-vector.ts';

/** Share of a limit from which a rule counts as nearly used up. */
const NEARLY = 0.95;

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))}%`;
const ordinal = (place: number): string => (place === 1 ? '1st' : place === 2 ? '2nd' : place === 3 ? '3rd' : `${place}th`);

/** Row of an action that binds most: the dearest, else the fullest of those nearly used up; −1 where none does. */
function findBindingRow(state: PlanState, prices: PriceVector | null, cell: number, day: number): number {
  const { limits } = state.compiled;
  let binding = -1;
  let bindingPrice = 0;
  let bindingFill = NEARLY;
  for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
    const period = limits.periodOf[limits.entryDays[entry]! + day]!;
    if (period < 0) continue;
    const row = limits.entryRow[entry]! + period;
    if (limits.rowIsFloor[row] === 1) continue;
    const price = (prices?.rows[row] ?? 0) * limits.entryWeight[entry]!;
    const whole = limits.rowLimit[row]! + limits.rowHeld[row]!;
    const fill = whole === 0 ? 1 : (state.rowUsed[row]! + limits.rowHeld[row]!) / whole;
    if (fill < NEARLY || price < bindingPrice || (price === bindingPrice && fill < bindingFill)) continue;
    binding = row;
    bindingPrice = price;
    bindingFill = fill;
  }
  return binding;
}

/** A row in words: `cap-call 80 of 80 in week 2`, with the rep where it is a rep's. */
export function describeRow(compiled: CompiledProblem, rowUsed: Float64Array, row: number): string {
  const { limits, frame } = compiled;
  const at = limits.rowPart[row]!;
  const part = limits.parts[at]!;
  const within = row - limits.firstRow[at]!;
  const period = part.periodNames[within % part.periodNames.length];
  const rep = part.isPerRep ? ` for ${frame.reps[Math.floor(within / part.periodNames.length)]}` : '';
  return `${part.rule} ${formatNumber(rowUsed[row]! + limits.rowHeld[row]!)} of ${formatNumber(part.limit)}${rep}${period === undefined ? '' : ` in ${period}`}`;
}

interface ReasonDraft {
  readonly value: number;
  readonly response: number;
  readonly deviation: number | null;
  readonly place: number;
  /** Saturation at its place. */
  readonly wear: number;
  /** What the objective counts as its cost. */
  readonly cost: number;
  readonly lift: number;
  readonly isReach: boolean;
  readonly isPinned: boolean;
  readonly exploration: boolean;
}

function explainWorth(draft: ReasonDraft): string {
  const pin = draft.isPinned ? 'Fixed by the planner. ' : '';
  const explored = draft.exploration && draft.deviation !== null ? `Exploration: response ${percent(draft.response)} ± ${percent(draft.deviation)}. ` : '';
  const reach = draft.isReach ? 'Reaches the contact. ' : '';
  const wear = draft.place === 1 ? '' : ` × wear ${percent(draft.wear)} (${ordinal(draft.place)} action)`;
  const cost = draft.cost === 0 ? '' : `, less cost ${formatNumber(draft.cost)}`;
  return `${pin}${explored}${reach}Value ${formatNumber(draft.value)} × response ${percent(draft.response)}${wear} = ${formatNumber(draft.lift)}${cost}.`;
}

/**
 * A sentence or two per action: value × response × wear by its place in its channel, the cost where the objective counts it, and the rule that binds there next. `state`
 * holds the same actions as `actions`. O(actions · rules).
 */
export function explainActions(state: PlanState, actions: PlanActions, facts: { readonly prices: PriceVector | null; readonly lifts: Float64Array; readonly places: Int32Array; readonly isExploration: readonly boolean[] }): string[] {
  const { compiled } = state;
  const { contacts, channels } = compiled.problem;
  const rowWords = new Map<number, string>();
  return Array.from(actions.contact, (contact, at) => {
    const channel = actions.channel[at]!;
    const id = channels[channel]!.id;
    const worth = explainWorth({
      value: contacts.value[contact]!,
      response: contacts.response[id]?.[contact] ?? 0,
      deviation: contacts.sd?.[id]?.[contact] ?? null,
      place: facts.places[at]!,
      wear: channels[channel]!.saturation ** (facts.places[at]! - 1),
      cost: compiled.objectiveCost[channel]!,
      lift: facts.lifts[at]!,
      isReach: compiled.isReach,
      isPinned: state.slotIsPinned[state.find(contact, channel, actions.day[at]!)] === 1,
      exploration: facts.isExploration[at] === true,
    });
    const row = findBindingRow(state, facts.prices, compiled.groups.groupOf[contact]! * compiled.channelCount + channel, actions.day[at]!);
    if (row < 0) return worth;
    if (!rowWords.has(row)) rowWords.set(row, `Binds: ${describeRow(compiled, state.rowUsed, row)}.`);
    return `${worth} ${rowWords.get(row)}`;
  });
}
