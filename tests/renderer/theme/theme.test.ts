import { expect, test } from 'vitest';
import { theme } from '../../../src/renderer/app/theme/theme.ts';

test('the type scale is the brand appendix', () => {
  const { typography } = theme;
  expect([typography.h1.fontSize, typography.h1.fontWeight]).toEqual(['2.5rem', 700]);
  expect([typography.h2.fontSize, typography.h2.fontWeight]).toEqual(['1.75rem', 700]);
  expect([typography.h3.fontSize, typography.h3.fontWeight]).toEqual(['1.25rem', 600]);
  expect([typography.body1.fontSize, typography.body1.fontWeight]).toEqual(['1rem', 400]);
  expect([typography.metricLabel.fontSize, typography.metricLabel.fontWeight, typography.metricLabel.textTransform]).toEqual(['0.625rem', 600, 'uppercase']);
  expect([typography.metricValue.fontSize, typography.metricValue.fontWeight]).toEqual(['2.5rem', 800]);
});

test('no motion lasts longer than 150 ms', () => {
  for (const duration of Object.values(theme.transitions.duration)) expect(duration).toBeLessThanOrEqual(150);
});

test('the theme is dark and carries the tokens', () => {
  expect(theme.palette.mode).toBe('dark');
  expect(theme.palette.background.default).toBe(theme.brand.voidBlack);
  expect(theme.palette.primary.main).toBe(theme.brand.catalystGold);
});
