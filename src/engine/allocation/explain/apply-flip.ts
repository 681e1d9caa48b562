import type { PlanEntry } from '../../constraints/plan-view.ts';
import { startDayOf } from '../../constraints/problem-frame.ts';
import { parseDay } from '../../base/day.ts';
import type { ActionKey, AllocationProblem } from '../../model/allocation.ts';
import type { Flip, FlipStep } from '../../model/explanation.ts';
import { loosenProblem } from './loosen-rule.ts';

/** A problem and a plan's actions after a change. */
export interface FlippedPlan {
  readonly problem: AllocationProblem;
  readonly actions: readonly PlanEntry[];
}

const isSame = (one: ActionKey, other: ActionKey): boolean => one.contact === other.contact && one.channel === other.channel && one.date === other.date;
const replaceAt = (list: readonly number[], at: number, to: number): number[] => list.map((number, place) => (place === at ? to : number));

function changeContact(problem: AllocationProblem, step: Extract<FlipStep, { kind: 'response' | 'value' }>, action: ActionKey): AllocationProblem {
  const { contacts } = problem;
  const at = contacts.ids.indexOf(action.contact);
  if (step.kind === 'value') return { ...problem, contacts: { ...contacts, value: replaceAt(contacts.value, at, step.to) } };
  return { ...problem, contacts: { ...contacts, response: { ...contacts.response, [action.channel]: replaceAt(contacts.response[action.channel] ?? [], at, step.to) } } };
}

/**
 * Carries a flip of an action out on copies: the changed problem, and the plan with the action in it, or without it where it
 * was planned. `campaign` is whom an action put in would be for. O(contacts + actions).
 */
export function applyFlip({ problem, actions }: FlippedPlan, action: ActionKey, flip: Pick<Flip, 'steps'>, campaign?: string): FlippedPlan {
  const startDay = startDayOf(problem);
  const positions = { contact: problem.contacts.ids.indexOf(action.contact), channel: problem.channels.findIndex(({ id }) => id === action.channel), day: (parseDay(action.date) ?? startDay) - startDay };
  const label = campaign === undefined ? {} : { campaign };
  const isPlanned = actions.some((other) => isSame(other, action));
  let changed = problem;
  let entries = isPlanned ? [...actions] : [...actions, { ...action, ...label }];
  for (const step of flip.steps) {
    switch (step.kind) {
      case 'move':
        entries = entries.map((entry) => (isSame(entry, action) ? { ...entry, date: step.date } : entry));
        break;
      case 'drop':
        entries = entries.filter((entry) => !isSame(entry, step));
        break;
      case 'add':
        entries = [...entries, { contact: step.contact, channel: step.channel, date: step.date, ...label }];
        break;
      case 'limit':
      case 'lift':
        changed = loosenProblem(changed, step, positions, startDay);
        break;
      default:
        changed = changeContact(changed, step, action);
    }
  }
  return { problem: changed, actions: entries };
}
