// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { useLocation, useSearch } from 'wouter';
import { goTo, useLocationParameter } from '../../../src/renderer/app/location.ts';
import { renderInFrame } from '../support/frame.tsx';

function Shown() {
  const [path] = useLocation();
  const search = useSearch();
  const [contact, setContact] = useLocationParameter('contact');
  return (
    <>
      <output>{`${path}|${search}|${contact ?? 'none'}`}</output>
      <button onClick={() => setContact('12')}>set</button>
      <button onClick={() => setContact(null)}>clear</button>
    </>
  );
}

beforeEach(() => goTo('/', { replace: true }));

test('a location carries its parameters and drops them with the page', () => {
  renderInFrame(<Shown />);
  const output = screen.getByRole('status');
  act(() => goTo('/signal-index?contact=7&x=1'));
  expect(output.textContent).toBe('/signal-index|contact=7&x=1|7');
  act(() => screen.getByText('set').click());
  expect(output.textContent).toBe('/signal-index|contact=12&x=1|12');
  act(() => screen.getByText('clear').click());
  expect(output.textContent).toBe('/signal-index|x=1|none');
  act(() => goTo('/allocation-lab'));
  expect(output.textContent).toBe('/allocation-lab||none');
});

test('a plain link works too', () => {
  renderInFrame(<Shown />);
  act(() => {
    window.location.hash = '#/settings?tab=data';
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  });
  expect(screen.getByRole('status').textContent).toBe('/settings|tab=data|none');
});
