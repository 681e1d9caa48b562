import { z } from 'zod';
import { ActionKey } from '../engine/model/allocation.ts';
import { ActionExplanation, ContactExplanation } from '../engine/model/explanation.ts';
import { Identifier } from '../engine/model/text.ts';
import { route } from './base.ts';

/** Names of the contacts that an explanation speaks of, by their ids; without those that have none. */
const names = { names: z.record(z.string(), z.string()) };

export const NamedActionExplanation = z.strictObject({ ...ActionExplanation.shape, ...names });
export type NamedActionExplanation = z.infer<typeof NamedActionExplanation>;
export const NamedContactExplanation = z.strictObject({ ...ContactExplanation.shape, ...names });
export type NamedContactExplanation = z.infer<typeof NamedContactExplanation>;

export const explanationContract = {
  /** Why one contact, channel and day is in a plan or not, as the plan and its problem are stored. */
  action: route.input(z.strictObject({ planId: z.int(), ...ActionKey.shape })).output(NamedActionExplanation),
  /** The verdict of every channel and day of a contact. */
  contact: route.input(z.strictObject({ planId: z.int(), contact: Identifier })).output(NamedContactExplanation),
};
