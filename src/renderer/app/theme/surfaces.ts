import type { Components, Theme } from '@mui/material/styles';
import { brand, tone } from './tokens.ts';

const raised = { backgroundColor: tone.raisedSurface, backgroundImage: 'none', border: `1px solid ${tone.cardBorder}`, boxShadow: '0 12px 32px rgba(0, 0, 0, 0.5)' };

/** Cards, menus, dialogs, tooltips and chips. */
export const surfaceOverrides: Components<Omit<Theme, 'components'>> = {
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
  MuiCard: { styleOverrides: { root: { backgroundColor: brand.voidBlack, border: `1px solid ${tone.cardBorder}`, borderRadius: 16, padding: 24, overflow: 'visible', flexShrink: 0 } } },
  MuiDialog: { styleOverrides: { paper: { ...raised, borderRadius: 16 } } },
  MuiBackdrop: { styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: tone.scrim } } } },
  MuiMenu: { styleOverrides: { paper: { ...raised, borderRadius: 8 } } },
  MuiPopover: { styleOverrides: { paper: { ...raised, borderRadius: 8 } } },
  MuiMenuItem: { styleOverrides: { root: { minHeight: 32, fontSize: '0.875rem', '&.Mui-selected': { backgroundColor: tone.selectedSurface } } } },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, arrow: false },
    styleOverrides: { tooltip: { backgroundColor: tone.raisedSurface, color: brand.signalWhite, border: `1px solid ${brand.borderGray}`, fontSize: '0.75rem', padding: '6px 10px', maxWidth: 360 } },
  },
  MuiChip: {
    styleOverrides: {
      root: { borderRadius: 6, height: 26, fontSize: '0.75rem', fontWeight: 500, backgroundColor: 'transparent', border: `1px solid ${brand.borderGray}`, color: brand.signalWhite },
      colorPrimary: { borderColor: brand.catalystGold, color: brand.catalystGold, backgroundColor: 'transparent' },
      colorWarning: { borderColor: brand.consumptionPurple, color: tone.violetText, backgroundColor: tone.accentSurface },
      icon: { color: 'inherit' },
      deleteIcon: { color: tone.secondaryText, '&:hover': { color: brand.signalWhite } },
    },
  },
  MuiLinearProgress: { styleOverrides: { root: { height: 6, borderRadius: 3, backgroundColor: brand.borderGray }, bar: { borderRadius: 3 } } },
  MuiSkeleton: { defaultProps: { animation: false }, styleOverrides: { root: { backgroundColor: brand.borderGray, borderRadius: 6 } } },
  MuiDivider: { styleOverrides: { root: { borderColor: brand.borderGray } } },
  MuiTableRow: { styleOverrides: { root: { '&.Mui-selected, &.Mui-selected:hover': { backgroundColor: tone.selectedSurface } } } },
  MuiTableCell: { styleOverrides: { root: { borderColor: brand.borderGray, padding: '6px 12px' }, head: { color: tone.secondaryText, fontWeight: 600, fontSize: '0.75rem' } } },
};
