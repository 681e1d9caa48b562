import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/renderer/app/commands/command.ts';
import { rankCommands } from '../../../src/renderer/app/commands/rank-commands.ts';

const command = (name: string, group: string, keywords: readonly string[] = [], isEnabled = true): Command => ({ id: `${group}.${name}`, name, group, keywords, isEnabled: () => isEnabled, run: () => undefined });
const all = [command('Constraint Diagnostic', 'Pages', ['rules', 'budget']), command('Optimize', 'Allocation Lab', ['solve']), command('Load rules', 'Constraint Diagnostic'), command('Add rule', 'Constraint Diagnostic'), command('Export', 'Allocation Lab', [], false)];
const found = (typed: string): string[] => rankCommands(all, typed).flatMap(({ commands }) => commands.map(({ name }) => name));

describe('Commands in the palette', () => {
  it('are all there by group until something is typed', () => {
    expect(rankCommands(all, ' ').map(({ name, commands }) => [name, commands.length])).toEqual([['Pages', 1], ['Allocation Lab', 1], ['Constraint Diagnostic', 2]]);
  });

  it('come best first: the name before other words, its beginning before the rest', () => {
    expect(found('add rule')).toEqual(['Add rule']);
    expect(found('rule')).toEqual(['Load rules', 'Add rule', 'Constraint Diagnostic']);
    expect(found('constraint')).toEqual(['Constraint Diagnostic', 'Load rules', 'Add rule']);
    expect(found('SOLVE')).toEqual(['Optimize']);
    expect(found('ptim')).toEqual(['Optimize']);
  });

  it('are left out where a typed word fits nothing, or where they cannot run', () => {
    expect(found('add budget')).toEqual([]);
    expect(found('export')).toEqual([]);
  });
});
