import type { LpScanner } from './lp-scanner.ts';

/** Sections of an LP file a linear model can hold, and `unsupported` for the others. */
export type LpSection = 'max' | 'min' | 'rows' | 'bounds' | 'general' | 'binary' | 'end' | 'unsupported';

/** Section words of one token. */
const sectionWords: Readonly<Record<string, LpSection>> = {
  max: 'max',
  maximum: 'max',
  maximize: 'max',
  maximise: 'max',
  min: 'min',
  minimum: 'min',
  minimize: 'min',
  minimise: 'min',
  st: 'rows',
  'st.': 'rows',
  's.t.': 'rows',
  bound: 'bounds',
  bounds: 'bounds',
  gen: 'general',
  general: 'general',
  generals: 'general',
  int: 'general',
  integer: 'general',
  integers: 'general',
  bin: 'binary',
  binary: 'binary',
  binaries: 'binary',
  end: 'end',
  semi: 'unsupported',
  semis: 'unsupported',
  sos: 'unsupported',
  sos1: 'unsupported',
  sos2: 'unsupported',
  pwlobj: 'unsupported',
};

/** Section words of two tokens: first word → second word and section. */
const sectionPairs: Readonly<Record<string, readonly [string, LpSection]>> = {
  subject: ['to', 'rows'],
  such: ['that', 'rows'],
  lazy: ['constraints', 'unsupported'],
  user: ['cuts', 'unsupported'],
};

/** Words that stand for a number or a bound and can not be names. */
const valueWords = new Set(['inf', 'infinity', 'free', 'nan']);

/** A section that starts at the next token, with the number of tokens its name takes; null where none starts. */
export function peekSection(scanner: LpScanner): { section: LpSection; length: number } | null {
  const token = scanner.peek();
  if (token.kind !== 'name' || !token.isLineStart) return null;
  const word = token.text.toLowerCase();
  const pair = Object.hasOwn(sectionPairs, word) ? sectionPairs[word] : undefined;
  if (pair !== undefined && scanner.peek(1).text.toLowerCase() === pair[0]) return { section: pair[1], length: 2 };
  if (!Object.hasOwn(sectionWords, word) || scanner.peek(1).kind === 'colon') return null;
  return { section: sectionWords[word]!, length: 1 };
}

/** True where the next token opens a section or ends the file. */
export function isAtSectionEnd(scanner: LpScanner): boolean {
  return scanner.peek().kind === 'end' || peekSection(scanner) !== null;
}

/** True for a word an LP file can not use as a name: it would be read as a section, an infinity or `free`. */
export function isReservedLpWord(name: string): boolean {
  const word = name.toLowerCase();
  return valueWords.has(word) || Object.hasOwn(sectionWords, word) || Object.hasOwn(sectionPairs, word);
}

/** True for a word that stands for a number or `free`. */
export function isLpValueWord(name: string): boolean {
  return valueWords.has(name.toLowerCase());
}
