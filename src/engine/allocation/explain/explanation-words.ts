import { formatNumber } from '../../constraints/words.ts';
import type { ActionKey } from '../../model/allocation.ts';
import type { ActionExplanation, FlipStep, Verdict } from '../../model/explanation.ts';

/** A number with as many digits as tell it from another nearby. */
export const exactly = (value: number): string => (Math.abs(value) >= 0.01 || value === 0 ? formatNumber(value) : String(Number(value.toPrecision(2))));
const percent = (share: number): string => `${Number((100 * share).toPrecision(4))}%`;
const nameOf = ({ contact, channel, date }: ActionKey): string => `${contact} ${channel} ${date}`;

/** Settings in words. */
const settingWords: Readonly<Record<Extract<FlipStep, { kind: 'limit' }>['setting'], string>> = {
  max: '',
  maxPerMonth: ' (a month)',
  cooldownDays: ' (days apart)',
  withinDays: ' (days)',
  maxPerContact: ' (actions of the channel per contact)',
};

/** One step of a change in words, without a full stop. */
export function describeStep(step: FlipStep): string {
  switch (step.kind) {
    case 'move':
      return `move it to ${step.date}`;
    case 'drop':
      return `drop ${nameOf(step)}`;
    case 'add':
      return `add ${nameOf(step)}`;
    case 'limit': {
      const where = `${step.rep === undefined ? '' : ` for ${step.rep}`}${step.period === undefined ? '' : ` in ${step.period}`}`;
      return `set ${step.rule}${settingWords[step.setting]} from ${formatNumber(step.from)} to ${formatNumber(step.to)}${where}`;
    }
    case 'lift':
      return step.rule === 'fixed' ? 'unpin it' : `lift ${step.rule} here`;
    case 'response':
      return `a response of ${percent(step.to)}, now ${percent(step.from)}`;
    case 'value':
      return `a value of ${exactly(step.to)}, now ${exactly(step.from)}`;
  }
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A change in words, with what it adds. */
export function describeFlip(steps: readonly FlipStep[], adds: number): string {
  const [first, ...more] = steps;
  if (first?.kind === 'response' || first?.kind === 'value') {
    const edge = first.to >= first.from ? 'From' : 'Below';
    return `${edge} ${describeStep(first)}${more.length === 0 ? '' : `: ${more.map(describeStep).join(', ')}`}.`;
  }
  const words = capital(steps.map(describeStep).join(', '));
  return `${words}: the plan ${adds >= 0 ? 'gains' : 'loses'} ${exactly(Math.abs(adds))}.`;
}

/** The answer in one sentence. */
export function summarise(explained: Pick<ActionExplanation, 'verdict' | 'worth' | 'net' | 'isPriced' | 'isPinned' | 'refusals'>): string {
  const { gain } = explained.worth;
  const price = gain - explained.net;
  const first = explained.refusals[0];
  const more = explained.refusals.length - 1;
  const priced = explained.isPriced && Math.abs(price) > 1e-9 ? ` against prices of ${exactly(price)}` : '';
  const refused = first === undefined ? '' : `${first.message}${more > 0 ? `, and ${more} more` : ''}`;
  const words: Readonly<Record<Verdict, string>> = {
    planned: `Planned${explained.isPinned ? ', fixed by the planner' : ''}: worth ${exactly(gain)}${priced}.`,
    free: `Fits and pays: adds ${exactly(gain)}${priced}.`,
    below_price: gain > 0 ? `Fits, and pays too little: adds ${exactly(gain)}${priced}.` : `Fits, and adds nothing: ${exactly(gain)}.`,
    refused: `Refused: ${refused}. Worth ${exactly(gain)}${priced}.`,
    closed: `Closed: ${refused}.`,
  };
  return words[explained.verdict];
}
