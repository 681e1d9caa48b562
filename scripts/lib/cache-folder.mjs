import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Folder outside the checkout for what is fetched or compiled once: the platform's cache folder, or OMNIVOR_CACHE.
 * @param {{ platform: string, env: Readonly<Record<string, string | undefined>>, home: string }} machine
 * @returns {string}
 */
export function findCacheFolder({ platform, env, home } = { platform: process.platform, env: process.env, home: homedir() }) {
  if (env['OMNIVOR_CACHE']) return path.resolve(env['OMNIVOR_CACHE']);
  const isWindows = platform === 'win32';
  const { join } = isWindows ? path.win32 : path.posix;
  if (isWindows) return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'omnivor-planner');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'omnivor-planner');
  return join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'omnivor-planner');
}
