import Box from '@mui/material/Box';
import { brand } from '../theme/tokens.ts';

/** First stop of the Tab key: past the rail, into the content. */
export const SkipLink = () => (
  <Box
    component="button"
    type="button"
    onClick={() => document.getElementById('content')?.focus()}
    sx={{ position: 'fixed', top: 8, left: 8, zIndex: 'tooltip', p: 1.5, border: 0, borderRadius: '8px', font: 'inherit', fontWeight: 600, backgroundColor: brand.catalystGold, color: brand.voidBlack, opacity: 0, pointerEvents: 'none', '&:focus': { opacity: 1, pointerEvents: 'auto' } }}
  >
    Skip to the content
  </Box>
);
