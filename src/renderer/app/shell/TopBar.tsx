import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Search } from 'lucide-react';
import { Link } from 'wouter';
import type { WorkspaceInfo } from '../../../contract/workspace.ts';
import type { Command } from '../commands/command.ts';
import { Keys } from '../commands/Keys.tsx';
import { brand, tone } from '../theme/tokens.ts';
import { StateChips } from './StateChips.tsx';
import { UndoRedo } from './UndoRedo.tsx';

interface TopBarProps {
  readonly workspace: WorkspaceInfo | null;
  readonly undo: Command;
  readonly redo: Command;
  readonly onSearch: () => void;
}

/** Workspace, its state, search, undo and redo. */
export function TopBar({ workspace, undo, redo, onSearch }: TopBarProps) {
  return (
    <Box component="header" sx={{ height: 56, flexShrink: 0, display: 'flex', alignItems: 'center', gap: 1, px: 3, borderBottom: `1px solid ${brand.borderGray}` }}>
      <Box
        component={Link}
        href="/"
        title={workspace?.path ?? ''}
        sx={{ color: brand.signalWhite, textDecoration: 'none', fontWeight: 600, fontSize: '0.875rem', mr: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 64, maxWidth: 320, lineHeight: '24px' }}
      >
        {workspace?.name ?? 'No workspace'}
      </Box>
      {workspace !== null && <StateChips />}
      <Box sx={{ flexGrow: 1 }} />
      <ButtonBase
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
        sx={{ height: 32, px: 1.25, gap: 1, borderRadius: '8px', border: `1px solid ${brand.borderGray}`, color: tone.secondaryText, fontSize: '0.8125rem', fontFamily: 'inherit', '&:hover': { backgroundColor: tone.hoverSurface, color: brand.signalWhite } }}
      >
        <Search size={16} aria-hidden />
        <Box component="span" sx={{ minWidth: { xs: 0, lg: 120 }, textAlign: 'left' }}>
          Search
        </Box>
        <Keys shortcut="$mod+k" />
      </ButtonBase>
      <UndoRedo undo={undo} redo={redo} />
    </Box>
  );
}
