import type { AllocationProblem } from '../model/allocation.ts';
import { createBlockMeter } from './block-meter.ts';
import type { StandingRule } from './constraint-rule.ts';
import { nameAction } from './words.ts';

/** True where the contact opted out of the channel. */
export function isOptedOut(problem: AllocationProblem, contact: number, channel: number): boolean {
  const id = problem.channels[channel]?.id;
  return id !== undefined && problem.contacts.optOut?.[id]?.[contact] === true;
}

/** No action on a contact by a channel it opted out of. Nobody can switch it to report-only. */
export const consent: StandingRule = {
  id: 'consent',
  open: (ground) =>
    createBlockMeter({
      id: 'consent',
      isForbidden: ({ contact, channel }) => isOptedOut(ground.problem, contact, channel),
      mayForbid: (channel) => ground.problem.contacts.optOut?.[ground.problem.channels[channel]!.id] !== undefined,
      describe: (action) => `consent: ${nameAction(ground, action)} is against an opt-out`,
    }),
};
