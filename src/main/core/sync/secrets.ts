/** Parts of a secret: the text itself, or the members of a JSON object that are texts. */
export function readSecretParts(secret: string): Record<string, string> {
  if (!secret.trimStart().startsWith('{')) return { token: secret };
  try {
    const parsed = JSON.parse(secret) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return { token: secret };
  }
}

const SHORTEST = 4;

/** Makes the function that takes a secret and its parts out of texts. Parts of under four characters are left, they are no secret. */
export function createRedactor(secrets: () => readonly string[]): (text: string) => string {
  return (text) => {
    let clean = text;
    for (const secret of secrets()) {
      for (const part of [secret, ...Object.values(readSecretParts(secret))]) if (part.length >= SHORTEST) clean = clean.replaceAll(part, '•••');
    }
    return clean;
  };
}
