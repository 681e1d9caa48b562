import { allocationContract } from './allocation.ts';
import { attributionContract } from './attribution.ts';
import { campaignContract } from './campaign.ts';
import { contactContract } from './contact.ts';
import { dataContract } from './data.ts';
import { decisionContract } from './decision.ts';
import { editContract } from './edit.ts';
import { eventContract } from './event.ts';
import { explanationContract } from './explanation.ts';
import { exportContract } from './export.ts';
import { feedbackContract } from './feedback.ts';
import { executionContract } from './execution.ts';
import { importContract } from './import.ts';
import { jobContract } from './job.ts';
import { ledgerContract } from './ledger.ts';
import { outcomeContract } from './outcome.ts';
import { problemContract } from './problem.ts';
import { queueContract } from './queue.ts';
import { responseContract } from './response.ts';
import { ruleContract } from './rule.ts';
import { planRangeContract } from './plan-range.ts';
import { scenarioContract } from './scenario.ts';
import { syncContract } from './sync.ts';
import { territoryContract } from './territory.ts';
import { uncertaintyContract } from './uncertainty.ts';
import { whatIfContract } from './what-if.ts';
import { workspaceContract } from './workspace.ts';

/** The one language window and core speak. */
export const contract = {
  workspace: workspaceContract,
  contacts: contactContract,
  imports: importContract,
  rules: ruleContract,
  response: responseContract,
  uncertainty: uncertaintyContract,
  queue: queueContract,
  allocation: allocationContract,
  whatIf: whatIfContract,
  explanations: explanationContract,
  problems: problemContract,
  exports: exportContract,
  feedback: feedbackContract,
  execution: executionContract,
  ledger: ledgerContract,
  territories: territoryContract,
  campaigns: campaignContract,
  outcomes: outcomeContract,
  attribution: attributionContract,
  planRange: planRangeContract,
  scenarios: scenarioContract,
  sync: syncContract,
  jobs: jobContract,
  decisions: decisionContract,
  edits: editContract,
  data: dataContract,
  events: eventContract,
};
export type AppContract = typeof contract;
