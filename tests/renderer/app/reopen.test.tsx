// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Client } from '../../../src/renderer/app/client.ts';
import { lazyPage } from '../../../src/renderer/app/lazy-page.tsx';
import { rememberWorkspace, reopenWorkspace } from '../../../src/renderer/app/reopen-workspace.ts';
import { renderInFrame } from '../support/frame.tsx';

const info = { name: 'Q4', path: '/files/q4.omnivor', currency: 'EUR', contactNoun: 'HCP', contacts: 0, touches: 0, outcomes: 0, lastDate: null } as const;
const recent = [{ id: 'q4', name: 'Q4', path: info.path, openedAt: 0, exists: true }];

/** A core with one known workspace file. */
function createFakeClient(over: { readonly exists?: boolean; readonly open?: boolean; readonly refusal?: unknown } = {}) {
  let isOpen = over.open ?? false;
  const open = vi.fn(async () => {
    if (over.refusal !== undefined) throw over.refusal;
    isOpen = true;
    return info;
  });
  const current = async () => ({ open: isOpen ? info : null, recent: recent.map((workspace) => ({ ...workspace, exists: over.exists ?? true })) });
  return { client: { workspace: { current, open } } as unknown as Client, open };
}

beforeEach(() => localStorage.clear());

describe('the workspace shown last', () => {
  test('is opened again at the next start', async () => {
    rememberWorkspace({ open: info, recent });
    const { client, open } = createFakeClient();
    expect((await reopenWorkspace(client)).current.open?.name).toBe('Q4');
    expect(open).toHaveBeenCalledWith({ recent: 'q4' });
  });

  test('is not opened when it was closed, when its file is gone, or when another is open already', async () => {
    const closed = createFakeClient();
    await reopenWorkspace(closed.client);
    rememberWorkspace({ open: info, recent });
    const [gone, taken] = [createFakeClient({ exists: false }), createFakeClient({ open: true })];
    await reopenWorkspace(gone.client);
    await reopenWorkspace(taken.client);
    rememberWorkspace({ open: null, recent });
    const after = createFakeClient();
    await reopenWorkspace(after.client);
    for (const { open } of [closed, gone, taken, after]) expect(open).not.toHaveBeenCalled();
  });

  test('that cannot be opened leaves the start screen and says why', async () => {
    rememberWorkspace({ open: info, recent });
    const { client } = createFakeClient({ refusal: { code: 'DATABASE_DAMAGED', message: 'Q4 is damaged on page 7.' } });
    expect(await reopenWorkspace(client)).toMatchObject({ current: { open: null }, fault: { code: 'DATABASE_DAMAGED' } });
  });
});

test('a page fetched ahead is drawn at once', async () => {
  const load = vi.fn(async () => ({ default: () => <h1>Signal Index</h1> }));
  const Page = lazyPage(load);
  await Page.preload();
  renderInFrame(<Page />);
  expect(screen.getByText('Signal Index')).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
});
