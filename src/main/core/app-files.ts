import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder that holds package.json: the checkout, or `app.asar` in a package. */
function findAppRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json was not found above the program.');
    folder = parent;
  }
  return folder;
}

const appRoot = findAppRoot();

/** Full path of a file that ships with the program. Native addons lie beside the archive, not in it. */
export function resolveAppFile(relativePath: string): string {
  const path = join(appRoot, relativePath);
  return relativePath.endsWith('.node') ? path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked') : path;
}
