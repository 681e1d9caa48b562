import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { Trash2 } from 'lucide-react';
import { sayFault } from '../messages/shown-fault.ts';
import { useNotify } from './notices.ts';

interface RemoveButtonProps {
  /** What goes, as the sentence names it: "Budget Q4". */
  readonly name: string;
  readonly remove: () => Promise<unknown>;
  /** Brings it back. */
  readonly undo: () => Promise<unknown>;
  readonly isDisabled?: boolean;
}

/** Removes at once, without a question, and offers the way back. */
export function RemoveButton({ name, remove, undo, isDisabled = false }: RemoveButtonProps) {
  const notify = useNotify();
  const fail = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const run = (): void => {
    remove().then(() => {
      notify({ text: `${name} removed.`, action: { label: 'Undo', run: () => void undo().then(() => notify({ text: `${name} restored.` }), fail) } });
    }, fail);
  };
  return (
    <Tooltip title={`Remove ${name}`}>
      <span>
        <IconButton aria-label={`Remove ${name}`} disabled={isDisabled} onClick={run}>
          <Trash2 size={18} />
        </IconButton>
      </span>
    </Tooltip>
  );
}
