import { z } from 'zod';

/**
 * What a simulation measures. Of the contacts of the audience and the actions carried out (after opt-outs):
 * `lift` = Σ value of the answered actions, `cost` = Σ their cost, `net` = lift − cost, `roi` = net / cost (0 without cost),
 * `responses` = answered actions, `response_rate` = responses / actions, `engagement_rate` = contacts with an answer /
 * contacts, `reach` = contacts with an action, `actions`, `refused` = actions that a rule kept out, `opt_outs` = contacts
 * that opted out.
 */
export const Measure = z.enum(['lift', 'cost', 'net', 'roi', 'responses', 'response_rate', 'engagement_rate', 'reach', 'actions', 'refused', 'opt_outs']);
export type Measure = z.infer<typeof Measure>;

/** A measure over the replications; quantiles by linear interpolation of the order statistics (Hyndman and Fan's type 7). */
export const Distribution = z.strictObject({
  mean: z.number(),
  /** Sample standard deviation; 0 with one replication. */
  sd: z.number(),
  /** Standard error of the mean. */
  standardError: z.number(),
  p5: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
});
export type Distribution = z.infer<typeof Distribution>;

/** One day, channel or segment of a simulation. */
export const SimulationSlice = z.strictObject({ key: z.string(), actions: Distribution, responses: Distribution, lift: Distribution, cost: Distribution });
export type SimulationSlice = z.infer<typeof SimulationSlice>;

/** Actions that one rule kept out, by the first rule that stood against each. */
export const Refusal = z.strictObject({ rule: z.string(), kind: z.string(), actions: z.int() });
export type Refusal = z.infer<typeof Refusal>;

/** Used against limit of one rule in one period by the actions let through; floors that were missed included. */
export const SimulatedUsage = z.strictObject({ rule: z.string(), kind: z.string(), period: z.string().optional(), rep: z.string().optional(), used: z.number(), limit: z.number(), isFloor: z.boolean(), isReportOnly: z.boolean().optional() });
export type SimulatedUsage = z.infer<typeof SimulatedUsage>;

/** Public format `omnivor.simulation/1`: what playing a scenario gave. Equal for equal scenarios on every machine and number of threads. */
export const Simulation = z.strictObject({
  format: z.literal('omnivor.simulation/1'),
  scenario: z.string(),
  seed: z.int(),
  replications: z.int(),
  contacts: z.int(),
  /** Contacts the policy acts on, actions it asked for, and those that the rules let through. */
  targeted: z.int(),
  proposed: z.int(),
  planned: z.int(),
  measures: z.record(Measure, Distribution),
  byDay: z.array(SimulationSlice),
  byChannel: z.array(SimulationSlice),
  bySegment: z.array(SimulationSlice),
  refusals: z.array(Refusal),
  usage: z.array(SimulatedUsage),
});
export type Simulation = z.infer<typeof Simulation>;
