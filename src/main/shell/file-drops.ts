import { ipcMain } from 'electron';
import { z } from 'zod';
import type { CoreProcess, RegisterAnswer } from './core-process.ts';
import { isAppFrame } from './security.ts';

const Path = z.string().min(1).max(32_768);

/** Files dropped on the window: the preload reads the real path from the drop and gets a token back. */
export function connectFileDrops(core: CoreProcess): void {
  ipcMain.handle('file:dropped', (event, path: unknown): Promise<RegisterAnswer> | RegisterAnswer => {
    const parsed = Path.safeParse(path);
    if (!isAppFrame(event.senderFrame) || !parsed.success) return { fault: { code: 'FILE_NOT_FOUND', message: 'The dropped item is not a file on this machine.' } };
    return core.registerFile(parsed.data);
  });
  ipcMain.on('core:connect', (event) => {
    if (isAppFrame(event.senderFrame)) core.connect(event.sender);
  });
}
