import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ownFolder = dirname(fileURLToPath(import.meta.url));

/** Folder that holds package.json: the checkout, or `app.asar` in a package. */
function findAppRoot(): string {
  let folder = ownFolder;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json was not found above the program.');
    folder = parent;
  }
  return folder;
}

const appRoot = findAppRoot();

/** What lies beside the archive: addons, which the system loads, and the sample, which is read as any file of the planner's. */
const isUnpacked = (relativePath: string): boolean => relativePath.endsWith('.node') || relativePath.startsWith('resources/sample/');

/** Full path of a file that ships with the program. */
export function resolveAppFile(relativePath: string): string {
  const path = join(appRoot, relativePath);
  return isUnpacked(relativePath) ? path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked') : path;
}

const runsFromSource = import.meta.url.endsWith('.ts');

/** Where a checkout has its threads bundled; they start in a tenth of the time that the sources take. */
const bundledThreads = runsFromSource ? process.env.OMNIVOR_THREADS : ownFolder;

/** URL of a program part that starts on its own thread: in a build the bundle beside this one, in a checkout the source file unless it was bundled. `name` is relative to src/main, without ending. */
export function resolveProgramFile(name: string): URL {
  return pathToFileURL(bundledThreads === undefined ? resolveAppFile(`src/main/${name}.ts`) : join(bundledThreads, `${basename(name)}.js`));
}

/** Version of the program, from its package.json. */
export function readAppVersion(): string {
  const { version } = JSON.parse(readFileSync(resolveAppFile('package.json'), 'utf8')) as { version: string };
  return version;
}
