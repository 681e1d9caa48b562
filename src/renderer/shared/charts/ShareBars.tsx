import Box from '@mui/material/Box';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatPercent } from '../format/number.ts';

/** A share of 1 with its interval. */
export interface IntervalShare {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** One thing with several shares, in the order of the series. */
export interface ShareRow {
  readonly name: string;
  readonly shares: readonly IntervalShare[];
}

const colors = [brand.catalystGold, brand.dataGray] as const;
const clip = (share: number): number => Math.min(100, Math.max(0, share * 100));

/** Shares of 1 as bars with whiskers, one row a thing, one bar a series; values stand beside them in words. */
export function ShareBars({ label, series, rows }: { readonly label: string; readonly series: readonly string[]; readonly rows: readonly ShareRow[] }) {
  return (
    <Box role="figure" aria-label={label} sx={{ display: 'grid', gap: 1.5 }}>
      {rows.map(({ name, shares }) => (
        <Box key={name} sx={{ display: 'grid', gridTemplateColumns: 'minmax(110px, 24%) minmax(0, 1fr)', gap: 2, alignItems: 'center', fontSize: '0.8125rem' }}>
          <Box sx={{ overflowWrap: 'anywhere' }}>{name}</Box>
          <Box>
            {shares.map(({ mean, low, high }, at) => (
              <Box key={series[at]} sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 220px', gap: 1.5, alignItems: 'center' }}>
                <Box aria-hidden sx={{ position: 'relative', height: 18 }}>
                  <Box sx={{ position: 'absolute', top: 4, height: 10, left: 0, width: `${clip(mean)}%`, minWidth: '1px', backgroundColor: colors[at % colors.length] }} />
                  <Box sx={{ position: 'absolute', top: 8, height: 2, left: `${clip(low)}%`, width: `${clip(high) - clip(low)}%`, backgroundColor: brand.signalWhite }} />
                </Box>
                <Box sx={{ fontVariantNumeric: 'tabular-nums', color: at === 0 ? brand.signalWhite : tone.secondaryText }}>{`${series[at] ?? ''} ${formatPercent(mean)} (${formatPercent(low)} to ${formatPercent(high)})`}</Box>
              </Box>
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
