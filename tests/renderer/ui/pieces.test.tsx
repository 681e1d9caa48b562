// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { ChartTable } from '../../../src/renderer/shared/charts/ChartTable.tsx';
import { roundScale } from '../../../src/renderer/shared/charts/CalibrationPlot.tsx';
import { IntervalBar } from '../../../src/renderer/shared/charts/IntervalBar.tsx';
import { ErrorPanel } from '../../../src/renderer/shared/ui/ErrorPanel.tsx';
import { InlineNumberField, readNumber } from '../../../src/renderer/shared/ui/InlineNumberField.tsx';
import { InlineTextField } from '../../../src/renderer/shared/ui/InlineTextField.tsx';
import { MetricCard } from '../../../src/renderer/shared/ui/MetricCard.tsx';
import { NoticeBar } from '../../../src/renderer/shared/ui/NoticeBar.tsx';
import { ProgressPanel } from '../../../src/renderer/shared/ui/ProgressPanel.tsx';
import { RemoveButton } from '../../../src/renderer/shared/ui/RemoveButton.tsx';
import { UsageBar } from '../../../src/renderer/shared/ui/UsageBar.tsx';
import { renderInFrame } from '../support/frame.tsx';

describe('editing in place', () => {
  test('Enter commits, Esc reverts, what is wrong is said while typing and never committed', async () => {
    const onCommit = vi.fn();
    renderInFrame(<InlineNumberField label="Budget" value={100} min={0} onCommit={onCommit} />);
    const field = screen.getByLabelText<HTMLInputElement>('Budget');
    await userEvent.clear(field);
    await userEvent.type(field, '-5{Enter}');
    expect(screen.getByText('At least 0.')).toBeTruthy();
    expect(onCommit).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    expect(field.value).toBe('100');
    await userEvent.clear(field);
    await userEvent.type(field, '1,250{Enter}');
    expect(onCommit).toHaveBeenCalledExactlyOnceWith(1250);
  });

  test('leaving the field commits a good text and drops a wrong one', async () => {
    const onCommit = vi.fn();
    renderInFrame(<InlineTextField label="Name" value="Q4" validate={(text) => (text === '' ? 'Value required.' : null)} onCommit={onCommit} />);
    const field = screen.getByLabelText<HTMLInputElement>('Name');
    await userEvent.clear(field);
    await userEvent.tab();
    expect(onCommit).not.toHaveBeenCalled();
    expect(field.value).toBe('Q4');
    await userEvent.type(field, ' 2026');
    await userEvent.tab();
    expect(onCommit).toHaveBeenCalledExactlyOnceWith('Q4 2026');
  });

  test('percent is kept as a share; an optional field may be empty', () => {
    expect(readNumber('12.5 %', { isPercent: true, min: 0, max: 100 })).toEqual({ value: 0.125 });
    expect(readNumber('101', { isPercent: true, max: 100 })).toEqual({ message: 'At most 100.' });
    expect(readNumber('', { isOptional: true })).toEqual({ value: null });
    expect(readNumber('', {})).toEqual({ message: 'Value required.' });
    expect(readNumber('999999999999999999', { isWhole: true })).toEqual({ message: 'At most 9,007,199,254,740,991.' });
    expect(readNumber('1.5', { isWhole: true })).toEqual({ message: 'Whole number expected.' });
  });
});

describe('used against limit', () => {
  test('colour is never alone: the words say the same', () => {
    renderInFrame(<UsageBar label="Budget" used={130} limit={120} />);
    expect(screen.getByText('130 of 120')).toBeTruthy();
    expect(screen.getByText('108% used, over')).toBeTruthy();
    expect(screen.getByRole('meter', { name: 'Budget' }).getAttribute('aria-valuetext')).toBe('130 of 120, used, over');
  });
});

test('removing asks nothing and offers the way back', async () => {
  const [remove, undo] = [vi.fn(async () => undefined), vi.fn(async () => undefined)];
  renderInFrame(
    <>
      <RemoveButton name="Budget Q4" remove={remove} undo={undo} />
      <NoticeBar />
    </>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Remove Budget Q4' }));
  expect(remove).toHaveBeenCalledTimes(1);
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Budget Q4 restored.'));
});

test('a metric is a link to its rows', () => {
  renderInFrame(<MetricCard label="Actions" value="847" detail="12 HCPs" href="/allocation-lab?view=actions" />);
  expect(screen.getByRole('link', { name: 'Actions: 847' }).getAttribute('href')).toBe('#/allocation-lab?view=actions');
});

test('an error says what, where, the way out and its code', () => {
  renderInFrame(<ErrorPanel fault={{ code: 'BAD_FORMAT', message: 'Row 17 has 9 columns, 12 expected.', path: 'contacts.csv:17', hint: 'Close the quote in row 16.' }} />);
  expect(screen.getByRole('alert').textContent).toBe('Row 17 has 9 columns, 12 expected.At contacts.csv:17Close the quote in row 16.BAD_FORMAT');
});

test('progress names phase, count, pace, time left and the best so far', async () => {
  const onCancel = vi.fn();
  renderInFrame(<ProgressPanel phase="Metabolizing constraints" done={47} total={100} unit="scenarios" rate={12} remainingMs={4400} best={2310.4} bound={2400} onCancel={onCancel} />);
  expect(screen.getByText('47 of 100 scenarios · 12/s · 4.4 s left')).toBeTruthy();
  expect(screen.getByText('2,310.4')).toBeTruthy();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('47');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onCancel).toHaveBeenCalledTimes(1);
});

test('progress without a best yet leads with the bound; a full bar promises no time; a phase ends in one stop', () => {
  renderInFrame(<ProgressPanel phase="Pricing what is scarce…" done={140} total={140} rate={58} remainingMs={0} bound={17_607} />);
  expect(screen.getByText('Bound 17,607')).toBeTruthy();
  expect(screen.getByText('140 of 140 · 58/s')).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('Pricing what is scarce. 140 of 140, 100%.');
});

test('an interval is written beside its bar; the table of a chart shows missing as a dash', () => {
  renderInFrame(
    <>
      <IntervalBar mean={0.123} low={0.081} high={0.169} />
      <ChartTable label="Lift" columns={[{ key: 'c', label: 'Channel' }, { key: 'v', label: 'Lift', unit: '€' }]} data={[{ c: 'email', v: 3 }, { c: 'call', v: null }]} />
    </>,
  );
  expect(screen.getByText('12.3% (8.1–16.9%)')).toBeTruthy();
  expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['email', '3', 'call', '–']);
});

test('the scale of a calibration plot is round and holds every value', () => {
  expect([[0.03], [0.11, 0.19], [0.6], []].map(roundScale)).toEqual([0.05, 0.2, 1, 0.05]);
});
