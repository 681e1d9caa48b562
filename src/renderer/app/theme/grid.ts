import type { Components, Theme } from '@mui/material/styles';
import type {} from '@mui/x-data-grid/themeAugmentation';
import { brand, tone } from './tokens.ts';

/** Grids: thin separators, no zebra, tabular figures, header that stands out by weight and not by colour. */
export const gridOverrides: Components<Omit<Theme, 'components'>> = {
  MuiDataGrid: {
    styleOverrides: {
      root: {
        '--DataGrid-rowBorderColor': brand.borderGray,
        border: `1px solid ${brand.borderGray}`,
        borderRadius: 8,
        fontSize: '0.8125rem',
        fontVariantNumeric: 'tabular-nums',
      },
      // Opaque tracks: rows pass below the scroll bars.
      scrollbar: { scrollbarColor: `${brand.mutedGray} ${brand.voidBlack}` },
      columnHeaderTitle: { fontWeight: 600, fontSize: '0.75rem', color: tone.secondaryText },
      columnSeparator: { color: brand.borderGray },
      row: {
        '&:hover': { backgroundColor: tone.hoverSurface },
        '&.Mui-selected': { backgroundColor: tone.selectedSurface },
        '&.Mui-selected:hover': { backgroundColor: tone.selectedSurface },
      },
      cell: { '&:focus, &:focus-within': { outline: `2px solid ${brand.processViolet}`, outlineOffset: -2 } },
      columnHeader: { '&:focus, &:focus-within': { outline: `2px solid ${brand.processViolet}`, outlineOffset: -2 } },
    },
  },
};
