import type { Components, Theme } from '@mui/material/styles';
import { brand, tone } from './tokens.ts';

/** Tabs and links. */
export const navigationOverrides: Components<Omit<Theme, 'components'>> = {
  MuiTabs: { styleOverrides: { root: { minHeight: 40, borderBottom: `1px solid ${brand.borderGray}` }, indicator: { backgroundColor: brand.catalystGold, height: 2 } } },
  MuiTab: {
    styleOverrides: { root: { textTransform: 'none', minHeight: 40, padding: '8px 16px', color: tone.secondaryText, fontWeight: 500, '&.Mui-selected': { color: brand.signalWhite } } },
  },
  MuiLink: { defaultProps: { underline: 'hover' }, styleOverrides: { root: { color: tone.violetText } } },
};
