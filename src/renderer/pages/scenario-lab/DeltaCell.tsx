import Box from '@mui/material/Box';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { MeasureDelta } from '../../../contract/scenario.ts';
import type { z } from 'zod';
import type { Measure } from '../../../engine/model/simulation.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import type { DeltaBar, DeltaView } from './compare-subjects.ts';
import { formatDifference, formatSignedPercent, isBetter } from './measures.ts';

type Delta = z.infer<typeof MeasureDelta>;

interface DeltaCellProps {
  readonly measure: Measure;
  readonly delta: Delta;
  readonly bar: DeltaBar | null;
  readonly view: DeltaView;
  readonly currency: string;
}

/** What a difference says, in a word. */
export function sayDelta(measure: Measure, { sign, mean }: Pick<Delta, 'sign' | 'mean'>): string {
  if (sign === 0) return 'no clear difference';
  const better = isBetter(measure, mean);
  return better === null ? (sign > 0 ? 'more' : 'less') : better ? 'better' : 'worse';
}

const at = (share: number): string => `${50 + share * 50}%`;

/** A difference to the baseline: number, arrow, word, and its interval on the scale of its row. */
export function DeltaCell({ measure, delta, bar, view, currency }: DeltaCellProps) {
  const word = sayDelta(measure, delta);
  const color = word === 'better' ? tone.goldHover : word === 'worse' ? tone.violetText : tone.secondaryText;
  const number = view === 'percent' ? formatSignedPercent(delta.percent) : formatDifference(measure, delta.mean, currency);
  const interval = `${formatDifference(measure, delta.low, currency)} to ${formatDifference(measure, delta.high, currency)}`;
  return (
    <Box sx={{ minWidth: 150 }}>
      <Box sx={{ color, display: 'flex', gap: 0.5, alignItems: 'center', justifyContent: 'flex-end', fontWeight: 600, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {delta.sign !== 0 && (delta.mean > 0 ? <ArrowUp size={14} aria-hidden /> : <ArrowDown size={14} aria-hidden />)}
        {`${number} ${word}`}
      </Box>
      {bar !== null && (
        <Box aria-hidden sx={{ position: 'relative', height: 8, my: 0.25 }}>
          <Box sx={{ position: 'absolute', left: '50%', top: 0, bottom: 0, width: '1px', backgroundColor: brand.dataGray }} />
          <Box sx={{ position: 'absolute', top: 3, height: 2, left: at(bar.low), width: `${(bar.high - bar.low) * 50}%`, minWidth: '1px', backgroundColor: color }} />
          <Box sx={{ position: 'absolute', top: 0, height: 8, width: 3, ml: '-1.5px', left: at(bar.mean), backgroundColor: color }} />
        </Box>
      )}
      <Box sx={{ color: tone.secondaryText, fontSize: '0.75rem', textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{interval}</Box>
    </Box>
  );
}
