import Box from '@mui/material/Box';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatCount, formatPercent } from '../format/number.ts';

/** Predicted against observed in one bin, with the interval of what was observed. Shares of 1. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly touches: number;
  readonly predicted: number;
  readonly observed: number;
  readonly observedLow: number;
  readonly observedHigh: number;
}

const SIZE = 320;
const MARGIN = { left: 48, bottom: 40, top: 8, right: 24 } as const;

/** Smallest round share that holds every value: 5%, 10%, 20%, 25%, 50% or 100%. */
export function roundScale(values: readonly number[]): number {
  const largest = Math.max(0, ...values);
  return [0.05, 0.1, 0.2, 0.25, 0.5, 1].find((end) => end >= largest) ?? 1;
}

/** Calibration: on the diagonal, what was predicted is what happened. Dots grow with the touches behind them. */
export function CalibrationPlot({ bins, label }: { readonly bins: readonly CalibrationBin[]; readonly label: string }) {
  const end = roundScale(bins.flatMap((bin) => [bin.predicted, bin.observedHigh]));
  const inner = SIZE - MARGIN.left - MARGIN.right;
  const height = SIZE - MARGIN.top - MARGIN.bottom;
  const x = (share: number): number => MARGIN.left + (Math.min(share, end) / end) * inner;
  const y = (share: number): number => MARGIN.top + height - (Math.min(share, end) / end) * height;
  const largest = Math.max(1, ...bins.map((bin) => bin.touches));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * end);
  return (
    <Box component="svg" role="img" aria-label={label} viewBox={`0 0 ${SIZE} ${SIZE}`} sx={{ width: '100%', maxWidth: 420, display: 'block', fontFamily: 'inherit' }}>
      {ticks.map((tick) => (
        <g key={tick} fill={tone.secondaryText} fontSize={10}>
          <line x1={x(tick)} x2={x(tick)} y1={MARGIN.top} y2={y(0)} stroke={brand.borderGray} />
          <line x1={MARGIN.left} x2={x(end)} y1={y(tick)} y2={y(tick)} stroke={brand.borderGray} />
          <text x={x(tick)} y={y(0) + 14} textAnchor="middle">
            {formatPercent(tick)}
          </text>
          <text x={MARGIN.left - 6} y={y(tick) + 3} textAnchor="end">
            {formatPercent(tick)}
          </text>
        </g>
      ))}
      <line x1={x(0)} y1={y(0)} x2={x(end)} y2={y(end)} stroke={tone.secondaryText} strokeDasharray="4 4" />
      {bins.map((bin) => (
        <g key={`${bin.low}-${bin.high}`}>
          <title>{`${formatCount(bin.touches)} touches: predicted ${formatPercent(bin.predicted)}, observed ${formatPercent(bin.observed)} (${formatPercent(bin.observedLow)} to ${formatPercent(bin.observedHigh)})`}</title>
          <line x1={x(bin.predicted)} x2={x(bin.predicted)} y1={y(bin.observedLow)} y2={y(bin.observedHigh)} stroke={brand.catalystGold} strokeOpacity={0.5} strokeWidth={2} />
          <circle cx={x(bin.predicted)} cy={y(bin.observed)} r={3 + 5 * Math.sqrt(bin.touches / largest)} fill={brand.catalystGold} fillOpacity={0.85} />
        </g>
      ))}
      <text x={MARGIN.left + inner / 2} y={SIZE - 6} textAnchor="middle" fill={tone.secondaryText} fontSize={11}>
        Predicted
      </text>
      <text x={12} y={MARGIN.top + height / 2} textAnchor="middle" fill={tone.secondaryText} fontSize={11} transform={`rotate(-90 12 ${MARGIN.top + height / 2})`}>
        Observed
      </text>
    </Box>
  );
}
