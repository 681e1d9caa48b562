import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { X } from 'lucide-react';
import { useId } from 'react';
import type { Command } from './command.ts';
import { Keys } from './Keys.tsx';
import { shortcutsOf } from './shortcut.ts';

/** `?`: all keys that count now, by group. */
export function ShortcutList({ isOpen, onClose, commands }: { readonly isOpen: boolean; readonly onClose: () => void; readonly commands: readonly Command[] }) {
  const titleId = useId();
  const withKeys = commands.filter((command) => shortcutsOf(command).length > 0);
  const groups = [...new Set(withKeys.map((command) => command.group))];
  return (
    <Dialog open={isOpen} onClose={onClose} aria-labelledby={titleId} maxWidth="md" transitionDuration={100}>
      <Box sx={{ p: 3, minWidth: 480 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', mb: 2 }}>
          <Typography id={titleId} variant="h3" component="h2" sx={{ flexGrow: 1 }}>
            {`${withKeys.length} keys`}
          </Typography>
          <IconButton aria-label="Close" onClick={onClose}>
            <X size={18} />
          </IconButton>
        </Box>
        <Box sx={{ columns: { xs: 1, md: 2 }, columnGap: 4 }}>
          {groups.map((group) => (
            <Box key={group} sx={{ breakInside: 'avoid', mb: 2 }}>
              <Typography variant="body2" color="textSecondary" component="h3" sx={{ fontWeight: 600, mb: 0.5 }}>
                {group}
              </Typography>
              {withKeys
                .filter((command) => command.group === group)
                .map((command) => (
                  <Box key={command.id} sx={{ display: 'flex', justifyContent: 'space-between', gap: 3, minHeight: 28, alignItems: 'center', fontSize: '0.875rem' }}>
                    <span>{command.name}</span>
                    <Box component="span" sx={{ display: 'inline-flex', gap: 1.5 }}>
                      {shortcutsOf(command).map((shortcut) => (
                        <Keys key={shortcut} shortcut={shortcut} />
                      ))}
                    </Box>
                  </Box>
                ))}
            </Box>
          ))}
        </Box>
      </Box>
    </Dialog>
  );
}
