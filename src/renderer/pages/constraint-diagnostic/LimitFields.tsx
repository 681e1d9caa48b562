import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { BudgetFields } from './BudgetFields.tsx';
import { ContactLimitFields } from './ContactLimitFields.tsx';
import { CoverageFields } from './CoverageFields.tsx';
import { DaysOffField } from './DaysOffField.tsx';
import { FieldRow } from './FieldRow.tsx';
import { NumberCell } from './NumberCell.tsx';
import { PairFields } from './PairFields.tsx';
import { PeriodFields } from './PeriodFields.tsx';
import { PressureFields } from './PressureFields.tsx';
import { RepeatFields } from './RepeatFields.tsx';
import { windowNames } from './rule-words.ts';
import { WeekdayToggle } from './WeekdayToggle.tsx';

const everyDay = [1, 2, 3, 4, 5, 6, 7];

interface LimitFieldsProps {
  readonly rule: Constraint;
  readonly rules: PlanningRules;
  readonly currency: string;
  readonly change: (next: Constraint) => void;
}

/** What a rule allows: the fields of its kind. */
export function LimitFields({ rule, rules, currency, change }: LimitFieldsProps) {
  const channels = rules.channels.map(({ id }) => id);
  switch (rule.kind) {
    case 'capacity':
    case 'rep_capacity':
      return <PeriodFields rule={rule} label="Actions at most" change={change} />;
    case 'budget':
      return <BudgetFields rule={rule} channels={rules.channels} currency={currency} change={change} />;
    case 'concurrent':
      return (
        <FieldRow>
          <NumberCell label="In progress at most" value={rule.max} min={0} onCommit={(max) => change({ ...rule, max })} isLabelShown width="100%" />
          <NumberCell label="Days of one action" value={rule.durationDays} min={1} isWhole onCommit={(durationDays) => change({ ...rule, durationDays })} isLabelShown width="100%" />
        </FieldRow>
      );
    case 'frequency':
      return (
        <FieldRow>
          <NumberCell label="Actions at most" value={rule.max} min={0} isWhole onCommit={(max) => change({ ...rule, max })} isLabelShown width="100%" />
          <NumberCell label="In any so many days" value={rule.windowDays} min={1} isWhole onCommit={(windowDays) => change({ ...rule, windowDays })} isLabelShown width="100%" />
        </FieldRow>
      );
    case 'contact_limit':
      return <ContactLimitFields rule={rule} change={change} />;
    case 'pressure':
      return <PressureFields rule={rule} channels={channels} change={change} />;
    case 'exclusion':
    case 'sequence':
      return <PairFields rule={rule} channels={channels} change={change} />;
    case 'blackout':
      return (
        <>
          <ChoiceField label="These days are" value={rule.window ?? 'blackout'} names={windowNames} onChoose={(window) => change({ ...rule, window: window === 'blackout' ? undefined : window })} />
          <RepeatFields rule={rule} change={change} />
        </>
      );
    case 'rep_calendar':
      return (
        <>
          <Box>
            <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
              Working days
            </Typography>
            <WeekdayToggle label="Working days" value={rule.weekdays ?? everyDay} onChange={(weekdays) => change({ ...rule, weekdays })} />
          </Box>
          <DaysOffField value={rule.daysOff ?? []} onChange={(daysOff) => change({ ...rule, daysOff })} />
        </>
      );
    case 'coverage':
      return <CoverageFields rule={rule} change={change} />;
    case 'minimum':
      return <NumberCell label="Actions at least" value={rule.min} min={0} isWhole onCommit={(min) => change({ ...rule, min })} isLabelShown width={200} />;
  }
}
