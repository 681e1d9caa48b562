import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { Redo2, Undo2 } from 'lucide-react';
import { isCommandEnabled, type Command } from '../commands/command.ts';
import { describeShortcut } from '../commands/shortcut.ts';
import { platform } from '../platform.ts';

function StepButton({ command }: { readonly command: Command }) {
  const Icon = command.icon ?? Undo2;
  const keys = command.shortcut === undefined ? '' : describeShortcut(command.shortcut, platform);
  return (
    <Tooltip title={`${command.name} · ${keys}`}>
      <span>
        <IconButton aria-label={command.name} aria-keyshortcuts={keys.replaceAll(' ', '+')} disabled={!isCommandEnabled(command)} onClick={() => void command.run()}>
          <Icon size={18} />
        </IconButton>
      </span>
    </Tooltip>
  );
}

/** Undo and redo, each with the name of the step it takes. */
export const UndoRedo = ({ undo, redo }: { readonly undo: Command; readonly redo: Command }) => (
  <>
    <StepButton command={undo} />
    <StepButton command={redo} />
  </>
);

/** Icon of the two commands. */
export const stepIcons = { undo: Undo2, redo: Redo2 } as const;
