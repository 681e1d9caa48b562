import Box from '@mui/material/Box';
import { Fragment } from 'react';
import { platform } from '../platform.ts';
import { showShortcut } from './shortcut.ts';

/** A shortcut drawn as keys. */
export function Keys({ shortcut }: { readonly shortcut: string }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.5, alignItems: 'center', color: 'text.secondary', fontSize: '0.75rem' }}>
      {showShortcut(shortcut, platform).map((press, index) => (
        <Fragment key={index}>
          {index > 0 && <span>then</span>}
          {press.map((key) => (
            <Box key={key} component="kbd" sx={{ fontFamily: 'inherit', border: 1, borderColor: 'divider', borderRadius: '4px', px: 0.75, minWidth: 20, textAlign: 'center', lineHeight: 1.6 }}>
              {key}
            </Box>
          ))}
        </Fragment>
      ))}
    </Box>
  );
}
