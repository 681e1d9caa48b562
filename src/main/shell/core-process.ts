import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, MessageChannelMain, utilityProcess, type WebContents } from 'electron';
import type { Fault } from '../../engine/base/fault.ts';
import { createSecretStore } from './secret-store.ts';
import { systemCipher } from './system-cipher.ts';
import { CoreMessage, type MainMessage, type ShellRequest } from '../core/process-messages.ts';

export type RegisterAnswer = { token: string; name: string; sizeBytes: number } | { fault: Fault };

/** The core in its own process, as the main process sees it. */
export interface CoreProcess {
  /** Gives a window its own port to the core. */
  connect(window: WebContents): void;
  /** Makes a path known to the core; the window only gets a token. */
  registerFile(path: string): Promise<RegisterAnswer>;
  openWorkspace(path: string): void;
  /** Lets running work end and closes the file; gives up waiting after five seconds. */
  close(): Promise<void>;
}

const CLOSE_WAIT_MS = 5000;

async function answerDialog(request: ShellRequest): Promise<string[]> {
  const parent = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  if (parent === undefined) return [];
  if (request.ask === 'chooseFiles') {
    const chosen = await dialog.showOpenDialog(parent, { title: request.title, filters: request.filters, properties: request.multiple ? ['openFile', 'multiSelections'] : ['openFile'] });
    return chosen.canceled ? [] : chosen.filePaths;
  }
  if (request.ask === 'chooseFolder') {
    const chosen = await dialog.showOpenDialog(parent, { title: request.title, properties: ['openDirectory'] });
    return chosen.canceled ? [] : chosen.filePaths;
  }
  const chosen = await dialog.showSaveDialog(parent, { title: request.title, defaultPath: request.suggestedName, filters: request.filters });
  return chosen.canceled || chosen.filePath === '' ? [] : [chosen.filePath];
}

export function createCoreProcess(): CoreProcess {
  const core = utilityProcess.fork(join(import.meta.dirname, 'core.js'), [app.getPath('userData'), app.getVersion()], { serviceName: 'OMNIVOR core', stdio: 'inherit' });
  const secrets = createSecretStore(join(app.getPath('userData'), 'secrets.json'), systemCipher());
  const registrations = new Map<string, (answer: RegisterAnswer) => void>();
  let onClosed: () => void = () => undefined;
  let isAlive = true;
  const post = (message: MainMessage, ports: Electron.MessagePortMain[] = []): void => core.postMessage(message, ports);

  core.on('message', (data: unknown) => {
    const message = CoreMessage.parse(data);
    switch (message.type) {
      case 'shell':
        void answerDialog(message).then((paths) => post({ type: 'shellAnswer', id: message.id, paths }));
        return;
      case 'secret':
        post(secrets.answer(message));
        return;
      case 'registered': {
        const answer = message.file ?? (message.fault === null ? null : { fault: message.fault });
        if (answer !== null) registrations.get(message.id)?.(answer);
        registrations.delete(message.id);
        return;
      }
      case 'closed':
        onClosed();
        return;
      case 'ready':
    }
  });
  core.on('exit', (code) => {
    isAlive = false;
    onClosed();
    if (code !== 0) {
      console.error(`The core ended with code ${code}.`);
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send('core:died', code);
    }
  });

  return {
    connect(window) {
      const { port1, port2 } = new MessageChannelMain();
      post({ type: 'connect' }, [port1]);
      window.postMessage('core:port', null, [port2]);
    },
    registerFile: (path) =>
      new Promise((resolve) => {
        const id = randomUUID();
        registrations.set(id, resolve);
        post({ type: 'register', id, path });
      }),
    openWorkspace: (path) => post({ type: 'openWorkspace', path }),
    close: () =>
      new Promise((resolve) => {
        if (!isAlive) return resolve();
        const timer = setTimeout(finish, CLOSE_WAIT_MS);
        function finish(): void {
          clearTimeout(timer);
          core.kill();
          resolve();
        }
        onClosed = finish;
        post({ type: 'close' });
      }),
  };
}
