import type { CampaignSlots } from './campaign-slots.ts';
import type { HeldWeighing } from './held-weight.ts';
import type { RuleScope } from './scope.ts';

/** Slots of a problem with campaigns that a limit counts: those whose set of campaigns is marked. */
export interface CountedSlots {
  readonly slots: CampaignSlots;
  /** 1 per set that is counted. */
  readonly isCounted: Uint8Array;
  /** What others hold of the limit. */
  readonly held: number;
  /** Rules whose limits add up to it. */
  readonly rules: readonly string[];
}

/**
 * A limit on a weighted number of actions in scope, once per period and, where `isPerRep`, once per rep.
 * `periodOf[day]` is the period a day counts in, −1 outside the rule's dates.
 */
export interface LimitPart extends HeldWeighing {
  readonly type: 'limit';
  readonly rule: string;
  readonly scope: RuleScope;
  readonly sense: 'atMost' | 'atLeast';
  readonly limit: number;
  readonly periodOf: Int32Array;
  /** Names of the periods as they stand in `RuleUsage.period`; undefined for the whole horizon. */
  readonly periodNames: readonly (string | undefined)[];
  readonly isPerRep: boolean;
  /** In place of scope and days, for one row over the whole horizon. */
  readonly counted?: CountedSlots;
}

/** No action in scope at all. */
export interface BlockPart {
  readonly type: 'block';
  readonly rule: string;
  readonly scope: RuleScope;
}

/**
 * A weighted number of touches in scope of at most `max` in every window of days that ends on a planned action, per
 * contact or per unit of contacts. Earlier touches from day `pastFrom` on count too.
 */
export interface WindowPart {
  readonly type: 'window';
  readonly rule: string;
  readonly scope: RuleScope;
  /** First day of the window that ends on a day of the horizon; never falls. */
  readonly windowStart: Int32Array;
  readonly max: number;
  /** What one touch by a channel counts; ≥ 0. */
  readonly weights: Float64Array;
  /** Unit per contact whose touches are added up together; null = each contact by itself. */
  readonly unitOf: Int32Array | null;
  /** First day whose earlier touches count, relative to the start; Infinity where none do. */
  readonly pastFrom: number;
}

/** No actions by `first` and `second`, both of them in scope, within `withinDays` days of each other on one contact, earlier touches from day `pastFrom` on included. */
export interface ClashPart {
  readonly type: 'clash';
  readonly rule: string;
  readonly scope: RuleScope;
  readonly first: number;
  readonly second: number;
  readonly withinDays: number;
  readonly pastFrom: number;
}

/** An action in scope by `channel` needs one by `partner` on the same contact, from `firstOffset` to `lastOffset` days after it; `countsPast` admits earlier touches. */
export interface NeedPart {
  readonly type: 'need';
  readonly rule: string;
  readonly scope: RuleScope;
  readonly channel: number;
  readonly partner: number;
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly countsPast: boolean;
}

/** Actions in scope are rather planned on days in scope; nothing is enforced. */
export interface PreferPart {
  readonly type: 'prefer';
  readonly rule: string;
  readonly scope: RuleScope;
}

/** At least `need` different contacts get an action in scope. */
export interface CoverPart {
  readonly type: 'cover';
  readonly rule: string;
  readonly scope: RuleScope;
  readonly need: number;
}

/** What rules are made of for a solver. */
export type RulePart = LimitPart | BlockPart | WindowPart | ClashPart | NeedPart | PreferPart | CoverPart;
