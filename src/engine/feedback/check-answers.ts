import type { AllocationProblem } from '../model/allocation.ts';
import { ChallengeDecision, type Challenge } from '../model/feedback.ts';
import type { ChallengeSheet, SheetLine } from './challenge-sheet.ts';

/** A line of a sheet as it came back, every cell as text. */
export interface AnsweredLine {
  /** Line of the file, the header being 1. */
  readonly line: number;
  readonly sheet: string;
  readonly id: string;
  readonly contact: string;
  readonly channel: string;
  readonly decision: string;
  readonly newGoal: string;
  readonly why: string;
}

/** A line that is not taken, and why. */
export interface RejectedLine {
  readonly line: number;
  readonly contact: string;
  readonly channel: string;
  readonly decision: string;
  readonly reason: string;
}

/** What a sheet came to: lines = challenges + kept + rejected. */
export interface CheckedAnswers {
  readonly challenges: readonly Challenge[];
  readonly kept: number;
  readonly rejected: readonly RejectedLine[];
}

const LONGEST_WHY = 500;

/** What spreadsheets leave of an id: no blanks, no apostrophe, no leading zeros, digits as a number. */
function plainId(text: string): string {
  const bare = text.trim().replace(/^'/u, '').replace(/^0+(?=.)/u, '');
  const number = /^[\d.,]+E\+?\d+$|^\d+$/iu.test(bare) ? Number(bare.replace(',', '.')) : Number.NaN;
  return Number.isFinite(number) && number >= 1e9 ? number.toPrecision(6) : bare.toLowerCase();
}

/** Goal as typed: a whole number, also as a spreadsheet writes it (`2.0`). Null where it is none. */
function readGoal(text: string): number | null {
  const number = /^\d{1,6}([.,]0+)?$/u.test(text) ? Math.trunc(Number(text.replace(',', '.'))) : Number.NaN;
  return Number.isInteger(number) ? number : null;
}

type Read = { readonly challenge: Challenge | null } | { readonly reason: string };

function readLine(answer: AnsweredLine, line: SheetLine, most: number): Read {
  const { contact, channel, rep, goal: planned } = line;
  const decision = ChallengeDecision.safeParse(answer.decision === '' ? 'keep' : answer.decision.toLowerCase());
  if (!decision.success) return { reason: `Decision "${answer.decision}". Expected ${ChallengeDecision.options.join(', ')} or nothing.` };
  const typed = answer.newGoal === '' ? null : readGoal(answer.newGoal);
  if (answer.newGoal !== '' && typed === null) return { reason: `New goal "${answer.newGoal}". Expected a whole number, 0 or more.` };
  if (answer.why.length > LONGEST_WHY) return { reason: `The reason has ${answer.why.length} characters. Expected at most ${LONGEST_WHY}.` };
  const made = (kind: Challenge['kind'], goal: number): Read => (goal > most ? { reason: `Goal ${goal} by ${channel}. Expected at most ${most}, the limit of the channel.` } : { challenge: { contact, channel, rep, kind, planned, goal, reason: answer.why } });
  switch (decision.data) {
    case 'keep':
      return typed !== null && typed !== planned ? { reason: `Keep, with a new goal of ${typed}. Expected change, or no new goal.` } : { challenge: null };
    case 'drop':
      if (planned === 0) return { reason: 'Drop, where nothing is planned.' };
      return typed !== null && typed !== 0 ? { reason: `Drop, with a new goal of ${typed}. Expected change, or no new goal.` } : made('drop', 0);
    case 'add':
      if (planned > 0) return { reason: `Add, where ${planned} ${planned === 1 ? 'is' : 'are'} planned. Expected change with a new goal.` };
      return typed === 0 ? { reason: 'Add, with a new goal of 0.' } : made('add', typed ?? 1);
    case 'change':
      if (typed === null) return { reason: 'Change, without a new goal.' };
      if (typed === planned) return { challenge: null };
      if (typed === 0) return { reason: 'Change to 0. Expected drop.' };
      return planned === 0 ? made('add', typed) : made('change', typed);
  }
}

/**
 * Reads the lines that came back of a sheet, each by itself: what it asks for, or why it is not taken. Lines are found by their
 * id; the contact beside it has to be the same, so that a column sorted alone is seen. O(lines).
 */
export function checkAnswers(answers: readonly AnsweredLine[], sheet: ChallengeSheet, problem: Pick<AllocationProblem, 'channels' | 'horizon'>): CheckedAnswers {
  const lines = new Map(sheet.lines.map((line) => [line.id, line]));
  const most = new Map(problem.channels.map(({ id, maxPerContact }) => [id, Math.min(maxPerContact, problem.horizon.days)]));
  const firstLine = new Map<string, number>();
  const challenges: Challenge[] = [];
  const rejected: RejectedLine[] = [];
  let kept = 0;
  for (const answer of answers) {
    const refuse = (reason: string): void => void rejected.push({ line: answer.line, contact: answer.contact, channel: answer.channel, decision: answer.decision, reason });
    const line = lines.get(answer.id);
    if (answer.sheet !== sheet.key) refuse(`The line is of sheet "${answer.sheet}". Expected ${sheet.key}.`);
    else if (line === undefined) refuse(`Row id "${answer.id}" is not of this sheet.`);
    else if (plainId(answer.contact) !== plainId(line.contact) || answer.channel.trim().toLowerCase() !== line.channel.trim().toLowerCase()) refuse(`Row id ${answer.id} belongs to ${line.contact}, ${line.channel}: the columns were moved apart.`);
    else if (firstLine.has(answer.id)) refuse(`The line stands twice, first in line ${firstLine.get(answer.id) ?? 0}.`);
    else {
      firstLine.set(answer.id, answer.line);
      const read = readLine(answer, line, most.get(line.channel) ?? 0);
      if ('reason' in read) refuse(read.reason);
      else if (read.challenge === null) kept += 1;
      else challenges.push(read.challenge);
    }
  }
  return { challenges, kept, rejected };
}
