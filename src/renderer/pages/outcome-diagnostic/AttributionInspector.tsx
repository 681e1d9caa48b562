import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttributionSetup } from '../../../contract/attribution.ts';
import { HeuristicModel, type Lookback } from '../../../engine/model/attribution.ts';
import { useCore } from '../../app/core-context.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { ChannelFields } from './ChannelFields.tsx';
import { ExperimentFields } from './ExperimentFields.tsx';
import { KindFields } from './KindFields.tsx';
import { modelNames } from './model-names.ts';
import { PositionFields } from './PositionFields.tsx';
import { fillChannel, findFault, setChannel } from './settings-draft.ts';

const lookbackNames: Readonly<Record<Lookback, string>> = { own_window: 'all touches in their windows', since_previous_outcome: 'touches after the previous outcome' };
const isHeuristic = (name: string): name is HeuristicModel => HeuristicModel.safeParse(name).success;
const creditingNames = Object.fromEntries(Object.entries(modelNames).filter(([name]) => isHeuristic(name))) as Readonly<Record<HeuristicModel, string>>;

/** How outcomes are credited; saved as one undoable step. */
export function AttributionInspector({ onClose }: { readonly onClose: () => void }) {
  const { api } = useCore();
  const setup = useQuery(api.attribution.setup.queryOptions());
  if (setup.data === undefined) {
    return (
      <Inspector title="Attribution settings" onClose={onClose}>
        {setup.isError ? <ErrorPanel fault={toShownFault(setup.error)} /> : <DelayedSkeleton kind="card" />}
      </Inspector>
    );
  }
  return <SettingsForm key={JSON.stringify([setup.data.choice, setup.data.settings])} setup={setup.data} onClose={onClose} />;
}

function SettingsForm({ setup, onClose }: { readonly setup: AttributionSetup; readonly onClose: () => void }) {
  const { client } = useCore();
  const notify = useNotify();
  const [choice, setChoice] = useState(setup.choice);
  const [settings, setSettings] = useState(setup.settings);
  const fault = findFault(settings);
  const isChanged = JSON.stringify([choice, settings]) !== JSON.stringify([setup.choice, setup.settings]);
  // Kinds that were set stay in view, whether outcomes of them are left or not.
  const kinds = [...new Set([...setup.kinds.map(({ kind }) => kind), ...Object.keys(settings.outcomes)])];
  const warn = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const save = (): void => {
    client.attribution.configure({ choice, settings }).then(() => notify({ text: 'Attribution set. The newest run is stale.', action: { label: 'Undo', run: () => void client.edits.undo().catch(warn) } }), warn);
  };
  const setKind = (kind: string, counts: boolean): void => setChoice({ ...choice, excludedKinds: counts ? choice.excludedKinds.filter((one) => one !== kind) : [...choice.excludedKinds, kind].toSorted() });
  return (
    <Inspector
      title="Attribution settings"
      sentence={`${formatQuantity(setup.kinds.length, 'kind')} of outcome, ${formatQuantity(setup.channels.length, 'channel')}`}
      onClose={onClose}
      actions={
        <>
          <Button size="small" variant="outlined" disabled={!isChanged || fault !== null} onClick={save}>
            Save settings
          </Button>
          {fault !== null && (
            <Typography role="alert" variant="body2" sx={{ color: 'error.light', flexBasis: '100%' }}>
              {fault}
            </Typography>
          )}
        </>
      }
    >
      <InspectorSection title="Credit">
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          <ChoiceField label="Model whose credits stand" value={choice.model} names={creditingNames} onChoose={(model) => setChoice({ ...choice, model })} />
          <ChoiceField label="Look-back" value={settings.lookback} names={lookbackNames} onChoose={(lookback) => setSettings({ ...settings, lookback })} />
        </Box>
      </InspectorSection>
      <InspectorSection title="Outcomes that count">
        {setup.kinds.map(({ kind, outcomes }) => (
          <Box key={kind}>
            <FormControlLabel control={<Switch checked={!choice.excludedKinds.includes(kind)} onChange={(event) => setKind(kind, event.target.checked)} />} label={`${kind} · ${formatQuantity(outcomes, 'outcome')}`} />
          </Box>
        ))}
        {setup.kinds.length === 0 && <Typography variant="body2">No outcomes yet.</Typography>}
      </InspectorSection>
      <InspectorSection title="Every channel">
        <ChannelFields of="every channel" value={settings.default} onChange={(value) => setSettings({ ...settings, default: value })} />
      </InspectorSection>
      {setup.channels.map(({ channel, touches }) => {
        const isOwn = settings.channels[channel] !== undefined;
        return (
          <InspectorSection key={channel} title={`${channel} · ${formatQuantity(touches, 'touch', 'touches')}`}>
            <FormControlLabel control={<Switch checked={isOwn} onChange={(event) => setSettings(setChannel(settings, channel, event.target.checked ? fillChannel(settings, channel) : null))} />} label="Differs" />
            {isOwn && <ChannelFields of={channel} value={fillChannel(settings, channel)} onChange={(value) => setSettings(setChannel(settings, channel, value))} />}
          </InspectorSection>
        );
      })}
      <InspectorSection title="Weights by position">
        <PositionFields value={settings.position} onChange={(position) => setSettings({ ...settings, position })} />
      </InspectorSection>
      <InspectorSection title="Kinds of outcome">
        <Typography variant="body2" sx={{ mb: 1 }}>
          Of a kind that differs, its channels come first, then the channels above, then the kind.
        </Typography>
        {kinds.map((kind) => (
          <KindFields key={kind} kind={kind} channels={setup.channels.map(({ channel }) => channel)} settings={settings} lookbackNames={lookbackNames} onChange={setSettings} />
        ))}
      </InspectorSection>
      <InspectorSection title="Comparison">
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '1fr 1fr' }}>
          <InlineNumberField label="Resamples" value={settings.resamples} min={0} max={10_000} isWhole width="100%" onCommit={(resamples) => resamples !== null && setSettings({ ...settings, resamples })} />
          <InlineNumberField label="Seed" value={settings.seed} min={0} isWhole width="100%" onCommit={(seed) => seed !== null && setSettings({ ...settings, seed })} />
        </Box>
        <FormControlLabel control={<Switch checked={settings.usesNullPaths} onChange={(event) => setSettings({ ...settings, usesNullPaths: event.target.checked })} />} label="Markov chains walk paths without outcome" />
      </InspectorSection>
      <InspectorSection title="Experiment">
        <ExperimentFields
          experiment={settings.experiment}
          onChange={(experiment) => {
            const { experiment: _replaced, ...rest } = settings;
            setSettings(experiment === undefined ? rest : { ...rest, experiment });
          }}
        />
      </InspectorSection>
    </Inspector>
  );
}
