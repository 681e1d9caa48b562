import { parseDay } from '../../src/engine/base/day.ts';
import type { ExportAction, ExportPlan } from '../../src/engine/export/export-plan.ts';

export const FIRST_DAY = parseDay('2027-01-04') ?? 0;

/** An action on a contact of rep R1, changed as told. */
export const makeAction = (changes: Partial<ExportAction> = {}): ExportAction => ({
  contact: 'C1',
  name: 'Contact One',
  firstName: 'Contact',
  lastName: 'One',
  email: 'one@example.org',
  channel: 'email',
  day: FIRST_DAY,
  slot: { day: changes.day ?? FIRST_DAY, start: 540, end: 570 },
  rep: 'R1',
  territory: 'North',
  segment: 'A',
  lift: 1,
  cost: 2,
  exploration: false,
  reason: 'Worth 1 at a price of 0.',
  campaign: null,
  campaignName: null,
  ...changes,
});

export const makePlan = (actions: readonly ExportAction[]): ExportPlan => ({ key: 'plan-3', name: 'Cycle 1', firstDay: FIRST_DAY, lastDay: FIRST_DAY + 27, currency: 'EUR', generatedMs: Date.UTC(2027, 0, 4, 9), actions });

const channels = ['email', 'visit', 'call', 'congress', 'banner'];

/** A plan of so many actions, five channels, contacts in four territories of two reps each. */
export const makeLargePlan = (actions: number): ExportPlan =>
  makePlan(
    Array.from({ length: actions }, (_, at) => {
      const contact = Math.floor(at / 5);
      return makeAction({ contact: `C${contact}`, name: `Contact ${contact}`, firstName: null, lastName: `Name ${contact}`, email: `c${contact}@example.org`, channel: channels[at % 5] ?? 'email', day: FIRST_DAY + (contact % 28), rep: `R${contact % 8}`, territory: `T${contact % 4}`, lift: 1 + ((contact * 7919) % 1000) / 100 });
    }),
  );

/** Names that break careless writers: formulas, quotes, line ends, emoji, right-to-left text, half characters apart. */
export const hostileNames = ['=HYPERLINK("http://example.org","x")', '+49 30 1', '-1+2', '@SUM(A1)', "'=1", 'He said "no", twice', 'Two\nlines', 'Two\r\nlines', 'Tab\there', '👩‍⚕️ Dr. 𝒳', 'د. سارة', '\u202Egnp.exe', '名前;名前,名前', ' padded ', 'back\\slash;semi,comma', 'x'.repeat(300)];
