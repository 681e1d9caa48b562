import Box from '@mui/material/Box';
import { brand } from '../../app/theme/tokens.ts';
import { formatPercentInterval } from '../format/number.ts';

interface IntervalBarProps {
  /** All between 0 and `max`. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Right end of the scale; the same for all bars that are compared. */
  readonly max?: number;
  readonly width?: number;
  /** Text beside the bar and its accessible name; percent with interval unless given. */
  readonly text?: string;
}

const HEIGHT = 12;

/** An estimate with its interval: a faint bar from low to high, a mark at the mean. */
export function IntervalBar({ mean, low, high, max = 1, width = 96, text = formatPercentInterval(mean, low, high) }: IntervalBarProps) {
  const at = (value: number): number => (max > 0 ? Math.min(1, Math.max(0, value / max)) * width : 0);
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, fontVariantNumeric: 'tabular-nums', verticalAlign: 'middle' }}>
      <svg width={width} height={HEIGHT} aria-hidden style={{ flexShrink: 0 }}>
        <line x1={0} x2={width} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke={brand.borderGray} strokeWidth={1} />
        <rect x={at(low)} y={HEIGHT / 2 - 3} width={Math.max(1, at(high) - at(low))} height={6} rx={3} fill={brand.catalystGold} opacity={0.35} />
        <rect x={Math.min(width - 2, Math.max(0, at(mean) - 1))} y={0} width={2} height={HEIGHT} fill={brand.catalystGold} />
      </svg>
      <span>{text}</span>
    </Box>
  );
}
