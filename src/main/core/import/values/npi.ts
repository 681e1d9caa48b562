/**
 * True where ten digits are a National Provider Identifier: Luhn over 80840 + the ten digits (45 CFR 162.406; CMS, NPI
 * check digit calculation). The prefix adds the constant 24.
 */
export function isNpi(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false;
  let sum = 24;
  for (let at = 0; at < 10; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (at % 2 === 1) sum += digit;
    else sum += digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
