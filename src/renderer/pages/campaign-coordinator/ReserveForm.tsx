import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { ReserveAsked, ReserveReport, ReserveTarget } from '../../../contract/campaign.ts';
import { ReservationKind, type Campaign } from '../../../engine/model/campaign.ts';
import { lastDateOf } from '../../../engine/model/horizon-days.ts';
import { IsoDate } from '../../../engine/model/text.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import type { FieldConfig } from '../../shared/forms/form-field.ts';
import { SchemaForm } from '../../shared/forms/SchemaForm.tsx';
import { describeMember, sayChannel } from './campaign-words.ts';
import { useActor, useCampaignActions } from './use-campaign-actions.ts';

const EVERYBODY = 'everybody';
const ALL_CHANNELS = 'all channels';
const SHOWN_CONFLICTS = 5;

const Form = z
  .strictObject({ target: z.string(), channel: z.string(), kind: ReservationKind, from: IsoDate, to: IsoDate, expiresAt: IsoDate.optional(), canPreempt: z.boolean(), preempt: z.boolean() })
  .refine(({ from, to }) => from <= to, { error: 'Not before the first day.', path: ['to'] })
  .refine(({ channel, kind }) => channel !== ALL_CHANNELS || kind === 'exclusive', { error: 'All channels are held exclusively.', path: ['kind'] });
type Values = z.output<typeof Form>;

const sayReport = ({ asked, reserved, held, blocked, preempted }: ReserveReport): string =>
  `${formatCount(reserved)} of ${formatQuantity(asked, 'contact')} free${preempted === 0 ? '' : `, ${formatQuantity(preempted, 'reservation')} of others give way`}. ${formatCount(blocked)} in conflict. ${formatCount(held)} held already.`;

const sayAsked = ({ channel, kind, from, to }: ReserveAsked): string => `${sayChannel(channel)} · ${kind} · ${formatDate(from)} – ${formatDate(to)}`;

interface ReserveFormProps {
  readonly campaign: Campaign;
  readonly rules: PlanningRules;
  readonly asOf: string;
}

/** Asks who is free before anything is written, then reserves those. */
export function ReserveForm({ campaign, rules, asOf }: ReserveFormProps) {
  const { api, client } = useCore();
  const [actor, setActor] = useActor();
  const { done, onError } = useCampaignActions(asOf);
  const [checked, setChecked] = useState<{ asked: ReserveAsked; report: ReserveReport } | null>(null);
  const audiences = useQuery(api.contacts.audiences.list.queryOptions()).data;
  const horizonEnd = lastDateOf(rules.horizon);
  const fields = useMemo(
    (): { readonly [Key in keyof Values]: FieldConfig } => ({
      target: { label: 'Contacts', kind: 'choice', isWide: true, options: [{ value: EVERYBODY, label: 'all contacts' }, ...(audiences ?? []).map(({ id, name, contacts }) => ({ value: String(id), label: `${name} · ${formatQuantity(contacts, 'contact')}` }))] },
      channel: { label: 'Channel', kind: 'choice', options: [...rules.channels.map(({ id }) => ({ value: id, label: id })), { value: ALL_CHANNELS, label: ALL_CHANNELS }] },
      kind: { label: 'Kind' },
      from: { label: 'From', kind: 'date' },
      to: { label: 'To', kind: 'date' },
      expiresAt: { label: 'Expires on', kind: 'date', help: 'Empty: the day after the last.', isWide: true },
      canPreempt: { label: 'May be preempted', isWide: true },
      preempt: { label: 'Preempts lower priorities', isWide: true },
    }),
    [audiences, rules.channels],
  );
  const value = useMemo(
    (): z.input<typeof Form> => ({
      target: campaign.audience ?? EVERYBODY,
      channel: Object.keys(campaign.channelMix)[0] ?? rules.channels[0]?.id ?? ALL_CHANNELS,
      kind: 'exclusive',
      from: campaign.from ?? rules.horizon.start,
      to: campaign.to ?? horizonEnd,
      canPreempt: true,
      preempt: false,
    }),
    [campaign, rules, horizonEnd],
  );
  const targetOf = (target: string): ReserveTarget => (target === EVERYBODY ? { filter: { join: 'and', conditions: [] } } : { audience: target });
  const check = async ({ target, channel, expiresAt, ...rest }: Values): Promise<void> => {
    setChecked(null);
    const asked: ReserveAsked = { ...rest, campaign: campaign.id, target: targetOf(target), channel: channel === ALL_CHANNELS ? null : channel, ...(expiresAt === undefined ? {} : { expiresAt }), asOf };
    setChecked({ asked, report: await client.campaigns.checkAvailability(asked) });
  };
  const reserve = async (asked: ReserveAsked): Promise<void> => {
    try {
      const report = await client.campaigns.reserve({ ...asked, ...(actor.trim() === '' ? {} : { actor: actor.trim() }) });
      setChecked(null);
      done(`${formatQuantity(report.reserved, 'contact')} reserved for ${campaign.name}.`);
    } catch (error) {
      onError(error);
    }
  };
  const needsName = checked?.asked.preempt === true;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <SchemaForm schema={Form} fields={fields} value={value} submitLabel="Check availability" onSubmit={check} />
      {checked !== null && (
        <Alert severity="info" icon={false} role="status">
          <Typography variant="body2" sx={{ fontWeight: 600 }}>{sayAsked(checked.asked)}</Typography>
          <Typography variant="body2">{sayReport(checked.report)}</Typography>
          {checked.report.conflicts.slice(0, SHOWN_CONFLICTS).map((row) => (
            <Typography key={row.conflict.reservations.join(' ')} variant="caption" component="p">
              {`${row.contactName ?? row.conflict.contact}: ${row.members.filter((member) => member.reservation.campaign !== campaign.id).map(describeMember).join('; ')}`}
            </Typography>
          ))}
          {needsName && <TextField label="Your name" value={actor} required onChange={(event) => setActor(event.target.value)} sx={{ mt: 1.5 }} slotProps={{ htmlInput: { maxLength: 120, autoComplete: 'off' } }} />}
          <Box sx={{ mt: 1 }}>
            <Button size="small" variant="outlined" disabled={checked.report.reserved === 0 || (needsName && actor.trim() === '')} onClick={() => void reserve(checked.asked)}>
              {`Reserve ${formatQuantity(checked.report.reserved, 'contact')}`}
            </Button>
          </Box>
        </Alert>
      )}
    </Box>
  );
}
