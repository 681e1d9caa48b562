import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** Hands the page its port to the core and tokens for dropped files, nothing else. */
contextBridge.exposeInMainWorld('omnivor', {
  platform: process.platform,
  fileToken: (file: File): Promise<unknown> => ipcRenderer.invoke('file:dropped', webUtils.getPathForFile(file)),
  onCoreDied: (listener: (code: number) => void): void => {
    ipcRenderer.on('core:died', (_event, code: number) => listener(code));
  },
});

ipcRenderer.on('core:port', (event) => {
  window.postMessage('omnivor:port', window.location.origin, [...event.ports]);
});

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'omnivor:ready') ipcRenderer.send('core:connect');
});
