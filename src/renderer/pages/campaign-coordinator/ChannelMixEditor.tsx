import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ChannelHold } from '../../../contract/campaign.ts';
import { tone } from '../../app/theme/tokens.ts';
import { formatCount, formatPercent } from '../../shared/format/number.ts';
import { toFieldText } from '../../shared/format/parse-number.ts';
import { readMix, sayChannel } from './campaign-words.ts';

interface ChannelMixEditorProps {
  readonly channels: readonly string[];
  readonly mix: Readonly<Record<string, number>>;
  readonly holds: readonly ChannelHold[];
  readonly onSave: (mix: Record<string, number>) => void;
}

/** Shares wanted per channel beside the shares held; saved once they add up to 100%, or are all empty. */
export function ChannelMixEditor({ channels, mix, holds, onSave }: ChannelMixEditorProps) {
  const shownAs = (channel: string): string => (mix[channel] === undefined ? '' : toFieldText(Number((mix[channel] * 100).toPrecision(12))));
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(channels.map((channel) => [channel, shownAs(channel)])));
  const read = readMix(texts);
  const all = holds.reduce((sum, hold) => sum + hold.active + hold.executed, 0);
  const heldOf = (channel: string | null): number => holds.filter((hold) => hold.channel === channel).reduce((sum, hold) => sum + hold.active + hold.executed, 0);
  const sayHeld = (channel: string | null): string => `${formatCount(heldOf(channel))} held${all === 0 ? '' : `, ${formatPercent(heldOf(channel) / all, 0)}`}`;
  const wide = heldOf(null);
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (read.problem === null) onSave(read.mix);
      }}
      sx={{ display: 'grid', gap: 1.5 }}
    >
      {channels.map((channel) => (
        <Box key={channel} sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
          <TextField
            label={channel}
            value={texts[channel] ?? ''}
            onChange={(event) => setTexts({ ...texts, [channel]: event.target.value })}
            sx={{ width: 150 }}
            slotProps={{ input: { endAdornment: <InputAdornment position="end">%</InputAdornment> }, htmlInput: { inputMode: 'decimal', maxLength: 12, 'aria-label': `Share of ${channel}` } }}
          />
          <Typography variant="body2" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {sayHeld(channel)}
          </Typography>
        </Box>
      ))}
      {wide > 0 && <Typography variant="body2" color="textSecondary">{`${sayChannel(null)}: ${sayHeld(null)}`}</Typography>}
      <Typography variant="body2" role="status" sx={{ color: read.problem === null ? tone.secondaryText : tone.violetText }}>
        {read.problem ?? (Object.keys(read.mix).length === 0 ? 'No mix: the channels are left to the plan.' : 'Adds up to 100%.')}
      </Typography>
      <Box>
        <Button type="submit" size="small" variant="outlined" disabled={read.problem !== null}>
          Save mix
        </Button>
      </Box>
    </Box>
  );
}
