import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Slider from '@mui/material/Slider';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatMoney } from '../../shared/format/number.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { sayMixProblem, scaleToWhole, toPercent, toShares, type Shares } from './draft-edit.ts';

interface MixEditorProps {
  readonly channels: readonly { readonly id: string; readonly unitCost: number }[];
  readonly shares: Shares;
  readonly currency: string;
  readonly isDisabled: boolean;
  readonly onSave: (shares: Record<string, number>) => void;
}

/** Share of each channel by slider and by number; saved once they add up to 100%. */
export function MixEditor({ channels, shares, currency, isDisabled, onSave }: MixEditorProps) {
  const start = toPercent(shares, channels.map(({ id }) => id));
  const [percents, setPercents] = useState(start);
  const problem = sayMixProblem(percents);
  const isChanged = JSON.stringify(percents) !== JSON.stringify(start);
  const costOf = new Map(channels.map(({ id, unitCost }) => [id, unitCost]));
  const set = (channel: string, percent: number): void => setPercents({ ...percents, [channel]: percent });
  return (
    <Box role="group" aria-label="Channel mix" sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {Object.entries(percents).map(([channel, percent]) => {
        const cost = costOf.get(channel);
        return (
          <Box key={channel} sx={{ display: 'grid', gridTemplateColumns: 'minmax(90px, 1fr) minmax(80px, 2fr) 104px', gap: 2, alignItems: 'center' }}>
            <Box sx={{ minWidth: 0 }}>
              <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
                {channel}
              </Typography>
              <Typography variant="body2" sx={{ color: tone.secondaryText, fontSize: '0.75rem' }}>
                {cost === undefined ? 'no such channel' : `${formatMoney(cost, currency)} each`}
              </Typography>
            </Box>
            <Slider size="small" aria-label={`Share of ${channel}, slider`} value={percent} min={0} max={100} step={1} disabled={isDisabled} getAriaValueText={(value) => `${value}%`} onChange={(_event, next) => typeof next === 'number' && set(channel, next)} sx={{ color: brand.catalystGold }} />
            <InlineNumberField label={`Share of ${channel}`} isLabelHidden value={percent} unit="%" min={0} max={100} width={104} isDisabled={isDisabled} onCommit={(next) => next !== null && set(channel, next)} />
          </Box>
        );
      })}
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mt: 1 }}>
        <Typography variant="body2" role="status" sx={{ color: problem === null ? tone.secondaryText : tone.violetText, flexGrow: 1 }}>
          {problem ?? 'Adds up to 100%.'}
        </Typography>
        <Button size="small" variant="text" disabled={isDisabled || problem === null} onClick={() => setPercents(scaleToWhole(percents))}>
          Scale to 100%
        </Button>
        <Button size="small" variant="outlined" disabled={isDisabled || problem !== null || !isChanged} onClick={() => onSave(toShares(percents))}>
          Save mix
        </Button>
      </Box>
    </Box>
  );
}
