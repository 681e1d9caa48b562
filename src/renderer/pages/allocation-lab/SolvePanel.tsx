import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatCount } from '../../shared/format/number.ts';
import { methodNames, type SolveOptions } from './solve-options.ts';

interface SolvePanelProps {
  readonly options: SolveOptions;
  readonly onChange: (options: SolveOptions) => void;
}

/** A number of the solve; what does not fit is not taken over. */
function NumberOption({ label, value, min, max, step, onChange }: { readonly label: string; readonly value: number; readonly min: number; readonly max: number; readonly step: number; readonly onChange: (value: number) => void }) {
  return (
    <TextField
      type="number"
      label={label}
      value={value}
      onChange={(event) => {
        const next = Number(event.target.value);
        if (event.target.value !== '' && Number.isFinite(next) && next >= min && next <= max) onChange(next);
      }}
      slotProps={{ htmlInput: { min, max, step } }}
      sx={{ width: 130 }}
    />
  );
}

/** For whom and how to solve. */
export function SolvePanel({ options, onChange }: SolvePanelProps) {
  const { api } = useCore();
  const audiences = useQuery(api.contacts.audiences.list.queryOptions()).data ?? [];
  const audience = audiences.some((candidate) => candidate.id === options.audienceId) ? options.audienceId : null;
  return (
    <Box role="group" aria-label="How to solve" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
      <TextField select label="Audience" value={audience ?? 'all'} onChange={(event) => onChange({ ...options, audienceId: event.target.value === 'all' ? null : Number(event.target.value) })} sx={{ width: 240 }}>
        <MenuItem value="all">All contacts</MenuItem>
        {audiences.map(({ id, name, contacts }) => (
          <MenuItem key={id} value={id}>
            {`${name} · ${formatCount(contacts)}`}
          </MenuItem>
        ))}
      </TextField>
      <TextField select label="Method" value={options.method} onChange={(event) => onChange({ ...options, method: event.target.value as SolveOptions['method'] })} sx={{ width: 180 }}>
        {Object.entries(methodNames).map(([method, name]) => (
          <MenuItem key={method} value={method}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <NumberOption label="Time limit, s" value={options.seconds} min={0.1} max={86_400} step={5} onChange={(seconds) => onChange({ ...options, seconds })} />
      <NumberOption label="Stop at gap, %" value={options.gapPercent} min={0} max={100} step={0.1} onChange={(gapPercent) => onChange({ ...options, gapPercent })} />
      <NumberOption label="Seed" value={options.seed} min={0} max={2_147_483_647} step={1} onChange={(seed) => onChange({ ...options, seed: Math.round(seed) })} />
    </Box>
  );
}
