const YES = new Set(['1', 'y', 'yes', 'true', 't', 'x', 'on', '✓', '✔', 'ja', 'wahr', 'j', 'oui', 'vrai', 'o', 'si', 'sí', 's', 'verdadero', 'sim', 'vero', 'tak', '1.0', '1,0']);
const NO = new Set(['0', 'n', 'no', 'false', 'f', 'off', '-', 'nein', 'falsch', 'non', 'faux', 'falso', 'não', 'nao', 'nie', '0.0', '0,0', '']);

/** True or false as a cell says it in English, German, French, Spanish, Portuguese, Italian or Polish; null where it says neither. Empty is false. */
export function readFlag(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  if (YES.has(text)) return true;
  return NO.has(text) ? false : null;
}
