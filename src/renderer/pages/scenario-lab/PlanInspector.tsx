import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ScenarioSetup } from '../../../contract/scenario.ts';
import { goTo } from '../../app/location.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';

/** Which plan of the Allocation Lab a new scenario plays. */
export const PlanInspector = ({ plans, onChoose, onClose }: { readonly plans: ScenarioSetup['plans']; readonly onChoose: (planId: number) => void; readonly onClose: () => void }) => (
  <Inspector title="Scenario from a plan" sentence="Its actions are played as they stand." onClose={onClose}>
    {plans.length === 0 && <EmptyState fact="No plans yet." action={{ label: 'Open Allocation Lab', run: () => goTo('/allocation-lab') }} />}
    <Table size="small" aria-label="Plans">
      <TableBody>
        {plans.map(({ id, name, madeAt, actions }) => (
          <TableRow key={id}>
            <TableCell sx={{ overflowWrap: 'anywhere' }}>
              <Typography variant="body2">{`${id} · ${name}`}</Typography>
              <Typography variant="body2" color="textSecondary">{`${formatQuantity(actions, 'action')}, ${formatMoment(madeAt)}`}</Typography>
            </TableCell>
            <TableCell align="right">
              <Button size="small" variant="outlined" aria-label={`Scenario from plan ${id}`} onClick={() => onChoose(id)}>
                Play it
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </Inspector>
);
