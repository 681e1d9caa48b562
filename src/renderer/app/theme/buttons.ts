import type { Components, Theme } from '@mui/material/styles';
import { brand, tone } from './tokens.ts';

/** Primary: gold with void black text. Secondary: purple border with violet text. Size `small` serves toolbars. */
export const buttonOverrides: Components<Omit<Theme, 'components'>> = {
  MuiButtonBase: { defaultProps: { disableRipple: true } },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: { borderRadius: 8, fontWeight: 600, padding: '14px 32px', fontSize: '1rem', lineHeight: 1.25, minHeight: 32, whiteSpace: 'nowrap' },
      sizeSmall: { padding: '5px 14px', fontSize: '0.875rem' },
      contained: {
        '&.Mui-disabled': { backgroundColor: brand.borderGray, color: tone.secondaryText },
        variants: [{ props: { color: 'primary' }, style: { backgroundColor: brand.catalystGold, color: brand.voidBlack, '&:hover': { backgroundColor: tone.goldHover } } }],
      },
      outlined: {
        borderColor: brand.consumptionPurple,
        color: brand.processViolet,
        '&:hover': { borderColor: brand.processViolet, backgroundColor: tone.hoverSurface, color: tone.violetText },
        '&.Mui-disabled': { borderColor: brand.borderGray, color: brand.dataGray },
      },
      text: { padding: '6px 10px', color: brand.signalWhite, '&:hover': { backgroundColor: tone.hoverSurface } },
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: { borderRadius: 8, color: brand.signalWhite, minWidth: 32, minHeight: 32, padding: 6, '&:hover': { backgroundColor: tone.hoverSurface }, '&.Mui-disabled': { color: brand.mutedGray } },
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: {
        color: tone.secondaryText,
        borderColor: brand.borderGray,
        textTransform: 'none',
        padding: '4px 12px',
        minHeight: 32,
        '&.Mui-selected': { color: brand.signalWhite, backgroundColor: tone.selectedSurface, borderColor: brand.consumptionPurple },
        '&.Mui-selected:hover': { backgroundColor: tone.selectedSurface },
      },
    },
  },
};
