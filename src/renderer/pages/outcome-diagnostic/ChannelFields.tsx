import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import type { ChannelAttribution, Decay } from '../../../engine/model/attribution.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { changeDecay } from './settings-draft.ts';

const decayNames: Readonly<Record<Decay['kind'], string>> = { none: 'none', linear: 'linear', exponential: 'exponential' };
const MOST_DAYS = 36_500;

interface ChannelFieldsProps {
  /** Whose fields they are, for screen readers: "email", "default". */
  readonly of: string;
  readonly value: ChannelAttribution;
  readonly onChange: (value: ChannelAttribution) => void;
}

/** Window, decay and directness of one channel. */
export const ChannelFields = ({ of, value, onChange }: ChannelFieldsProps) => (
  <Box role="group" aria-label={`Attribution of ${of}`} sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '1fr 1fr' }}>
    <InlineNumberField label="Window" unit="days" value={value.windowDays} min={0} max={MOST_DAYS} width="100%" onCommit={(windowDays) => windowDays !== null && onChange({ ...value, windowDays })} />
    <ChoiceField label="Decay" value={value.decay.kind} names={decayNames} onChoose={(kind) => onChange({ ...value, decay: changeDecay(value.decay, kind) })} />
    {value.decay.kind === 'exponential' && (
      <InlineNumberField label="Half-life" unit="days" value={value.decay.halfLifeDays} min={0.01} max={MOST_DAYS} width="100%" onCommit={(halfLifeDays) => halfLifeDays !== null && onChange({ ...value, decay: { kind: 'exponential', halfLifeDays } })} />
    )}
    <FormControlLabel control={<Switch checked={value.isDirect} onChange={(event) => onChange({ ...value, isDirect: event.target.checked })} />} label="Direct" />
  </Box>
);
