import type { BackupInfo } from './backup-folder.ts';

const DAY_MS = 86_400_000;
const KEPT_NEWEST = 5;
const KEPT_DAYS = 7;
const KEPT_WEEKS = 4;
const KEPT_OTHERS = 20;

/**
 * Backups that may go. Of the automatic ones stay the newest five, the newest of each of the last seven days and of each
 * of the last four weeks that have any; days and weeks are fixed stretches of the calendar (UTC), so that what was the
 * last of its day stays the last of its day. Of those made by hand, before a migration and before a restore the newest
 * twenty of each kind stay.
 */
export function selectExpired(backups: readonly BackupInfo[]): BackupInfo[] {
  const newestFirst = [...backups].sort((a, b) => b.madeAt - a.madeAt);
  const automatic = newestFirst.filter((backup) => backup.reason === 'automatic');
  const kept = new Set(automatic.slice(0, KEPT_NEWEST));
  const keepNewestPer = (lengthMs: number, periods: number): void => {
    const seen = new Set<number>();
    for (const backup of automatic) {
      const period = Math.floor(backup.madeAt / lengthMs);
      if (seen.has(period)) continue;
      if (seen.size === periods) return;
      seen.add(period);
      kept.add(backup);
    }
  };
  keepNewestPer(DAY_MS, KEPT_DAYS);
  keepNewestPer(7 * DAY_MS, KEPT_WEEKS);
  const others = (['by hand', 'before migration', 'before restore'] as const).flatMap((reason) => newestFirst.filter((backup) => backup.reason === reason).slice(KEPT_OTHERS));
  return [...automatic.filter((backup) => !kept.has(backup)), ...others];
}
