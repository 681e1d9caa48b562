import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyncSettings, SyncSource } from '../../../engine/model/sync.ts';
import { useCore } from '../../app/core-context.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { FactList } from '../../shared/ui/FactList.tsx';
import { SecretField } from './SecretField.tsx';
import { newDraft, toDraft } from './source-draft.ts';
import { SourceForm } from './SourceForm.tsx';
import { kindNames, sayCounts, sayCursor, sayState } from './source-words.ts';
import { useSync } from './use-sync.ts';
import { WorkProgress } from './WorkProgress.tsx';

/** Writes down a source that does not exist yet. */
export function NewSourceInspector({ onMade, onClose }: { readonly onMade: (id: string) => void; readonly onClose: () => void }) {
  const { client } = useCore();
  const notify = useNotify();
  const create = (settings: SyncSettings): void => {
    client.sync.create({ settings }).then(({ id }) => {
      notify({ text: `${settings.name} added. Its secret is kept apart.` });
      onMade(id);
    }, (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }));
  };
  return (
    <Inspector title="New source" sentence="Nothing is asked for until it is tested or synced." onClose={onClose}>
      <SourceForm start={newDraft} submitLabel="Add source" onSubmit={create} />
    </Inspector>
  );
}

/** A trial request: what its first page holds, without writing anything. */
function Trial({ id }: { readonly id: string }) {
  const { api } = useCore();
  const trial = useMutation(api.sync.test.mutationOptions());
  const found = trial.data;
  return (
    <>
      <Button size="small" variant="outlined" disabled={trial.isPending} onClick={() => trial.mutate({ id })}>
        Test connection
      </Button>
      <Box role="status" sx={{ mt: 1, fontSize: '0.875rem' }}>
        {trial.isPending && 'Asking for the first page...'}
        {found !== undefined && `${formatQuantity(found.records, 'record')} on the first page: ${found.accepted} fit, ${found.ignored} ignored. ${found.hasMore ? 'More pages follow.' : 'No more pages.'}`}
        {found?.reasons.map((reason) => (
          <div key={reason}>{reason}</div>
        ))}
      </Box>
      {trial.isError && <ErrorPanel fault={toShownFault(trial.error)} />}
    </>
  );
}

/** A source: how far it was read, what went wrong, its secret and its settings. */
export function SourceInspector({ source, onClose }: { readonly source: SyncSource; readonly onClose: () => void }) {
  const { client } = useCore();
  const notify = useNotify();
  const sync = useSync(source);
  const [revision, setRevision] = useState(0);
  const warn = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const undo = { label: 'Undo', run: () => void client.edits.undo().catch(warn) };
  const save = (settings: SyncSettings): void => {
    client.sync.update({ id: source.id, settings }).then(() => {
      setRevision(revision + 1);
      notify({ text: `${settings.name} saved.`, action: undo });
    }, warn);
  };
  return (
    <Inspector
      title={source.name}
      sentence={`${kindNames[source.config.kind]}, ${sayState(source).toLowerCase()}`}
      onClose={onClose}
      actions={
        <>
          <Button size="small" variant="outlined" disabled={sync.isRunning} onClick={sync.start}>
            Sync now
          </Button>
          <Button size="small" variant="text" disabled={sync.isRunning || source.cursor === null} onClick={() => void client.sync.restart({ id: source.id }).then(() => notify({ text: `${source.name} begins anew with the next sync. Known events stay as they are.` }), warn)}>
            Begin anew
          </Button>
          <RemoveButton
            name={source.name}
            isDisabled={sync.isRunning}
            remove={async () => {
              await client.sync.remove({ id: source.id });
              onClose();
            }}
            undo={() => client.edits.undo()}
          />
        </>
      }
    >
      {sync.isRunning && (
        <Box sx={{ mb: 2 }}>
          <WorkProgress job={sync.job} cancelLabel="Cancel and keep what came" />
        </Box>
      )}
      {source.fault !== null && (
        <Box sx={{ mb: 2 }}>
          <ErrorPanel fault={source.fault} />
        </Box>
      )}
      <InspectorSection title="Last run">
        <FactList facts={[['State', sayState(source)], ['Ended', formatMoment(source.lastRunAt)], ['Came to', source.lastRunAt === null ? '–' : sayCounts(source.counts)], ['Asked again', formatQuantity(source.counts.retries, 'time')], ['Reads on', sayCursor(source)]]} />
      </InspectorSection>
      <InspectorSection title="Connection">
        <Trial id={source.id} />
      </InspectorSection>
      <InspectorSection title="Secret">
        <SecretField source={source} />
        <Typography variant="caption" color="textSecondary">
          A removed source loses its secret; undo brings the source back without it.
        </Typography>
      </InspectorSection>
      <SourceForm key={`${source.id} ${revision} ${JSON.stringify(source.config)} ${source.name}`} start={toDraft(source)} submitLabel="Save source" onSubmit={save} />
    </Inspector>
  );
}
