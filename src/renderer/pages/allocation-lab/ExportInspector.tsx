import Box from '@mui/material/Box';
import { z } from 'zod';
import type { PlanSummary } from '../../../contract/allocation.ts';
import { PreviewProfile } from '../../../contract/export.ts';
import { ExportProfile } from '../../../engine/model/export.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { CsvExport } from './CsvExport.tsx';
import { ModelExport } from './ModelExport.tsx';
import { TargetExport } from './TargetExport.tsx';
import { targetNames } from './export-words.ts';

const Chosen = z.object({ target: ExportProfile });
const firstTarget: z.infer<typeof Chosen> = { target: 'csv' };

/** Chooses where a plan goes, shows what that target would refuse, and writes the files. */
export function ExportInspector({ plan, isForCampaigns, onClose }: { readonly plan: PlanSummary; readonly isForCampaigns: boolean; readonly onClose: () => void }) {
  const [{ target }, choose] = useUiState('export.target', Chosen, firstTarget);
  const preview = PreviewProfile.safeParse(target);
  const isDraft = plan.state === 'draft';
  return (
    <Inspector title={`Export plan ${plan.id}`} sentence={isDraft ? 'Approve the plan, then export it.' : `${formatQuantity(plan.actions, 'action')}. Cells that would start a formula are neutralised.`} onClose={onClose}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
        <ChoiceField label="Target" value={target} names={targetNames} onChoose={(next) => choose({ target: next })} />
        {target === 'csv' && <CsvExport plan={plan} isForCampaigns={isForCampaigns} onClose={onClose} />}
        {target === 'mps' && <ModelExport plan={plan} onClose={onClose} />}
        {preview.success && <TargetExport key={preview.data} plan={plan} profile={preview.data} onClose={onClose} />}
      </Box>
    </Inspector>
  );
}
