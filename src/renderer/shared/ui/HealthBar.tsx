import Box from '@mui/material/Box';
import { brand, healthTone, tone } from '../../app/theme/tokens.ts';
import { formatNumber, formatPercent } from '../format/number.ts';

/** How tight a limit is: free below 70 %, tight up to 90 %, nearly gone above, over beyond the limit. */
export function healthOf(used: number, limit: number): 'free' | 'tight' | 'nearly gone' | 'over' {
  const share = limit > 0 ? used / limit : used > 0 ? Infinity : 0;
  if (share > 1 + 1e-9) return 'over';
  return share > 0.9 ? 'nearly gone' : share >= 0.7 ? 'tight' : 'free';
}

const colourOf = { free: healthTone.free, tight: healthTone.tight, 'nearly gone': healthTone.gone, over: healthTone.gone } as const;

/** Utilisation of a limit: green, amber or red, and the same in words. */
export function HealthBar({ used, limit, label, format = (value) => formatNumber(value) }: { readonly used: number; readonly limit: number; readonly label: string; readonly format?: (value: number) => string }) {
  const health = healthOf(used, limit);
  const share = limit > 0 ? used / limit : used > 0 ? 1 : 0;
  const text = `${format(used)} of ${format(limit)}`;
  return (
    <Box sx={{ minWidth: 180 }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, fontSize: '0.8125rem', fontVariantNumeric: 'tabular-nums' }}>
        <span>{text}</span>
        <Box component="span" sx={{ color: tone.secondaryText }}>
          {`${limit > 0 ? formatPercent(share, 0) : ''} ${health}`.trim()}
        </Box>
      </Box>
      <Box role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={Math.min(used, limit)} aria-valuetext={`${text}, ${health}`} sx={{ height: 6, borderRadius: '3px', backgroundColor: brand.borderGray, overflow: 'hidden', mt: 0.5 }}>
        <Box sx={{ height: '100%', width: `${Math.min(1, share) * 100}%`, backgroundColor: colourOf[health] }} />
      </Box>
    </Box>
  );
}
