import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, FolderInput } from 'lucide-react';
import { useCallback } from 'react';
import type { Contact, ContactField } from '../../../engine/model/contact.ts';
import { ContactFilter } from '../../../engine/model/filter.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { formatCount, formatNumber, formatQuantity } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { FilterConditions } from '../../shared/grid/FilterConditions.tsx';
import type { FilterColumn } from '../../shared/grid/filter-words.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { AudienceMenu } from './AudienceMenu.tsx';
import { ContactInspector } from './ContactInspector.tsx';

const noFilter: ContactFilter = { join: 'and', conditions: [] };
const SUGGESTED_VALUES = 50;

/** Columns shown at first with their widths, in their order; the others wait in the column chooser. */
const firstShown: ReadonlyMap<string, number> = new Map([
  ['key', 130],
  ['name', 200],
  ['first_name', 130],
  ['last_name', 130],
  ['specialty', 160],
  ['segment', 100],
  ['territory', 110],
  ['rep', 80],
  ['value', 110],
  ['email', 230],
  ['city', 140],
]);
const placeOf = (column: string): number => {
  const place = [...firstShown.keys()].indexOf(column);
  return place < 0 ? firstShown.size : place;
};
const csvFormat = { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: true } as const;

const isField = (column: string): column is ContactField => !column.startsWith('attributes.');

const readCell = (contact: Contact, column: string): string => {
  const value = isField(column) ? contact[column] : contact.attributes[column.slice('attributes.'.length)];
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'number' ? formatNumber(value) : value;
};

/** So many columns are shown at first at least, as far as there are any: an export's own ones where the known ones are few. */
const FEWEST_SHOWN = 8;

/** The grid's columns in their order; all hold something in at least one contact. */
function listColumns(columns: readonly FilterColumn[]): GridColumn<Contact>[] {
  const known = columns.filter(({ column }) => firstShown.has(column)).length;
  return columns
    .toSorted((a, b) => placeOf(a.column) - placeOf(b.column))
    .map(({ column, label, numeric }, at) => ({
      field: column,
      label,
      text: (contact) => readCell(contact, column),
      isNumeric: numeric,
      isHiddenAtFirst: at >= Math.max(known, FEWEST_SHOWN),
      width: firstShown.get(column) ?? 140,
    }));
}

/** Contacts: found, filtered, sorted, read; 50,000 feel like 50. */
export default function SignalIndexPage() {
  const { api, client } = useCore();
  const notify = useNotify();
  const [filter, setFilter] = useUiState('signal-index.filter', ContactFilter, noFilter);
  const [contactParameter, setContact] = useLocationParameter('contact');
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const columns = useQuery(api.contacts.columns.queryOptions()).data;
  const exportCsv = useMutation(
    api.contacts.exportCsv.mutationOptions({
      onSuccess: (written) => written !== null && notify({ text: `${formatQuantity(written.rows, 'contact')} written to ${written.path}.` }),
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  const commands: readonly Command[] = [
    {
      id: 'contacts.export',
      name: 'Export',
      group: 'Contacts',
      icon: Download,
      isEnabled: () => (workspace?.contacts ?? 0) > 0 && !exportCsv.isPending,
      run: () => exportCsv.mutate({ filter, sort: [], columns: (columns ?? []).map((info) => info.column), format: csvFormat }),
    },
    { id: 'contacts.import', name: 'Import', group: 'Contacts', icon: FolderInput, isPrimary: true, run: () => goTo('/import') },
  ];
  const [exportCommand, importCommand] = useCommands(commands);
  const total = workspace?.contacts ?? 0;
  const plural = workspace?.contactNoun === 'HCP' ? 'HCPs' : 'contacts';
  const singular = workspace?.contactNoun ?? 'contact';
  const matching = useQuery(api.contacts.page.queryOptions({ input: { filter, sort: [], offset: 0, limit: 1 }, enabled: total > 0 })).data?.total ?? total;
  const selectedId = contactParameter === null ? null : Number(contactParameter);

  const suggest = useCallback(
    async (column: string) => (await client.contacts.facet({ column, filter: noFilter, limit: SUGGESTED_VALUES })).flatMap(({ value }) => (value === null || value === '' ? [] : [value])),
    [client],
  );
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const answer = await client.contacts.page({ filter: { ...filter, ...(search === '' ? {} : { search }) }, sort: sort.slice(0, 3), offset, limit }, { signal });
    return { total: answer.total, rows: answer.rows, totals: { value: formatNumber(answer.valueTotal) } };
  };
  const sentence = total === 0 ? undefined : `${matching === total ? '' : `${formatCount(matching)} of `}${formatQuantity(total, singular, plural)}. ${formatQuantity(workspace?.touches, 'touch', 'touches')}. ${formatQuantity(workspace?.outcomes, 'outcome')}.`;
  return (
    <>
      <PageHeader title="Signal Index" sentence={sentence} primary={importCommand} secondary={exportCommand === undefined ? [] : [exportCommand]} />
      {workspace !== null && total === 0 && <EmptyState fact={`No ${plural} yet. Drop a CRM export on the window.`} action={{ label: 'Go to Import', run: () => goTo('/import') }} />}
      {total > 0 && columns !== undefined && (
        <ServerGrid<Contact>
          id="contacts"
          label="Contacts"
          noun={[singular, plural]}
          columns={listColumns(columns)}
          idOf={(contact) => contact.id}
          queryKey={[...api.contacts.page.key(), filter]}
          fetchPage={fetchPage}
          onOpen={(contact) => setContact(String(contact.id))}
          openId={selectedId}
          filters={
            <>
              <FilterConditions columns={columns} filter={filter} onChange={setFilter} suggest={suggest} />
              <AudienceMenu filter={filter} onChoose={setFilter} />
            </>
          }
          empty={emptyCopy.signals}
        />
      )}
      {selectedId !== null && Number.isInteger(selectedId) && <ContactInspector id={selectedId} onClose={() => setContact(null)} />}
    </>
  );
}
