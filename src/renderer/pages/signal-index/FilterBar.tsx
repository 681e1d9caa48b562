import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { Funnel } from 'lucide-react';
import { useState } from 'react';
import type { ContactFilter, FilterOperator } from '../../../engine/model/filter.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount } from '../../shared/format/number.ts';
import { createCondition, describeCondition, nameOperator, needsValue, noFilter, operatorsOf, type ColumnInfo } from './filter-words.ts';

interface FilterBarProps {
  readonly columns: readonly ColumnInfo[];
  readonly filter: ContactFilter;
  readonly onChange: (filter: ContactFilter) => void;
}

/** Form of one new condition; values that occur are offered with their counts. */
function ConditionForm({ columns, filter, onAdd }: { readonly columns: readonly ColumnInfo[]; readonly filter: ContactFilter; readonly onAdd: FilterBarProps['onChange'] }) {
  const { api } = useCore();
  const [column, setColumn] = useState(columns.find((info) => info.column === 'segment')?.column ?? columns[0]?.column ?? 'key');
  const [operator, setOperator] = useState<FilterOperator>('is');
  const [typed, setTyped] = useState('');
  const info = columns.find((candidate) => candidate.column === column);
  const values = useQuery(api.contacts.facet.queryOptions({ input: { column, filter: noFilter, limit: 50 } })).data ?? [];
  const isReady = !needsValue(operator) || typed.trim() !== '';
  const add = (): void => {
    if (isReady) onAdd({ ...filter, conditions: [...filter.conditions, createCondition(column, operator, typed)] });
  };
  return (
    <Box component="form" onSubmit={(event) => (event.preventDefault(), add())} sx={{ p: 2, display: 'flex', flexDirection: 'column', gap: 1.5, width: 340 }}>
      <TextField
        select
        label="Column"
        value={column}
        onChange={(event) => {
          setColumn(event.target.value);
          setOperator('is');
          setTyped('');
        }}
      >
        {columns.map((option) => (
          <MenuItem key={option.column} value={option.column}>
            {option.label}
          </MenuItem>
        ))}
      </TextField>
      <TextField select label="Condition" value={operator} onChange={(event) => setOperator(event.target.value as FilterOperator)}>
        {operatorsOf(info?.numeric ?? false).map((option) => (
          <MenuItem key={option} value={option}>
            {nameOperator(option)}
          </MenuItem>
        ))}
      </TextField>
      {needsValue(operator) && (
        <Autocomplete
          freeSolo
          size="small"
          options={values.flatMap(({ value, contacts }) => (value === null || value === '' ? [] : [{ value, contacts }]))}
          getOptionLabel={(option) => (typeof option === 'string' ? option : option.value)}
          renderOption={({ key, ...attributes }, option) => (
            <li key={key} {...attributes}>
              <Box sx={{ flexGrow: 1 }}>{option.value}</Box>
              <Box sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>{formatCount(option.contacts)}</Box>
            </li>
          )}
          inputValue={typed}
          onInputChange={(_event, next) => setTyped(next)}
          renderInput={(parameters) => <TextField {...parameters} label={operator === 'any_of' ? 'Values, separated by commas' : 'Value'} />}
        />
      )}
      <Button type="submit" variant="outlined" size="small" disabled={!isReady}>
        Add condition
      </Button>
    </Box>
  );
}

/** The conditions in force as chips, and the form for one more. */
export function FilterBar({ columns, filter, onChange }: FilterBarProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <Box role="group" aria-label="Filter" sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      <Button size="small" variant="text" startIcon={<Funnel size={16} />} onClick={(event) => setAnchor(event.currentTarget)} disabled={columns.length === 0} aria-haspopup="dialog">
        Filter
      </Button>
      {filter.conditions.length > 1 && (
        <Button size="small" variant="text" onClick={() => onChange({ ...filter, join: filter.join === 'and' ? 'or' : 'and' })}>
          {filter.join === 'and' ? 'all of' : 'any of'}
        </Button>
      )}
      {filter.conditions.map((condition, at) => (
        <Chip
          key={`${condition.column}${condition.operator}${at}`}
          label={describeCondition(condition, columns)}
          onDelete={() => onChange({ ...filter, conditions: filter.conditions.filter((_, place) => place !== at) })}
        />
      ))}
      {filter.conditions.length > 0 && (
        <Button size="small" variant="text" onClick={() => onChange(noFilter)}>
          Clear
        </Button>
      )}
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { 'aria-label': 'New condition', role: 'dialog' } }}>
        <ConditionForm
          columns={columns}
          filter={filter}
          onAdd={(next) => {
            setAnchor(null);
            onChange(next);
          }}
        />
      </Popover>
    </Box>
  );
}
