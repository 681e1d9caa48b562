import type { CapacityPeriod, Constraint } from '../../../engine/model/constraint.ts';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';
import { NumberCell } from './NumberCell.tsx';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { FieldRow } from './FieldRow.tsx';
import { describeRuleProblem } from './rule-repeat.ts';
import { periodNames } from './rule-words.ts';

type PeriodRule = Extract<Constraint, { kind: 'capacity' | 'rep_capacity' | 'budget' }>;

const countedNames: Record<CapacityPeriod | 'resets', string> = { ...periodNames, resets: 'from reset to reset' };
const MONDAY_MORNING = '0 0 * * MON';

interface PeriodFieldsProps {
  readonly rule: PeriodRule;
  /** What the limit counts. */
  readonly label: string;
  readonly change: (next: Constraint) => void;
}

/** A limit and what it is counted in: days, weeks, months, the horizon, or the time between two resets. */
export function PeriodFields({ rule, label, change }: PeriodFieldsProps) {
  const { resets } = rule;
  const choose = (next: CapacityPeriod | 'resets'): void => {
    if (next === 'resets') return change({ ...rule, resets: { cron: MONDAY_MORNING, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone } });
    const { resets: _resets, ...plain } = rule;
    change(plain.kind === 'budget' ? { ...plain, per: next === 'horizon' ? undefined : next } : { ...plain, per: next });
  };
  return (
    <>
      <FieldRow>
        <NumberCell label={label} value={rule.max} min={0} onCommit={(max) => change({ ...rule, max })} isLabelShown width="100%" />
        <ChoiceField label="Counted" value={resets === undefined ? (rule.per ?? 'horizon') : 'resets'} names={countedNames} onChoose={choose} />
      </FieldRow>
      {resets !== undefined && (
        <FieldRow>
          <InlineTextField label="Resets at (cron)" width="100%" value={resets.cron} validate={(cron) => describeRuleProblem({ ...rule, resets: { ...resets, cron } })} onCommit={(cron) => change({ ...rule, resets: { ...resets, cron } })} />
          <InlineTextField label="Time zone" width="100%" value={resets.timeZone} validate={(timeZone) => describeRuleProblem({ ...rule, resets: { ...resets, timeZone } })} onCommit={(timeZone) => change({ ...rule, resets: { ...resets, timeZone } })} />
        </FieldRow>
      )}
    </>
  );
}
