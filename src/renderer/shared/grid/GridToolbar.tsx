import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { Copy, Rows2, Rows4 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { GridMemory } from './grid-memory.ts';
import { SearchField } from './SearchField.tsx';

interface GridToolbarProps {
  readonly searchLabel: string;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly density: GridMemory['density'];
  readonly onDensity: (density: GridMemory['density']) => void;
  readonly onCopy: () => void;
  readonly copyLabel: string;
  readonly filters?: ReactNode;
  readonly bulk?: ReactNode;
  readonly columnChooser: ReactNode;
}

/** Search, filters, bulk actions, columns, density and copying, in one line above the rows. */
export function GridToolbar({ searchLabel, searchField, search, onSearch, density, onDensity, onCopy, copyLabel, filters, bulk, columnChooser }: GridToolbarProps) {
  const isCompact = density === 'compact';
  return (
    <Box role="toolbar" aria-label="Grid" sx={{ display: 'flex', alignItems: 'center', gap: 1, pb: 1, flexWrap: 'wrap', flexShrink: 0 }}>
      <SearchField label={searchLabel} field={searchField} search={search} onSearch={onSearch} />
      {filters}
      <Box sx={{ flexGrow: 1 }} />
      {bulk}
      <Tooltip title={copyLabel}>
        <IconButton aria-label={copyLabel} onClick={onCopy}>
          <Copy size={18} />
        </IconButton>
      </Tooltip>
      <Tooltip title={isCompact ? 'Roomier rows' : 'Denser rows'}>
        <IconButton aria-label={isCompact ? 'Roomier rows' : 'Denser rows'} onClick={() => onDensity(isCompact ? 'standard' : 'compact')}>
          {isCompact ? <Rows2 size={18} /> : <Rows4 size={18} />}
        </IconButton>
      </Tooltip>
      {columnChooser}
    </Box>
  );
}
