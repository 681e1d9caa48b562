import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import type { WorkspaceInfo } from '../../../contract/workspace.ts';
import { useCore } from '../../app/core-context.ts';
import type { FieldConfig } from '../../shared/forms/form-field.ts';
import { SchemaForm } from '../../shared/forms/SchemaForm.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';

const Settings = z.object({
  name: z.string().trim().min(1).max(120),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'Three capital letters, such as EUR.' }),
  contactNoun: z.enum(['contact', 'HCP']),
});

const fields: Record<keyof z.input<typeof Settings>, FieldConfig> = {
  name: { label: 'Name' },
  currency: { label: 'Currency' },
  contactNoun: {
    label: 'Contacts are called',
    options: [
      { value: 'contact', label: 'contacts' },
      { value: 'HCP', label: 'HCPs' },
    ],
  },
};

/** Name, currency and noun of the workspace; saving is one undoable step. */
export function WorkspaceSettings({ workspace }: { readonly workspace: WorkspaceInfo }) {
  const { api } = useCore();
  const notify = useNotify();
  const update = useMutation(api.workspace.updateSettings.mutationOptions());
  const { name, currency, contactNoun } = workspace;
  const value = useMemo(() => ({ name, currency, contactNoun }), [name, currency, contactNoun]);
  return (
    <SectionCard title="Workspace" sentence={workspace.path}>
      <SchemaForm schema={Settings} fields={fields} value={value} columns={3} submitLabel="Save" onSubmit={(next) => update.mutateAsync(next).then(() => notify({ text: 'Settings saved.' }))} />
    </SectionCard>
  );
}
