import type { AgCartesianChartOptions } from 'ag-charts-community';
import { AgCharts } from 'ag-charts-react';
import Box from '@mui/material/Box';
import { useDeferredValue, useMemo } from 'react';
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
  // Making a chart is the longest piece of work of a page: it gets a turn of its own, after what stands around it.
  const isTurn = useDeferredValue(true, false);
  return (
    <Box role="figure" aria-label={label} sx={{ height, minWidth: 0 }}>
      {isTurn && <AgCharts options={whole} style={{ height: '100%', width: '100%' }} />}
    </Box>
  );
}
