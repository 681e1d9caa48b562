import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Backup } from '../../../contract/data.ts';
import { writeFileSafely } from '../export/write-file.ts';

export type BackupInfo = z.infer<typeof Backup>;
export type BackupReason = BackupInfo['reason'];

const REASON_WORDS: Record<BackupReason, string> = { automatic: 'automatic', 'by hand': 'by-hand', 'before migration': 'before-migration', 'before restore': 'before-restore' };
const FILE_NAME = /^(\d{13,})-([a-z-]+?)(?:-(\d+))?\.omnivor$/;
const PART_ENDING = '.part';
const PART_LEFT_AFTER_MS = 3_600_000;
const KnownPath = z.strictObject({ path: z.string(), uuid: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/) });

/** Folder of a workspace's backups; the uuid stays with the file wherever it is moved. */
export const backupFolder = (userFolder: string, uuid: string): string => join(userFolder, 'backups', uuid);

/** Backups of a workspace, newest first. Files that are no backups are left alone. */
export function readBackupFolder(folder: string): BackupInfo[] {
  if (!existsSync(folder)) return [];
  const backups = readdirSync(folder).flatMap((id) => {
    const match = FILE_NAME.exec(id);
    const reason = (Object.keys(REASON_WORDS) as BackupReason[]).find((known) => REASON_WORDS[known] === match?.[2]);
    const stat = statSync(join(folder, id), { throwIfNoEntry: false });
    if (!match || reason === undefined || stat?.isFile() !== true) return [];
    return [{ number: Number(match[3] ?? 0), info: { id, madeAt: Number(match[1]), reason, sizeBytes: stat.size } satisfies BackupInfo }];
  });
  return backups.sort((a, b) => b.info.madeAt - a.info.madeAt || b.number - a.number || (a.info.id < b.info.id ? 1 : -1)).map(({ info }) => info);
}

/** Where a backup is written until it is whole, and the name it then gets. */
export interface ReservedBackup {
  readonly id: string;
  readonly part: string;
  readonly file: string;
}

/** Takes a file name that sorts by time and says why; two programs at the same instant get two names. */
export function reserveBackup(folder: string, nowMs: number, reason: BackupReason): ReservedBackup {
  mkdirSync(folder, { recursive: true });
  const base = `${String(nowMs).padStart(13, '0')}-${REASON_WORDS[reason]}`;
  for (let number = 0; ; number += 1) {
    const id = number === 0 ? `${base}.omnivor` : `${base}-${number}.omnivor`;
    const file = join(folder, id);
    const part = `${file}${PART_ENDING}`;
    if (existsSync(file)) continue;
    try {
      closeSync(openSync(part, 'wx'));
      return { id, part, file };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Removes what a killed program left of an unfinished backup: parts last written an hour before the file just made, by
 * the clock of the disk. Younger ones may still grow.
 */
export function removeLeftParts(folder: string, justMade: string): void {
  const nowMs = statSync(justMade).mtimeMs;
  for (const name of readdirSync(folder)) {
    const stat = name.includes(PART_ENDING) ? statSync(join(folder, name), { throwIfNoEntry: false }) : undefined;
    if (stat !== undefined && nowMs - stat.mtimeMs > PART_LEFT_AFTER_MS) rmSync(join(folder, name), { force: true });
  }
}

/** One small file for each path, so that two programs never rewrite the same list. */
const pathFile = (userFolder: string, path: string): string => join(userFolder, 'backups', 'paths', `${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 32)}.json`);

/** The workspace that last stood at a path, null where none is known. */
export function uuidAtPath(userFolder: string, path: string): string | null {
  try {
    return KnownPath.parse(JSON.parse(readFileSync(pathFile(userFolder, path), 'utf8'))).uuid;
  } catch {
    return null;
  }
}

/** Remembers which workspace stands at a path, so that its backups are found when the file itself cannot be read. */
export function rememberPath(userFolder: string, path: string, uuid: string): void {
  if (uuidAtPath(userFolder, path) === uuid) return;
  mkdirSync(join(userFolder, 'backups', 'paths'), { recursive: true });
  writeFileSafely(pathFile(userFolder, path), `${JSON.stringify({ path: resolve(path), uuid })}\n`);
}
