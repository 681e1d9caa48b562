import { app, BrowserWindow, Menu } from 'electron';
import { createCoreProcess, type CoreProcess } from './core-process.ts';
import { connectFileDrops } from './file-drops.ts';
import { registerAppScheme, serveAppScheme } from './app-protocol.ts';
import { guardWebContents } from './security.ts';
import { openMainWindow } from './main-window.ts';
import { createMenu } from './menu.ts';

const workspaceArgument = (argv: readonly string[]): string | undefined => argv.slice(1).find((argument) => argument.endsWith('.omnivor'));

/** Starts the program: one instance, one core, one window. A second start is handed to the first. */
export function startShell(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme();
  guardWebContents();
  let core: CoreProcess | undefined;
  let isCoreClosed = false;

  app.on('second-instance', (_event, argv) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
    const path = workspaceArgument(argv);
    if (path !== undefined) core?.openWorkspace(path);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (core === undefined || isCoreClosed) return;
    event.preventDefault();
    // Windows go first, so that what they still keep reaches the core; the last one to go quits again.
    const windows = BrowserWindow.getAllWindows();
    for (const window of windows) window.close();
    if (windows.length > 0) return;
    void core.close().finally(() => {
      isCoreClosed = true;
      app.quit();
    });
  });

  void app.whenReady().then(async () => {
    serveAppScheme();
    Menu.setApplicationMenu(createMenu());
    core = createCoreProcess();
    connectFileDrops(core);
    const path = workspaceArgument(process.argv);
    if (path !== undefined) core.openWorkspace(path);
    await openMainWindow();
  });
}
