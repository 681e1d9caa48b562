import Box from '@mui/material/Box';
import type { AttributionSettings } from '../../../engine/model/attribution.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';

type Position = AttributionSettings['position'];
const parts: readonly (readonly [keyof Position, string])[] = [['first', 'First'], ['middle', 'Between'], ['last', 'Last']];

/** Weights of the first, the middle and the last touch; only their ratio counts. */
export const PositionFields = ({ value, onChange }: { readonly value: Position; readonly onChange: (value: Position) => void }) => (
  <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '1fr 1fr 1fr' }}>
    {parts.map(([part, label]) => (
      <InlineNumberField key={part} label={label} value={value[part]} min={0} width="100%" onCommit={(weight) => weight !== null && onChange({ ...value, [part]: weight })} />
    ))}
  </Box>
);
