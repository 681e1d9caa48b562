import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CampaignDraft } from '../../../engine/model/campaign.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { tone } from '../../app/theme/tokens.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatCount, formatMoney, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { UsageBar } from '../../shared/ui/UsageBar.tsx';
import { CampaignForm } from './CampaignForm.tsx';
import { nextSteps, sayDates, twoBudgetFigures } from './campaign-words.ts';
import { ChannelMixEditor } from './ChannelMixEditor.tsx';
import { ReserveForm } from './ReserveForm.tsx';
import { useCampaignActions } from './use-campaign-actions.ts';

interface CampaignInspectorProps {
  readonly id: string;
  readonly rules: PlanningRules;
  readonly asOf: string;
  readonly currency: string;
  readonly contacts: string;
  readonly onClose: () => void;
}

/** A campaign: its state and next steps, what it holds of audience, channels and budget, and everything that can be changed. */
export function CampaignInspector({ id, rules, asOf, currency, contacts, onClose }: CampaignInspectorProps) {
  const { api, client } = useCore();
  const { step, done, onError } = useCampaignActions(asOf);
  const detail = useQuery(api.campaigns.get.queryOptions({ input: { id, asOf } }));
  const money = useQuery(api.campaigns.money.queryOptions()).data?.find((one) => one.campaign === id);
  const draft = useMemo((): CampaignDraft | null => {
    if (detail.data === undefined) return null;
    const { id: _id, status: _status, ...rest } = detail.data.campaign;
    return rest;
  }, [detail.data]);
  if (detail.data === undefined || draft === null) {
    return (
      <Inspector title="Campaign" onClose={onClose}>
        {detail.isError ? <ErrorPanel fault={toShownFault(detail.error)} /> : <DelayedSkeleton kind="card" />}
      </Inspector>
    );
  }
  const { campaign, audience, held, used, channels, byStatus, conflicts, conflictsIfActive } = detail.data;
  const save = async (next: CampaignDraft): Promise<void> => {
    await client.campaigns.update({ id, campaign: next });
    done(`${next.name} saved.`);
  };
  const releaseAll = async (): Promise<void> => {
    try {
      const { released } = await client.campaigns.release({ campaign: id, asOf });
      done(`${formatQuantity(released, 'reservation')} of ${campaign.name} released.`);
    } catch (error) {
      onError(error);
    }
  };
  const remove = async (): Promise<void> => {
    await client.campaigns.remove({ id });
    onClose();
  };
  const statuses = Object.entries(byStatus).filter(([, count]) => count > 0);
  return (
    <Inspector
      title={campaign.name}
      sentence={`${humanize(campaign.status)}. Priority ${campaign.priority}, ${sayDates(campaign)}.`}
      onClose={onClose}
      actions={
        <>
          {nextSteps[campaign.status].map((name) => (
            <Button key={name} size="small" variant="outlined" onClick={() => step(name, campaign)}>
              {humanize(name)}
            </Button>
          ))}
          {byStatus.active > 0 && (
            <Button size="small" variant="outlined" onClick={() => void releaseAll()}>
              Release all
            </Button>
          )}
          <RemoveButton name={`campaign ${campaign.name}`} remove={remove} undo={() => client.edits.undo()} />
        </>
      }
    >
      <InspectorSection title="Holds">
        <Typography variant="body2">{`${formatCount(detail.data.contacts)} ${contacts}${audience === null ? '' : ` of ${formatCount(audience.contacts)} in ${audience.name}`}.`}</Typography>
        <Typography variant="body2" color="textSecondary">
          {statuses.length === 0 ? 'No reservations.' : `${statuses.map(([status, count]) => `${formatCount(count)} ${status}`).join(', ')}.`}
        </Typography>
        {campaign.status !== 'active' && conflictsIfActive > 0 && (
          <Typography variant="body2" sx={{ color: tone.violetText }}>{`${formatQuantity(conflictsIfActive, 'conflict')} as soon as it is active.`}</Typography>
        )}
        <Box sx={{ display: 'flex', gap: 1, mt: 1, flexWrap: 'wrap' }}>
          <Chip label={formatQuantity(conflicts, 'conflict')} onClick={() => goTo(`/campaign-coordinator?tab=conflicts&of=${id}`)} />
          <Chip label="Reservations" onClick={() => goTo(`/campaign-coordinator?tab=reservations&of=${id}`)} />
          <Chip label="Calendar" onClick={() => goTo(`/campaign-coordinator?tab=calendar&of=${id}`)} />
        </Box>
      </InspectorSection>
      <InspectorSection title="Budget use">
        <Typography variant="body2">
          {`Reservations: ${formatMoney(held, currency)} held, ${formatMoney(used, currency)} used${campaign.budget === undefined ? '. No budget set.' : `, ${formatMoney(campaign.budget - held - used, currency)} left.`}`}
        </Typography>
        {campaign.budget !== undefined && <UsageBar used={held + used} limit={campaign.budget} label={`Budget of ${campaign.name}`} format={(value) => formatMoney(value, currency, 0)} />}
        {money !== undefined && (
          <Typography variant="body2" sx={{ mt: 1 }}>
            {`Plans and ledger: ${formatMoney(money.committed, currency)} committed, ${formatMoney(money.spent, currency)} spent${money.allocated === null ? '' : `, ${formatMoney(money.allocated - money.committed - money.spent, currency)} left`}.`}
          </Typography>
        )}
        {money !== undefined && (
          <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
            {twoBudgetFigures}
          </Typography>
        )}
      </InspectorSection>
      {campaign.status !== 'completed' && (
        <InspectorSection title="Reserve">
          <ReserveForm campaign={campaign} rules={rules} asOf={asOf} />
        </InspectorSection>
      )}
      <InspectorSection title="Channel mix">
        <ChannelMixEditor key={JSON.stringify(campaign.channelMix)} channels={rules.channels.map((channel) => channel.id)} mix={campaign.channelMix} holds={channels} onSave={(channelMix) => void save({ ...draft, channelMix })} />
      </InspectorSection>
      <InspectorSection title="Details">
        <CampaignForm draft={draft} currency={currency} submitLabel="Save" onSubmit={save} />
      </InspectorSection>
    </Inspector>
  );
}

/** A campaign that is not there yet. */
export function NewCampaignInspector({ rules, currency, onMade, onClose }: { readonly rules: PlanningRules; readonly currency: string; readonly onMade: (id: string) => void; readonly onClose: () => void }) {
  const { client } = useCore();
  const draft = useMemo((): CampaignDraft => ({ name: '', priority: 50, from: rules.horizon.start, audience: null, channelMix: {} }), [rules.horizon.start]);
  const create = async (next: CampaignDraft): Promise<void> => onMade((await client.campaigns.create(next)).id);
  return (
    <Inspector title="New campaign" sentence="A draft: it holds nobody until it is active." onClose={onClose}>
      <CampaignForm draft={draft} currency={currency} submitLabel="Create" onSubmit={create} />
    </Inspector>
  );
}
