import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ScenarioPolicy, ScenarioSetup } from '../../../contract/scenario.ts';
import type { BanditPolicy, MixPolicy } from '../../../engine/model/scenario.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { formatMoment } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { startPolicy } from './draft-edit.ts';
import { MixEditor } from './MixEditor.tsx';
import { NameList } from './NameList.tsx';
import { banditNames, targetingNames } from './scenario-words.ts';

interface PolicyCardProps {
  readonly policy: ScenarioPolicy;
  readonly setup: ScenarioSetup;
  readonly currency: string;
  readonly isDisabled: boolean;
  readonly onChange: (policy: ScenarioPolicy) => void;
}

const kinds = { mix: 'a channel mix', bandit: 'a bandit that learns', saved_plan: 'a plan of the Allocation Lab' } as const;
/** What is offered while there is no plan. */
const kindsWithoutPlan = { mix: kinds.mix, bandit: kinds.bandit } as const;
const targetings = { default: 'as is usual: highest value × response', ...targetingNames } as const;

/** Whom a mix or a bandit acts on and how often. */
function FrequencyFields<P extends MixPolicy | BanditPolicy>({ policy, isDisabled, onChange }: { readonly policy: P; readonly isDisabled: boolean; readonly onChange: (policy: P) => void }) {
  return (
    <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
      <InlineNumberField label="Actions per contact" value={policy.actionsPerContact} min={0} max={200} width={160} isDisabled={isDisabled} onCommit={(actionsPerContact) => actionsPerContact !== null && onChange({ ...policy, actionsPerContact })} />
      <InlineNumberField label="Contacts targeted" value={policy.targetShare ?? 1} isPercent min={0} max={100} width={160} isDisabled={isDisabled} onCommit={(share) => share !== null && onChange({ ...policy, targetShare: share === 1 ? undefined : share })} />
      {policy.targetShare !== undefined && (
        <Box sx={{ width: 300 }}>
          <ChoiceField label="Who" value={policy.targeting ?? 'default'} names={targetings} onChoose={(who) => !isDisabled && onChange({ ...policy, targeting: who === 'default' ? undefined : who })} />
        </Box>
      )}
    </Box>
  );
}

/** What is done to whom: a mix with its frequency, a bandit, or a plan. */
export function PolicyCard({ policy, setup, currency, isDisabled, onChange }: PolicyCardProps) {
  const changeKind = (kind: ScenarioPolicy['kind']): void => {
    const next = kind === policy.kind ? null : startPolicy(kind, setup);
    if (next !== null) onChange(next);
  };
  const exploration = <FormControlLabel control={<Switch checked={policy.kind === 'bandit'} disabled={isDisabled} onChange={(event) => changeKind(event.target.checked ? 'bandit' : 'mix')} />} label="Exploration" />;
  return (
    <SectionCard title="Policy" sentence={policy.kind === 'bandit' ? 'Channels are chosen day by day from what earlier answers taught.' : 'What is done to whom, and how often.'} actions={exploration}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {policy.kind === 'plan' ? (
          <Typography variant="body2">{`${formatQuantity(policy.actions.length, 'action')} read from a file.`}</Typography>
        ) : (
          <Box sx={{ maxWidth: 320 }}>
            {policy.kind !== 'saved_plan' && setup.plans.length === 0 ? (
              <ChoiceField label="Played is" value={policy.kind} names={kindsWithoutPlan} onChoose={(kind) => !isDisabled && changeKind(kind)} />
            ) : (
              <ChoiceField label="Played is" value={policy.kind} names={kinds} onChoose={(kind) => !isDisabled && changeKind(kind)} />
            )}
          </Box>
        )}
        {policy.kind === 'mix' && (
          <>
            <FrequencyFields policy={policy} isDisabled={isDisabled} onChange={onChange} />
            <MixEditor key={JSON.stringify(policy.shares)} channels={setup.channels} shares={policy.shares} currency={currency} isDisabled={isDisabled} onSave={(shares) => onChange({ ...policy, shares })} />
          </>
        )}
        {policy.kind === 'bandit' && (
          <>
            <FrequencyFields policy={policy} isDisabled={isDisabled} onChange={onChange} />
            <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
              <Box sx={{ width: 240 }}>
                <ChoiceField label="Learns by" value={policy.rule} names={banditNames} onChoose={(rule) => !isDisabled && onChange({ ...policy, rule })} />
              </Box>
              {policy.rule === 'epsilon_greedy' && <InlineNumberField label="Choices by lot" value={policy.epsilon ?? 0.1} isPercent min={0} max={100} width={160} isDisabled={isDisabled} onCommit={(epsilon) => epsilon !== null && onChange({ ...policy, epsilon })} />}
            </Box>
            <NameList label="Channels to choose from" emptyAs="all channels" names={setup.channels.map(({ id }) => id)} value={policy.channels ?? []} isDisabled={isDisabled} onChange={(channels) => onChange({ ...policy, channels: channels.length === 0 ? undefined : channels })} />
          </>
        )}
        {policy.kind === 'saved_plan' && (
          <TextField select label="Plan" value={setup.plans.some(({ id }) => id === policy.planId) ? policy.planId : ''} disabled={isDisabled} onChange={(event) => onChange({ kind: 'saved_plan', planId: Number(event.target.value) })}>
            {setup.plans.map(({ id, name, madeAt, actions }) => (
              <MenuItem key={id} value={id}>{`${id} · ${name} · ${formatQuantity(actions, 'action')} · ${formatMoment(madeAt)}`}</MenuItem>
            ))}
          </TextField>
        )}
      </Box>
    </SectionCard>
  );
}
