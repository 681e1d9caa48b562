import { zodResolver } from '@hookform/resolvers/zod';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { describeIssue } from '../messages/validation-copy.ts';
import { toShownFault, type ShownFault } from '../messages/shown-fault.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { FormField } from './FormField.tsx';
import { kindOf, optionsOf, type FieldConfig, type RawValues } from './form-field.ts';
import { fromRawValue, toRawValue } from './raw-values.ts';

interface SchemaFormProps<Schema extends z.ZodObject> {
  readonly schema: Schema;
  /** Shown fields in their order, by the schema's keys. */
  readonly fields: { readonly [Key in keyof z.input<Schema> & string]?: FieldConfig };
  /** Starting values, and values of fields that are not shown. */
  readonly value: Partial<z.input<Schema>>;
  /** Called with what the schema made of the values; a rejection is shown below the fields. */
  readonly onSubmit: (value: z.output<Schema>) => void | Promise<unknown>;
  readonly submitLabel: string;
  readonly onCancel?: () => void;
  /** Gold button; only where the form is the page's primary action. */
  readonly isPrimary?: boolean;
  readonly columns?: 1 | 2 | 3;
  readonly children?: ReactNode;
}

/** A form drawn from a zod object: what the schema refuses is said beside the field while typing. */
export function SchemaForm<Schema extends z.ZodObject>({ schema, fields, value, onSubmit, submitLabel, onCancel, isPrimary = false, columns = 2, children }: SchemaFormProps<Schema>) {
  const formId = useId();
  const [fault, setFault] = useState<ShownFault | null>(null);
  const shown = useMemo(
    () =>
      Object.entries<FieldConfig | undefined>(fields).flatMap(([name, config]) => {
        const part = schema.shape[name];
        return config === undefined || part === undefined ? [] : [{ name, config, kind: kindOf(part, config), options: optionsOf(part, config) }];
      }),
    [schema, fields],
  );
  const start = useMemo((): RawValues => Object.fromEntries(shown.map(({ name, kind, config }) => [name, toRawValue(kind, config, Reflect.get(value, name))])), [shown, value]);
  const resolver = useMemo(() => {
    const read = z.custom<RawValues>().transform((raw) => {
      const hidden = Object.entries(value).filter(([name]) => fields[name as keyof typeof fields] === undefined);
      const typed = shown.map(({ name, kind, config, options }) => [name, fromRawValue(kind, config, raw[name], options)] as const).filter(([, meaning]) => meaning !== undefined);
      return Object.fromEntries([...hidden, ...typed]);
    });
    return zodResolver<RawValues, unknown, z.output<Schema>>(read.pipe(schema), { error: describeIssue });
  }, [schema, shown, value, fields]);
  const form = useForm<RawValues, unknown, z.output<Schema>>({ defaultValues: start, resolver, mode: 'onChange' });
  useEffect(() => form.reset(start), [form, start]);
  const { errors, isSubmitting } = form.formState;
  const wholeFormError = errors['']?.message ?? errors.root?.message;

  const submit = form.handleSubmit(async (output) => {
    setFault(null);
    try {
      await onSubmit(output);
    } catch (error) {
      setFault(toShownFault(error));
    }
  });
  return (
    <Box
      component="form"
      noValidate
      id={formId}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onCancel !== undefined && !event.defaultPrevented) onCancel();
      }}
      sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: `repeat(${columns}, minmax(0, 1fr))` }, alignItems: 'start' }}>
        {shown.map(({ name, config, kind, options }) => (
          <Box key={name} sx={config.isWide === true ? { gridColumn: '1 / -1' } : {}}>
            <FormField name={name} control={form.control} kind={kind} config={config} options={options} />
          </Box>
        ))}
      </Box>
      {children}
      {wholeFormError !== undefined && (
        <Box role="alert" sx={{ color: 'error.light', fontSize: '0.875rem' }}>
          {wholeFormError}
        </Box>
      )}
      {fault !== null && <ErrorPanel fault={fault} />}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button type="submit" size="small" variant={isPrimary ? 'contained' : 'outlined'} disabled={isSubmitting}>
          {submitLabel}
        </Button>
        {onCancel !== undefined && (
          <Button size="small" variant="text" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </Box>
    </Box>
  );
}
