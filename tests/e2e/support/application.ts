import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';

export const root = resolve(import.meta.dirname, '../../..');
export const screenshots = join(root, 'out', 'screenshots');

/** The application as a planner has it: its own folder, its window, and what went wrong in it. */
export interface Application {
  readonly electron: ElectronApplication;
  readonly window: Page;
  /** Folder of the planner's own files, removed at the end. */
  readonly folder: string;
  /** Errors of page and console, content policy violations included. */
  readonly errors: string[];
  close(): Promise<void>;
}

export interface StartOptions {
  /** Keep this folder from an earlier start. */
  readonly folder?: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly arguments?: readonly string[];
}

const isRoot = process.getuid?.() === 0;
const HANDSHAKE_MS = 12_000;
const HANDSHAKES = 3;

/**
 * Starts the program under the test driver. Where the window opens at the very moment the driver attaches, its handshake
 * never ends although the program runs well; then the program is ended and started again.
 */
async function launch(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch({ ...options, timeout: HANDSHAKE_MS });
    } catch (error) {
      if (attempt === HANDSHAKES || !String(error).includes('Timeout')) throw error;
    }
  }
}

/** Program to start: the packaged one, or the Electron that runs the built application. */
export function electronProgram(): string {
  const program = process.env['OMNIVOR_PACKAGED'] ?? process.env['OMNIVOR_ELECTRON_PROGRAM'];
  if (program === undefined) throw new Error('Run end-to-end tests through npm test -- --only e2e: it finds the Electron to use.');
  return program;
}

/** Its command line; the planner's own files stay in a folder of the test. */
export const electronArguments = (folder: string, more: readonly string[] = []): string[] => [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  // Without a graphics card every frame of a transition is drawn by the processor the tests need.
  '--force-prefers-reduced-motion',
  ...(process.env['OMNIVOR_PACKAGED'] === undefined ? [root] : []),
  ...more,
  `--user-data-dir=${join(folder, 'user')}`,
];

/** Starts the built application (or the packaged one, when `OMNIVOR_PACKAGED` names its program). */
export async function startApplication(options: StartOptions = {}): Promise<Application> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'omnivor-e2e-'));
  const electron = await launch({ executablePath: electronProgram(), args: electronArguments(folder, options.arguments ?? []) });
  const window = await electron.firstWindow();
  const errors: string[] = [];
  window.on('pageerror', (error) => errors.push(error.message));
  window.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) errors.push(message.text());
  });
  await resize(electron, options.size ?? { width: 1440, height: 900 });
  return {
    electron,
    window,
    folder,
    errors,
    async close() {
      await electron.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sets the size of the window's content. */
export async function resize(electron: ElectronApplication, size: { readonly width: number; readonly height: number }): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);
}

/** Goes to a page by its hash route. */
export async function goTo(window: Page, route: string): Promise<void> {
  await window.evaluate((hash) => {
    globalThis.location.hash = hash;
  }, route);
}

/** Answers the next open dialogs with these paths. */
export async function answerOpenDialog(electron: ElectronApplication, paths: string[]): Promise<void> {
  await electron.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
  }, paths);
}

/** Answers the next save dialogs with this path. */
export async function answerSaveDialog(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

/** Drops files on the middle of the window as the operating system does. */
export async function dropFiles(window: Page, paths: readonly string[]): Promise<void> {
  const session = await window.context().newCDPSession(window);
  const size = await window.evaluate(() => ({ x: Math.round(innerWidth / 2), y: Math.round(innerHeight / 2) }));
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, ...size, data });
  await session.detach();
}

/** Saves a picture of the window under out/screenshots. */
export async function takeScreenshot(window: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await window.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' });
}

/** Waits until nothing fades in or out any more: half faded text has a contrast that nobody reads it with. */
async function settleAnimations(window: Page): Promise<void> {
  await expect.poll(() => window.evaluate(() => document.getAnimations().filter(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity).length)).toBe(0);
}

/** No violation of WCAG 2.2 A and AA on what is shown now. */
export async function expectAccessible(window: Page, context: string): Promise<void> {
  await settleAnimations(window);
  const result = await new AxeBuilder({ page: window }).setLegacyMode(true).options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  const found = result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(' | ')}`);
  expect(found, context).toEqual([]);
}
