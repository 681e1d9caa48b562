// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { BudgetConstraint, CapacityConstraint, CoverageConstraint } from '../../../src/engine/model/constraint.ts';
import { Channel } from '../../../src/engine/model/channel.ts';
import { SchemaForm } from '../../../src/renderer/shared/forms/SchemaForm.tsx';
import { renderInFrame } from '../support/frame.tsx';

const capacityFields = {
  max: { label: 'Maximum', unit: 'actions' },
  per: { label: 'Per' },
  from: { label: 'From', kind: 'date' },
  enforce: { label: 'Enforced' },
  channels: { label: 'Channels', emptyAs: 'null', options: [{ value: 'email', label: 'Email' }] },
} as const;
const capacity = { id: 'visits', kind: 'capacity', max: 120, per: 'week', enforce: true } as const;
const replace = async (label: string, text: string): Promise<void> => {
  const field = screen.getByLabelText(label);
  await userEvent.clear(field);
  if (text !== '') await userEvent.type(field, text);
};
const save = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: 'Save' }));

describe('a form drawn from a schema', () => {
  test('hands over what the schema made of the fields, with the values that are not shown', async () => {
    const onSubmit = vi.fn();
    renderInFrame(<SchemaForm schema={CapacityConstraint} fields={capacityFields} value={capacity} onSubmit={onSubmit} submitLabel="Save" />);
    await replace('Maximum', '1,500');
    await replace('From', '2027-01-04');
    await save();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ id: 'visits', kind: 'capacity', max: 1500, per: 'week', from: '2027-01-04', enforce: true, channels: null }));
  });

  test('says beside the field what is wrong, while typing, and does not submit', async () => {
    const onSubmit = vi.fn();
    renderInFrame(<SchemaForm schema={CapacityConstraint} fields={capacityFields} value={capacity} onSubmit={onSubmit} submitLabel="Save" />);
    await replace('Maximum', '-3');
    expect(await screen.findByText('At least 0.')).toBeTruthy();
    expect(screen.getByLabelText('Maximum').getAttribute('aria-invalid')).toBe('true');
    await replace('Maximum', 'many');
    expect(await screen.findByText('Number expected.')).toBeTruthy();
    await replace('Maximum', '');
    expect(await screen.findByText('Value required.')).toBeTruthy();
    await replace('From', '2027-02-30');
    expect(await screen.findByText('expected an ISO date such as 2027-01-04')).toBeTruthy();
    await save();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  test('percent is typed as percent and kept as a share', async () => {
    const onSubmit = vi.fn();
    const schema = z.object({ share: z.number().min(0).max(1) });
    renderInFrame(<SchemaForm schema={schema} fields={{ share: { label: 'Share', isPercent: true } }} value={{ share: 0.29 }} onSubmit={onSubmit} submitLabel="Save" />);
    expect(screen.getByLabelText<HTMLInputElement>('Share').value).toBe('29');
    await replace('Share', '12.5');
    await save();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ share: 0.125 }));
  });

  test('a rule over several fields is said below them', async () => {
    renderInFrame(
      <SchemaForm
        schema={CoverageConstraint}
        fields={{ minShare: { label: 'Share', isPercent: true }, minContacts: { label: 'Contacts' } }}
        value={{ id: 'cover', kind: 'coverage', minShare: 0.5 }}
        onSubmit={vi.fn()}
        submitLabel="Save"
      />,
    );
    await replace('Contacts', '10');
    await save();
    expect(await screen.findByText('expected exactly one of minShare and minContacts')).toBeTruthy();
  });

  test('several of a list of numbers', async () => {
    const onSubmit = vi.fn();
    const weekdays = ['Mon', 'Tue', 'Wed'].map((label, index) => ({ value: index + 1, label }));
    renderInFrame(
      <SchemaForm
        schema={Channel}
        fields={{ weekdays: { label: 'Weekdays', options: weekdays, emptyAs: 'absent' }, cooldownDays: { label: 'Cooldown', unit: 'days' } }}
        value={{ id: 'email', unitCost: 1, saturation: 0.8, maxPerContact: 4, cooldownDays: 7, weekdays: [1] }}
        onSubmit={onSubmit}
        submitLabel="Save"
      />,
    );
    await userEvent.click(screen.getByLabelText('Weekdays'));
    await userEvent.click(screen.getByRole('option', { name: 'Wed' }));
    await userEvent.keyboard('{Escape}');
    await replace('Cooldown', '1.5');
    expect(await screen.findByText('Whole number expected.')).toBeTruthy();
    await replace('Cooldown', '3');
    await save();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ id: 'email', unitCost: 1, saturation: 0.8, maxPerContact: 4, cooldownDays: 3, weekdays: [1, 3] }));
  });

  test('a refusal of the core stands below the fields', async () => {
    const onSubmit = vi.fn(() => Promise.reject(Object.assign(new Error('x'), { data: { code: 'CONFLICT', message: 'A rule "visits" exists.', hint: 'Choose another id.' } })));
    renderInFrame(<SchemaForm schema={BudgetConstraint} fields={{ max: { label: 'Budget', unit: '€' } }} value={{ id: 'visits', kind: 'budget', max: 10 }} onSubmit={onSubmit} submitLabel="Save" />);
    await save();
    expect(await screen.findByText('A rule "visits" exists.')).toBeTruthy();
    expect(screen.getByText('Choose another id.')).toBeTruthy();
  });
});
