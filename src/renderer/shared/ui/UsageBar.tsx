import Box from '@mui/material/Box';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatNumber, formatPercent } from '../format/number.ts';

interface UsageBarProps {
  readonly used: number;
  readonly limit: number;
  /** What is used, for screen readers: "Budget". */
  readonly label: string;
  readonly format?: (value: number) => string;
  /** True where the limit has to be reached rather than kept. */
  readonly isFloor?: boolean;
  /** True where the limit is only the longest bar of several, so that reaching it warns of nothing. */
  readonly isShare?: boolean;
}

/** How much of a limit is taken, as words the bar repeats: free, binding, over. */
export function usageState(used: number, limit: number, isFloor = false): 'free' | 'binding' | 'over' | 'met' | 'short' {
  const slack = 1e-9 * Math.max(1, Math.abs(limit));
  if (isFloor) return used >= limit - slack ? 'met' : 'short';
  if (used > limit + slack) return 'over';
  return used >= limit - slack ? 'binding' : 'free';
}

const stateWords: Readonly<Record<ReturnType<typeof usageState>, string>> = { free: 'used', binding: 'used, binds', over: 'used, over', met: 'reached', short: 'reached, short' };

/** Used against limit: a bar in gold, in violet once it binds, and the same in words. */
export function UsageBar({ used, limit, label, format = (value) => formatNumber(value), isFloor = false, isShare = false }: UsageBarProps) {
  const state = usageState(used, limit, isFloor);
  const share = limit > 0 ? used / limit : used > 0 ? 1 : 0;
  const isWarning = !isShare && (state === 'binding' || state === 'over' || state === 'short');
  const text = `${format(used)} of ${format(limit)}`;
  return (
    <Box sx={{ minWidth: 160 }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, fontSize: '0.8125rem', fontVariantNumeric: 'tabular-nums' }}>
        <span>{text}</span>
        <Box component="span" sx={{ color: isWarning ? tone.violetText : tone.secondaryText }}>
          {`${limit > 0 ? formatPercent(share, 0) : ''} ${isShare ? '' : stateWords[state]}`.trim()}
        </Box>
      </Box>
      <Box role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={Math.min(used, limit)} aria-valuetext={isShare ? text : `${text}, ${stateWords[state]}`} sx={{ height: 6, borderRadius: '3px', backgroundColor: brand.borderGray, overflow: 'hidden', mt: 0.5 }}>
        <Box sx={{ height: '100%', width: `${Math.min(1, share) * 100}%`, backgroundColor: isWarning ? brand.processViolet : brand.catalystGold }} />
      </Box>
    </Box>
  );
}
