import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatCount } from '../../shared/format/number.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { methodNames, type SolveOptions } from './solve-options.ts';

interface SolvePanelProps {
  readonly options: SolveOptions;
  /** True where approved plans hold capacity and money. */
  readonly hasApproved: boolean;
  readonly onChange: (options: SolveOptions) => void;
}

/** For whom and how to solve. */
export function SolvePanel({ options, hasApproved, onChange }: SolvePanelProps) {
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
      {hasApproved && (
        <TextField select label="Approved plans" value={options.replace ? 'replace' : 'beside'} onChange={(event) => onChange({ ...options, replace: event.target.value === 'replace' })} sx={{ width: 200 }}>
          <MenuItem value="beside">plan beside them</MenuItem>
          <MenuItem value="replace">plan in their place</MenuItem>
        </TextField>
      )}
      <InlineNumberField label="Time limit, s" value={options.seconds} min={0.1} max={86_400} width={130} onCommit={(seconds) => seconds !== null && onChange({ ...options, seconds })} />
      <InlineNumberField label="Stop at gap, %" value={options.gapPercent} min={0} max={100} width={130} onCommit={(gapPercent) => gapPercent !== null && onChange({ ...options, gapPercent })} />
      <InlineNumberField label="Seed" value={options.seed} min={0} max={2_147_483_647} isWhole width={130} onCommit={(seed) => seed !== null && onChange({ ...options, seed })} />
    </Box>
  );
}
