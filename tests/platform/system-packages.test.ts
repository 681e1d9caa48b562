import { describe, expect, it } from 'vitest';
import { installSystemPackages } from '../../scripts/lib/system-packages.mjs';

interface ManagerOptions {
  readonly known?: readonly string[];
  readonly knownAfterUpdate?: readonly string[];
  readonly isRoot?: boolean;
  /** Exit codes of the installs, in their order. */
  readonly codes?: number[];
}

/** A package manager that only writes down what it was told. */
function createManager({ known = [], knownAfterUpdate = known, isRoot = true, codes = [0] }: ManagerOptions) {
  const log: string[] = [];
  let names = known;
  return {
    log,
    isRoot,
    isKnown: (name: string) => names.includes(name),
    install: (wanted: readonly string[]) => {
      log.push(`install ${wanted.join(' ')}`);
      return Promise.resolve({ code: codes.shift() ?? 0, output: 'E: broken' });
    },
    update: () => {
      log.push('update');
      names = knownAfterUpdate;
      return Promise.resolve({ code: 0, output: '' });
    },
  };
}

const choices = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3']];
const purpose = 'Electron';

describe('missing system packages', () => {
  it('are installed by the names this system knows, without fetching lists again', async () => {
    const manager = createManager({ known: ['libgtk-3-0', 'libnss3'] });
    await installSystemPackages({ choices, purpose, manager });
    expect(manager.log).toEqual(['install libgtk-3-0 libnss3']);
  });

  it('are looked up after fetching the lists where a name is unknown', async () => {
    const manager = createManager({ known: [], knownAfterUpdate: ['libgtk-3-0t64', 'libnss3'] });
    await installSystemPackages({ choices, purpose, manager });
    expect(manager.log).toEqual(['update', 'install libgtk-3-0t64 libnss3']);
  });

  it('are tried once more with fresh lists where the old ones lead nowhere', async () => {
    const manager = createManager({ known: ['libgtk-3-0', 'libnss3'], codes: [100, 0] });
    await installSystemPackages({ choices, purpose, manager });
    expect(manager.log).toEqual(['install libgtk-3-0 libnss3', 'update', 'install libgtk-3-0 libnss3']);
  });

  it('stop with the line to run for a user without rights', async () => {
    const manager = createManager({ known: ['libgtk-3-0', 'libnss3'], isRoot: false });
    await expect(installSystemPackages({ choices, purpose, manager })).rejects.toMatchObject({ fix: 'sudo apt-get install -y --no-install-recommends libgtk-3-0 libnss3' });
    expect(manager.log).toEqual([]);
  });

  it('stop with their names on a system without apt-get', async () => {
    await expect(installSystemPackages({ choices, purpose, manager: null })).rejects.toMatchObject({ fix: expect.stringContaining('libgtk-3-0, libnss3') as unknown });
  });

  it('stop with the last lines where they can not be installed', async () => {
    const manager = createManager({ known: ['libgtk-3-0', 'libnss3'], codes: [100, 100] });
    await expect(installSystemPackages({ choices, purpose, manager })).rejects.toMatchObject({ detail: 'E: broken' });
  });
});
