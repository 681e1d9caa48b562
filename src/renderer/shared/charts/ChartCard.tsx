import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import Box from '@mui/material/Box';
import { ChartColumn as ChartIcon, Copy, Table as TableIcon } from 'lucide-react';
import { type ReactNode } from 'react';
import { z } from 'zod';
import { formatQuantity } from '../format/number.ts';
import { toTsv } from '../grid/copy-rows.ts';
import { useUiState } from '../state/use-ui-state.ts';
import { useNotify } from '../ui/notices.ts';
import { SectionCard } from '../ui/SectionCard.tsx';
import { textOf, type ChartColumn, type ChartDatum } from './chart-data.ts';
import { ChartTable } from './ChartTable.tsx';

const View = z.enum(['chart', 'table']);

interface ChartCardProps {
  /** Under this the chosen view is kept. */
  readonly id: string;
  readonly title: string;
  readonly sentence?: ReactNode;
  readonly columns: readonly ChartColumn[];
  readonly data: readonly ChartDatum[];
  /** The chart. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A chart with its table view and "Copy data". */
export function ChartCard({ id, title, sentence, columns, data, children, actions }: ChartCardProps) {
  const [view, setView] = useUiState<z.infer<typeof View>>(`chart.${id}`, View, 'chart');
  const notify = useNotify();
  const copy = (): void => {
    const sheetColumns = columns.map((column) => ({ field: column.key, label: column.label, ...(column.unit === undefined ? {} : { unit: column.unit }), text: (datum: ChartDatum) => textOf(column, datum) }));
    navigator.clipboard.writeText(toTsv(sheetColumns, data)).then(
      () => notify({ text: `${formatQuantity(data.length, 'row')} copied.` }),
      () => notify({ text: '0 rows copied. The clipboard refused the text.', tone: 'warning' }),
    );
  };
  const controls = (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      {actions}
      <ToggleButtonGroup exclusive size="small" value={view} aria-label={`View of ${title}`} onChange={(_event, next: unknown) => next !== null && setView(View.parse(next))}>
        <ToggleButton value="chart" aria-label="Chart">
          <ChartIcon size={16} />
        </ToggleButton>
        <ToggleButton value="table" aria-label="Table">
          <TableIcon size={16} />
        </ToggleButton>
      </ToggleButtonGroup>
      <Tooltip title="Copy data">
        <IconButton aria-label={`Copy data of ${title}`} onClick={copy}>
          <Copy size={18} />
        </IconButton>
      </Tooltip>
    </Box>
  );
  return (
    <SectionCard title={title} sentence={sentence} actions={controls}>
      {view === 'chart' ? children : <ChartTable label={title} columns={columns} data={data} />}
    </SectionCard>
  );
}
