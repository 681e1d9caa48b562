import Box from '@mui/material/Box';
import type { ResponseEstimate } from '../../../contract/response.ts';
import { tone } from '../../app/theme/tokens.ts';
import { IntervalBar } from '../../shared/charts/IntervalBar.tsx';
import { formatQuantity } from '../../shared/format/number.ts';

/** Response per channel with its 90% interval on one common scale. */
export function EstimateBars({ estimates }: { readonly estimates: readonly ResponseEstimate[] }) {
  const top = Math.max(0.01, ...estimates.map((estimate) => estimate.high));
  return (
    <Box component="ul" aria-label="Response estimates" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', rowGap: 1, fontSize: '0.8125rem' }}>
      {estimates.map(({ channel, mean, low, high, touches }) => (
        <Box component="li" key={channel} sx={{ display: 'grid', gridTemplateColumns: '90px 1fr', alignItems: 'center', columnGap: 1 }}>
          <span>{channel}</span>
          <IntervalBar mean={mean} low={low} high={high} max={top} width={120} />
          <Box component="span" sx={{ gridColumn: 2, fontSize: '0.75rem', color: tone.secondaryText }}>
            {formatQuantity(touches, 'touch', 'touches')}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
