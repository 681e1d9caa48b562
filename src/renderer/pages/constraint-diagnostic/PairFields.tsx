import type { z } from 'zod';
import type { Constraint, ExclusionConstraint } from '../../../engine/model/constraint.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { FieldRow } from './FieldRow.tsx';
import { NumberCell } from './NumberCell.tsx';
import { needNames, type SequenceRule } from './rule-words.ts';

interface PairFieldsProps {
  readonly rule: z.infer<typeof ExclusionConstraint> | SequenceRule;
  readonly channels: readonly string[];
  readonly change: (next: Constraint) => void;
}

/** What is wrong with one channel of a pair, or null. */
export function describePairProblem(channel: string, other: string, known: readonly string[]): string | null {
  if (channel === other) return `Expected a channel other than ${other}.`;
  return known.includes(channel) ? null : `Channel ${channel} does not exist.`;
}

/** Two channels on one contact, and how near each other. A channel cannot be chosen for both. */
export function PairFields({ rule, channels, change }: PairFieldsProps) {
  const [side, second] = rule.kind === 'exclusion' ? (['second', rule.second] as const) : (['then', rule.then] as const);
  const namesBeside = (own: string, other: string): Record<string, string> => Object.fromEntries([...new Set([...channels.filter((channel) => channel !== other), own])].map((channel) => [channel, channel]));
  return (
    <>
      <FieldRow>
        <ChoiceField label="First channel" value={rule.first} names={namesBeside(rule.first, second)} problem={describePairProblem(rule.first, second, channels)} onChoose={(first) => change({ ...rule, first })} />
        <ChoiceField
          label={rule.kind === 'exclusion' ? 'Never with' : 'Then channel'}
          value={second}
          names={namesBeside(second, rule.first)}
          problem={describePairProblem(second, rule.first, channels)}
          onChoose={(channel) => change({ ...rule, [side]: channel })}
        />
      </FieldRow>
      <FieldRow>
        {rule.kind === 'sequence' && <ChoiceField label="The second" value={rule.need} names={needNames} onChoose={(need) => change({ ...rule, need })} />}
        <NumberCell label={rule.kind === 'exclusion' ? 'Within days, 0 = the same day' : 'Within days'} value={rule.withinDays} min={0} isWhole onCommit={(withinDays) => change({ ...rule, withinDays })} isLabelShown width="100%" />
      </FieldRow>
    </>
  );
}
