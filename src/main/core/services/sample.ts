import type { WorkspaceInfo } from '../../../contract/workspace.ts';
import { createCancelFlag } from '../../../engine/base/cancel.ts';
import type { Result } from '../../../engine/base/fault.ts';
import type { ImportTarget } from '../../../engine/model/import.ts';
import { resolveAppFile } from '../app-files.ts';
import type { Clock } from '../clock.ts';
import type { EditService } from './edit.ts';
import type { ImportService } from './import.ts';
import { loadRulesFile, type RuleService } from './rule.ts';
import { putSampleCampaigns } from './sample-campaigns.ts';
import { putSampleScenarios } from './sample-scenarios.ts';
import type { WorkspaceService } from './workspace.ts';

/** The bundled exports, in the order they are imported. */
export const sampleFiles = (): { target: ImportTarget; path: string }[] =>
  (['contacts', 'touches', 'outcomes'] as const).map((target) => ({ target, path: resolveAppFile(`resources/sample/${target}.csv`) }));

export const sampleRulesPath = (): string => resolveAppFile('resources/sample/rules.json');

/** Opens the bundled sample: a new workspace, filled through the same import as any export, with campaigns that want the same contacts and scenarios to compare. */
export function createSampleService(clock: Clock, workspaces: WorkspaceService, imports: ImportService, rules: RuleService, edits: EditService) {
  return {
    async open(): Promise<Result<WorkspaceInfo>> {
      const made = await workspaces.createPath(workspaces.samplePath(), 'Sample cycle');
      if (!made.ok) return made;
      for (const { target, path } of sampleFiles()) {
        const imported = await imports.importFile({ path, target, dryRun: false, cancel: createCancelFlag(), report: () => undefined });
        if (!imported.ok) return imported;
      }
      const rulesFile = loadRulesFile(sampleRulesPath());
      if (!rulesFile.ok) return rulesFile;
      const replaced = await rules.replace(rulesFile.value);
      if (!replaced.ok) return replaced;
      const named = await workspaces.updateSettings({ contactNoun: 'HCP' });
      if (!named.ok) return named;
      const loaded = await edits.run('Load the sample campaigns and scenarios', (recorder, sqlite) => {
        const campaigns = putSampleCampaigns(recorder, sqlite);
        return campaigns.ok ? putSampleScenarios(recorder, sqlite, rulesFile.value, clock.nowMs()) : campaigns;
      });
      return loaded.ok ? named : loaded;
    },
  };
}
export type SampleService = ReturnType<typeof createSampleService>;
