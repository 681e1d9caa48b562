import type { BackupInfo } from './backup-folder.ts';

const DAY_MS = 86_400_000;
const KEPT_NEWEST = 5;
const KEPT_DAYS = 7;
const KEPT_WEEKS = 4;

/**
 * Backups that may go: everything but the newest five, the newest of each of the last seven days and of each of the last
 * four weeks. Those made by hand or before a migration or restore stay until twenty newer ones of their kind exist.
 */
export function selectExpired(backups: readonly BackupInfo[], nowMs: number): BackupInfo[] {
  const newestFirst = [...backups].sort((a, b) => b.madeAt - a.madeAt);
  const automatic = newestFirst.filter((backup) => backup.reason === 'automatic');
  const kept = new Set(automatic.slice(0, KEPT_NEWEST).map((backup) => backup.id));
  const keepNewestPer = (lengthMs: number, periods: number): void => {
    const seen = new Set<number>();
    for (const backup of automatic) {
      const age = Math.floor((nowMs - backup.madeAt) / lengthMs);
      if (age >= periods || seen.has(age)) continue;
      seen.add(age);
      kept.add(backup.id);
    }
  };
  keepNewestPer(DAY_MS, KEPT_DAYS);
  keepNewestPer(7 * DAY_MS, KEPT_WEEKS);
  const others = newestFirst.filter((backup) => backup.reason !== 'automatic');
  return [...automatic.filter((backup) => !kept.has(backup.id)), ...others.slice(20)];
}
