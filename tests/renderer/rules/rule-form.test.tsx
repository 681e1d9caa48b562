// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { RuleEdit } from '../../../src/contract/rule.ts';
import { Constraint, type ConstraintKind } from '../../../src/engine/model/constraint.ts';
import type { PlanningRules } from '../../../src/engine/model/rules.ts';
import { createRule } from '../../../src/renderer/pages/constraint-diagnostic/create-rule.ts';
import { RuleInspector } from '../../../src/renderer/pages/constraint-diagnostic/RuleInspector.tsx';
import { InspectorOutletContext } from '../../../src/renderer/shared/ui/inspector-outlet.ts';
import { createFakeCore } from '../support/core.tsx';
import { renderInFrame } from '../support/frame.tsx';

// The simulated page reads every style sheet for every element that is looked for: half the time of this file. No test here asks what a sheet hides.
beforeAll(() => void vi.spyOn(globalThis, 'getComputedStyle').mockImplementation((element) => (element instanceof HTMLElement ? element.style : document.body.style)));

const channel = (id: string) => ({ id, unitCost: 1, saturation: 1, maxPerContact: 4, cooldownDays: 0 });
const rules: PlanningRules = { format: 'omnivor.rules/1', horizon: { start: '2027-01-04', days: 28 }, channels: ['email', 'visit', 'call'].map(channel), constraints: [], objective: { metric: 'lift' } };

interface FilterInput {
  readonly column?: string;
  readonly filter: { readonly conditions: readonly { readonly operator: string; readonly value?: string | readonly string[] }[]; readonly search?: string };
}
const labels: Readonly<Record<string, readonly string[]>> = { segment: ['A', 'B'], specialty: ['cardio', 'derma'], territory: ['North', 'South'] };
const contacts = [{ key: 'HCP-1', name: 'First Contact' }, { key: 'HCP-2', name: 'Second Contact' }];
const matches = (name: string, { filter }: FilterInput): boolean =>
  filter.conditions.every(({ operator, value }) => (operator === 'contains' ? name.includes(String(value)) : operator === 'any_of' ? (value ?? []).includes(name) : true));
const answers = {
  'contacts.facet': (input: FilterInput) => (labels[input.column ?? ''] ?? []).filter((value) => matches(value, input)).map((value) => ({ value, contacts: 3 })),
  'contacts.page': (input: FilterInput) => {
    const rows = contacts.filter(({ key, name }) => matches(key, input) && `${key} ${name}`.includes(input.filter.search ?? '')).map((contact, id) => ({ ...contact, id, specialty: null, first_name: null, last_name: null }));
    return { total: rows.length, rows, valueTotal: 0 };
  },
  'territories.get': () => ({ date: '2027-01-04', unassigned: 0, fairness: null, reps: [{ id: 'R1', name: 'Rep One', weekdays: [1], daysOff: [], hasCalendar: true, primary: 2, secondary: 0, backup: 0, value: 0, booked: 0 }] }),
};

/** The inspector over rules that really change, and every rule it sent. */
function openForm(start: Constraint) {
  const sent: Constraint[] = [];
  const { Core, asked } = createFakeCore(answers);
  const outlet = document.body.appendChild(document.createElement('div'));
  const onClose = vi.fn();
  const remove = vi.fn(async () => undefined);
  function Form() {
    const [rule, setRule] = useState(start);
    const edit = (change: RuleEdit): void => {
      if (change.edit !== 'constraint') return;
      sent.push(change.constraint);
      setRule(change.constraint);
    };
    return <RuleInspector rule={rule} rules={{ ...rules, constraints: [rule] }} currency="EUR" changes={{ edit, remove, undo: async () => undefined }} onRenamed={() => undefined} onClose={onClose} />;
  }
  renderInFrame(
    <Core>
      <InspectorOutletContext value={outlet}>
        <Form />
      </InspectorOutletContext>
    </Core>,
  );
  return { sent, asked, onClose, remove, last: () => sent.at(-1) };
}
const openKind = (kind: ConstraintKind, change: object = {}) => {
  const rule = createRule(kind, rules);
  if (rule === null) throw new Error(`${kind} cannot be made.`);
  return openForm(Constraint.parse({ ...rule, ...change }));
};
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
async function type(name: string, text: string): Promise<void> {
  await userEvent.clear(field(name));
  await userEvent.type(field(name), `${text}{Enter}`);
}
async function choose(name: string, option: string): Promise<void> {
  await userEvent.click(screen.getByRole('combobox', { name }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('the limit of every kind', () => {
  test.each<[ConstraintKind, readonly (readonly ['type' | 'choose', string, string])[], object]>([
    ['capacity', [['type', 'Actions at most', '40'], ['choose', 'Counted', 'a month']], { max: 40, per: 'month' }],
    ['rep_capacity', [['type', 'Actions at most', '3'], ['choose', 'Counted', 'a month']], { max: 3, per: 'month' }],
    ['concurrent', [['type', 'In progress at most', '9'], ['type', 'Days of one action', '4']], { max: 9, durationDays: 4 }],
    ['budget', [['type', 'Cost at most, EUR', '1,200.5'], ['choose', 'Counted', 'a week']], { max: 1200.5, per: 'week' }],
    ['frequency', [['type', 'Actions at most', '1'], ['type', 'In any so many days', '10']], { max: 1, windowDays: 10 }],
    ['contact_limit', [['type', 'Actions a month at most', '2'], ['type', 'Days apart', '5'], ['choose', 'Source', 'compliance']], { maxPerMonth: 2, cooldownDays: 5, source: 'compliance' }],
    ['pressure', [['type', 'Weight at most', '4.5'], ['type', 'In any so many days', '14'], ['choose', 'Added up per', 'household'], ['type', 'visit', '2.5']], { max: 4.5, windowDays: 14, per: 'household', weights: { visit: 2.5 } }],
    ['exclusion', [['choose', 'Never with', 'call'], ['type', 'Within days, 0 = the same day', '2']], { first: 'email', second: 'call', withinDays: 2 }],
    // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
    ['sequence', [['choose', 'Then channel', 'call'], ['choose', 'The second', 'must follow the first'], ['type', 'Within days', '3']], { first: 'email', then: 'call', need: 'follow', withinDays: 3 }],
    ['blackout', [['choose', 'These days are', 'restricted'], ['type', 'To', '2027-01-09']], { window: 'restricted', from: '2027-01-04', to: '2027-01-09' }],
    ['blackout', [['choose', 'Repeats', 'every quarter'], ['type', 'Recurrence rule (RFC 5545)', 'FREQ=YEARLY;COUNT=3']], { recurrence: 'FREQ=YEARLY;COUNT=3' }],
    ['capacity', [['choose', 'Counted', 'from reset to reset'], ['type', 'Resets at (cron)', '0 6 * * TUE'], ['type', 'Time zone', 'Europe/Berlin']], { resets: { cron: '0 6 * * TUE', timeZone: 'Europe/Berlin' } }],
    ['budget', [['choose', 'Counted', 'from reset to reset'], ['choose', 'Counted', 'in the horizon']], { per: undefined }],
    ['coverage', [['type', 'Share at least', '12.5']], { minShare: 0.125 }],
    ['minimum', [['type', 'Actions at least', '7']], { min: 7 }],
  ])('%s', async (kind, steps, expected) => {
    const { sent, last } = openKind(kind);
    for (const [how, name, text] of steps) await (how === 'type' ? type(name, text) : choose(name, text));
    expect(last()).toMatchObject(expected);
    for (const rule of sent) expect(Constraint.safeParse(rule)).toMatchObject({ success: true });
    expect(sent).toHaveLength(steps.length);
  });

  test('a recurrence rule or a reset that cannot be followed is told beside the field and not sent', async () => {
    const { sent } = openKind('blackout', { recurrence: 'FREQ=WEEKLY' });
    await type('Recurrence rule (RFC 5545)', 'FREQ=SOMETIMES');
    expect(field('Recurrence rule (RFC 5545)').getAttribute('aria-invalid')).toBe('true');
    await choose('Repeats', 'never');
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toHaveProperty('recurrence');
  });

  test('a time zone that does not exist is told beside the field and not sent', async () => {
    const { sent } = openKind('capacity', { resets: { cron: '0 0 * * MON', timeZone: 'Europe/Berlin' } });
    await type('Time zone', 'Mars/Olympus');
    expect(field('Time zone').getAttribute('aria-invalid')).toBe('true');
    await type('Resets at (cron)', 'every monday');
    expect(field('Resets at (cron)').getAttribute('aria-invalid')).toBe('true');
    expect(sent).toEqual([]);
  });

  test('rep_calendar: weekdays and days off', async () => {
    const { last } = openKind('rep_calendar');
    await userEvent.click(screen.getByRole('button', { name: 'Friday' }));
    await userEvent.type(field('Day off'), '2027-01-06');
    await userEvent.click(screen.getByRole('button', { name: 'Add day' }));
    expect(last()).toMatchObject({ weekdays: [1, 2, 3, 4], daysOff: ['2027-01-06'] });
    await userEvent.type(field('Day off'), '2027-01-06');
    expect(screen.getByText('Already a day off.')).toBeTruthy();
  });

  test('a coverage counts contacts or their share, never both', async () => {
    const { last } = openKind('coverage');
    await choose('Counted as', 'contacts');
    expect(last()).toEqual({ id: 'coverage', kind: 'coverage', minContacts: 1 });
    await choose('Counted as', 'share of contacts');
    expect(last()).toEqual({ id: 'coverage', kind: 'coverage', minShare: 0.5 });
  });

  test('one of a contact limit may be left out, not both', async () => {
    const { sent, last } = openKind('contact_limit');
    await userEvent.clear(field('Actions a month at most'));
    await userEvent.tab();
    expect(last()).toMatchObject({ maxPerMonth: undefined, cooldownDays: 7 });
    await userEvent.clear(field('Days apart'));
    expect(screen.getByText('Value required.')).toBeTruthy();
    await userEvent.tab();
    expect(sent).toHaveLength(1);
  });

  test('a cost is kept where it differs from the unit cost of the channel', async () => {
    const { last } = openKind('budget');
    await type('visit', '150');
    expect(last()).toMatchObject({ costs: { visit: 150 } });
    await type('email', '0');
    expect(last()).toMatchObject({ costs: { visit: 150, email: 0 } });
    await type('visit', '1');
    expect(last()).toMatchObject({ costs: { email: 0 } });
    await type('email', '1');
    expect(last()).not.toHaveProperty('costs');
  });

  test('a weight of 1 is no weight', async () => {
    const { last } = openKind('pressure', { weights: { visit: 2 } });
    await type('visit', '1');
    expect(last()).toMatchObject({ weights: undefined });
  });

  test('a pair offers no channel twice, and says which is gone', async () => {
    openKind('exclusion', { second: 'fax' });
    expect(screen.getByText('Channel fax does not exist.')).toBeTruthy();
    await userEvent.click(screen.getByRole('combobox', { name: 'Never with' }));
    const names = within(await screen.findByRole('listbox')).getAllByRole('option').map((option) => option.textContent);
    expect(names).toEqual(['visit', 'call', 'fax']);
  });

  test('what is wrong is said and never sent', async () => {
    const { sent } = openKind('concurrent');
    await type('Days of one action', '0');
    expect(screen.getByText('At least 1.')).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await type('Days of one action', '1.5');
    expect(screen.getByText('Whole number expected.')).toBeTruthy();
    expect(sent).toEqual([]);
  });
});

describe('what every rule has', () => {
  test('enforced or reported only, owner and reason', async () => {
    const { last } = openKind('frequency');
    await userEvent.click(screen.getByRole('switch', { name: 'Enforced' }));
    expect(last()).toMatchObject({ enforce: false });
    expect(screen.getByText('Counted and reported, not enforced.')).toBeTruthy();
    await type('Owner', 'Field force');
    await type('Reason', 'Agreed for the year');
    expect(last()).toMatchObject({ owner: 'Field force', reason: 'Agreed for the year' });
    await userEvent.clear(field('Owner'));
    await userEvent.tab();
    expect(last()).toMatchObject({ owner: undefined });
    await userEvent.click(field('Owner'));
    await userEvent.paste('x'.repeat(121));
    expect(screen.getByText('121 characters. Expected at most 120.')).toBeTruthy();
  });

  test('restricted days have no switch', () => {
    openKind('blackout', { window: 'restricted' });
    expect(screen.getByRole<HTMLInputElement>('switch', { name: 'Enforced' }).disabled).toBe(true);
  });

  test('dates that end before they begin are refused beside the field', async () => {
    const { sent } = openKind('budget', { from: '2027-01-10' });
    await type('To', '2027-01-09');
    expect(screen.getByText('Not before 2027-01-10.')).toBeTruthy();
    expect(sent).toEqual([]);
  });

  test('removing closes the form', async () => {
    const { remove, onClose } = openKind('minimum');
    await userEvent.click(screen.getByRole('button', { name: 'Remove rule minimum' }));
    expect(remove).toHaveBeenCalledExactlyOnceWith({ edit: 'remove_constraint', id: 'minimum' });
    await waitFor(() => expect(onClose).toHaveBeenCalled());
  });
});

describe('scope', () => {
  const scope = (name: string) => screen.getByRole<HTMLInputElement>('combobox', { name });

  test.each([
    ['Channels', 'vi', 'visit', { channels: ['visit'] }],
    ['Contacts', 'Second', /HCP-2/, { contacts: ['HCP-2'] }],
    ['Segments', 'B', /^B/, { segments: ['B'] }],
    ['Specialties', 'derm', /derma/, { specialties: ['derma'] }],
    ['Territories', 'So', /South/, { territories: ['South'] }],
    ['Reps', 'one', /R1/, { reps: ['R1'] }],
  ] as const)('%s are suggested from the workspace', async (name, text, option, expected) => {
    const { last } = openKind('capacity');
    await userEvent.type(scope(name), text);
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await userEvent.click(screen.getByRole('option', { name: option }));
    expect(last()).toMatchObject(expected);
    await userEvent.click(scope(name));
    await userEvent.keyboard('{Backspace}');
    expect(last()).toMatchObject(Object.fromEntries(Object.keys(expected).map((key) => [key, null])));
  });

  test('a name nobody carries is taken, and said to be unknown', async () => {
    const { last } = openKind('capacity');
    await userEvent.type(scope('Segments'), 'Later{Enter}');
    expect(last()).toMatchObject({ segments: ['Later'] });
    expect(await screen.findByText('No contact has the segment Later.')).toBeTruthy();
    await userEvent.type(scope('Contacts'), 'HCP-9');
    await userEvent.tab();
    expect(last()).toMatchObject({ contacts: ['HCP-9'] });
    expect(await screen.findByText('No contact has the ID HCP-9.')).toBeTruthy();
  });

  test('a known name is taken in its own spelling', async () => {
    const { last } = openKind('capacity');
    await userEvent.type(scope('Reps'), 'r1');
    await screen.findByRole('option', { name: /R1/ });
    await userEvent.tab();
    expect(last()).toMatchObject({ reps: ['R1'] });
  });

  test('a name too long is not', async () => {
    const { sent } = openKind('capacity');
    await userEvent.click(scope('Specialties'));
    await userEvent.paste('x'.repeat(201));
    await userEvent.keyboard('{Enter}');
    expect(screen.getByText('201 characters. Expected at most 200.')).toBeTruthy();
    expect(sent).toEqual([]);
  });

  test('a channel is one that exists', async () => {
    const { sent } = openKind('capacity');
    await userEvent.type(scope('Channels'), 'fax{Enter}');
    await userEvent.tab();
    expect(sent).toEqual([]);
  });
});
