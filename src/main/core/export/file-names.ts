// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSAFE = /[\u0000-\u001F\u007F<>:"/\\|?*\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Names that Windows keeps for devices. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/iu;
const LONGEST = 80;

/** A part of a file name that every system takes, made of any text. */
export function toFileName(text: string): string {
  const cut = Array.from(text.normalize('NFC').replace(UNSAFE, '_').trim()).slice(0, LONGEST).join('').replace(/[. ]+$/u, '');
  return cut === '' || DEVICE.test(cut) ? `_${cut}` : cut;
}

/** File names for some texts, each different, also where upper and lower case are one. */
export function toFileNames(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const base = toFileName(text);
    let name = base;
    for (let nth = 2; taken.has(name.toLowerCase()); nth += 1) name = `${base}_${nth}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
