import { describe, expect, it } from 'vitest';
import { hasDisplay, onDisplay } from '../../scripts/lib/display.mjs';
import { packagedProgram } from '../../scripts/lib/packaged-program.mjs';

describe('a display', () => {
  it('is there on macOS and Windows, and on Linux where a server is named', () => {
    expect(hasDisplay('darwin', {})).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
  });

  it('is put around a command where there is none', () => {
    expect(onDisplay('node', ['a.mjs'], { isShown: true })).toEqual({ command: 'node', args: ['a.mjs'] });
    expect(onDisplay('node', ['a.mjs'], { isShown: false, firstNumber: 200 })).toEqual({ command: 'xvfb-run', args: ['-a', '-n', '200', '-s', '-screen 0 1600x1000x24', 'node', 'a.mjs'] });
  });
});

it('finds the packaged program of each platform', () => {
  const programs = [packagedProgram('.', 'linux', 'x64'), packagedProgram('.', 'linux', 'arm64'), packagedProgram('.', 'win32', 'x64'), packagedProgram('.', 'darwin', 'arm64')];
  expect(programs.map((program) => program.replaceAll('\\', '/'))).toEqual([
    'dist/linux-unpacked/omnivor-planner',
    'dist/linux-arm64-unpacked/omnivor-planner',
    'dist/win-unpacked/OMNIVOR Planner.exe',
    'dist/mac-arm64/OMNIVOR Planner.app/Contents/MacOS/OMNIVOR Planner',
  ]);
});
