/** Text of a property as written by the standard, back to what it says. */
export const unescapeText = (text: string): string => text.replaceAll(/\\([\\;,nN])/gu, (_whole, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter));

/** A calendar read back: unfolded, split by the first colon, texts unescaped. Throws where the structure is wrong. */
export function readCalendar(text: string): { readonly properties: Record<string, string>; readonly events: Record<string, string>[] } {
  if (!text.endsWith('\r\n')) throw new Error('The last line does not end.');
  const lines = text.replaceAll(/\r\n[ \t]/gu, '').split('\r\n').slice(0, -1);
  if (lines.some((line) => /[\r\n]/u.test(line))) throw new Error('A line end stands alone.');
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') throw new Error('No calendar.');
  const properties: Record<string, string> = {};
  const events: Record<string, string>[] = [];
  let into = properties;
  for (const line of lines.slice(1, -1)) {
    const colon = line.indexOf(':');
    if (colon < 0) throw new Error(`No property: ${line}`);
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    if (line === 'BEGIN:VEVENT') events.push((into = {}));
    else if (line === 'END:VEVENT') into = properties;
    else if (name in into) throw new Error(`${name} stands twice.`);
    else into[name] = unescapeText(value);
  }
  return { properties, events };
}
