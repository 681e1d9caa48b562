import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { createDayRecurrence } from '../../../src/engine/calendar/day-recurrence.ts';
import { createTimedRecurrence } from '../../../src/engine/calendar/timed-recurrence.ts';
import { formatWallTime, parseWallTime } from '../../../src/engine/calendar/wall-time.ts';
import { describeWithShared, hasShared, sharedDir } from '../../support/shared.ts';
import { valueOf } from './support/valued.ts';

const Vector = z.object({ comment: z.string().optional(), RRULE: z.string(), DTSTART: z.string(), INSTANCES: z.string(), 'START-AT': z.string().optional(), error: z.string().optional() });
type Vector = z.infer<typeof Vector>;

const vectors: Vector[] = hasShared ? z.array(Vector).parse(JSON.parse(readFileSync(join(sharedDir, 'data', 'calendar', 'rrule_vectors.json'), 'utf8'))) : [];

/** The one vector without instances: the combination was not built where the vectors come from. These are the 30 Decembers that lie in a week 1. */
const withoutInstances = { rule: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1;UNTIL=20320101', instances: '20241230,20251230,20301230,20311230' };

const YEAR = 366;
const toIso = (text: string): string => text.replace(/^(\d{4})(\d{2})(\d{2})/, '$1-$2-$3').replace(/T(\d{2})(\d{2})(\d{2})Z?$/, 'T$1:$2:$3');
const toBasic = (iso: string): string => iso.replaceAll(/[-:]/g, '');

/** First days or moments of a vector's rule from one text to a year after another, in the vectors' notation. */
function listStarts(vector: Vector, from: string, last: string): string[] {
  if (vector.DTSTART.length === 8) {
    const first = parseDay(toIso(vector.DTSTART))!;
    const recurrence = valueOf(createDayRecurrence({ first, last: first, rule: vector.RRULE }));
    return valueOf(recurrence.between(parseDay(toIso(from))!, parseDay(toIso(last))! + YEAR)).map((time) => toBasic(formatDay(time.first)));
  }
  const start = parseWallTime(toIso(vector.DTSTART))!;
  const recurrence = valueOf(createTimedRecurrence({ from: start, to: start + 1, timeZone: 'UTC', rule: vector.RRULE }));
  const found = valueOf(recurrence.between(parseWallTime(toIso(from))! * 1000, (parseWallTime(toIso(last))! + YEAR * 86_400) * 1000));
  return found.map(({ startMs }) => toBasic(formatWallTime(startMs / 1000)));
}

describeWithShared('recurrence rules of the shared vectors', () => {
  it('are all there', () => {
    expect(vectors).toHaveLength(146);
    expect(vectors.filter(({ error }) => error !== undefined).map(({ RRULE }) => RRULE)).toEqual([withoutInstances.rule]);
  });

  for (const vector of vectors) {
    const expected = (vector.error === undefined ? vector.INSTANCES : withoutInstances.instances).split(',').map((text) => text.replace('Z', ''));
    it(`${vector.RRULE} from ${vector.DTSTART}: ${vector.comment ?? ''}`, () => {
      expect(listStarts(vector, vector.DTSTART, expected.at(-1)!)).toEqual(expected);
      const middle = vector['START-AT'] ?? expected[Math.floor(expected.length / 2)]!;
      expect(listStarts(vector, middle, expected.at(-1)!)).toEqual(expected.filter((start) => start >= middle));
    });
  }
});
