import Box from '@mui/material/Box';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import type { z } from 'zod';
import type { RecentWorkspace as RecentWorkspaceSchema } from '../../../contract/workspace.ts';
import { formatMoment } from '../../shared/format/date.ts';

export type RecentWorkspace = z.infer<typeof RecentWorkspaceSchema>;

interface RecentListProps {
  readonly recent: readonly RecentWorkspace[];
  readonly isBusy: boolean;
  readonly onOpen: (id: string) => void;
}

/** Workspaces opened before, newest first; those whose file is gone say so, and lead to their backups. */
export const RecentList = ({ recent, isBusy, onOpen }: RecentListProps) => (
  <List disablePadding>
    {recent.map((workspace) => (
      <ListItem key={workspace.id} disablePadding divider>
        <ListItemButton disabled={isBusy} onClick={() => onOpen(workspace.id)} sx={{ display: 'flex', gap: 2, py: 1.25 }}>
          <Box component="span" sx={{ fontWeight: 600, flexShrink: 0 }}>
            {workspace.name}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem', flexGrow: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {workspace.exists ? workspace.path : `File not found: ${workspace.path}`}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontVariantNumeric: 'tabular-nums' }}>
            {formatMoment(workspace.openedAt)}
          </Box>
        </ListItemButton>
      </ListItem>
    ))}
  </List>
);
