import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { electronProgramName, readElectronFolder } from '../../scripts/lib/electron-folder.mjs';
import { resolveElectron } from '../../scripts/lib/electron-runtime.mjs';
import { needsOwnSqliteAddon } from '../../scripts/lib/sqlite-addon.mjs';
import { createTemporaryFolder } from './temporary-folder.ts';

type Source = 'override' | 'installed' | 'downloaded' | 'carried';

const runtime = (source: Source) => ({ version: '45.4.1', program: `/${source}/electron`, folder: `/${source}`, source });

/** Sources of which only some have an Electron, and a record of which were asked. */
function createSources(...having: Source[]) {
  const asked: Source[] = [];
  const answer = (source: Source) => {
    asked.push(source);
    return having.includes(source) ? runtime(source) : null;
  };
  return {
    asked,
    override: () => answer('override'),
    installed: () => answer('installed'),
    download: () => Promise.resolve(answer('downloaded')),
    carried: () => Promise.resolve(answer('carried')),
  };
}

describe('Electron', () => {
  it('is taken from OMNIVOR_ELECTRON before all else', async () => {
    const sources = createSources('override', 'installed', 'downloaded', 'carried');
    expect((await resolveElectron(sources, { OMNIVOR_ELECTRON: '/mine' })).source).toBe('override');
    expect(sources.asked).toEqual(['override']);
  });

  it('is not looked for elsewhere where OMNIVOR_ELECTRON names a wrong folder', async () => {
    const sources = createSources('installed', 'carried');
    await expect(resolveElectron(sources, { OMNIVOR_ELECTRON: '/mine' })).rejects.toThrow('OMNIVOR_ELECTRON names /mine, which holds no Electron.');
    expect(sources.asked).toEqual(['override']);
  });

  it.each([
    [['installed', 'downloaded', 'carried'], ['installed']],
    [['downloaded', 'carried'], ['installed', 'downloaded']],
    [['carried'], ['installed', 'downloaded', 'carried']],
  ] as [Source[], Source[]][])('with %j asks %j and stops at the first', async (having, asked) => {
    const sources = createSources(...having);
    expect((await resolveElectron(sources, {})).source).toBe(having[0]);
    expect(sources.asked).toEqual(asked);
  });

  it('is asked of the user where there is none', async () => {
    await expect(resolveElectron(createSources(), {})).rejects.toMatchObject({ name: 'SetupProblem', message: 'Electron could not be downloaded.' });
  });

  it('is known by its program and version file', () => {
    const folder = createTemporaryFolder({ version: 'v33.2.1\n', [electronProgramName()]: '' });
    expect(readElectronFolder(folder, 'override')).toEqual({ version: '33.2.1', program: join(folder, electronProgramName()), folder, source: 'override' });
    expect(readElectronFolder(createTemporaryFolder({ version: '33.2.1' }), 'override')).toBeNull();
  });

  it('needs an SQLite of its own below Node-API 10', () => {
    expect(['33.2.1', '34.9.9', '35.0.0', '45.4.1'].map(needsOwnSqliteAddon)).toEqual([true, true, false, false]);
  });
});
