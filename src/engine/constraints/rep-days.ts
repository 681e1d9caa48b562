import { parseDay } from '../base/day.ts';
import type { AllocationProblem } from '../model/allocation.ts';

/** Who acts on the contacts of a problem, day by day. Days count from the horizon's start. */
export interface RepDays {
  /** Names of the reps in order of appearance, those of `repSpans` last; one nameless rep where contacts have none. */
  readonly reps: readonly string[];
  /** Position in `reps` per contact: its own rep, who acts where no span says otherwise. */
  readonly repOf: Int32Array;
  /** 0 for contacts of one rep, else a number that contacts share whose days of the horizon have the same reps. */
  readonly repPattern: Int32Array;
  /** Number of patterns, the one of contacts of one rep included: 1 where nobody changes. */
  readonly repPatternCount: number;
  /** Position in `reps` of who acts on a contact on a day, before and after the horizon too. O(1) inside it. */
  repOn(contact: number, day: number): number;
  /** Positions in `reps` of everybody who ever acts on a contact, its own rep first. */
  repsEver(contact: number): readonly number[];
}

/** Days from one to another, both included, on which a rep acts. */
interface Span {
  readonly rep: number;
  readonly first: number;
  readonly last: number;
}

/** Numbers names in order of appearance. */
class NameBook {
  readonly names: string[] = [];
  private readonly known = new Map<string, number>();

  number(name: string): number {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    this.known.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

function groupSpans({ ids, repSpans = [] }: AllocationProblem['contacts'], startDay: number, book: NameBook): Map<number, Span[]> {
  const contactAt = new Map(repSpans.length === 0 ? [] : ids.map((id, at) => [id, at]));
  const spansOf = new Map<number, Span[]>();
  for (const { contact, rep, from, to } of repSpans) {
    const at = contactAt.get(contact);
    if (at === undefined) continue;
    const span = { rep: book.number(rep), first: (parseDay(from) ?? Infinity) - startDay, last: (parseDay(to) ?? -Infinity) - startDay };
    const known = spansOf.get(at);
    if (known === undefined) spansOf.set(at, [span]);
    else known.push(span);
  }
  return spansOf;
}

/** Reads who acts when. O(contacts + spans + contacts with spans · days). */
export function readRepDays({ contacts, horizon: { days } }: AllocationProblem, startDay: number): RepDays {
  const book = new NameBook();
  const repOf = Int32Array.from(contacts.ids, (_id, contact) => book.number(contacts.rep?.[contact] ?? ''));
  const spansOf = groupSpans(contacts, startDay, book);
  const repPattern = new Int32Array(repOf.length);
  const patterns: Int32Array[] = [];
  const known = new Map<string, number>();
  for (const [contact, spans] of spansOf) {
    const pattern = new Int32Array(days).fill(repOf[contact]!);
    for (const { rep, first, last } of spans) pattern.fill(rep, Math.max(0, first), Math.max(0, Math.min(days, last + 1)));
    const key = pattern.join(' ');
    if (!known.has(key)) known.set(key, patterns.push(pattern));
    repPattern[contact] = known.get(key)!;
  }
  return {
    reps: book.names,
    repOf,
    repPattern,
    repPatternCount: patterns.length + 1,
    repOn(contact, day) {
      const pattern = repPattern[contact]!;
      if (pattern === 0) return repOf[contact]!;
      const inHorizon = patterns[pattern - 1]![day];
      if (inHorizon !== undefined) return inHorizon;
      return (spansOf.get(contact) ?? []).find(({ first, last }) => day >= first && day <= last)?.rep ?? repOf[contact]!;
    },
    repsEver: (contact) => [repOf[contact]!, ...(spansOf.get(contact) ?? []).map(({ rep }) => rep)],
  };
}
