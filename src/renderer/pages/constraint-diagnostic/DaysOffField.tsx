import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCore } from '../../app/core-context.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount } from '../../shared/format/number.ts';
import { DateField } from '../../shared/forms/DateField.tsx';
import { describeDayProblem } from './DateCell.tsx';

/** Single days without work, added and taken off one by one, or public holidays together. */
export function DaysOffField({ value, onChange }: { readonly value: readonly string[]; readonly onChange: (daysOff: string[]) => void }) {
  const { api } = useCore();
  const holidays = useQuery(api.territories.holidays.queryOptions()).data ?? [];
  const [text, setText] = useState('');
  const isKnown = value.includes(text);
  const problem = isKnown ? 'Already a day off.' : describeDayProblem(text, { isNeeded: false });
  const isReady = text !== '' && problem === null;
  const missing = holidays.filter(({ date }) => !value.includes(date));
  const nameOf = new Map(holidays.map(({ date, name }) => [date, name]));
  const add = (): void => {
    if (!isReady) return;
    onChange([...value, text].toSorted());
    setText('');
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="body2">{`Days off and holidays: ${formatCount(value.length)}.`}</Typography>
      {value.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, maxHeight: 200, overflow: 'auto' }} tabIndex={0} role="group" aria-label="Days off">
          {value.map((day) => (
            <Chip key={day} label={[formatDate(day), nameOf.get(day)].filter((part) => part !== undefined).join(' · ')} onDelete={() => onChange(value.filter((other) => other !== day))} />
          ))}
        </Box>
      )}
      <Box component="form" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }} onSubmit={(event) => (event.preventDefault(), add())}>
        <DateField label="Day off" text={text} onText={setText} error={problem !== null} message={problem ?? undefined} />
        <Button type="submit" variant="outlined" size="small" disabled={!isReady}>
          Add day
        </Button>
      </Box>
      {holidays.length > 0 && (
        <Box>
          <Button variant="outlined" size="small" disabled={missing.length === 0} onClick={() => onChange([...value, ...missing.map(({ date }) => date)].toSorted())}>
            {missing.length === 0 ? 'US federal holidays are days off' : `Add ${formatCount(missing.length)} US federal holidays`}
          </Button>
        </Box>
      )}
    </Box>
  );
}
