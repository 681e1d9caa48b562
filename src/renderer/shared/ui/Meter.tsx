import Box from '@mui/material/Box';
import { brand } from '../../app/theme/tokens.ts';
import { formatPercent } from '../format/number.ts';

interface MeterProps {
  readonly used: number;
  readonly limit: number;
  /** What is used, for screen readers: "Budget". */
  readonly label: string;
  readonly format: (value: number) => string;
  /** The bar's meaning in words, beside the share; empty where the bar is only a length. */
  readonly words: string;
  readonly barColor: string;
  readonly wordsColor: string;
  readonly minWidth: number;
}

/** Used against limit as a bar, and the same in words. */
export function Meter({ used, limit, label, format, words, barColor, wordsColor, minWidth }: MeterProps) {
  const share = limit > 0 ? used / limit : used > 0 ? 1 : 0;
  const text = `${format(used)} of ${format(limit)}`;
  return (
    <Box sx={{ minWidth }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, fontSize: '0.8125rem', fontVariantNumeric: 'tabular-nums' }}>
        <span>{text}</span>
        <Box component="span" sx={{ color: wordsColor }}>
          {`${limit > 0 ? formatPercent(share, 0) : ''} ${words}`.trim()}
        </Box>
      </Box>
      <Box role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={Math.min(used, limit)} aria-valuetext={words === '' ? text : `${text}, ${words}`} sx={{ height: 6, borderRadius: '3px', backgroundColor: brand.borderGray, overflow: 'hidden', mt: 0.5 }}>
        <Box sx={{ height: '100%', width: `${Math.min(1, share) * 100}%`, backgroundColor: barColor }} />
      </Box>
    </Box>
  );
}
