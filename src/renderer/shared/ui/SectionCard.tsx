import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';
import { tone } from '../../app/theme/tokens.ts';

interface SectionCardProps {
  readonly title?: string;
  /** One line under the title. */
  readonly sentence?: ReactNode;
  /** Controls at the right of the title. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  readonly isAccent?: boolean;
}

/** A part of a page in a card of its own. */
export function SectionCard({ title, sentence, actions, children, isAccent = false }: SectionCardProps) {
  const titleId = useId();
  return (
    <Card component="section" {...(title === undefined ? {} : { 'aria-labelledby': titleId })} sx={{ minWidth: 0, ...(isAccent ? { backgroundColor: tone.accentSurface } : {}) }}>
      {(title !== undefined || actions !== undefined) && (
        <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 2, mb: children === undefined ? 0 : 2, flexWrap: 'wrap' }}>
          <Box sx={{ flexGrow: 1, flexBasis: 280, minWidth: 0, overflowWrap: 'anywhere' }}>
            <Typography id={titleId} variant="h3" component="h2">
              {title}
            </Typography>
            {sentence !== undefined && (
              <Typography variant="body2" color="textSecondary">
                {sentence}
              </Typography>
            )}
          </Box>
          {actions}
        </Box>
      )}
      {children}
    </Card>
  );
}

/** Card for results and summaries. */
export const AccentCard = (props: Omit<SectionCardProps, 'isAccent'>) => <SectionCard {...props} isAccent />;
