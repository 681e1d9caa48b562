import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { CommandButton } from './CommandButton.tsx';

interface PageHeaderProps {
  /** Brand name of the page. */
  readonly title: string;
  /** One sentence that leads with numbers: "847 actions. 78% of budget. 3 rules bind." */
  readonly sentence?: ReactNode;
  /** The page's one primary action, in gold. */
  readonly primary?: Command | undefined;
  /** Further actions, beside it. */
  readonly secondary?: readonly Command[];
  /** Anything else that belongs in the head, such as tabs. */
  readonly children?: ReactNode;
}

/** Head of a page: what it is, what it says, what to do. */
export const PageHeader = ({ title, sentence, primary, secondary = [], children }: PageHeaderProps) => (
  <Box sx={{ mb: 3, flexShrink: 0 }}>
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 2, flexWrap: 'wrap' }}>
      <Box sx={{ flexGrow: 1, flexBasis: 320, minWidth: 0 }}>
        <Typography variant="h1">{title}</Typography>
        {sentence !== undefined && (
          <Typography color="textSecondary" sx={{ mt: 0.5, maxWidth: '75ch' }}>
            {sentence}
          </Typography>
        )}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        {secondary.map((command) => (
          <CommandButton key={command.id} command={command} />
        ))}
        {primary !== undefined && <CommandButton command={primary} isPrimary />}
      </Box>
    </Box>
    {children}
  </Box>
);
