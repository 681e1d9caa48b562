import { parseNumberText, toFieldText } from '../format/parse-number.ts';
import type { FieldConfig, FieldKind, OptionValue, RawValue } from './form-field.ts';

const isOption = (value: unknown): value is OptionValue => typeof value === 'string' || typeof value === 'number';

/** A value as its field shows it. */
export function toRawValue(kind: FieldKind, config: FieldConfig, value: unknown): RawValue {
  switch (kind) {
    case 'switch':
      return value === true;
    case 'many':
      return Array.isArray(value) ? value.filter(isOption) : [];
    case 'number':
      return typeof value === 'number' ? toFieldText(config.isPercent === true ? value * 100 : value) : '';
    case 'text':
    case 'longText':
    case 'choice':
    case 'date':
      return isOption(value) ? String(value) : '';
  }
}

/** What a field's state means for the schema. A text that is no number stays text, so that the schema refuses it. */
export function fromRawValue(kind: FieldKind, config: FieldConfig, raw: RawValue | undefined, options: readonly { readonly value: OptionValue }[]): unknown {
  const empty = config.emptyAs === 'null' ? null : undefined;
  if (raw === undefined) return empty;
  if (typeof raw === 'boolean') return raw;
  if (typeof raw !== 'string') return raw.length === 0 && config.emptyAs !== undefined ? empty : [...raw];
  if (raw.trim() === '') return empty;
  if (kind === 'number') {
    const value = parseNumberText(raw);
    if (value === null) return raw;
    return config.isPercent === true ? Number((value / 100).toPrecision(12)) : value;
  }
  if (kind === 'choice') return options.find((option) => String(option.value) === raw)?.value ?? raw;
  return kind === 'text' || kind === 'date' ? raw.trim() : raw;
}
