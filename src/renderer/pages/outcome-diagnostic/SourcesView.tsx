import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { SyncSource } from '../../../engine/model/sync.ts';
import { tone } from '../../app/theme/tokens.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { isSecretMissing, kindNames, sayState, typeSecretAgain } from './source-words.ts';
import { useSync } from './use-sync.ts';

const figures = ['received', 'created', 'updated', 'unchanged', 'ignored', 'rejected'] as const;
const figureNames: Readonly<Record<(typeof figures)[number], string>> = { received: 'Received', created: 'New', updated: 'Changed', unchanged: 'Known', ignored: 'Ignored', rejected: 'Rejected' };

interface SourceRowProps {
  readonly source: SyncSource;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function SourceRow({ source, isOpen, onOpen }: SourceRowProps) {
  const sync = useSync(source);
  const done = sync.job?.job?.progress?.done ?? null;
  return (
    <TableRow hover selected={isOpen}>
      <TableCell component="th" scope="row">
        <Link component="button" onClick={onOpen} sx={{ textAlign: 'left', font: 'inherit', minWidth: 96 }}>
          {source.name}
        </Link>
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{kindNames[source.config.kind]}</TableCell>
      <TableCell>{source.sourceSystem}</TableCell>
      <TableCell sx={{ minWidth: 120, maxWidth: 260 }}>
        {sync.isRunning ? `Reading, ${formatQuantity(done ?? 0, 'record')}` : sayState(source)}
        {isSecretMissing(source) && !sync.isRunning && (
          <Typography variant="caption" component="div" sx={{ color: 'error.light' }}>
            {typeSecretAgain}
          </Typography>
        )}
        {source.fault !== null && !sync.isRunning && !(isSecretMissing(source) && source.fault.code === 'SIGN_IN_NEEDED') && (
          <Typography variant="caption" component="div" sx={{ color: 'error.light', overflowWrap: 'anywhere' }}>
            {[source.fault.message, source.fault.hint].filter((part) => part !== undefined).join(' ')}
          </Typography>
        )}
      </TableCell>
      <TableCell>
        {sync.isRunning ? (
          <Button size="small" variant="outlined" onClick={() => sync.job?.cancel()} aria-label={`Cancel ${source.name}`} sx={{ color: tone.violetText }}>
            Cancel
          </Button>
        ) : (
          <Button size="small" variant="outlined" onClick={sync.start} aria-label={`Sync ${source.name}`} sx={{ color: tone.violetText }}>
            Sync
          </Button>
        )}
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatMoment(source.lastRunAt)}</TableCell>
      {figures.map((figure) => (
        <TableCell key={figure} align="right">
          {source.lastRunAt === null ? '–' : formatCount(source.counts[figure])}
        </TableCell>
      ))}
    </TableRow>
  );
}

interface SourcesViewProps {
  readonly sources: readonly SyncSource[];
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
  readonly onNew: () => void;
}

/** Where outcomes are synced from, and how the last run of each ended. */
export function SourcesView({ sources, openId, onOpen, onNew }: SourcesViewProps) {
  if (sources.length === 0) return <EmptyState fact="No sources. Outcomes are asked for only when you sync." action={{ label: 'Add a source', run: onNew }} />;
  return (
    <SectionCard title="Sync sources" sentence="Counts of the last run: received is the sum of the others. An event is taken once, however often it is read.">
      <TableContainer tabIndex={0} role="group" aria-label="Sync sources">
        <Table size="small" aria-label="Sync sources">
          <TableHead>
            <TableRow>
              <TableCell>Name</TableCell>
              <TableCell>Kind</TableCell>
              <TableCell>System</TableCell>
              <TableCell>State</TableCell>
              <TableCell>Run</TableCell>
              <TableCell>Last run</TableCell>
              {figures.map((figure) => (
                <TableCell key={figure} align="right">
                  {figureNames[figure]}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {sources.map((source) => (
              <SourceRow key={source.id} source={source} isOpen={source.id === openId} onOpen={() => onOpen(source.id)} />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}
