const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Three letters that say which of 15 characters are capitals: one for each five, the first character the lowest bit. */
function suffixOf(id: string): string {
  const bitOf = (at: number, bit: number): number => (/[A-Z]/.test(id.charAt(at)) ? 1 << bit : 0);
  return [0, 5, 10].map((from) => LETTERS[[0, 1, 2, 3, 4].reduce((bits, bit) => bits + bitOf(from + bit, bit), 0)]).join('');
}

/** True of 15 letters and digits, or of 18 whose last three fit the first 15. */
export const isSalesforceId = (id: string): boolean => /^[A-Za-z0-9]{15}$/.test(id) || (/^[A-Za-z0-9]{18}$/.test(id) && suffixOf(id.slice(0, 15)) === id.slice(15).toUpperCase());

/** A record id in its 18-character form, which tells ids apart in programs that do not tell cases apart; others as they are. */
export const toLongId = (id: string): string => (/^[A-Za-z0-9]{15}$/.test(id) ? id + suffixOf(id) : id);
