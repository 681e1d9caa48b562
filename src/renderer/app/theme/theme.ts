import { createTheme, type Theme } from '@mui/material/styles';
import type {} from '@mui/x-data-grid/themeAugmentation';
import { buttonOverrides } from './buttons.ts';
import { fieldOverrides } from './fields.ts';
import { gridOverrides } from './grid.ts';
import { navigationOverrides } from './navigation.ts';
import { surfaceOverrides } from './surfaces.ts';
import { brand, fontFamily, motionMs, tone, typeScale } from './tokens.ts';

declare module '@mui/material/styles' {
  interface Theme {
    brand: typeof brand;
    tone: typeof tone;
  }
  interface ThemeOptions {
    brand?: typeof brand;
    tone?: typeof tone;
  }
  interface TypographyVariants {
    metricLabel: React.CSSProperties;
    metricValue: React.CSSProperties;
  }
  interface TypographyVariantsOptions {
    metricLabel?: React.CSSProperties;
    metricValue?: React.CSSProperties;
  }
}
declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    metricLabel: true;
    metricValue: true;
  }
}

/** The one theme: dark, gold for value, violet for limits and warnings, grey for context. */
export const theme: Theme = createTheme({
  brand,
  tone,
  palette: {
    mode: 'dark',
    background: { default: brand.voidBlack, paper: brand.voidBlack },
    primary: { main: brand.catalystGold, light: tone.goldHover, dark: brand.catalystGold, contrastText: brand.voidBlack },
    secondary: { main: brand.processViolet, light: tone.violetText, dark: brand.consumptionPurple, contrastText: brand.voidBlack },
    success: { main: brand.catalystGold, contrastText: brand.voidBlack },
    warning: { main: brand.processViolet, contrastText: brand.voidBlack },
    error: { main: brand.processViolet, light: tone.violetText, contrastText: brand.voidBlack },
    info: { main: tone.secondaryText, contrastText: brand.voidBlack },
    text: { primary: brand.signalWhite, secondary: tone.secondaryText, disabled: brand.dataGray },
    divider: brand.borderGray,
    DataGrid: { bg: brand.voidBlack, headerBg: brand.voidBlack, pinnedBg: brand.voidBlack },
    action: { hover: tone.hoverSurface, selected: tone.selectedSurface, focus: tone.hoverSurface, disabled: brand.dataGray, disabledBackground: brand.borderGray },
  },
  shape: { borderRadius: 8 },
  spacing: 8,
  typography: {
    fontFamily,
    h1: { ...typeScale.pageTitle, lineHeight: 1.15, letterSpacing: '-0.02em' },
    h2: { ...typeScale.sectionHeader, lineHeight: 1.2, letterSpacing: '-0.01em' },
    h3: { ...typeScale.cardHeader, lineHeight: 1.3 },
    body1: { ...typeScale.body, lineHeight: 1.5 },
    body2: { fontSize: '0.875rem', lineHeight: 1.45 },
    caption: { fontSize: '0.75rem', lineHeight: 1.4 },
    button: { fontWeight: 600, textTransform: 'none', letterSpacing: 0 },
    metricLabel: { ...typeScale.metricLabel, fontFamily, textTransform: 'uppercase', letterSpacing: '0.08em', lineHeight: 1.6 },
    metricValue: { ...typeScale.metricValue, fontFamily, lineHeight: 1.1, letterSpacing: '-0.02em', fontVariantNumeric: 'tabular-nums' },
  },
  transitions: {
    duration: { shortest: motionMs, shorter: motionMs, short: motionMs, standard: motionMs, complex: motionMs, enteringScreen: motionMs, leavingScreen: motionMs },
  },
  components: { ...buttonOverrides, ...surfaceOverrides, ...fieldOverrides, ...navigationOverrides, ...gridOverrides },
});
