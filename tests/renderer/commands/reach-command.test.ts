import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCommandStore, listCommands } from '../../../src/renderer/app/commands/command-store.ts';
import { reachCommand } from '../../../src/renderer/app/commands/reach-command.ts';
import { pages } from '../../../src/renderer/app/pages.ts';

const lab = pages.find(({ id }) => id === 'allocation-lab')!;
const optimize = lab.reach![0]!;
const own = (run: () => void, isEnabled = () => true) => ({ id: optimize.id, name: optimize.name, group: 'Plan', isEnabled, run });

describe('A command of another page', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('goes to the page and runs once the page offers and allows it', async () => {
    const store = createCommandStore();
    const goTo = vi.fn();
    const run = vi.fn();
    let isReady = false;
    const running = reachCommand(store, lab, optimize, goTo).run();
    expect(goTo).toHaveBeenCalledWith('/allocation-lab');
    store.getState().provide('page', [own(run, () => isReady)]);
    await vi.advanceTimersByTimeAsync(500);
    expect(run).not.toHaveBeenCalled();
    isReady = true;
    await vi.advanceTimersByTimeAsync(100);
    await running;
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('leaves it at the page where that never allows it', async () => {
    const store = createCommandStore();
    const run = vi.fn();
    store.getState().provide('page', [own(run, () => false)]);
    const running = reachCommand(store, lab, optimize, vi.fn()).run();
    await vi.advanceTimersByTimeAsync(6000);
    await running;
    expect(run).not.toHaveBeenCalled();
  });

  it('gives way to the page on screen, whichever came first', () => {
    const mine = own(vi.fn());
    const reached = reachCommand(createCommandStore(), lab, optimize, vi.fn());
    for (const sets of [[mine, reached], [reached, mine]]) expect(listCommands(new Map(sets.map((command, at) => [String(at), [command]])))).toEqual([mine]);
  });
});

describe('Commands that pages can be asked for', () => {
  it.each(pages.flatMap((page) => (page.reach ?? []).map((command) => [page.id, command] as const)))('%s offers $id by its name', (page, { id, name }) => {
    const folder = join(import.meta.dirname, '../../../src/renderer/pages', page);
    const sources = readdirSync(folder).filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(sources.some((source) => source.includes(`id: '${id}', name: '${name}'`))).toBe(true);
  });
});
