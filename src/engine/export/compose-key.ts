/** Characters of a part that would blur where it ends, or that a file or a form field loses. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSAFE = /[%|\u0000-\u001F\u007F]|^\s|\s$/gu;

/**
 * Joins parts into one id that is different for different parts: `omnivor|plan-3|C17|email`. The same parts give the same
 * id for ever, so that a second load updates what the first one made.
 */
export const composeKey = (parts: readonly string[]): string => parts.filter((part, at) => at > 0 || part !== '').map((part) => part.replace(UNSAFE, (letter) => encodeURIComponent(letter))).join('|');
