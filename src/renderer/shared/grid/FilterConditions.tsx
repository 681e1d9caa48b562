import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Popover from '@mui/material/Popover';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { Filter } from 'lucide-react';
import { useState } from 'react';
import type { ContactFilter, FilterCondition } from '../../../engine/model/filter.ts';
import { ConditionForm } from './ConditionForm.tsx';
import { describeCondition, type FilterColumn } from './filter-words.ts';

interface FilterConditionsProps {
  readonly columns: readonly FilterColumn[];
  readonly filter: ContactFilter;
  readonly onChange: (filter: ContactFilter) => void;
  /** Most frequent values of a column, for choosing. */
  readonly suggest?: (column: string) => Promise<readonly string[]>;
}

const MAX_CONDITIONS = 50;

/** The conditions of a filter as chips: click to change, × to remove, and a button to add. */
export function FilterConditions({ columns, filter, onChange, suggest }: FilterConditionsProps) {
  const [edited, setEdited] = useState<{ readonly anchor: HTMLElement; readonly index: number } | null>(null);
  const put = (index: number, condition: FilterCondition): void => {
    onChange({ ...filter, conditions: index < filter.conditions.length ? filter.conditions.with(index, condition) : [...filter.conditions, condition] });
    setEdited(null);
  };
  return (
    <Box role="group" aria-label="Filters" sx={{ display: 'flex', gap: 0.75, alignItems: 'center', flexWrap: 'wrap' }}>
      {filter.conditions.length > 1 && (
        <ToggleButtonGroup exclusive size="small" value={filter.join} aria-label="Join conditions" onChange={(_event, join: 'and' | 'or' | null) => join !== null && onChange({ ...filter, join })}>
          <ToggleButton value="and">All</ToggleButton>
          <ToggleButton value="or">Any</ToggleButton>
        </ToggleButtonGroup>
      )}
      {filter.conditions.map((condition, index) => (
        <Chip
          key={`${index}:${condition.column}`}
          label={describeCondition(condition, columns)}
          onClick={(event) => setEdited({ anchor: event.currentTarget, index })}
          onDelete={() => onChange({ ...filter, conditions: filter.conditions.toSpliced(index, 1) })}
        />
      ))}
      {filter.conditions.length < MAX_CONDITIONS && (
        <Button size="small" variant="text" startIcon={<Filter size={16} />} onClick={(event) => setEdited({ anchor: event.currentTarget, index: filter.conditions.length })}>
          Filter
        </Button>
      )}
      <Popover open={edited !== null} anchorEl={edited?.anchor ?? null} onClose={() => setEdited(null)} transitionDuration={100} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { role: 'dialog', 'aria-label': 'Condition', sx: { p: 2, width: 340 } } }}>
        {edited !== null && <ConditionForm columns={columns} condition={filter.conditions[edited.index]} {...(suggest === undefined ? {} : { suggest })} onDone={(condition) => put(edited.index, condition)} />}
      </Popover>
    </Box>
  );
}
