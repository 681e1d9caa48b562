import Box from '@mui/material/Box';
import type { ResponseEstimate } from '../../../contract/response.ts';
import type { PairUncertainty } from '../../../contract/uncertainty.ts';
import { tone } from '../../app/theme/tokens.ts';
import { IntervalBar } from '../../shared/charts/IntervalBar.tsx';
import { formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { recommendationWords, sayAge, shareToLearn } from '../../shared/format/uncertainty-words.ts';

interface EstimateBarsProps {
  readonly estimates: readonly ResponseEstimate[];
  /** Of the same channels; empty while it is worked out. */
  readonly uncertainty: readonly PairUncertainty[];
}

function describeUncertainty(pair: PairUncertainty): string {
  const recency = pair.recency === null ? '' : ` · last ${sayAge(pair.recency)}`;
  return `${recency} · ${formatPercent(shareToLearn(pair), 0)} of variance to learn · ${formatPercent(pair.staleness, 0)} stale · `;
}

/** Response per channel with its 90% interval on one common scale, what it rests on and what to do about it. */
export function EstimateBars({ estimates, uncertainty }: EstimateBarsProps) {
  const top = Math.max(0.01, ...estimates.map((estimate) => estimate.high));
  return (
    <Box component="ul" aria-label="Response estimates" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', rowGap: 1, fontSize: '0.8125rem' }}>
      {estimates.map(({ channel, mean, low, high, touches }) => {
        const pair = uncertainty.find((one) => one.channel === channel);
        return (
          <Box component="li" key={channel} sx={{ display: 'grid', gridTemplateColumns: '90px 1fr', alignItems: 'center', columnGap: 1 }}>
            <span>{channel}</span>
            <IntervalBar mean={mean} low={low} high={high} max={top} width={120} />
            <Box component="span" sx={{ gridColumn: 2, fontSize: '0.75rem', color: tone.secondaryText }}>
              {formatQuantity(touches, 'touch', 'touches')}
              {pair !== undefined && (
                <>
                  {describeUncertainty(pair)}
                  <Box component="b" sx={{ fontWeight: 600, color: 'text.primary' }}>
                    {recommendationWords[pair.recommendation]}
                  </Box>
                </>
              )}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
