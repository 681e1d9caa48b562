import { z } from 'zod';

/** What a plan maximises: lift = Σ value · response · saturation^(k−1); net = lift − cost; reach = contacts with an action. */
export const Metric = z.enum(['lift', 'net', 'reach']);
export type Metric = z.infer<typeof Metric>;

/** The metric, and how much of the plan's cost may go to learning. */
export const Objective = z.strictObject({
  metric: Metric,
  /** Largest share of the plan's cost spent on actions flagged `exploration`. */
  explorationShare: z.number().min(0).max(1).optional(),
  /** Exploration actions are chosen by response + bonus × sd. */
  explorationBonus: z.number().min(0).optional(),
});
export type Objective = z.infer<typeof Objective>;
