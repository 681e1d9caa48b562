import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScenarioDetail, ScenarioRow } from '../../../contract/scenario.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { FactList } from '../../shared/ui/FactList.tsx';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { formatMeasure, measureNames, measures, sayInterval } from './measures.ts';
import { linkTo } from './scenario-lab-link.ts';
import { policyNames, sayState } from './scenario-words.ts';
import type { ScenarioActions } from './use-scenario-actions.ts';

interface ScenarioInspectorProps {
  readonly id: number;
  readonly rows: readonly ScenarioRow[];
  readonly currency: string;
  readonly isRunning: boolean;
  readonly actions: ScenarioActions;
  readonly onRun: (id: number) => void;
  readonly onFindOptimal: (id: number) => void;
  readonly onClose: () => void;
}

const nameProblem = (name: string): string | null => (name === '' ? 'Value required.' : name.length > 200 ? 'At most 200 characters.' : null);

function Notes({ detail: { row, draft }, actions }: { readonly detail: ScenarioDetail; readonly actions: ScenarioActions }) {
  const [notes, setNotes] = useState(draft.notes);
  return (
    <TextField
      multiline
      fullWidth
      minRows={3}
      maxRows={10}
      label="Notes"
      disabled={row.locked}
      value={notes}
      onChange={(event) => setNotes(event.target.value)}
      onBlur={() => notes !== draft.notes && actions.save(row.id, { ...draft, notes })}
      slotProps={{ htmlInput: { maxLength: 10_000 } }}
    />
  );
}

/** A scenario: its last result, its notes, and everything that can be done with it as a whole. */
export function ScenarioInspector({ id, rows, currency, isRunning, actions, onRun, onFindOptimal, onClose }: ScenarioInspectorProps) {
  const { api } = useCore();
  const detail = useQuery(api.scenarios.get.queryOptions({ input: { scenarioId: id } }));
  if (detail.data === undefined) {
    return (
      <Inspector title="Scenario" onClose={onClose}>
        {detail.isError ? <ErrorPanel fault={toShownFault(detail.error)} /> : <DelayedSkeleton kind="card" />}
      </Inspector>
    );
  }
  const { row, draft, runs } = detail.data;
  const parent = rows.find((candidate) => candidate.id === row.parent) ?? null;
  const branches = rows.filter((candidate) => candidate.parent === id).length;
  const remove = async (): Promise<void> => {
    await actions.remove(id);
    onClose();
  };
  return (
    <Inspector
      title={row.name}
      sentence={`${policyNames[row.policy]}, ${sayState(row)}.`}
      onClose={onClose}
      actions={
        <>
          <Button size="small" variant="outlined" disabled={isRunning} onClick={() => onRun(id)}>
            Run
          </Button>
          <Button size="small" variant="outlined" onClick={() => goTo(linkTo('build', { scenario: id }))}>
            Build
          </Button>
          <Button size="small" variant="outlined" onClick={() => actions.branch(id)}>
            Branch
          </Button>
          <Button size="small" variant="outlined" onClick={() => onFindOptimal(id)}>
            Find optimal
          </Button>
          <Button size="small" variant="text" onClick={() => actions.setLocked(id, !row.locked)}>
            {row.locked ? 'Unlock' : 'Lock'}
          </Button>
          <Button size="small" variant="text" onClick={() => actions.exportFile(id)}>
            Export file
          </Button>
          <RemoveButton name={`scenario ${row.name}`} remove={remove} undo={() => actions.undo()} isDisabled={row.locked} />
        </>
      }
    >
      <InspectorSection title="Last result">
        {row.latest === null ? (
          <Typography variant="body2">Not run yet.</Typography>
        ) : (
          <>
            <FactList nameWidth="minmax(110px, 34%)" facts={measures.map((measure) => [measureNames[measure], row.latest === null ? '–' : `${formatMeasure(measure, row.latest.measures[measure].mean, currency)} (${sayInterval(measure, row.latest.measures[measure], currency)})`] as const)} />
            <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
              {`Mean (P5 to P95) of ${formatQuantity(row.latest.replications, 'replication')}, seed ${row.latest.seed}. ${formatMoment(row.latest.madeAt)}.`}
            </Typography>
            <Button size="small" variant="text" onClick={() => goTo(linkTo('result', { scenario: id }))}>
              Open the result
            </Button>
          </>
        )}
      </InspectorSection>
      <InspectorSection title="Name">
        <InlineTextField key={row.name} label="Name" value={row.name} width="100%" isDisabled={row.locked} validate={nameProblem} onCommit={(name) => actions.save(id, { ...draft, name })} />
      </InspectorSection>
      <InspectorSection title="Notes">
        <Notes key={draft.notes} detail={detail.data} actions={actions} />
      </InspectorSection>
      <InspectorSection title="Family">
        <FactList
          facts={[
            ['Branched from', parent?.name ?? '–'],
            ['Branches', formatCount(branches)],
            ['Runs', formatCount(runs.length)],
            ['Batches', formatCount(row.batches)],
            ['Created', formatMoment(row.createdAt)],
            ['Changed', formatMoment(row.changedAt)],
          ]}
        />
      </InspectorSection>
    </Inspector>
  );
}
