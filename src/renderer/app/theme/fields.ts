import type { Components, Theme } from '@mui/material/styles';
import { brand, tone } from './tokens.ts';

/** Text fields, selects, switches: 36 px high, label above, violet where something is wrong. */
export const fieldOverrides: Components<Omit<Theme, 'components'>> = {
  MuiTextField: { defaultProps: { size: 'small', variant: 'outlined' } },
  MuiFormControl: { defaultProps: { size: 'small' } },
  MuiSelect: { defaultProps: { size: 'small' } },
  MuiInputBase: { styleOverrides: { root: { fontSize: '0.875rem' }, input: { fontVariantNumeric: 'tabular-nums', '&::placeholder': { color: tone.secondaryText, opacity: 1 } } } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: {
        borderRadius: 8,
        '&:hover:not(.Mui-disabled):not(.Mui-error) .MuiOutlinedInput-notchedOutline': { borderColor: tone.secondaryText },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: brand.processViolet, borderWidth: 2 },
      },
      notchedOutline: { borderColor: brand.dataGray },
    },
  },
  MuiInputLabel: { styleOverrides: { root: { color: tone.secondaryText, fontSize: '0.875rem', '&.Mui-focused': { color: tone.violetText }, '&.Mui-error': { color: tone.violetText } } } },
  MuiFormLabel: { styleOverrides: { root: { color: tone.secondaryText } } },
  MuiFormHelperText: { styleOverrides: { root: { marginInline: 0, color: tone.secondaryText, '&.Mui-error': { color: tone.violetText } } } },
  MuiSwitch: { styleOverrides: { track: { backgroundColor: brand.dataGray, opacity: 1 } } },
  MuiCheckbox: { styleOverrides: { root: { color: tone.secondaryText, padding: 6 } } },
};
