import type { AgCartesianChartOptions } from 'ag-charts-community';
import { AgCharts } from 'ag-charts-react';
import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { styleNonce } from '../../app/nonce.ts';
import { chartTheme } from '../../app/theme/chart-theme.ts';
import './register-charts.ts';

interface BrandChartProps {
  /** What the chart shows, in one sentence, for screen readers. */
  readonly label: string;
  readonly options: AgCartesianChartOptions;
  readonly height: number;
}

/** An AG chart in the brand's theme, under the page's content policy. */
export function BrandChart({ label, options, height }: BrandChartProps) {
  const whole = useMemo((): AgCartesianChartOptions => ({ ...options, theme: chartTheme, ...(styleNonce === '' ? {} : { styleNonce }) }), [options]);
  return (
    <Box role="figure" aria-label={label} sx={{ height, minWidth: 0 }}>
      <AgCharts options={whole} style={{ height: '100%', width: '100%' }} />
    </Box>
  );
}
