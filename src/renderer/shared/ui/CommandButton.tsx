import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { isCommandEnabled, type Command } from '../../app/commands/command.ts';
import { describeShortcut, shortcutsOf } from '../../app/commands/shortcut.ts';
import { platform } from '../../app/platform.ts';

interface CommandButtonProps {
  readonly command: Command;
  /** Gold; one on a page. */
  readonly isPrimary?: boolean;
  readonly size?: 'small' | 'medium';
}

/** Button of a command; its tooltip names the keys. */
export function CommandButton({ command, isPrimary = false, size = 'medium' }: CommandButtonProps) {
  const Icon = command.icon;
  const shortcut = shortcutsOf(command)[0];
  const button = (
    <Button
      variant={isPrimary ? 'contained' : 'outlined'}
      size={size}
      disabled={!isCommandEnabled(command)}
      startIcon={Icon === undefined ? undefined : <Icon size={18} />}
      onClick={() => void command.run()}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': describeShortcut(shortcut, platform).replaceAll(' ', '+') })}
    >
      {command.name}
    </Button>
  );
  if (shortcut === undefined) return button;
  return (
    <Tooltip title={describeShortcut(shortcut, platform)}>
      <span>{button}</span>
    </Tooltip>
  );
}
