import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { X } from 'lucide-react';
import { use, useEffect, useId, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { brand } from '../../app/theme/tokens.ts';
import { InspectorOutletContext } from './inspector-outlet.ts';

interface InspectorProps {
  readonly title: string;
  /** One line under the title that leads with numbers. */
  readonly sentence?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/**
 * Panel on the right for the selected thing. It does not take the focus, so that the arrow keys go on moving through the grid;
 * Esc closes it.
 */
export function Inspector({ title, sentence, actions, children, onClose }: InspectorProps) {
  const outlet = use(InspectorOutletContext);
  const titleId = useId();
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"], [role="listbox"]') === null) onClose();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [onClose]);
  if (outlet === null) return null;
  return createPortal(
    <Box
      component="aside"
      aria-labelledby={titleId}
      className="appear"
      sx={{ width: 420, maxWidth: '90vw', height: '100%', display: 'flex', flexDirection: 'column', borderLeft: `1px solid ${brand.borderGray}`, backgroundColor: brand.voidBlack }}
    >
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, p: 2, pb: 1 }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <Typography id={titleId} variant="h3" component="h2" sx={{ overflowWrap: 'anywhere' }}>
            {title}
          </Typography>
          {sentence !== undefined && (
            <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
              {sentence}
            </Typography>
          )}
        </Box>
        <IconButton aria-label="Close the inspector" onClick={onClose}>
          <X size={18} />
        </IconButton>
      </Box>
      {actions !== undefined && <Box sx={{ display: 'flex', gap: 1, px: 2, pb: 1, flexWrap: 'wrap' }}>{actions}</Box>}
      <Box sx={{ overflow: 'auto', flexGrow: 1, p: 2, pt: 1 }} tabIndex={0} role="group" aria-labelledby={titleId}>
        {children}
      </Box>
    </Box>,
    outlet,
  );
}
