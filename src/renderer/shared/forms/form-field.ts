import type { z } from 'zod';

export type OptionValue = string | number;
export interface FieldOption {
  readonly value: OptionValue;
  readonly label: string;
}

export type FieldKind = 'number' | 'text' | 'longText' | 'choice' | 'switch' | 'date' | 'many';

/** How one field of a schema is shown. What it accepts stands in the schema alone. */
export interface FieldConfig {
  readonly label: string;
  /** Beside a number: "€", "days". */
  readonly unit?: string;
  readonly help?: string;
  /** Taken from the schema unless given; dates and long texts have to be. */
  readonly kind?: FieldKind;
  /** Labels of the choices; an enum's own values unless given. */
  readonly options?: readonly FieldOption[];
  /** Shown and typed as percent, kept as a share of 1. */
  readonly isPercent?: boolean;
  /** Takes the whole width of the form. */
  readonly isWide?: boolean;
  /** What an empty field means: absent (default) or null. */
  readonly emptyAs?: 'absent' | 'null';
}

/** A field's value while it is edited: numbers and dates are the text as typed. */
export type RawValue = string | boolean | readonly OptionValue[];
export type RawValues = Record<string, RawValue>;

type AnySchema = z.core.$ZodType;

/** The schema below `optional`, `nullable`, `default` and the like. */
export function unwrapSchema(schema: AnySchema): AnySchema {
  const definition = schema._zod.def;
  return 'innerType' in definition && definition.innerType !== undefined ? unwrapSchema(definition.innerType as AnySchema) : schema;
}

const kindByType: Readonly<Record<string, FieldKind>> = { number: 'number', boolean: 'switch', enum: 'choice', literal: 'choice', array: 'many' };

/** Kind of field that fits a schema. */
export function kindOf(schema: AnySchema, config: FieldConfig): FieldKind {
  if (config.kind !== undefined) return config.kind;
  const known = kindByType[unwrapSchema(schema)._zod.def.type];
  return known ?? (config.options === undefined ? 'text' : 'choice');
}

/** Choices of a field: configured, else the values of its enum. */
export function optionsOf(schema: AnySchema, config: FieldConfig): readonly FieldOption[] {
  if (config.options !== undefined) return config.options;
  const inner = unwrapSchema(schema);
  const definition = inner._zod.def;
  if (definition.type === 'array' && 'element' in definition) return optionsOf(definition.element as AnySchema, config);
  if (definition.type !== 'enum' || !('entries' in definition)) return [];
  return Object.values(definition.entries as Record<string, OptionValue>).map((value) => ({ value, label: String(value) }));
}
