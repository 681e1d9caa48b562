import type { RuleScope } from './scope.ts';

/**
 * A limit on a weighted number of actions in scope, once per period and, where `isPerRep`, once per rep.
 * `periodOf[day]` is the period a day counts in, −1 outside the rule's dates.
 */
export interface LimitPart {
  readonly type: 'limit';
  readonly rule: string;
  readonly scope: RuleScope;
  readonly sense: 'atMost' | 'atLeast';
  readonly limit: number;
  /** What one action by a channel counts: 1, or its unit cost. */
  readonly weights: Float64Array;
  readonly periodOf: Int32Array;
  /** Names of the periods as they stand in `RuleUsage.period`; undefined for the whole horizon. */
  readonly periodNames: readonly (string | undefined)[];
  readonly isPerRep: boolean;
}

/** No action in scope at all. */
export interface BlockPart {
  readonly type: 'block';
  readonly rule: string;
  readonly scope: RuleScope;
}

/** Per contact at most `max` actions in scope in every `windowDays` days that end on one of them; `countsHistory` adds earlier touches. */
export interface WindowPart {
  readonly type: 'window';
  readonly rule: string;
  readonly scope: RuleScope;
  readonly windowDays: number;
  readonly max: number;
  readonly countsHistory: boolean;
}

/** At least `need` different contacts get an action in scope. */
export interface CoverPart {
  readonly type: 'cover';
  readonly rule: string;
  readonly scope: RuleScope;
  readonly need: number;
}

/** What rules are made of for a solver. */
export type RulePart = LimitPart | BlockPart | WindowPart | CoverPart;
