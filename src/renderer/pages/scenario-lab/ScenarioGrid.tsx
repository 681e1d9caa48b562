import Button from '@mui/material/Button';
import type { ScenarioRow } from '../../../contract/scenario.ts';
import type { Measure } from '../../../engine/model/simulation.ts';
import { useCore } from '../../app/core-context.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatCount } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest, RowId } from '../../shared/grid/grid-types.ts';
import { arrangeScenarios, type PlacedScenario } from './arrange-scenarios.ts';
import { formatMeasure, measureNames, sayInterval } from './measures.ts';
import { policyNames, sayState } from './scenario-words.ts';

interface ScenarioGridProps {
  readonly currency: string;
  readonly openId: number | null;
  readonly onOpen: (id: number) => void;
  readonly onCompare: (ids: readonly number[]) => void;
}

const INDENT = '\u2003';
const nameOf = ({ row, depth }: PlacedScenario): string => `${depth === 0 ? '' : `${INDENT.repeat(depth - 1)}└ `}${row.name}`;

/** Every scenario with its last result; branches stand below their parents. */
export function ScenarioGrid({ currency, openId, onOpen, onCompare }: ScenarioGridProps) {
  const { api, client } = useCore();
  const last = (measure: Measure, width: number): GridColumn<PlacedScenario> => ({
    field: measure,
    label: measureNames[measure],
    text: ({ row: { latest } }) => (latest === null ? '–' : `${formatMeasure(measure, latest.measures[measure].mean, currency)} (${sayInterval(measure, latest.measures[measure], currency)})`),
    isNumeric: true,
    width,
  });
  const columns: readonly GridColumn<PlacedScenario>[] = [
    { field: 'name', label: 'Scenario', text: nameOf, width: 250 },
    { field: 'state', label: 'State', text: ({ row }) => sayState(row), isSortable: false, width: 150 },
    { field: 'policy', label: 'Policy', text: ({ row }) => policyNames[row.policy], isSortable: false, width: 110 },
    last('lift', 190),
    last('cost', 210),
    last('reach', 170),
    last('roi', 190),
    { ...last('net', 190), isHiddenAtFirst: true },
    { field: 'batches', label: 'Batches', text: ({ row }: { row: ScenarioRow }) => formatCount(row.batches), isNumeric: true, width: 90 },
    { field: 'changed', label: 'Changed', text: ({ row }) => formatMoment(row.changedAt), width: 180 },
  ];
  const fetchPage = async (request: GridRequest, signal: AbortSignal) => arrangeScenarios(await client.scenarios.list(undefined, { signal }), request);
  const offerBulk = (selected: readonly RowId[]) => (
    <Button size="small" variant="outlined" disabled={selected.length < 2} onClick={() => onCompare(selected.map(Number))}>
      {`Compare ${formatCount(selected.length)}`}
    </Button>
  );
  return (
    <ServerGrid<PlacedScenario>
      id="scenarios"
      label="Scenarios"
      noun={['scenario', 'scenarios']}
      columns={columns}
      idOf={({ row }) => row.id}
      queryKey={[...api.scenarios.list.key(), 'grid']}
      fetchPage={fetchPage}
      onOpen={({ row }) => onOpen(row.id)}
      openId={openId}
      bulkActions={offerBulk}
    />
  );
}
