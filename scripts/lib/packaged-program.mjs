import { join } from 'node:path';

/**
 * The program in the unpacked package that electron-builder leaves under dist/.
 * @param {string} root
 * @param {string} [platform]
 * @param {string} [arch]
 */
export function packagedProgram(root, platform = process.platform, arch = process.arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'darwin') return join(root, 'dist', `mac${suffix}`, 'OMNIVOR Planner.app', 'Contents', 'MacOS', 'OMNIVOR Planner');
  if (platform === 'win32') return join(root, 'dist', `win${suffix}-unpacked`, 'OMNIVOR Planner.exe');
  return join(root, 'dist', `linux${suffix}-unpacked`, 'omnivor-planner');
}
