import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { CampaignDraft } from '../../../engine/model/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import type { FieldConfig } from '../../shared/forms/form-field.ts';
import { SchemaForm } from '../../shared/forms/SchemaForm.tsx';

/** A choice cannot be empty: this stands for no audience. */
const NO_AUDIENCE = 'none';
const Form = z
  .strictObject({ ...CampaignDraft.shape, audience: z.string() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { error: 'Not before the first day.', path: ['to'] });

interface CampaignFormProps {
  readonly draft: CampaignDraft;
  readonly currency: string;
  readonly submitLabel: string;
  readonly onSubmit: (draft: CampaignDraft) => Promise<unknown>;
}

/** What is written down about a campaign, but for its channel mix. */
export function CampaignForm({ draft, currency, submitLabel, onSubmit }: CampaignFormProps) {
  const { api } = useCore();
  const audiences = useQuery(api.contacts.audiences.list.queryOptions()).data;
  const fields = useMemo(
    (): { readonly [Key in keyof z.input<typeof Form>]?: FieldConfig } => ({
      name: { label: 'Name', isWide: true },
      brand: { label: 'Brand' },
      businessUnit: { label: 'Business unit' },
      priority: { label: 'Priority', help: '100 goes first.' },
      budget: { label: 'Budget', unit: currency },
      from: { label: 'First day', kind: 'date' },
      to: { label: 'Last day', kind: 'date' },
      audience: { label: 'Audience', kind: 'choice', isWide: true, options: [{ value: NO_AUDIENCE, label: 'none' }, ...(audiences ?? []).map(({ id, name, contacts }) => ({ value: String(id), label: `${name} · ${formatQuantity(contacts, 'contact')}` }))] },
      description: { label: 'Description', kind: 'longText', isWide: true },
    }),
    [audiences, currency],
  );
  const value = useMemo(() => ({ ...draft, audience: draft.audience ?? NO_AUDIENCE }), [draft]);
  const submit = ({ audience, ...rest }: z.output<typeof Form>): Promise<unknown> => onSubmit({ ...rest, audience: audience === NO_AUDIENCE ? null : audience });
  return <SchemaForm schema={Form} fields={fields} value={value} submitLabel={submitLabel} onSubmit={submit} />;
}
