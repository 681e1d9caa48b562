import { z } from 'zod';
import { parseDay } from '../base/day.ts';

/** ISO calendar date, `2027-01-04`. */
export const IsoDate = z.string().refine((text) => parseDay(text) !== null, { error: 'expected an ISO date such as 2027-01-04' });

/** Identifier: 1–200 characters of text, kept exactly as written. */
export const Identifier = z.string().min(1).max(200);

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export const Weekday = z.int().min(1).max(7);
