import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useMutation } from '@tanstack/react-query';
import type { ChallengeKind, FeedbackSettings } from '../../../engine/model/feedback.ts';
import { useCore } from '../../app/core-context.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { useNotify } from '../../shared/ui/notices.ts';

const titles: readonly (readonly [ChallengeKind, string])[] = [
  ['drop', 'Drops'],
  ['add', 'Adds'],
  ['change', 'Changes of a goal'],
];

/** Which challenges are accepted without asking; the rest waits. */
export function FieldRulesInspector({ settings, onClose }: { readonly settings: FeedbackSettings; readonly onClose: () => void }) {
  const { api } = useCore();
  const notify = useNotify();
  const configure = useMutation(api.feedback.configure.mutationOptions({ onError: (error) => notify({ text: sayFault(error), tone: 'warning' }) }));
  return (
    <Inspector title="Accept by rule" sentence="What no rule accepts waits for you. Rules decide when sheets are imported." onClose={onClose}>
      {titles.map(([kind, title]) => {
        const rule = settings[kind];
        const change = (part: Partial<FeedbackSettings['add']>): void => configure.mutate({ ...settings, [kind]: { ...rule, ...part } });
        return (
          <InspectorSection key={kind} title={title}>
            <Box role="group" aria-label={title} sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, alignItems: 'start' }}>
              <FormControlLabel control={<Switch checked={rule.isOn} onChange={(event) => change({ isOn: event.target.checked })} />} label="Accepted without asking" />
              <InlineNumberField label="Up to, of a rep's actions" value={rule.maxShare} min={0} max={100} isPercent isDisabled={!rule.isOn} width="100%" onCommit={(maxShare) => maxShare !== null && change({ maxShare })} />
              <FormControlLabel control={<Switch checked={rule.needsReason} disabled={!rule.isOn} onChange={(event) => change({ needsReason: event.target.checked })} />} label="Only with a reason" />
              {'withinCapacity' in rule && <FormControlLabel control={<Switch checked={rule.withinCapacity} disabled={!rule.isOn} onChange={(event) => change({ withinCapacity: event.target.checked })} />} label="Only within capacities and budgets" />}
            </Box>
          </InspectorSection>
        );
      })}
    </Inspector>
  );
}
