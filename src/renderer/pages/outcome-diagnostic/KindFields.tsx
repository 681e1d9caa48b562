import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import type { AttributionSettings, Lookback } from '../../../engine/model/attribution.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { ChannelFields } from './ChannelFields.tsx';
import { PositionFields } from './PositionFields.tsx';
import { fillKind, fillKindChannel, setKind, setKindChannel } from './settings-draft.ts';

interface KindFieldsProps {
  readonly kind: string;
  readonly channels: readonly string[];
  readonly settings: AttributionSettings;
  readonly lookbackNames: Readonly<Record<Lookback, string>>;
  readonly onChange: (settings: AttributionSettings) => void;
}

/** What differs for outcomes of one kind: window and decay, look-back, weights, and those of single channels. */
export function KindFields({ kind, channels, settings, lookbackNames, onChange }: KindFieldsProps) {
  const own = settings.outcomes[kind];
  return (
    <Box>
      <FormControlLabel control={<Switch checked={own !== undefined} onChange={(event) => onChange(setKind(settings, kind, event.target.checked ? fillKind(settings, kind) : null))} />} label={`${kind} differs`} />
      {own !== undefined && (
        <Box role="group" aria-label={`Attribution of ${kind} outcomes`} sx={{ display: 'grid', gap: 1.5, mt: 1, mb: 2 }}>
          <ChannelFields of={`${kind}, every channel`} value={fillKind(settings, kind).default} onChange={(value) => onChange(setKind(settings, kind, { ...own, default: value }))} />
          <ChoiceField label="Look-back" value={fillKind(settings, kind).lookback} names={lookbackNames} onChoose={(lookback) => onChange(setKind(settings, kind, { ...own, lookback }))} />
          <PositionFields value={fillKind(settings, kind).position} onChange={(position) => onChange(setKind(settings, kind, { ...own, position }))} />
          {channels.map((channel) => {
            const isOwn = own.channels?.[channel] !== undefined;
            return (
              <Box key={channel}>
                <FormControlLabel control={<Switch checked={isOwn} onChange={(event) => onChange(setKindChannel(settings, kind, channel, event.target.checked ? fillKindChannel(settings, kind, channel) : null))} />} label={`${channel} differs for ${kind}`} />
                {isOwn && <ChannelFields of={`${kind} by ${channel}`} value={fillKindChannel(settings, kind, channel)} onChange={(value) => onChange(setKindChannel(settings, kind, channel, value))} />}
              </Box>
            );
          })}
        </Box>
      )}
    </Box>
  );
}
