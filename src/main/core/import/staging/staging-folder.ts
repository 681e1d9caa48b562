import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeStagingFile } from './staging-file.ts';

const NAME = /^(\d+)-.+\.staging(?:\.rows)?$/;

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Path for a new staging file. Files that programs left behind which no longer run are removed on the way. */
export function newStagingPath(folder: string, id: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const owner = NAME.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) removeStagingFile(join(folder, name));
  }
  return join(folder, `${process.pid}-${id}.staging`);
}
