/**
 * Number a person typed, in either decimal style: `1,234.5`, `1.234,5`, `1 234`, `1,5`; null where it is no number.
 * A single comma before exactly three digits separates thousands, as the program writes them.
 */
export function parseNumberText(text: string): number | null {
  let plain = text.trim().replaceAll(/[\s'\u00A0\u202F]/g, '').replace('−', '-');
  const lastComma = plain.lastIndexOf(',');
  const lastPoint = plain.lastIndexOf('.');
  if (lastComma >= 0 && lastPoint >= 0) {
    plain = lastComma > lastPoint ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '');
  } else if (lastComma >= 0) {
    plain = /^[+-]?\d{1,3}(,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain.replace(',', '.');
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** A number as it is put into a field: no thousands, no float noise. */
export const toFieldText = (value: number): string => String(Number(value.toPrecision(12)));
