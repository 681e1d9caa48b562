import type { AgChartTheme } from 'ag-charts-community';
import { brand, fontFamily, tone } from './tokens.ts';

/** What a colour in a chart means: gold = value, violet = limit or warning, grey = context. */
export type ChartHue = 'value' | 'limit' | 'context';

export const hueColor: Readonly<Record<ChartHue, string>> = { value: brand.catalystGold, limit: brand.processViolet, context: tone.secondaryText };

/** Shades for a split of the same meaning, such as channels: gold first, then greys and violet, told apart by label too. */
export const splitColors: readonly string[] = [brand.catalystGold, tone.secondaryText, brand.processViolet, '#fbbf24', brand.dataGray, tone.violetText, '#92560a', brand.consumptionPurple];

/** Brand theme of every chart. */
export const chartTheme: AgChartTheme = {
  baseTheme: 'ag-default-dark',
  palette: { fills: [...splitColors], strokes: [...splitColors] },
  params: {
    backgroundColor: brand.voidBlack,
    chartBackgroundColor: 'transparent',
    foregroundColor: brand.signalWhite,
    textColor: brand.signalWhite,
    subtleTextColor: tone.secondaryText,
    accentColor: brand.processViolet,
    axisLineColor: brand.mutedGray,
    gridLineColor: brand.borderGray,
    tooltipBackgroundColor: tone.raisedSurface,
    tooltipTextColor: brand.signalWhite,
    fontFamily,
    fontSize: 12,
    chartPadding: 8,
  },
  overrides: { common: { animation: { enabled: false } } },
};
