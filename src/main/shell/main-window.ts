import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { z } from 'zod';
import { APP_ORIGIN } from './app-protocol.ts';

const Bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });
const boundsFile = (): string => join(app.getPath('userData'), 'window.json');

/** Where the window stood last, if that is still on a screen. */
function readBounds(): z.infer<typeof Bounds> | { width: number; height: number } {
  const fallback = { width: 1440, height: 900 };
  try {
    const bounds = Bounds.parse(JSON.parse(readFileSync(boundsFile(), 'utf8')));
    const area = screen.getDisplayMatching(bounds).workArea;
    const isVisible = bounds.x < area.x + area.width && bounds.x + bounds.width > area.x && bounds.y >= area.y && bounds.y < area.y + area.height;
    return isVisible ? bounds : fallback;
  } catch {
    return fallback;
  }
}

/** Opens the one window: isolated, sandboxed, and connected to the core once its page has asked for it. */
export async function openMainWindow(): Promise<void> {
  const window = new BrowserWindow({
    ...readBounds(),
    minWidth: 960,
    minHeight: 640,
    show: false,
    backgroundColor: '#0a0a0b',
    title: 'OMNIVOR Planner',
    autoHideMenuBar: true,
    webPreferences: { preload: join(import.meta.dirname, '../preload/index.cjs'), contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeFileSync(boundsFile(), JSON.stringify(window.getNormalBounds())));
  const devUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  await window.loadURL(devUrl ?? `${APP_ORIGIN}/index.html`);
}
