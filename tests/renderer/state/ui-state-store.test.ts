import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createUiStateStore } from '../../../src/renderer/shared/state/ui-state-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

describe('state that survives', () => {
  test('a key is read once; nothing kept is null', async () => {
    const read = vi.fn(async () => undefined);
    const store = createUiStateStore({ read, write: async () => undefined });
    store.getState().load('rail');
    store.getState().load('rail');
    await settle();
    expect(read).toHaveBeenCalledTimes(1);
    expect(store.getState().values).toEqual({ rail: null });
  });

  test('changes in quick succession are one write of the last value', async () => {
    const write = vi.fn(async () => undefined);
    const store = createUiStateStore({ read: async () => null, write }, 300);
    for (const width of [1, 2, 3]) store.getState().set('rail', width);
    await vi.advanceTimersByTimeAsync(299);
    expect(write).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(write.mock.calls).toEqual([['rail', 3]]);
  });

  test('a value set while it is still being read wins over what is read', async () => {
    const store = createUiStateStore({ read: async () => 'old', write: async () => undefined });
    store.getState().load('page');
    store.getState().set('page', 'new');
    await settle();
    expect(store.getState().values['page']).toBe('new');
  });

  test('what was asked for in another workspace does not come in after a reset', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const read = vi.fn(() => new Promise<unknown>((resolve) => (answer = resolve)));
    const store = createUiStateStore({ read, write: async () => undefined });
    store.getState().load('page');
    store.getState().reset();
    answer('of the other workspace');
    await settle();
    expect(store.getState().values).toEqual({});
  });

  test('a refused read or write leaves the window working', async () => {
    const store = createUiStateStore({ read: () => Promise.reject(new Error('no')), write: () => Promise.reject(new Error('no')) }, 0);
    store.getState().load('page');
    await settle();
    expect(store.getState().values).toEqual({ page: null });
    store.getState().set('page', 1);
    await expect(store.getState().flush()).resolves.toBeUndefined();
  });
});
