// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { lazyPage } from '../../../src/renderer/app/lazy-page.tsx';
import { renderInFrame } from '../support/frame.tsx';

test('a page fetched ahead is drawn at once', async () => {
  const load = vi.fn(async () => ({ default: () => <h1>Signal Index</h1> }));
  const Page = lazyPage(load);
  await Page.preload();
  renderInFrame(<Page />);
  expect(screen.getByText('Signal Index')).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
});
