import type { ChartColumn } from '../../shared/charts/chart-data.ts';
import { formatCount, formatPercent } from '../../shared/format/number.ts';

const share = (value: number): string => formatPercent(value, 2);

/** How much smaller a loss is than another: `3.1% better`, `0.4% worse`, `the same`. */
export function betterBy(loss: number, other: number): string {
  const gain = other === 0 ? 0 : 1 - loss / other;
  if (Math.abs(gain) < 0.0005) return 'the same';
  return `${formatPercent(Math.abs(gain))} ${gain > 0 ? 'better' : 'worse'}`;
}

/** Columns of the table behind a calibration plot. */
export const calibrationColumns: readonly ChartColumn[] = [
  { key: 'low', label: 'From', format: share },
  { key: 'high', label: 'To', format: share },
  { key: 'touches', label: 'Touches', format: formatCount },
  { key: 'predicted', label: 'Predicted', format: share },
  { key: 'observed', label: 'Observed', format: share },
  { key: 'observedLow', label: 'At least', format: share },
  { key: 'observedHigh', label: 'At most', format: share },
];
