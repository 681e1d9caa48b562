import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { findCacheFolder } from '../../scripts/lib/cache-folder.mjs';

const cases: [string, Record<string, string>, string][] = [
  ['linux', {}, '/home/planner/.cache/omnivor-planner'],
  ['linux', { XDG_CACHE_HOME: '/var/cache' }, '/var/cache/omnivor-planner'],
  ['linux', { XDG_CACHE_HOME: '' }, '/home/planner/.cache/omnivor-planner'],
  ['darwin', {}, '/home/planner/Library/Caches/omnivor-planner'],
  ['win32', { LOCALAPPDATA: 'C:\\Data\\Local' }, 'C:\\Data\\Local\\omnivor-planner'],
];

it.each(cases)('on %s with %j it is %s', (platform, env, expected) => {
  expect(findCacheFolder({ platform, env, home: '/home/planner' })).toBe(expected);
});

it('is the folder in OMNIVOR_CACHE on every platform', () => {
  for (const platform of ['linux', 'darwin', 'win32']) expect(findCacheFolder({ platform, env: { OMNIVOR_CACHE: 'here' }, home: '/home/planner' })).toBe(resolve('here'));
});
