import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ScenarioRow } from '../../../contract/scenario.ts';
import { plantTree } from './arrange-scenarios.ts';

/** Which scenario a view is about, with its state. */
export function ScenarioPicker({ rows, chosen, onChoose }: { readonly rows: readonly ScenarioRow[]; readonly chosen: ScenarioRow; readonly onChoose: (id: number) => void }) {
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 2, flexShrink: 0 }}>
      <TextField select label="Scenario" value={chosen.id} onChange={(event) => onChoose(Number(event.target.value))} sx={{ width: 440, maxWidth: '100%' }}>
        {plantTree(rows).map(({ row, depth }) => (
          <MenuItem key={row.id} value={row.id} sx={{ pl: 2 + depth * 2, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
            {row.name}
          </MenuItem>
        ))}
      </TextField>
      {chosen.locked && <Chip label="locked" />}
      {chosen.latest === null ? <Chip label="not run" /> : chosen.stale.length === 0 ? <Chip color="primary" label="fresh" /> : <Chip color="warning" label={`stale: ${chosen.stale.join(', ')}`} sx={{ maxWidth: '100%' }} />}
    </Box>
  );
}
