import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlanSummary } from '../../../contract/allocation.ts';
import type { PreviewProfile } from '../../../contract/export.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { FactList } from '../../shared/ui/FactList.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { ExportFindings } from './ExportFindings.tsx';
import { ExportSettingsForm } from './ExportSettingsForm.tsx';
import { rowNouns, sayPreview } from './export-words.ts';

const placeNames = { folder: 'a folder', zip: 'one ZIP file' } as const;

interface TargetExportProps {
  readonly plan: PlanSummary;
  readonly profile: PreviewProfile;
  readonly onClose: () => void;
}

/** What a target would get and refuse of a plan, how it is set up, and the writing. */
export function TargetExport({ plan, profile, onClose }: TargetExportProps) {
  const { api } = useCore();
  const notify = useNotify();
  const [as, setAs] = useState<'folder' | 'zip'>('folder');
  const [withRefused, setWithRefused] = useState(false);
  const setup = useQuery(api.exports.setup.queryOptions({ input: { planId: plan.id } }));
  const preview = useQuery(api.exports.preview.queryOptions({ input: { planId: plan.id, profile } }));
  const write = useMutation(
    api.exports.write.mutationOptions({
      onSuccess: (written) => {
        if (written === null) return;
        notify({ text: `${formatQuantity(written.rows, 'row')} in ${formatQuantity(written.files, 'file')} written to ${written.path}.${written.refused === 0 ? '' : ` ${formatCount(written.refused)} left out.`}` });
        onClose();
      },
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  const failed = [setup, preview].find(({ isError }) => isError);
  if (failed !== undefined) return <ErrorPanel fault={toShownFault(failed.error)} />;
  if (setup.data === undefined || preview.data === undefined) return <DelayedSkeleton kind="page" />;
  const { files, rows, refused, shortened, leftOut, notes, groups } = preview.data;
  const isSeveral = files.length > 1;
  return (
    <>
      <Typography role="status" variant="body2" sx={{ fontWeight: 600 }}>
        {sayPreview(preview.data, profile)}
      </Typography>
      {groups.length > 0 && <ExportFindings planId={plan.id} profile={profile} groups={groups} />}
      {isSeveral && <ChoiceField label="Written as" value={as} names={placeNames} onChoose={setAs} />}
      {refused > 0 && <FormControlLabel control={<Checkbox checked={withRefused} onChange={(event) => setWithRefused(event.target.checked)} />} label="List the refused rows in a file beside" />}
      <Button variant="contained" disabled={plan.state === 'draft' || rows === refused || write.isPending} onClick={() => write.mutate({ planId: plan.id, profile, as, withRefused })}>
        {refused === 0 ? 'Export' : `Export ${formatQuantity(rows - refused, rowNouns[profile])}`}
      </Button>
      <Box>
        <InspectorSection title="Files">
          <FactList nameWidth="1fr" facts={files.slice(0, 12).map(({ name, rows: count }) => [name, formatQuantity(count, rowNouns[profile])])} />
          {files.length > 12 && <Typography variant="body2" color="textSecondary">{`and ${formatCount(files.length - 12)} more`}</Typography>}
        </InspectorSection>
        {(leftOut.length > 0 || shortened > 0 || notes.length > 0) && (
          <InspectorSection title="To know">
            <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
              {leftOut.map(({ reason, actions }) => (
                <li key={reason}>{`${formatQuantity(actions, 'action')} left out. ${reason}`}</li>
              ))}
              {shortened > 0 && <li>{`${formatQuantity(shortened, 'text')} cut to fit.`}</li>}
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </Box>
          </InspectorSection>
        )}
        <InspectorSection title="Set up">
          <ExportSettingsForm profile={profile} settings={setup.data.settings[profile]} guesses={setup.data.guesses[profile]} channels={setup.data.channels} reps={setup.data.reps} />
        </InspectorSection>
      </Box>
    </>
  );
}
