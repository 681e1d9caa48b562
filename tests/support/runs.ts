/** True under `npm test -- --long`, where the slow property tests, fuzzes and kills play every case. */
const isLong = process.env.OMNIVOR_TESTS === 'long';

/** How many of so many cases a slow test plays: a quarter of them in the usual run. */
export const runs = (all: number): number => (isLong ? all : Math.ceil(all / 4));
