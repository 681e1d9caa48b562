import { brand, tone } from '../theme/tokens.ts';

/** Look of the palette's parts, which cmdk marks by attributes. */
export const paletteStyles = {
  '& [cmdk-input]': {
    width: '100%',
    height: 52,
    px: 2,
    border: 0,
    borderBottom: `1px solid ${brand.borderGray}`,
    background: 'transparent',
    color: brand.signalWhite,
    font: 'inherit',
    fontSize: '1rem',
    outline: 'none',
    '&::placeholder': { color: tone.secondaryText, opacity: 1 },
  },
  '& [cmdk-list]': { maxHeight: '56vh', overflow: 'auto', p: 1 },
  '& [cmdk-group-heading]': { fontSize: '0.6875rem', fontWeight: 600, color: tone.secondaryText, px: 1, py: 0.75 },
  '& [cmdk-item]': {
    display: 'flex',
    alignItems: 'center',
    gap: 1.25,
    minHeight: 36,
    px: 1,
    borderRadius: '8px',
    fontSize: '0.875rem',
    cursor: 'default',
    '&[data-selected="true"]': { backgroundColor: tone.selectedSurface },
    '& .name': { flexGrow: 1 },
    '& .detail': { color: tone.secondaryText, fontSize: '0.8125rem' },
  },
  '& [cmdk-empty]': { p: 2, color: tone.secondaryText, fontSize: '0.875rem' },
} as const;
