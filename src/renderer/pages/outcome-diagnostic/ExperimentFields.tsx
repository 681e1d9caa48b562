import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { Trash2 } from 'lucide-react';
import type { Experiment, ExperimentArm } from '../../../engine/model/attribution.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';

const firstArm = (name: string): ExperimentArm => ({ name, contacts: 1000, outcomes: 0 });

interface ArmProps {
  readonly arm: ExperimentArm;
  readonly onChange: (arm: ExperimentArm) => void;
}

const Arm = ({ arm, onChange }: ArmProps) => (
  <>
    <InlineTextField label="Name" value={arm.name} width="100%" validate={(text) => (text === '' ? 'Value required.' : null)} onCommit={(name) => onChange({ ...arm, name })} />
    <InlineNumberField label="Contacts" value={arm.contacts} min={1} isWhole width="100%" onCommit={(contacts) => contacts !== null && onChange({ ...arm, contacts })} />
    <InlineNumberField label="Outcomes" value={arm.outcomes} min={0} isWhole width="100%" onCommit={(outcomes) => outcomes !== null && onChange({ ...arm, outcomes })} />
  </>
);

interface ExperimentFieldsProps {
  readonly experiment: Experiment | undefined;
  readonly onChange: (experiment: Experiment | undefined) => void;
}

/** Arms of an experiment: the control that was left out, and those that were touched. */
export function ExperimentFields({ experiment, onChange }: ExperimentFieldsProps) {
  if (experiment === undefined) {
    return (
      <Button size="small" variant="outlined" onClick={() => onChange({ control: firstArm('control'), arms: [firstArm('touched')] })}>
        Add an experiment
      </Button>
    );
  }
  const { control, arms } = experiment;
  const setArms = (next: readonly ExperimentArm[]): void => onChange(next.length === 0 ? undefined : { control, arms: [...next] });
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '1fr 1fr 1fr 32px', alignItems: 'start' }}>
      <Arm arm={control} onChange={(next) => onChange({ control: next, arms })} />
      <span />
      {arms.map((arm, at) => (
        <Box key={at} sx={{ display: 'contents' }}>
          <Arm arm={arm} onChange={(next) => setArms(arms.with(at, next))} />
          <IconButton aria-label={`Remove arm ${arm.name}`} onClick={() => setArms(arms.toSpliced(at, 1))}>
            <Trash2 size={18} />
          </IconButton>
        </Box>
      ))}
      <Box sx={{ gridColumn: '1 / -1' }}>
        <Button size="small" variant="text" onClick={() => setArms([...arms, firstArm(`arm ${arms.length + 1}`)])}>
          Add an arm
        </Button>
      </Box>
    </Box>
  );
}
