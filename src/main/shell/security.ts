import { app, session, type WebFrameMain } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

const devOrigin = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];

const isOwnUrl = (url: string): boolean => url.startsWith(`${APP_ORIGIN}/`) || (devOrigin !== undefined && url.startsWith(devOrigin));

/** True for the top frame of our own page: the only sender whose messages count. */
export const isAppFrame = (frame: WebFrameMain | null): boolean => frame !== null && frame.parent === null && isOwnUrl(frame.url);

/** No navigation away, no new windows, no web views, no permissions, for whatever page is ever loaded. */
export function guardWebContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!isOwnUrl(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'clipboard-sanitized-write'));
    session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  });
}
