import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';

interface NameMapFieldProps {
  readonly label: string;
  /** What stands on the left. */
  readonly hint: string;
  readonly suggestions?: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  /** What is wrong with a text on the right, or null. */
  readonly problemOf: (text: string) => string | null;
  readonly onChange: (names: Record<string, string>) => void;
}

/** Names and what they are in the target, added and removed one by one. */
export function NameMapField({ label, hint, suggestions = [], names, problemOf, onChange }: NameMapFieldProps) {
  const [left, setLeft] = useState('');
  const [right, setRight] = useState('');
  const problem = right === '' ? null : problemOf(right.trim());
  const isReady = left.trim() !== '' && right.trim() !== '' && problem === null;
  const add = (): void => {
    if (!isReady) return;
    onChange({ ...names, [left.trim()]: right.trim() });
    setLeft('');
    setRight('');
  };
  return (
    <Box role="group" aria-label={label} sx={{ gridColumn: '1 / -1', display: 'flex', flexDirection: 'column', gap: 1 }}>
      <Typography variant="body2">{label}</Typography>
      {Object.entries(names).map(([name, value]) => (
        <Box key={name} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <Typography variant="body2" sx={{ flexGrow: 1, overflowWrap: 'anywhere' }}>{`${name}: ${value}`}</Typography>
          <IconButton aria-label={`Remove ${name}`} onClick={() => onChange(Object.fromEntries(Object.entries(names).filter(([other]) => other !== name)))}>
            <Trash2 size={18} />
          </IconButton>
        </Box>
      ))}
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr auto', gap: 1, alignItems: 'start' }}>
        <Autocomplete freeSolo options={suggestions} inputValue={left} onInputChange={(_event, text) => setLeft(text)} renderInput={(field) => <TextField {...field} label={hint} />} />
        <TextField label="In the target" value={right} error={problem !== null} helperText={problem} onChange={(event) => setRight(event.target.value)} onKeyDown={(event) => event.key === 'Enter' && add()} />
        <Button disabled={!isReady} onClick={add}>
          Add
        </Button>
      </Box>
    </Box>
  );
}
