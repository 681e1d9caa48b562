import type { Cells } from './record-scanner.ts';

const FOOTER_TEXT =
  /^(?:(?:grand|sub|report|overall)?[\s-]*totals?|(?:gesamt|zwischen)?summe|insgesamt|gesamt|total general|total général|sous[- ]total|count|sum|average|anzahl|somme|suma|end of (?:file|report|data)|ende)\b[^\p{L}]*(?:records?|rows?|zeilen|datensätze|lignes|filas|registros)?[^\p{L}]*$/iu;
const FOOTER_SENTENCE =
  /^(?:exported|generated|created|printed|downloaded|report run|report generated|run date|data as of|as of|source|copyright|©|confidential|exportiert|erstellt|gedruckt|stand|quelle|exporté|généré|imprimé|exportado|generado|fuente)\b.*$/iu;
const RECORD_COUNT = /^(?:\(?\d[\d.,\s]*\s*(?:records?|rows?|results?|entries|zeilen|datensätze|einträge|lignes|enregistrements|filas|registros)\b.*|(?:records?|rows?|results?|record count|row count|number of (?:records|rows))\s*[:=]\s*\d[\d.,\s]*)$/iu;
const NUMBER_LIKE = /^[^\p{L}]*\d[^\p{L}]*$/u;

/** True where every cell is empty or blank. */
export function isBlankRow(cells: Cells): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/**
 * True where a row reads like the foot of a report: it begins with a total, an export note or a record count and has
 * nothing else but numbers. Only rows after the last record are taken for it.
 */
export function looksLikeFooter(cells: Cells, width: number): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const first = filled[0]?.trim() ?? '';
  if (first === '' || width < 2) return false;
  const rest = filled.slice(1);
  if (FOOTER_TEXT.test(first)) return rest.every((cell) => NUMBER_LIKE.test(cell)) && (filled.length < width || cells.length < width);
  return (FOOTER_SENTENCE.test(first) || RECORD_COUNT.test(first)) && rest.length <= 1 && filled.length < width;
}
