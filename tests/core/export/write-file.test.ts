import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFilePlace, makeFolder, writeFileSafely } from '../../../src/main/core/export/write-file.ts';
import { unwrap } from '../support/test-core.ts';
import { createFolder, faultOf } from '../support/workspace-file.ts';

describe('writing a file', () => {
  it('writes it whole, from one text or from parts, and counts its bytes', () => {
    const folder = createFolder();
    const path = join(folder, 'a.csv');
    expect(unwrap(writeFileSafely(path, 'Zürich\n'))).toEqual({ bytes: 8 });
    expect(unwrap(writeFileSafely(path, ['a', 'ü', '']))).toEqual({ bytes: 3 });
    expect(readFileSync(path, 'utf8')).toBe('aü');
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  it('is known to be possible before the work whose result it is', () => {
    const folder = createFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(checkFilePlace(join(folder, 'plan.json')).ok).toBe(true);
    expect(faultOf(checkFilePlace(join(folder, 'nowhere', 'plan.json')))).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(faultOf(checkFilePlace(folder))).toMatchObject({ code: 'FILE_IS_FOLDER' });
    expect(makeFolder(join(folder, 'new', 'deep')).ok).toBe(true);
    expect(makeFolder(join(folder, 'new')).ok).toBe(true);
    expect(faultOf(makeFolder(join(folder, 'file')))).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('is a file') });
    expect(faultOf(makeFolder(join(folder, 'file', 'deep')))).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('below a file') });
  });

  it('leaves the old file where the rows stop half-way', () => {
    const folder = createFolder();
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'the old one');
    const parts = function* (): Generator<string> {
      yield 'half';
      throw new Error('the rows broke off');
    };
    expect(() => writeFileSafely(path, parts())).toThrow('the rows broke off');
    expect(readFileSync(path, 'utf8')).toBe('the old one');
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  it('answers with a fault where there is no folder, or a folder in the way', () => {
    const folder = createFolder();
    expect(faultOf(writeFileSafely(join(folder, 'none', 'a.csv'), 'x')).code).toBe('FILE_NOT_FOUND');
    mkdirSync(join(folder, 'a.csv'));
    expect(faultOf(writeFileSafely(join(folder, 'a.csv'), 'x')).code).toBe('FILE_IS_FOLDER');
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  it('answers with a fault below a file, under a name too long, and where no file stands', () => {
    const folder = createFolder();
    writeFileSync(join(folder, 'file'), 'kept');
    const faults = [join(folder, 'file', 'a.csv'), join(folder, 'x'.repeat(300)), '/proc/a.csv'].map((path) => faultOf(writeFileSafely(path, 'x')));
    expect(faults.map(({ code }) => code)).toEqual(['CONFLICT', 'FILE_NOT_WRITABLE', expect.stringMatching(/^FILE_NOT/)]);
    expect(faults[0]?.message).toContain('below a file');
    expect(faultOf(writeFileSafely('/dev/null', 'x'))).toMatchObject({ code: 'FILE_NOT_WRITABLE', message: '/dev/null is not a file.' });
    expect(statSync('/dev/null').isFile()).toBe(false);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('kept');
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
