const UPPERCASE_WORDS = new Set(['npi', 'id', 'hcp', 'sms', 'url', 'csv', 'crm']);

/** A technical name as a label: `rep_email` → `Rep email`, `minContacts` → `Min contacts`, `npi` → `NPI`. */
export function humanize(name: string): string {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ').trim().toLowerCase().split(/\s+/);
  const shown = words.map((word) => (UPPERCASE_WORDS.has(word) ? word.toUpperCase() : word)).join(' ');
  return shown.charAt(0).toUpperCase() + shown.slice(1);
}
