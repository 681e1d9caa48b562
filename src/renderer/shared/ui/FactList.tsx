import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { tone } from '../../app/theme/tokens.ts';

/** Names and values, one under the other. */
export const FactList = ({ facts, nameWidth = 'minmax(90px, 38%)' }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[]; readonly nameWidth?: string }) => (
  <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: `${nameWidth} 1fr`, columnGap: 1.5, rowGap: 0.5, fontSize: '0.8125rem' }}>
    {facts.map(([name, value]) => (
      <Box key={name} sx={{ display: 'contents' }}>
        <Box component="dt" sx={{ color: tone.secondaryText }}>
          {name}
        </Box>
        <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
          {value}
        </Box>
      </Box>
    ))}
  </Box>
);
