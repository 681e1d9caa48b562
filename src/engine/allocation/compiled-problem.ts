import type { CampaignSlots } from '../constraints/campaign-slots.ts';
import type { ProblemFrame } from '../constraints/problem-frame.ts';
import type { PastTouches } from '../constraints/past-touches.ts';
import type { ClashPart, CoverPart, LimitPart, NeedPart, WindowPart } from '../constraints/rule-part.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { ContactGroups } from './contact-groups.ts';
import type { DayMarks } from './day-marks.ts';
import type { HeldTouch } from './held-limits.ts';
import type { ObjectiveGuard } from './objective/guard.ts';

/** Sums may pass a limit by so much while a plan is built; the recount allows ten times as much. */
export const LIMIT_TOLERANCE = 1e-7;

/** Stands in `historyDay` where a contact was never touched. */
export const NEVER = -1_000_000_000;

/**
 * Lists per cell (group · channels + channel) of the rules that speak of it, as one array with starts: entries of cell
 * k are `start[k]` … `start[k + 1] − 1`.
 */
export interface CellLists {
  readonly start: Int32Array;
  readonly part: Int32Array;
}

/** Every limit rule as rows; a row is one (rule, rep, period). */
export interface LimitTable extends CellLists {
  readonly parts: readonly LimitPart[];
  /** First row of each part; rows of a part run by rep, then by period. */
  readonly firstRow: Int32Array;
  readonly rowCount: number;
  /** What is left of the limit beside `rowHeld`, at least 0. */
  readonly rowLimit: Float64Array;
  /** What others hold. */
  readonly rowHeld: Float64Array;
  /** 1 where the limit is a floor (at least), 0 where it is a ceiling. */
  readonly rowIsFloor: Uint8Array;
  /** Part of each row. */
  readonly rowPart: Int32Array;
  /** Period per part and day (part · days + day), −1 outside the rule's dates; behind them the days of parts that count slots by their campaigns, and those of contacts whose rep changes: there the row of a rep and period, counted from the part's first. */
  readonly periodOf: Int32Array;
  /** Per entry: row of period 0 for the group's rep, the part's first row where that changes; start of its days in `periodOf`; weight of one action. */
  readonly entryRow: Int32Array;
  readonly entryDays: Int32Array;
  readonly entryWeight: Float64Array;
}

/** Every window that counts touches; `firstDay` is part · days + day. */
export interface WindowTable extends CellLists, DayMarks {
  readonly parts: readonly WindowPart[];
  /** First day of the window that ends on a day. */
  readonly firstDay: Int32Array;
  /** Per part the contacts in scope that share a window with a contact; null where each stands by itself. */
  readonly matesOf: readonly (ReadonlyMap<number, readonly number[]> | null)[];
  /** Per part, touches that others hold on a contact or those it shares a window with. */
  readonly heldOf: readonly ReadonlyMap<number, readonly HeldTouch[]>[];
}

/** Every pair of channels that keep apart. */
export interface ClashTable extends CellLists, DayMarks {
  readonly parts: readonly ClashPart[];
}

/** Every need of one action for another. Cells are those of the actions that need. */
export interface NeedTable extends CellLists, DayMarks {
  readonly parts: readonly NeedPart[];
  /** 1 for channels whose actions need a partner or are one. */
  readonly isLinked: Uint8Array;
  /** Per part and contact, days on which others hold the partner. */
  readonly heldDays: readonly ReadonlyMap<number, readonly number[]>[];
}

/** Every coverage rule. */
export interface CoverTable extends CellLists, DayMarks {
  readonly parts: readonly CoverPart[];
}

/** An action by positions. */
export interface Pin {
  readonly contact: number;
  readonly channel: number;
  readonly day: number;
}

/** A fixed action, taken to learn or not, and whom it is for. */
export interface FixedPin extends Pin {
  readonly exploration: boolean;
  readonly campaign: string | null;
}

/**
 * A problem as the solvers read it: positions and typed arrays. Contacts × channels are at contact · channels + channel,
 * cells (group × channel) × days at (group · channels + channel) · days + day. Only enforced rules stand here.
 */
export interface CompiledProblem {
  readonly problem: AllocationProblem;
  readonly frame: ProblemFrame;
  readonly contactCount: number;
  readonly channelCount: number;
  readonly days: number;
  /** True where nothing but contacts reached counts, one each: objectives and bounds are whole numbers. */
  readonly isReach: boolean;
  /** What the first action on a contact is worth beside its gain: the weight of reach. */
  readonly reachWorth: number;
  readonly unitCost: Float64Array;
  /** What one action costs in the objective: unit cost × its weight, 1 for the metric net. */
  readonly objectiveCost: Float64Array;
  /** Least days between two actions of a channel on a contact; at least 1, because an action stands once a day. */
  readonly spacing: Int32Array;
  /** Most actions of a channel on a contact that the setting, the spacing and the horizon allow. */
  readonly maxActions: Int32Array;
  /** Most actions per contact × channel where others hold some of them. */
  readonly roomOf: ReadonlyMap<number, number>;
  /** Longest of `maxActions`: stride of `tierFactor`. */
  readonly tierCount: number;
  /** saturation^k at channel · tierCount + k, k from 0. */
  readonly tierFactor: Float64Array;
  /** Gain of a first action per contact × channel: value · response for the metrics lift and net, 0 for reach. */
  readonly gainBase: Float64Array;
  /** Gain of the flag "exploration" on the first action of a contact × channel; null without exploration. */
  readonly explorationGain: Float64Array | null;
  /** Values that must be kept beside the objective; none outside an ordered list of levels. */
  readonly guards: readonly ObjectiveGuard[];
  readonly groups: ContactGroups;
  /** 1 where weekdays, blackouts, days off, opt-outs, forbidden actions and rules of nothing leave a cell's day open. */
  readonly isOpen: Uint8Array;
  /** How many rules prefer a cell's day; null where none prefers any. */
  readonly preference: Uint8Array | null;
  /** First day of the horizon that history leaves open per contact × channel. */
  readonly earliest: Int32Array;
  /** Last touch before (or inside) the horizon per contact × channel, NEVER without; null where there is no history. */
  readonly historyDay: Int32Array | null;
  readonly limits: LimitTable;
  /** Touches before the plan, as rules count them. */
  readonly past: PastTouches;
  readonly windows: WindowTable;
  readonly clashes: ClashTable;
  readonly needs: NeedTable;
  readonly covers: CoverTable;
  readonly fixed: readonly FixedPin[];
  /** Which campaigns may act where; null where the plan is for none. */
  readonly slots: CampaignSlots | null;
}

/** Most actions of a channel on a contact: what the settings allow, less what others hold. */
export function mostActions({ maxActions, roomOf, channelCount }: CompiledProblem, pair: number): number {
  const most = maxActions[pair % channelCount]!;
  const room = roomOf.size === 0 ? undefined : roomOf.get(pair);
  return room === undefined ? most : Math.min(most, room);
}

/** Gain of the (k+1)-th action of a channel on a contact, before anything reach counts. */
export function tierGain(compiled: CompiledProblem, pair: number, channel: number, tier: number): number {
  return compiled.gainBase[pair]! * compiled.tierFactor[channel * compiled.tierCount + tier]! - compiled.objectiveCost[channel]!;
}

/** Place of an action among all contacts, channels and days. */
export const placeOf = ({ channelCount, days }: Pick<CompiledProblem, 'channelCount' | 'days'>, { contact, channel, day }: Pin): number => (contact * channelCount + channel) * days + day;
