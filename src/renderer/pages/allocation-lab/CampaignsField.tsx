import Checkbox from '@mui/material/Checkbox';
import ListItemText from '@mui/material/ListItemText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { CampaignRow } from '../../../contract/campaign.ts';

interface CampaignsFieldProps {
  readonly campaigns: readonly CampaignRow[];
  /** Ids of those the plan is for. */
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

/** Which campaigns a plan is for; none = the plan belongs to none, and keeps off what campaigns hold. */
export function CampaignsField({ campaigns, value, onChange }: CampaignsFieldProps) {
  const nameOf = new Map(campaigns.map(({ campaign: { id, name } }) => [id, name]));
  return (
    <TextField
      select
      label="Campaigns"
      value={[...value]}
      sx={{ width: 240 }}
      slotProps={{
        inputLabel: { shrink: true },
        select: {
          multiple: true,
          displayEmpty: true,
          renderValue: (chosen) => (value.length === 0 ? 'none' : [chosen].flat().map((id) => nameOf.get(String(id)) ?? String(id)).join(', ')),
        },
      }}
      onChange={({ target }) => onChange([target.value].flat())}
    >
      {campaigns.map(({ campaign: { id, name, status } }) => (
        <MenuItem key={id} value={id} sx={{ py: 0 }}>
          <Checkbox size="small" checked={value.includes(id)} tabIndex={-1} slotProps={{ input: { 'aria-hidden': true } }} />
          <ListItemText primary={name} secondary={status} />
        </MenuItem>
      ))}
    </TextField>
  );
}
