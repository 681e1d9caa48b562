import { z } from 'zod';

/** What a plan maximises: lift = Σ value · response · saturation^(k−1); net = lift − cost; reach = contacts with an action. */
export const Metric = z.enum(['lift', 'net', 'reach']);
export type Metric = z.infer<typeof Metric>;

/**
 * Weights of a weighted sum: what is maximised is lift · Σ lift + reach · contacts with an action + responses · Σ response ·
 * saturation^(k−1) − cost · Σ unit cost. Absent = 0.
 */
export const ObjectiveWeights = z.strictObject({
  lift: z.number().min(0).optional(),
  /** Per unit of money spent; taken off. */
  cost: z.number().min(0).optional(),
  /** Per contact with an action. */
  reach: z.number().min(0).optional(),
  /** Per expected response. */
  responses: z.number().min(0).optional(),
});
export type ObjectiveWeights = z.infer<typeof ObjectiveWeights>;

/** What one level of an ordered list asks for; cost is to be as low, every other as high as possible. */
export const LevelMetric = z.enum(['lift', 'net', 'reach', 'responses', 'cost']);
export type LevelMetric = z.infer<typeof LevelMetric>;

/** One level: later levels may cost it at most `tolerance` of its value (absent = 0, nothing). */
export const ObjectiveLevel = z.strictObject({ metric: LevelMetric, tolerance: z.number().min(0).max(1).optional() });
export type ObjectiveLevel = z.infer<typeof ObjectiveLevel>;

/**
 * Counts the lift over `draws` from the response estimates instead of at their mean: (1 − weight) · mean of the draws +
 * weight · mean of the worst `tail` of them (conditional value at risk).
 */
export const RobustChoice = z.strictObject({
  /** Share of the draws that count as the worst. */
  tail: z.number().gt(0).max(1),
  /** How much the worst draws count against the mean; absent = 1. */
  weight: z.number().min(0).max(1).optional(),
  /** Absent = 100. */
  draws: z.int().min(2).max(500).optional(),
  /** Share of the estimates' variance that contacts of a channel have in common; absent = 0. */
  shared: z.number().min(0).max(1).optional(),
  /** Absent = 1. */
  seed: z.int().min(0).max(2_147_483_647).optional(),
});
export type RobustChoice = z.infer<typeof RobustChoice>;

const ObjectiveShape = z.strictObject({
  /** What a plan reports as its objective; what it maximises where nothing below says otherwise. */
  metric: Metric,
  /** Largest share of the plan's cost spent on actions flagged `exploration`. */
  explorationShare: z.number().min(0).max(1).optional(),
  /** Exploration actions are chosen by response + bonus × sd. */
  explorationBonus: z.number().min(0).optional(),
  /** Maximise this weighted sum. */
  weights: ObjectiveWeights.optional(),
  /** Maximise the first level; then the next, while those before keep their values but for their tolerance; and so on. */
  levels: z.array(ObjectiveLevel).min(2).max(5).optional(),
  /** Count lift as robust. */
  robust: RobustChoice.optional(),
});

type Parts = Readonly<z.infer<typeof ObjectiveShape>>;

/** What of an objective does not go together, with its place; null where all does. */
export function findObjectiveFault({ metric, weights, levels, robust }: Parts): { readonly path: readonly (string | number)[]; readonly message: string } | null {
  if (weights !== undefined && levels !== undefined) return { path: ['levels'], message: 'expected weights or levels, not both' };
  if (weights !== undefined && !((weights.lift ?? 0) > 0 || (weights.reach ?? 0) > 0 || (weights.responses ?? 0) > 0)) return { path: ['weights'], message: 'expected a weight above 0 on lift, reach or responses' };
  for (const [at, level] of (levels ?? []).entries()) {
    if ((levels ?? []).findIndex((other) => other.metric === level.metric) < at) return { path: ['levels', at, 'metric'], message: `expected another metric, ${level.metric} stands before` };
  }
  if (robust !== undefined && levels !== undefined) return { path: ['robust'], message: 'expected no robust lift beside levels' };
  if (robust !== undefined && (weights === undefined ? metric === 'reach' : (weights.lift ?? 0) === 0)) return { path: ['robust'], message: 'expected an objective that counts lift' };
  return null;
}

/** What a plan maximises, and how much of its cost may go to learning. */
export const Objective = ObjectiveShape.superRefine((objective, context) => {
  const fault = findObjectiveFault(objective);
  if (fault !== null) context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message, input: objective });
});
export type Objective = z.infer<typeof Objective>;
