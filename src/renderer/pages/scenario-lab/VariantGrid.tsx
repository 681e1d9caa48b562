import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { memo, useMemo } from 'react';
import type { BatchRow, VariantQuery } from '../../../contract/scenario.ts';
import type { Variant } from '../../../engine/model/batch.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest, RowId } from '../../shared/grid/grid-types.ts';
import { formatMeasure, measureNames, sayInterval } from './measures.ts';
import { formatParameter, nameParameter } from './parameter-words.ts';
import { measureColumns } from './variant-axes.ts';

interface VariantGridProps {
  readonly batch: Pick<BatchRow, 'id' | 'goal' | 'parameters'>;
  readonly currency: string;
  readonly filter: Pick<VariantQuery, 'ranges' | 'choices'>;
  readonly onClearFilter: () => void;
  readonly openNumber: number | null;
  readonly onOpen: (number: number) => void;
  readonly onCompare: (numbers: readonly number[]) => void;
}

/** What became of a variant, in words. */
export const sayVariantState = ({ status, stoppedInRound, replications }: Variant): string =>
  status === 'stopped' ? `stopped after round ${formatCount(stoppedInRound)}, ${formatCount(replications)} played` : status === 'done' ? `${formatCount(replications)} played` : status;

/** The number that is searched for, null where none is; a text that is no number finds nothing. */
const readNumber = (search: string): number | null => (search === '' ? null : /^\d{1,9}$/.test(search) ? Number(search) : -1);

function listColumns({ goal, parameters: varied }: VariantGridProps['batch'], currency: string): readonly GridColumn<Variant>[] {
  const shown = measureColumns(goal);
  return [
    { field: 'rank', label: 'Rank', text: ({ rank }) => formatCount(rank), isNumeric: true, width: 70 },
    { field: 'number', label: 'Variant', text: ({ number, name }) => (name === null ? `${number}` : `${number} · ${name}`), isNumeric: true, width: 90 },
    ...shown.map(
      (measure, at): GridColumn<Variant> => ({
        field: measure,
        label: at === 0 ? `${measureNames[measure]}, P5 to P95` : measureNames[measure],
        text: ({ measures }) => (measures === null ? '–' : at === 0 ? `${formatMeasure(measure, measures[measure].mean, currency)} (${sayInterval(measure, measures[measure], currency)})` : formatMeasure(measure, measures[measure].mean, currency)),
        isNumeric: true,
        width: at === 0 ? 220 : 110,
      }),
    ),
    ...varied.map((parameter): GridColumn<Variant> => ({ field: parameter, label: nameParameter(parameter), text: ({ parameters }) => formatParameter(parameter, parameters[parameter]), isNumeric: true, width: 150 })),
    { field: 'status', label: 'State', text: sayVariantState, isSortable: false, width: 210 },
    { field: 'reason', label: 'Why', text: ({ reason }) => reason ?? '–', isSortable: false, width: 320 },
  ];
}

/** The variants of a batch by rank, as they are played; narrowed by the filters of the chart. */
export const VariantGrid = memo(function VariantGrid({ batch, currency, filter, onClearFilter, openNumber, onOpen, onCompare }: VariantGridProps) {
  const { api, client } = useCore();
  const columns = useMemo(() => listColumns(batch, currency), [batch, currency]);
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const first = sort[0] ?? { column: 'rank', direction: 'asc' as const };
    const number = readNumber(search);
    const ranges = [...(filter.ranges ?? []), ...(number === null ? [] : [{ column: 'number', min: number, max: number }])];
    return client.scenarios.batches.variants({ batchId: batch.id, offset, limit, sort: { column: first.column, direction: first.direction }, ...filter, ...(ranges.length === 0 ? {} : { ranges }) }, { signal });
  };
  const isNarrowed = filter.ranges !== undefined || filter.choices !== undefined;
  const offerBulk = (selected: readonly RowId[]) => (
    <Button size="small" variant="outlined" onClick={() => onCompare(selected.map(Number))}>
      {selected.length === 1 ? 'Compare with the scenario' : `Compare ${formatCount(selected.length)}`}
    </Button>
  );
  return (
    <ServerGrid<Variant>
      id="variants"
      label="Variants"
      noun={['variant', 'variants']}
      columns={columns}
      idOf={({ number }) => number}
      queryKey={[...api.scenarios.batches.variants.key(), batch.id, filter]}
      fetchPage={fetchPage}
      searchLabel="Variant number"
      onOpen={({ number }) => onOpen(number)}
      openId={openNumber}
      filters={isNarrowed ? <Chip label="narrowed by the axes" onDelete={onClearFilter} /> : undefined}
      bulkActions={offerBulk}
    />
  );
});
