import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ScenarioDraft } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { resolveAppFile } from '../app-files.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudiences } from '../db/repositories/audience.ts';
import type { EditRecorder } from '../db/repositories/edit.ts';
import { nextScenarioId, putScenario } from '../db/repositories/scenario.ts';
import { checkDraft } from './scenario-draft.ts';

/** Scenarios of the bundled sample; audiences and parents by name. */
const SampleScenarios = z.strictObject({
  format: z.literal('omnivor.sample-scenarios/1'),
  scenarios: z.array(z.strictObject({ ...ScenarioDraft.omit({ audienceId: true }).shape, audience: z.string().nullable(), parent: z.string().nullable() })),
});

/** Writes the scenarios of the bundled sample into a workspace that has its contacts, rules and audiences. */
export function putSampleScenarios(recorder: EditRecorder, sqlite: Sqlite, rules: PlanningRules, nowMs: number): Result<void> {
  const sample = SampleScenarios.parse(JSON.parse(readFileSync(resolveAppFile('resources/sample/scenarios.json'), 'utf8')));
  const audienceIds = new Map(readAudiences(sqlite).map(({ id, name }) => [name, id]));
  const ids = new Map<string, number>();
  for (const { audience, parent, ...written } of sample.scenarios) {
    const audienceId = audience === null ? null : audienceIds.get(audience);
    if (audienceId === undefined) return fail('UNKNOWN_REFERENCE', `Audience ${audience} does not exist.`);
    const draft: ScenarioDraft = { ...written, audienceId };
    const checked = checkDraft(sqlite, rules, draft);
    if (!checked.ok) return checked;
    const { name, notes, ...body } = draft;
    const id = nextScenarioId(sqlite);
    putScenario(recorder, { id, name, notes, parent: parent === null ? null : (ids.get(parent) ?? null), locked: false, body, createdAt: nowMs, changedAt: nowMs });
    ids.set(name, id);
  }
  return succeed(undefined);
}
