import { useState } from 'react';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { NamesField } from './NamesField.tsx';
import { describeUnknown } from './rule-words.ts';
import { columnOf, useColumnNames, useContactNames, useRepNames } from './use-names.ts';

interface ListFieldProps {
  readonly value: readonly string[] | null | undefined;
  readonly onChange: (value: string[] | null) => void;
}

function ChannelsField({ value, onChange, channels }: ListFieldProps & { readonly channels: readonly string[] }) {
  const [text, setText] = useState('');
  const unknown = (value ?? []).filter((channel) => !channels.includes(channel));
  const remark = unknown.length === 0 ? null : describeUnknown('channel', unknown);
  return <NamesField label="Channels" value={value} onChange={onChange} text={text} onText={setText} suggestions={channels.map((name) => ({ name, detail: '' }))} remark={remark} isFree={false} />;
}

function ContactsField({ value, onChange }: ListFieldProps) {
  const [text, setText] = useState('');
  const { suggestions, unknown } = useContactNames(text, value ?? []);
  return <NamesField label="Contacts" value={value} onChange={onChange} text={text} onText={setText} suggestions={suggestions} remark={describeUnknown('contact', unknown)} />;
}

function LabelsField({ value, onChange, label, noun, column }: ListFieldProps & { readonly label: string; readonly noun: 'segment' | 'specialty' | 'territory'; readonly column: string }) {
  const [text, setText] = useState('');
  const { suggestions, unknown } = useColumnNames(column, text, value ?? []);
  return <NamesField label={label} value={value} onChange={onChange} text={text} onText={setText} suggestions={suggestions} remark={describeUnknown(noun, unknown)} />;
}

function RepsField({ value, onChange }: ListFieldProps) {
  const [text, setText] = useState('');
  const { suggestions, unknown } = useRepNames(text, value ?? []);
  return <NamesField label="Reps" value={value} onChange={onChange} text={text} onText={setText} suggestions={suggestions} remark={describeUnknown('rep', unknown)} />;
}

/** Whom and what a rule speaks of; an empty field = all. */
export function ScopeFields({ rule, rules, change }: { readonly rule: Constraint; readonly rules: PlanningRules; readonly change: (next: Constraint) => void }) {
  return (
    <>
      <ChannelsField value={rule.channels} onChange={(channels) => change({ ...rule, channels })} channels={rules.channels.map(({ id }) => id)} />
      <ContactsField value={rule.contacts} onChange={(contacts) => change({ ...rule, contacts })} />
      <LabelsField label="Segments" noun="segment" column={columnOf(rules, 'segment')} value={rule.segments} onChange={(segments) => change({ ...rule, segments })} />
      <LabelsField label="Specialties" noun="specialty" column="specialty" value={rule.specialties} onChange={(specialties) => change({ ...rule, specialties })} />
      <LabelsField label="Territories" noun="territory" column={columnOf(rules, 'territory')} value={rule.territories} onChange={(territories) => change({ ...rule, territories })} />
      <RepsField value={rule.reps} onChange={(reps) => change({ ...rule, reps })} />
    </>
  );
}
