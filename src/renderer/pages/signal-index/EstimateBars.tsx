import Box from '@mui/material/Box';
import type { ResponseEstimate } from '../../../contract/response.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatPercentInterval, formatQuantity } from '../../shared/format/number.ts';

/** Response per channel with its 90 % interval on one common scale. */
export function EstimateBars({ estimates }: { readonly estimates: readonly ResponseEstimate[] }) {
  const top = Math.max(0.01, ...estimates.map((estimate) => estimate.high));
  const share = (value: number): string => `${(100 * value) / top}%`;
  return (
    <Box component="ul" aria-label="Response estimates" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexDirection: 'column', gap: 1.25 }}>
      {estimates.map(({ channel, mean, low, high, touches }) => (
        <li key={channel}>
          <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, fontSize: '0.8125rem', fontVariantNumeric: 'tabular-nums' }}>
            <span>{channel}</span>
            <span>{formatPercentInterval(mean, low, high)}</span>
          </Box>
          <Box aria-hidden sx={{ position: 'relative', height: 8, borderRadius: '4px', backgroundColor: brand.borderGray, mt: 0.5 }}>
            <Box sx={{ position: 'absolute', left: share(low), width: `calc(${share(high)} - ${share(low)})`, top: 2, height: 4, borderRadius: '2px', backgroundColor: brand.consumptionPurple }} />
            <Box sx={{ position: 'absolute', left: `calc(${share(mean)} - 2px)`, width: 4, height: 8, borderRadius: '2px', backgroundColor: brand.catalystGold }} />
          </Box>
          <Box sx={{ fontSize: '0.75rem', color: tone.secondaryText }}>{formatQuantity(touches, 'touch', 'touches')}</Box>
        </li>
      ))}
    </Box>
  );
}
