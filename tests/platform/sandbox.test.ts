import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSandboxBlocked } from '../../scripts/lib/sandbox.mjs';
import { createTemporaryFolder } from './temporary-folder.ts';

describe('the sandbox of a Linux user', () => {
  it('is free where the kernel has no such setting, or has it off', () => {
    const folder = createTemporaryFolder({ helper: '', off: '0\n' });
    expect(isSandboxBlocked(join(folder, 'helper'), join(folder, 'absent'))).toBe(false);
    expect(isSandboxBlocked(join(folder, 'helper'), join(folder, 'off'))).toBe(false);
  });

  it('is blocked where the setting is on and the helper runs without rights', () => {
    const folder = createTemporaryFolder({ helper: '', on: '1\n' });
    chmodSync(join(folder, 'helper'), 0o755);
    expect(isSandboxBlocked(join(folder, 'helper'), join(folder, 'on'))).toBe(true);
  });
});
