import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../../src/engine/model/check-scenario.ts';
import { Simulation } from '../../../src/engine/model/simulation.ts';
import { simulateScenario } from '../../../src/engine/simulation/simulate-scenario.ts';
import { valueOf } from './support.ts';

describe('the scenario in docs/simulation.md', () => {
  it('is read and played, and its simulation is of the public format', () => {
    const text = readFileSync(resolve(import.meta.dirname, '../../../docs/simulation.md'), 'utf8');
    const sample = /```json\n([\s\S]*?)```/.exec(text)?.[1];
    const scenario = valueOf(readScenario(JSON.parse(sample ?? '')));
    const simulation = valueOf(simulateScenario(scenario));
    expect(Simulation.parse(JSON.parse(JSON.stringify(simulation)))).toEqual(simulation);
    expect(simulation).toMatchObject({ contacts: 2, targeted: 2, proposed: 6, replications: 500 });
    expect(simulation.measures.lift.mean).toBeGreaterThan(0);
  });
});
