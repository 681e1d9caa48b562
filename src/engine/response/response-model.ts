import type { CalibrationBin } from './calibration.ts';

/**
 * History as columns. A pair is one contact with one channel: index contact · channelCount + channel. Days are day
 * numbers. Nothing depends on the order of the touches.
 */
export interface ResponseInput {
  readonly contactCount: number;
  readonly channelCount: number;
  /** Segment of each contact, −1 where it has none; contacts without a segment form a group of their own. */
  readonly segmentOf: Int32Array;
  readonly segmentNames: readonly string[];
  readonly touches: TouchColumns;
  /** 1 where an outcome was linked to the touch, else 0. */
  readonly responded: Uint8Array;
  /** Touches after this day are left out. */
  readonly asOfDay: number;
}

/** Touches as columns of equal length. */
export interface TouchColumns {
  readonly contact: Int32Array;
  readonly channel: Uint8Array | Int8Array | Uint16Array;
  readonly day: Int32Array;
}

export interface ResponseOptions {
  /** The channel's saturation setting in (0, 1], by channel; used where history shows no order effect. */
  readonly saturationSetting: readonly number[];
  /** Half-life of the weight of a touch. Absent: chosen from the candidates by the backtest. */
  readonly halfLifeDays?: number;
  readonly halfLifeCandidates?: readonly number[];
  /** Earlier touches of the same pair within so many days, this day included, make the order of a touch. */
  readonly positionWindowDays?: number;
  /** Days an outcome may follow a touch, by channel: younger touches are not judged yet and left out. */
  readonly matureAfterDays?: readonly number[];
  /** Length of the backtest's period. Absent: the last days that hold about a fifth of the touches. */
  readonly backtestDays?: number;
}

/** How strongly one level holds the next: the number of touches its prior counts for. */
export interface Strength {
  readonly touches: number;
  /** False where the history fits a weak and a strong prior alike and the default decides. */
  readonly isShown: boolean;
}

export interface ChannelEstimate {
  readonly channel: number;
  readonly touches: number;
  readonly responded: number;
  /** Touches left out because their outcome may still come. */
  readonly immature: number;
  /** Response to a first touch, averaged over the contacts. */
  readonly mean: number;
  readonly sd: number;
  readonly segmentStrength: Strength;
  readonly contactStrength: Strength;
}

export interface SegmentEstimate {
  /** Index into segmentNames; −1 for contacts without a segment. */
  readonly segment: number;
  readonly channel: number;
  readonly touches: number;
  readonly responded: number;
  readonly effectiveN: number;
  readonly mean: number;
  readonly sd: number;
}

/** Touches that were the position-th of their pair within the window; the last row holds all later ones too. */
export interface PositionCount {
  readonly position: number;
  readonly touches: number;
  readonly responded: number;
}

export interface SaturationEstimate {
  readonly channel: number;
  /** Factor on the response of each further touch that the plan should use, in (0, 1]. */
  readonly value: number;
  readonly source: 'history' | 'setting';
  /** Why: the order effect is clear; it is not; or there are too few repeated touches to tell. */
  readonly reason: 'order_effect' | 'no_order_effect' | 'too_few_repeats';
  /** What history says, with its interval at `level`, whether used or not; null with too few repeats. Can exceed 1. */
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly positions: readonly PositionCount[];
}

/** Scores of one set of predictions; smaller is better. */
export interface Score {
  readonly logLoss: number;
  readonly brier: number;
}

export interface HalfLifeScore {
  readonly halfLifeDays: number;
  readonly logLoss: number;
}

/** The model fitted on the days before `fromDay`, judged on the touches from `fromDay` to `toDay`. */
export interface Backtest {
  readonly fromDay: number;
  readonly toDay: number;
  readonly trainedTouches: number;
  readonly touches: number;
  readonly responded: number;
  readonly model: Score;
  /** The share that responded before `fromDay`, given to every touch. */
  readonly baseRate: Score;
  /** The share of the touch's channel before `fromDay`. */
  readonly channelRate: Score;
  readonly calibration: readonly CalibrationBin[];
  /** Every candidate that was tried, by rising half-life. */
  readonly halfLives: readonly HalfLifeScore[];
}

export interface ResponseFit {
  readonly contactCount: number;
  readonly channelCount: number;
  readonly asOfDay: number;
  readonly halfLifeDays: number;
  readonly halfLifeSource: 'given' | 'backtest' | 'default';
  /** Touches dated after asOfDay. */
  readonly futureTouches: number;
  /** By pair: posterior mean and standard deviation of the response to a first touch. */
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  /** By pair: judged touches, and what they count for after recency and saturation. */
  readonly n: Float64Array;
  readonly effectiveN: Float64Array;
  readonly channels: readonly ChannelEstimate[];
  /** Segment × channel, segments in order and the contacts without one last (if there are any). */
  readonly segments: readonly SegmentEstimate[];
  readonly saturation: readonly SaturationEstimate[];
  /** Null where the history is too short or too small to hold a part back. */
  readonly backtest: Backtest | null;
}
