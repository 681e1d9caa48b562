import { z } from 'zod';

/** How the queue explores: never, by Thompson sampling, by upper confidence bound, or at random now and then. */
export const QueuePolicy = z.enum(['none', 'thompson', 'ucb', 'epsilon_greedy']);
export type QueuePolicy = z.infer<typeof QueuePolicy>;

/** How next actions are recommended. The share of cost that may explore is the objective's `explorationShare`. */
export const QueueSettings = z.strictObject({
  policy: QueuePolicy,
  /** Same seed, same recommendations. */
  seed: z.int().min(0).max(2_147_483_647),
  /** Share of contacts that `epsilon_greedy` gives any channel. */
  epsilon: z.number().min(0).max(1),
});
export type QueueSettings = z.infer<typeof QueueSettings>;

export const defaultQueueSettings: QueueSettings = { policy: 'thompson', seed: 1, epsilon: 0.1 };
