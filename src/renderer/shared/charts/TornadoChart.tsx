import Box from '@mui/material/Box';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatNumber } from '../format/number.ts';

/** What a result becomes when one assumption goes low and when it goes high, everything else kept. */
export interface TornadoBar {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** The assumption's own two values, in words. */
  readonly lowAt: string;
  readonly highAt: string;
}

interface TornadoChartProps {
  readonly label: string;
  /** Result with every assumption as it is. */
  readonly base: number;
  readonly bars: readonly TornadoBar[];
  readonly format?: (value: number) => string;
}

/** How far a bar reaches. */
export const swingOf = ({ low, high }: Pick<TornadoBar, 'low' | 'high'>): number => Math.abs(high - low);

/** Bars with the widest on top; equal ones keep their order. */
export const sortBars = (bars: readonly TornadoBar[]): readonly TornadoBar[] => bars.toSorted((first, second) => swingOf(second) - swingOf(first));

/** Which assumption moves the result most: grey towards its low value, gold towards its high one, from the line of the base. */
export function TornadoChart({ label, base, bars, format = (value) => formatNumber(value) }: TornadoChartProps) {
  const values = [base, ...bars.flatMap(({ low, high }) => [low, high])];
  const least = Math.min(...values);
  const most = Math.max(...values);
  const at = (value: number): number => (most === least ? 50 : ((value - least) / (most - least)) * 100);
  const piece = (value: number, color: string) => <Box sx={{ position: 'absolute', top: 6, height: 16, left: `${Math.min(at(base), at(value))}%`, width: `${Math.abs(at(value) - at(base))}%`, minWidth: '1px', backgroundColor: color }} />;
  return (
    <Box role="figure" aria-label={label}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
        {sortBars(bars).map((bar) => (
          <Box component="li" key={bar.name} sx={{ display: 'grid', gridTemplateColumns: 'minmax(110px, 24%) minmax(0, 1fr) minmax(180px, 30%)', gap: 2, alignItems: 'center', fontSize: '0.8125rem' }}>
            <Box sx={{ overflowWrap: 'anywhere' }}>{bar.name}</Box>
            <Box aria-hidden sx={{ position: 'relative', height: 28, borderBottom: `1px solid ${brand.borderGray}` }}>
              {piece(bar.low, brand.dataGray)}
              {piece(bar.high, brand.catalystGold)}
              <Box sx={{ position: 'absolute', top: 0, bottom: 0, left: `${at(base)}%`, width: '2px', ml: '-1px', backgroundColor: brand.signalWhite }} />
            </Box>
            <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>
              <Box component="span" sx={{ color: tone.secondaryText }}>{`${bar.lowAt}: `}</Box>
              {format(bar.low)}
              <Box component="span" sx={{ color: tone.secondaryText }}>{` · ${bar.highAt}: `}</Box>
              {format(bar.high)}
            </Box>
          </Box>
        ))}
      </Box>
      <Box sx={{ mt: 1, fontSize: '0.8125rem', color: tone.secondaryText }}>{`Line: ${format(base)} as assumed. Grey: assumption at its low end. Gold: at its high end.`}</Box>
    </Box>
  );
}
