import { createKeybindingsHandler, defaultKeybindingsHandlerIgnore } from 'tinykeys';
import { isCommandEnabled, type Command } from './command.ts';

/** Wait between the presses of a sequence such as `g s`. */
const SEQUENCE_WAIT_MS = 1000;

/** Keys that run a command; the page's primary action has Ctrl/Cmd-Enter besides its own. */
export function shortcutsOf(command: Command): readonly string[] {
  const own = command.shortcut === undefined ? [] : [command.shortcut];
  return [...own, ...(command.isPrimary === true ? ['$mod+Enter'] : []), ...(command.otherShortcuts ?? [])];
}

const typesText = (element: HTMLElement): boolean =>
  element.isContentEditable || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || (element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(element.type));

/** True where a key press belongs to the field or the dialog that has the focus. */
function belongsToField(event: KeyboardEvent, command: Command): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"][aria-modal="true"]') !== null) return true;
  if (event.isComposing || (command.isPrimary === true && event.repeat)) return true;
  if (command.countsWhileTyping === true || command.isPrimary === true) return false;
  return typesText(target) || defaultKeybindingsHandlerIgnore(event);
}

/** Binds the shortcuts of all commands; of two with the same keys the later one counts. Answers how to unbind. */
export function bindShortcuts(target: Window, commands: readonly Command[], onFailure: (error: unknown) => void): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  const listen = (): ((event: Event) => void) => createKeybindingsHandler(bindings, { timeout: SEQUENCE_WAIT_MS, ignore: () => false });
  for (const command of commands) {
    for (const keys of shortcutsOf(command)) {
      bindings[keys] = (event) => {
        // What began with the same key must not wait for its second press any longer.
        handle = listen();
        if (belongsToField(event, command) || !isCommandEnabled(command)) return;
        event.preventDefault();
        try {
          void Promise.resolve(command.run()).catch(onFailure);
        } catch (error) {
          onFailure(error);
        }
      };
    }
  }
  let handle = listen();
  const onKeyDown = (event: Event): void => handle(event);
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}

const SYMBOLS: Record<string, string> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' };

/** A shortcut as keys to show: `$mod+k` → [['Ctrl', 'K']], `g s` → [['G'], ['S']]. */
export function showShortcut(shortcut: string, platform: string): readonly (readonly string[])[] {
  const isMac = platform === 'darwin';
  return shortcut.split(' ').map((press) =>
    press.split('+').filter((key) => !key.startsWith('[')).map((key) => {
      if (key === '$mod') return isMac ? '⌘' : 'Ctrl';
      if (key === 'Shift') return isMac ? '⇧' : 'Shift';
      if (key === 'Alt') return isMac ? '⌥' : 'Alt';
      return SYMBOLS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    }),
  );
}

/** A shortcut in one line, for tooltips and `aria-keyshortcuts`: `Ctrl K`, `G then S`. */
export const describeShortcut = (shortcut: string, platform: string): string =>
  showShortcut(shortcut, platform)
    .map((press) => press.join(' '))
    .join(' then ');
