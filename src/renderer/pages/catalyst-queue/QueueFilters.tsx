import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { z } from 'zod';
import { QueueState, type QueueSummary } from '../../../contract/queue.ts';
import { stateWords } from './queue-words.ts';

/** What the list is narrowed to; '' = everything. */
export const QueueFilter = z.object({ state: z.union([QueueState, z.literal('')]), channel: z.string(), campaign: z.string(), exploring: z.enum(['', 'yes', 'no']) });
export type QueueFilter = z.infer<typeof QueueFilter>;

export const firstFilter: QueueFilter = { state: 'open', channel: '', campaign: '', exploring: '' };

interface ChoiceProps {
  readonly label: string;
  readonly every: string;
  readonly value: string;
  readonly names: readonly (readonly [value: string, name: string])[];
  readonly onChoose: (value: string) => void;
}

const Choice = ({ label, every, value, names, onChoose }: ChoiceProps) => (
  <TextField select label={label} value={names.some(([one]) => one === value) ? value : ''} onChange={({ target }) => onChoose(target.value)} sx={{ width: 140 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
    <MenuItem value="">{every}</MenuItem>
    {names.map(([one, name]) => (
      <MenuItem key={one} value={one}>
        {name}
      </MenuItem>
    ))}
  </TextField>
);

interface QueueFiltersProps {
  readonly summary: QueueSummary;
  readonly filter: QueueFilter;
  readonly onChange: (filter: QueueFilter) => void;
}

/** Narrows the queue by state, channel, campaign and exploration. */
export function QueueFilters({ summary, filter, onChange }: QueueFiltersProps) {
  const set = (part: object): void => onChange(QueueFilter.parse({ ...filter, ...part }));
  return (
    <>
      <Choice label="State" every="every state" value={filter.state} names={Object.entries(stateWords)} onChoose={(state) => set({ state })} />
      <Choice label="Channel" every="every channel" value={filter.channel} names={summary.channels.map((channel) => [channel, channel])} onChoose={(channel) => set({ channel })} />
      {summary.campaigns.length > 0 && <Choice label="Campaign" every="every campaign" value={filter.campaign} names={summary.campaigns.map(({ id, name }) => [id, name])} onChoose={(campaign) => set({ campaign })} />}
      <Choice label="Explores" every="all" value={filter.exploring} names={[['yes', 'exploring'], ['no', 'best known']]} onChoose={(exploring) => set({ exploring })} />
    </>
  );
}
