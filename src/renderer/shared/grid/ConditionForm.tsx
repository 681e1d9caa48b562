import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { FilterOperator, type FilterCondition } from '../../../engine/model/filter.ts';
import { parseNumberText } from '../format/parse-number.ts';
import { needsNoValue, operatorsFor, operatorWords, type FilterColumn } from './filter-words.ts';

interface ConditionFormProps {
  readonly columns: readonly FilterColumn[];
  readonly condition: FilterCondition | undefined;
  readonly suggest?: (column: string) => Promise<readonly string[]>;
  readonly onDone: (condition: FilterCondition) => void;
}

/** What the typed values mean under an operator, or what is wrong. */
export function readCondition(column: FilterColumn, operator: FilterOperator, texts: readonly string[]): FilterCondition | { readonly message: string } {
  if (needsNoValue(operator)) return { column: column.column, operator };
  if (operator === 'any_of') return texts.length === 0 ? { message: 'At least 1 value.' } : { column: column.column, operator, value: [...texts] };
  const text = texts[0]?.trim() ?? '';
  if (text === '') return { message: 'Value required.' };
  if (!column.numeric) return { column: column.column, operator, value: text };
  const value = parseNumberText(text);
  return value === null ? { message: 'Number expected.' } : { column: column.column, operator, value };
}

const textsOf = (value: FilterCondition['value']): readonly string[] => (value === undefined ? [] : Array.isArray(value) ? value : [String(value)]);

/** Column, operator and value of one condition. */
export function ConditionForm({ columns, condition, suggest, onDone }: ConditionFormProps) {
  const [columnName, setColumnName] = useState(condition?.column ?? columns.find((candidate) => candidate.column === 'segment')?.column ?? columns[0]?.column ?? '');
  const column = columns.find((candidate) => candidate.column === columnName) ?? columns[0];
  const allowed = operatorsFor(column?.numeric ?? false);
  const [chosenOperator, setOperator] = useState<FilterOperator>(condition?.operator ?? 'is');
  const operator = allowed.includes(chosenOperator) ? chosenOperator : 'is';
  const [texts, setTexts] = useState<readonly string[]>(textsOf(condition?.value));
  const [suggestions, setSuggestions] = useState<readonly string[]>([]);
  const [hasTried, setHasTried] = useState(false);
  useEffect(() => {
    if (suggest === undefined || column === undefined || column.numeric) return setSuggestions([]);
    let isCurrent = true;
    suggest(column.column).then(
      (values) => isCurrent && setSuggestions(values),
      () => isCurrent && setSuggestions([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [column, suggest]);
  if (column === undefined) return null;
  const reading = readCondition(column, operator, texts);
  const message = 'message' in reading && hasTried ? reading.message : undefined;
  const isMany = operator === 'any_of';
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setHasTried(true);
        if (!('message' in reading)) onDone(reading);
      }}
      sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}
    >
      <Autocomplete
        options={columns.map((candidate) => candidate.column)}
        getOptionLabel={(name) => columns.find((candidate) => candidate.column === name)?.label ?? name}
        value={column.column}
        disableClearable
        onChange={(_event, name) => setColumnName(name)}
        renderInput={(parameters) => <TextField {...parameters} label="Column" autoFocus={condition === undefined} />}
      />
      <TextField select label="Operator" value={operator} onChange={(event) => setOperator(FilterOperator.parse(event.target.value))}>
        {allowed.map((candidate) => (
          <MenuItem key={candidate} value={candidate}>
            {operatorWords[candidate]}
          </MenuItem>
        ))}
      </TextField>
      {!needsNoValue(operator) && (
        <Autocomplete
          multiple={isMany}
          freeSolo
          options={[...suggestions]}
          value={isMany ? [...texts] : (texts[0] ?? '')}
          onChange={(_event, next) => setTexts(next === null ? [] : Array.isArray(next) ? next : [next])}
          {...(isMany ? {} : { onInputChange: (_event: unknown, text: string) => setTexts(text === '' ? [] : [text]) })}
          renderInput={(parameters) => <TextField {...parameters} label={isMany ? 'Values' : 'Value'} error={message !== undefined} helperText={message} />}
        />
      )}
      <Button type="submit" size="small" variant="outlined">
        {condition === undefined ? 'Add condition' : 'Change condition'}
      </Button>
    </Box>
  );
}
