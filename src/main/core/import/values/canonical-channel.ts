const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'e mail', 'mail', 'emailing', 'mailing', 'marketing email', 'mass email', 'email send', 'email sent', 'correo', 'correo electronico', 'courriel', 'mel'],
  rep_email: ['rep email', 'approved email', 'rep triggered email', 'rte', 'vae', 'veeva approved email', '1 1 email', 'one to one email'],
  call: ['call', 'phone', 'phone call', 'telephone', 'telephone call', 'tel', 'anruf', 'telefon', 'telefonat', 'appel', 'appel telephonique', 'llamada', 'telefono', 'cold call', 'outbound call'],
  visit: ['visit', 'f2f', 'face to face', 'in person', 'detail', 'detailing', 'field visit', 'rep visit', 'besuch', 'visite', 'visita', 'onsite visit', 'office visit'],
  webinar: ['webinar', 'web seminar', 'online event', 'webinaire', 'webinario', 'webcast'],
  sms: ['sms', 'text', 'text message', 'textnachricht', 'texto'],
  meeting: ['meeting', 'treffen', 'termin', 'besprechung', 'reunion', 'rendez vous', 'rdv', 'reunion presencial'],
  letter: ['letter', 'post', 'direct mail', 'postal mail', 'brief', 'lettre', 'courrier', 'carta'],
  mobile: ['mobile', 'cellular', 'cell phone', 'mobile phone', 'handy', 'mobil', 'portable', 'movil'],
  event: ['event', 'congress', 'conference', 'kongress', 'veranstaltung', 'evenement', 'congres', 'congreso', 'evento'],
};

const channelOf = new Map(Object.entries(SYNONYMS).flatMap(([channel, names]) => names.map((name) => [name, channel] as const)));

/** Words of a name: lower case, accents off, anything but letters and digits as one space. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The planner's name of a channel that exports call many things (E-Mail → email, F2F → visit); null where it is its own. */
export function knownChannel(text: string): string | null {
  return channelOf.get(plainWords(text)) ?? null;
}

/** Names that a naming remembers; beyond, spellings of one channel are no longer brought together. */
const MAX_REMEMBERED_NAMES = 10_000;

/**
 * Makes the function that names channels for an import: a channel the workspace already has keeps its name, a well-known
 * one gets the planner's, any other keeps the spelling it has where it is met first.
 */
export function createChannelNaming(existing: readonly string[]): (text: string) => string {
  const exact = new Set(existing);
  const byKnown = new Map<string, string>();
  const byWords = new Map<string, string>();
  for (const id of existing) {
    const known = knownChannel(id);
    if (known !== null && !byKnown.has(known)) byKnown.set(known, id);
    byWords.set(plainWords(id), byWords.get(plainWords(id)) ?? id);
  }
  return (cell) => {
    const text = cell.trim();
    if (exact.has(text)) return text;
    const known = knownChannel(text);
    if (known !== null) return exact.has(known) ? known : (byKnown.get(known) ?? known);
    const words = plainWords(text);
    if (words === '') return text;
    const met = byWords.get(words);
    if (met === undefined && byWords.size < MAX_REMEMBERED_NAMES) byWords.set(words, text);
    return met ?? text;
  };
}
