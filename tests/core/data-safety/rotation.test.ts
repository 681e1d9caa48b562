import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BackupInfo, BackupReason } from '../../../src/main/core/data-safety/backup-folder.ts';
import { selectExpired } from '../../../src/main/core/data-safety/rotation.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2027, 0, 4);

const backup = (madeAt: number, reason: BackupReason = 'automatic'): BackupInfo => ({ id: `${madeAt}-${reason}`, madeAt, reason, sizeBytes: 1 });
const rotate = (backups: readonly BackupInfo[]): BackupInfo[] => {
  const expired = new Set(selectExpired(backups));
  return backups.filter((info) => !expired.has(info));
};

describe('rotation', () => {
  it('after weeks of a backup every quarter of an hour keeps the last five, a week of days and four weeks', () => {
    let kept: BackupInfo[] = [];
    for (let at = START; at < START + 60 * DAY; at += 15 * MINUTE) kept = rotate([...kept, backup(at)]);
    const ages = kept.map((info) => START + 60 * DAY - info.madeAt);
    expect(ages.filter((age) => age <= 5 * 15 * MINUTE)).toHaveLength(5);
    const days = new Set(kept.map((info) => Math.floor(info.madeAt / DAY)));
    for (let back = 1; back <= 7; back += 1) expect(days.has(Math.floor((START + 60 * DAY) / DAY) - back), `${back} days ago`).toBe(true);
    const weeks = new Set(kept.map((info) => Math.floor(info.madeAt / (7 * DAY))));
    expect(weeks.size).toBeGreaterThanOrEqual(4);
    expect(kept.length).toBeLessThanOrEqual(5 + 7 + 4);
  });

  it('keeps what there is after a long pause', () => {
    const old = [0, 1, 2].map((day) => backup(START + day * DAY));
    expect(rotate([...old, backup(START + 400 * DAY)])).toHaveLength(4);
  });

  it('never drops the newest of any kind, and drops nothing more when run again', () => {
    const anyBackup = fc.tuple(fc.integer({ min: 0, max: 80 * 24 * 60 }), fc.constantFrom<BackupReason>('automatic', 'by hand', 'before migration', 'before restore')).map(([minute, reason]) => backup(START + minute * MINUTE, reason));
    fc.assert(
      fc.property(fc.uniqueArray(anyBackup, { selector: (info) => info.id, maxLength: 120 }), (backups) => {
        const kept = rotate(backups);
        for (const reason of new Set(backups.map((info) => info.reason))) {
          const newest = Math.max(...backups.filter((info) => info.reason === reason).map((info) => info.madeAt));
          expect(kept.some((info) => info.reason === reason && info.madeAt === newest)).toBe(true);
        }
        expect(rotate(kept)).toEqual(kept);
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it('keeps twenty of each kind made on purpose, whatever is made automatically', () => {
    const onPurpose = Array.from({ length: 30 }, (_, at) => [backup(START + at, 'by hand'), backup(START + at, 'before restore')]).flat();
    const automatic = Array.from({ length: 200 }, (_, at) => backup(START + DAY + at * MINUTE));
    const kept = rotate([...onPurpose, ...automatic]);
    expect(kept.filter((info) => info.reason === 'by hand')).toHaveLength(20);
    expect(kept.filter((info) => info.reason === 'before restore')).toHaveLength(20);
  });
});
