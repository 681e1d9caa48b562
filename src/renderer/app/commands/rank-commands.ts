import { isCommandEnabled, type Command } from './command.ts';

/** Commands of one group, best match first. */
export interface CommandGroup {
  readonly name: string;
  readonly commands: readonly Command[];
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
const startsWord = (words: readonly string[], part: string): boolean => words.some((word) => word.startsWith(part));

/**
 * How well a command fits what was typed, 0 = not at all: every typed word must begin a word of its name, other words or group,
 * or stand inside its name. The name counts most, and most of all where it begins as typed.
 */
export function scoreCommand({ name, group, keywords = [] }: Command, typed: string): number {
  const nameWords = wordsOf(name);
  const others = keywords.flatMap(wordsOf);
  const groupWords = wordsOf(group);
  let score = wordsOf(typed).length > 0 && name.toLowerCase().startsWith(typed.trim().toLowerCase()) ? 10 : 0;
  for (const part of wordsOf(typed)) {
    if (startsWord(nameWords, part)) score += 4;
    else if (name.toLowerCase().includes(part)) score += 3;
    else if (startsWord(others, part)) score += 2;
    else if (startsWord(groupWords, part)) score += 1;
    else return 0;
  }
  return score;
}

/** The commands that can run now and fit what was typed, by group; the group of the best one first. All of them where nothing was typed. */
export function rankCommands(commands: readonly Command[], typed: string): readonly CommandGroup[] {
  const isSearching = wordsOf(typed).length > 0;
  const groups = new Map<string, { readonly command: Command; readonly score: number }[]>();
  for (const command of commands) {
    if (command.isInPalette === false || !isCommandEnabled(command)) continue;
    const score = isSearching ? scoreCommand(command, typed) : 1;
    if (score === 0) continue;
    if (!groups.has(command.group)) groups.set(command.group, []);
    groups.get(command.group)!.push({ command, score });
  }
  return [...groups]
    .map(([name, members]) => ({ name, members: members.toSorted((one, other) => other.score - one.score) }))
    .toSorted((one, other) => other.members[0]!.score - one.members[0]!.score)
    .map(({ name, members }) => ({ name, commands: members.map(({ command }) => command) }));
}
