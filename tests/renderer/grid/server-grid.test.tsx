// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { GridAnswer, GridRequest } from '../../../src/renderer/shared/grid/grid-types.ts';
import { ServerGrid, type ServerGridProps } from '../../../src/renderer/shared/grid/ServerGrid.tsx';
import { createMemoryUiState, renderInFrame } from '../support/frame.tsx';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly value: number;
}
const everyone: readonly Row[] = Array.from({ length: 250 }, (_, id) => ({ id, name: `Contact ${String(id).padStart(3, '0')}`, value: (id * 37) % 101 }));

function answer({ offset, limit, sort, search }: GridRequest): GridAnswer<Row> {
  const found = everyone.filter((row) => row.name.includes(search));
  const ordered = sort[0]?.column === 'value' ? found.toSorted((a, b) => (a.value - b.value) * (sort[0]?.direction === 'desc' ? -1 : 1)) : found;
  return { total: found.length, rows: ordered.slice(offset, offset + limit), totals: { value: String(found.reduce((sum, row) => sum + row.value, 0)) } };
}

const columns: ServerGridProps<Row>['columns'] = [
  { field: 'name', label: 'HCP', text: (row) => row.name },
  { field: 'value', label: 'Value', unit: '€', isNumeric: true, text: (row) => String(row.value) },
  { field: 'extra', label: 'Extra', text: () => '–', isHiddenAtFirst: true },
];
const idOf = (row: Row): number => row.id;
const show = (over: Partial<ServerGridProps<Row>> = {}, uiState = createMemoryUiState().store) => {
  const fetchPage = vi.fn(async (request: GridRequest) => answer(request));
  const frame = renderInFrame(
    <div style={{ width: 800, height: 600 }}>
      <ServerGrid<Row> id="people" label="HCPs" noun={['HCP', 'HCPs']} columns={columns} idOf={idOf} queryKey={['people']} fetchPage={fetchPage} {...over} />
    </div>,
    uiState,
  );
  return { ...frame, fetchPage };
};
const offsets = (fetchPage: { readonly mock: { readonly calls: readonly (readonly [GridRequest, ...unknown[]])[] } }): readonly number[] => fetchPage.mock.calls.map(([request]) => request.offset);

beforeEach(() => {
  // A page of the size a window has, so that the grid draws its rows.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
});

describe('a grid over rows that stay in the core', () => {
  test('asks for one page and fetches the next ahead', async () => {
    const { fetchPage } = show();
    expect(await screen.findByText('Contact 000')).toBeTruthy();
    await waitFor(() => expect(offsets(fetchPage)).toEqual([0, 100]));
    expect(fetchPage.mock.calls[0]?.[0]).toEqual({ offset: 0, limit: 100, sort: [], search: '' });
    expect(screen.getByText(/1–100 of 250 HCPs/)).toBeTruthy();
  });

  test('turns pages, and the totals are those of all rows', async () => {
    const { fetchPage } = show();
    await screen.findByText('Contact 000');
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await screen.findByText('Contact 100')).toBeTruthy();
    await waitFor(() => expect(new Set(offsets(fetchPage))).toEqual(new Set([0, 100, 200])));
    expect(within(screen.getByRole('group', { name: 'Totals' })).getByText(String(everyone.reduce((sum, row) => sum + row.value, 0)))).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Last page' }));
    expect(await screen.findByText(/201–250 of 250 HCPs/)).toBeTruthy();
  });

  test('searching and sorting are asked of the core, from the first page', async () => {
    const { fetchPage } = show();
    await screen.findByText('Contact 000');
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Search HCPs' }), 'Contact 24');
    expect(await screen.findByText(/1–10 of 10 HCPs/)).toBeTruthy();
    await userEvent.click(screen.getByRole('columnheader', { name: 'Value (€)' }));
    await waitFor(() => expect(fetchPage.mock.lastCall?.[0]).toMatchObject({ offset: 0, search: 'Contact 24', sort: [{ column: 'value', direction: 'asc' }] }));
  });

  test('another filter starts at the first page', async () => {
    const fetchPage = vi.fn(async (request: GridRequest) => answer(request));
    const grid = (filter: string) => <ServerGrid<Row> id="people" label="HCPs" noun={['HCP', 'HCPs']} columns={columns} idOf={idOf} queryKey={['people', filter]} fetchPage={fetchPage} />;
    const { rerender } = renderInFrame(grid('a'));
    await screen.findByText('Contact 000');
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('Contact 100');
    rerender(grid('b'));
    expect(await screen.findByText(/1–100 of 250 HCPs/)).toBeTruthy();
  });

  test('Enter opens the row, Space selects it', async () => {
    const onOpen = vi.fn();
    show({ onOpen, bulkActions: (selected) => <span>{`${selected.length} chosen`}</span> });
    const cell = (await screen.findByText('Contact 000')).closest('[role="gridcell"]');
    if (cell === null) throw new Error('the name stands in no cell');
    fireEvent.keyDown(cell, { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith(everyone[0]);
    fireEvent.keyDown(cell, { key: ' ' });
    expect(await screen.findByText('1 chosen')).toBeTruthy();
    expect(screen.getByText(/1 selected/)).toBeTruthy();
  });

  test('slash goes to the search field', async () => {
    show();
    await screen.findByText('Contact 000');
    fireEvent.keyDown(document.body, { key: '/', code: 'Slash' });
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Search HCPs' }));
  });

  test('what the planner chose is there again after a restart', async () => {
    const kept = new Map<string, unknown>();
    const first = show({}, createMemoryUiState(kept).store);
    await screen.findByText('Contact 000');
    await userEvent.click(screen.getByRole('button', { name: 'Choose columns' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Extra' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Value' }));
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('Contact 100');
    await first.uiState.getState().flush();
    first.unmount();

    show({}, createMemoryUiState(kept).store);
    expect(await screen.findByText(/101–200 of 250 HCPs/)).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: 'Extra' })).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: 'Value (€)' })).toBeNull();
  });

  test('copies the selected rows with their header', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { clipboard: { writeText } }));
    const { notices } = show({ bulkActions: () => null });
    const cell = (await screen.findByText('Contact 001')).closest('[role="gridcell"]');
    if (cell === null) throw new Error('the name stands in no cell');
    fireEvent.keyDown(cell, { key: ' ' });
    await screen.findByText(/1 selected/);
    fireEvent.keyDown(cell, { key: 'c', ctrlKey: true });
    expect(writeText).toHaveBeenCalledWith('HCP\tValue (€)\nContact 001\t37');
    await waitFor(() => expect(notices.getState().current?.text).toBe('1 HCP copied.'));
    vi.unstubAllGlobals();
  });

  test('a refused question shows the fault and asks again', async () => {
    const fault = { code: 'BAD_INPUT', message: 'Column "age" is unknown.' };
    const fetchPage = vi.fn(async (request: GridRequest) => answer(request)).mockRejectedValueOnce(Object.assign(new Error('x'), { data: fault }));
    show({ fetchPage });
    expect(await screen.findByText('Column "age" is unknown.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    expect(await screen.findByText('Contact 000')).toBeTruthy();
  });

  test('no row: one fact', async () => {
    show({ fetchPage: async () => ({ total: 0, rows: [] }) });
    expect(await screen.findByText('No signals match.')).toBeTruthy();
  });
});
