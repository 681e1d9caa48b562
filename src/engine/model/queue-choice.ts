import { z } from 'zod';

/** One open channel of a logged choice: what was expected of it, and with what probability it was taken. */
export const ChoiceArm = z.strictObject({ channel: z.string(), mean: z.number(), sd: z.number(), unitCost: z.number(), probability: z.number() });
export type ChoiceArm = z.infer<typeof ChoiceArm>;
