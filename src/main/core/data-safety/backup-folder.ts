import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Backup } from '../../../contract/data.ts';
import { writeFileSafely } from '../export/write-file.ts';

export type BackupInfo = z.infer<typeof Backup>;
export type BackupReason = BackupInfo['reason'];

const REASON_WORDS: Record<BackupReason, string> = { automatic: 'automatic', 'by hand': 'by-hand', 'before migration': 'before-migration', 'before restore': 'before-restore' };
const FILE_NAME = /^(\d{13})-([a-z-]+?)(?:-(\d+))?\.omnivor$/;
const PathIndex = z.record(z.string(), z.string());

const indexFile = (userFolder: string): string => join(userFolder, 'backups', 'paths.json');

/** Folder of a workspace's backups; the uuid stays with the file wherever it is moved. */
export const backupFolder = (userFolder: string, uuid: string): string => join(userFolder, 'backups', uuid);

/** Backups of a workspace, newest first. Files that are no backups are left alone. */
export function readBackupFolder(folder: string): BackupInfo[] {
  if (!existsSync(folder)) return [];
  const backups = readdirSync(folder).flatMap((id): BackupInfo[] => {
    const match = FILE_NAME.exec(id);
    const reason = (Object.keys(REASON_WORDS) as BackupReason[]).find((known) => REASON_WORDS[known] === match?.[2]);
    if (!match || reason === undefined) return [];
    return [{ id, madeAt: Number(match[1]), reason, sizeBytes: statSync(join(folder, id)).size }];
  });
  return backups.sort((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? 1 : -1));
}

/** A file name that sorts by time and says why, not taken yet. */
export function freeBackupId(folder: string, nowMs: number, reason: BackupReason): string {
  mkdirSync(folder, { recursive: true });
  const base = `${String(nowMs).padStart(13, '0')}-${REASON_WORDS[reason]}`;
  for (let number = 0; ; number += 1) {
    const id = number === 0 ? `${base}.omnivor` : `${base}-${number}.omnivor`;
    if (!existsSync(join(folder, id)) && !existsSync(join(folder, `${id}.part`))) return id;
  }
}

function readIndex(userFolder: string): Record<string, string> {
  if (!existsSync(indexFile(userFolder))) return {};
  try {
    return PathIndex.parse(JSON.parse(readFileSync(indexFile(userFolder), 'utf8')));
  } catch {
    return {};
  }
}

/** Remembers which workspace stood at a path, so that its backups are found when the file itself cannot be read. */
export function rememberPath(userFolder: string, path: string, uuid: string): void {
  const index = readIndex(userFolder);
  if (index[path] === uuid) return;
  mkdirSync(join(userFolder, 'backups'), { recursive: true });
  writeFileSafely(indexFile(userFolder), `${JSON.stringify({ ...index, [path]: uuid }, null, 2)}\n`);
}

/** The workspace that last stood at a path, null where none is known. */
export const uuidAtPath = (userFolder: string, path: string): string | null => readIndex(userFolder)[path] ?? null;
