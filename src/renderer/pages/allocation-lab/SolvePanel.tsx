import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatCount } from '../../shared/format/number.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';
import { PinsOutside } from './PinsOutside.tsx';
import { CampaignsField } from './CampaignsField.tsx';
import { fairShareNames, methodNames, type SolveOptions } from './solve-options.ts';

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
  const asOf = usePlanningDay();
  const known = useQuery(api.campaigns.list.queryOptions({ input: asOf === null ? {} : { asOf }, enabled: asOf !== null })).data?.filter(({ campaign }) => campaign.status !== 'completed') ?? [];
  const campaigns = options.campaigns.filter((id) => known.some(({ campaign }) => campaign.id === id));
  const audience = audiences.some((candidate) => candidate.id === options.audienceId) ? options.audienceId : null;
  return (
    <Box role="group" aria-label="How to solve" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
      <TextField select label="Audience" disabled={campaigns.length > 0} value={campaigns.length > 0 ? 'all' : (audience ?? 'all')} onChange={(event) => onChange({ ...options, audienceId: event.target.value === 'all' ? null : Number(event.target.value) })} sx={{ width: 240 }}>
        <MenuItem value="all">{campaigns.length > 0 ? 'of the campaigns' : 'All contacts'}</MenuItem>
        {audiences.map(({ id, name, contacts }) => (
          <MenuItem key={id} value={id}>
            {`${name} · ${formatCount(contacts)}`}
          </MenuItem>
        ))}
      </TextField>
      {known.length > 0 && <CampaignsField campaigns={known} value={campaigns} onChange={(ids) => onChange({ ...options, campaigns: ids })} />}
      {campaigns.length > 1 && (
        <TextField select label="Shared" value={options.fairShare} onChange={(event) => onChange({ ...options, fairShare: event.target.value as SolveOptions['fairShare'] })} sx={{ width: 160 }}>
          {Object.entries(fairShareNames).map(([share, name]) => (
            <MenuItem key={share} value={share}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
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
      <FormControlLabel control={<Switch checked={options.playsRange} onChange={({ target }) => onChange({ ...options, playsRange: target.checked })} />} label="Play the range after each plan" />
      <PinsOutside campaigns={campaigns} audience={audience} />
    </Box>
  );
}
