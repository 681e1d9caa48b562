import { isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../src/contract/index.ts';
import { defaultAttributionSettings } from '../../src/engine/model/attribution.ts';
import { defaultExportSettings } from '../../src/engine/model/export.ts';
import { defaultFeedbackSettings } from '../../src/engine/model/feedback.ts';
import { defaultExecutionSettings } from '../../src/engine/model/execution.ts';
import { createTestCore, type TestCore } from '../core/support/test-core.ts';
import { connectContract, type ContractClient } from './contract-client.ts';

function listRoutes(node: unknown, prefix = ''): string[] {
  if (isContractProcedure(node)) return [prefix];
  return Object.entries(node as Record<string, unknown>).flatMap(([name, child]) => listRoutes(child, prefix === '' ? name : `${prefix}.${name}`));
}

const filter = { join: 'and', conditions: [] };
const format = { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: false };
const window = { offset: 0, limit: 10 };
const settings = {
  encoding: 'utf-8',
  dialect: { delimiter: ',', quote: '"', decimal: '.', hasSepLine: false, hasHeader: true, skipRows: 0, neutralised: false },
  targets: [{ target: 'contacts', fields: { key: { column: 'id' } } }],
  mode: 'upsert',
  matchOn: 'key',
  unknownContact: 'create',
};

const campaign = { name: 'Launch', brand: 'Brand One', priority: 80, from: '2027-01-04', to: '2027-01-24', audience: null, channelMix: {}, budget: 1000 };
const asked = { campaign: 'c1', target: { filter }, channel: 'email', kind: 'priority', from: '2027-01-05', to: '2027-01-12', plannedDate: '2027-01-06', canPreempt: true, expiresAt: '2027-01-08', preempt: false };
const slots = { contact: 'C1', channel: 'email', kind: 'soft', campaign: null, forTouch: true, from: '2027-01-01', to: '2027-01-31' };
const conflict = { kind: 'overlap', contact: 'C1', channel: 'email', from: '2027-01-05', to: '2027-01-06', reservations: ['r00000001', 'r00000002'], campaigns: ['c1', 'c2'] };

const attribution = { choice: { model: 'linear', excludedKinds: ['bounce'] }, settings: defaultAttributionSettings };
const source = { name: 'Calls', sourceSystem: 'crm', config: { kind: 'veeva_crm', instanceUrl: 'https://example.my.salesforce.com', apiVersion: '60.0', object: 'Call2_vod__c' } };

const problemDraft = { name: 'Spring', audienceId: null, campaigns: [], withoutRules: [], objective: null, horizon: null, method: 'auto', seconds: 5, gap: 0.01, seed: 1, replace: false };
const draft = { name: 'Base', notes: '', audienceId: null, horizon: null, withoutRules: [], policy: { kind: 'mix', actionsPerContact: 4, shares: { email: 1 } }, assumptions: {}, replications: 10, seed: 1 };
const spec = { name: 'Search', space: { parameters: [{ name: 'policy.shares.email', from: 0.1, to: 0.4 }], constraints: [] }, goal: { metric: 'net', direction: 'max' }, search: { strategy: 'sobol', count: 8 }, racing: {}, seed: 1 };
const sensitivity = { scenarioId: 1, method: 'morris', parameters: [{ name: 'assumptions.response.all', from: 0.5, to: 1.5 }], measure: 'net', samples: 4, replications: 4, seed: 1 };
const subjects = [{ kind: 'scenario', scenarioId: 1 }, { kind: 'variant', batchId: 1, number: 1 }];

/** For every route an input its schema accepts, and inputs it must refuse. */
const cases: Record<string, { readonly valid: unknown; readonly invalid: readonly unknown[] }> = {
  'workspace.current': { valid: undefined, invalid: [{}, 'x'] },
  'workspace.create': { valid: { name: 'Another' }, invalid: [{}, { name: '' }, { name: 'x', path: '/etc/passwd' }, { name: 'x'.repeat(500) }] },
  'workspace.open': { valid: { recent: 'none' }, invalid: [undefined, { path: '/etc/passwd' }, { recent: 5 }] },
  'workspace.openSample': { valid: undefined, invalid: [{ force: true }] },
  'workspace.reopen': { valid: undefined, invalid: [{}, { path: '/etc/passwd' }] },
  'workspace.restoreRefused': { valid: { id: 'none' }, invalid: [{}, { path: '/etc/passwd' }, { id: 5 }] },
  'workspace.close': { valid: undefined, invalid: [{}] },
  'workspace.updateSettings': { valid: { currency: 'USD' }, invalid: [{ currency: 'usd' }, { currency: 'EURO' }, { contactNoun: 'lead' }, { id: 2 }] },
  'workspace.readUiState': { valid: { key: 'grid' }, invalid: [{}, { key: '' }, { key: 5 }] },
  'workspace.writeUiState': { valid: { key: 'grid', value: { a: [1, null, 'x'] } }, invalid: [{ key: '' , value: 1 }, { key: 'k'.repeat(300), value: 1 }] },
  'contacts.page': { valid: { filter, sort: [{ column: 'value', direction: 'desc' }], ...window }, invalid: [{}, { filter, sort: [], offset: -1, limit: 10 }, { filter, sort: [], offset: 0, limit: 1e9 }, { filter: { join: 'xor', conditions: [] }, sort: [], ...window }, { filter, sort: [{ column: '', direction: 'asc' }], ...window }] },
  'contacts.detail': { valid: { id: 1 }, invalid: [{ id: '1' }, { id: 1.5 }, {}] },
  'contacts.columns': { valid: undefined, invalid: [{}] },
  'contacts.facet': { valid: { column: 'segment', filter, limit: 10 }, invalid: [{ column: 'segment', filter, limit: 0 }, { column: 'segment', limit: 5 }] },
  'contacts.exportCsv': { valid: { filter, sort: [], columns: ['key'], format }, invalid: [{ filter, sort: [], columns: [], format }, { filter, sort: [], columns: ['key'], format: { ...format, delimiter: '|' } }] },
  'contacts.audiences.list': { valid: undefined, invalid: [{}] },
  'contacts.audiences.save': { valid: { name: 'All', filter }, invalid: [{ name: '', filter }, { name: 'x' }] },
  'contacts.audiences.remove': { valid: { id: 99 }, invalid: [{ id: 'all' }] },
  'imports.choose': { valid: undefined, invalid: [{}] },
  'imports.inspect': { valid: { file: 'unknown' }, invalid: [{ path: '/etc/passwd' }, { file: '' }] },
  'imports.check': { valid: { file: 'unknown', settings }, invalid: [{ file: 'x' }, { file: 'x', settings: { ...settings, targets: [] } }, { file: 'x', settings: { ...settings, mode: 'replace' } }] },
  'imports.report': { valid: { checkId: 'none' }, invalid: [{}] },
  'imports.rejects': { valid: { checkId: 'none', ...window }, invalid: [{ checkId: 'none' }] },
  'imports.saveRejects': { valid: { checkId: 'none' }, invalid: [{ checkId: 1 }] },
  'imports.commit': { valid: { checkId: 'none' }, invalid: [{}] },
  'imports.discard': { valid: { checkId: 'none' }, invalid: [{}] },
  'imports.history': { valid: undefined, invalid: [{}] },
  'rules.get': { valid: undefined, invalid: [{}] },
  'rules.edit': { valid: { edit: 'horizon', horizon: { start: '2027-01-04', days: 28 } }, invalid: [{ edit: 'drop' }, { edit: 'horizon', horizon: { start: '2027-02-30', days: 28 } }, { edit: 'horizon', horizon: { start: '2027-01-04', days: 0 } }, { edit: 'objective', objective: { metric: 'profit' } }, { edit: 'objective', objective: { metric: 'lift', weights: {} } }, { edit: 'objective', objective: { metric: 'lift', weights: { lift: -1 } } }, { edit: 'objective', objective: { metric: 'lift', levels: [{ metric: 'lift' }, { metric: 'lift' }] } }, { edit: 'objective', objective: { metric: 'lift', levels: [{ metric: 'lift' }] } }, { edit: 'objective', objective: { metric: 'reach', robust: { tail: 0.1 } } }, { edit: 'objective', objective: { metric: 'lift', robust: { tail: 0 } } }, { edit: 'channel', channel: { id: 'email', unitCost: -1, saturation: 0.5, maxPerContact: 1, cooldownDays: 1 } }, { edit: 'constraint', constraint: { id: 'x', kind: 'coverage' } }] },
  'rules.load': { valid: { file: 'unknown' }, invalid: [{ path: '/etc/passwd' }] },
  'rules.save': { valid: undefined, invalid: [{ path: '/etc/passwd' }] },
  'rules.windowTimes': { valid: { from: '2027-01-01', to: '2028-12-31' }, invalid: [{}, { from: '2027-01-02', to: '2027-01-01' }, { from: '2027-01-01', to: '9999-01-01' }, { from: 'now', to: '2027-01-01' }] },
  'rules.pinsOutside': { valid: { campaigns: [] }, invalid: [undefined, { audienceId: 'all' }, { campaigns: [''] }] },
  'rules.check': { valid: { contact: 'C1', channel: 'email', date: '2027-01-05', rep: 'R1', planId: 1, asOf: '2027-01-04', campaign: 'c000001', today: '2027-01-04' }, invalid: [{ contact: 'C1', channel: 'email', date: '2027-01-05', campaign: '' }, { contact: 'C1', channel: 'email', date: '2027-01-05', today: 'now' }, undefined, {}, { contact: 'C1', channel: 'email' }, { contact: '', channel: 'email', date: '2027-01-05' }, { contact: 'C1', channel: 'email', date: '2027-02-30' }, { contact: 'C1', channel: 'email', date: '2027-01-05', planId: '1' }, { contact: 'C1', channel: 'email', date: '2027-01-05', asOf: 'now' }, { contact: 'C1', channel: 'email', date: '2027-01-05', path: '/etc/passwd' }] },
  'response.latest': { valid: undefined, invalid: [{}] },
  'response.fit': { valid: undefined, invalid: [{}] },
  'uncertainty.contact': { valid: { id: 1 }, invalid: [{}, { id: '1' }, { id: 0.5 }, { contact: 'C1' }] },
  'uncertainty.summary': { valid: undefined, invalid: [{}] },
  'uncertainty.stale': { valid: { ...window, search: 'x' }, invalid: [{}, { offset: -1, limit: 1 }, { ...window, limit: 1e9 }, { ...window, search: 5 }] },
  'queue.summary': { valid: undefined, invalid: [{}] },
  'queue.page': { valid: { ...window, state: 'open', channel: 'email', exploration: true, campaign: 'c1', search: 'x', sort: { column: 'worth', direction: 'asc' } }, invalid: [{}, { ...window, state: 'lost' }, { ...window, sort: { column: 'key', direction: 'asc' } }, { ...window, limit: 1e9 }, { ...window, exploration: 'yes' }] },
  'queue.contact': { valid: { contactId: 1 }, invalid: [{}, { contactId: 'C1' }] },
  'queue.accept': { valid: { choices: [{ contactId: 1, channel: 'email', date: '2027-01-05' }] }, invalid: [{}, { choices: [] }, { choices: [{ contactId: '1' }] }, { choices: [{ contactId: 1, date: 'soon' }] }, { choices: [{ contactId: 1, worth: 5 }] }] },
  'queue.dismiss': { valid: { contactIds: [1], reason: 'Asked to wait' }, invalid: [{}, { contactIds: [], reason: '' }, { contactIds: [1] }, { contactIds: [1], reason: 'x'.repeat(501) }] },
  'queue.reopen': { valid: { contactIds: [1] }, invalid: [{}, { contactIds: [0.5] }] },
  'queue.configure': { valid: { policy: 'ucb', seed: 7, epsilon: 0.2 }, invalid: [{}, { policy: 'luck', seed: 1, epsilon: 0.1 }, { policy: 'ucb', seed: -1, epsilon: 0.1 }, { policy: 'ucb', seed: 1, epsilon: 2 }] },
  'queue.learning': { valid: undefined, invalid: [{}] },
  'queue.evaluate': { valid: undefined, invalid: [{}] },
  'queue.planAccepted': { valid: undefined, invalid: [{}] },
  'response.refit': { valid: undefined, invalid: [{}] },
  'response.candidate': { valid: undefined, invalid: [{}] },
  'response.take': { valid: { actor: 'A. Planner', note: '' }, invalid: [{}, { actor: ' ', note: '' }, { actor: 'A. Planner' }] },
  'response.keep': { valid: { actor: 'A. Planner', note: '' }, invalid: [{}, { actor: '', note: '' }] },
  'response.goBack': { valid: { actor: 'A. Planner', note: '' }, invalid: [{}, { actor: 5, note: '' }] },
  'allocation.settled': { valid: { planId: 1, ...window }, invalid: [{}, { planId: 'one', ...window }, { planId: 1, offset: -1, limit: 1 }] },
  'allocation.solve': { valid: { method: 'auto', seconds: 1, gap: 0.01, seed: 1, replace: true, campaigns: ['c1'], asOf: '2027-01-04', fairShare: { by: 'audience', of: 'actions', share: 0.5 } }, invalid: [{ method: 'auto', seconds: 1, gap: 0.01, seed: 1, problemId: 'x' }, { method: 'auto', seconds: 1, gap: 0.01, seed: 1, replace: 'yes' }, { method: 'auto', seconds: 1, gap: 0.01, seed: 1, campaigns: [1] }, { method: 'auto', seconds: 1, gap: 0.01, seed: 1, campaigns: [''] }, { method: 'auto', seconds: 1, gap: 0.01, seed: 1, asOf: 'today' }, { method: 'auto', seconds: 1, gap: 0.01, seed: 1, fairShare: { by: 'luck', of: 'actions', share: 0.5 } }, { method: 'auto', seconds: 1, gap: 0.01, seed: 1, fairShare: { by: 'audience', of: 'actions', share: 0 } }, { method: 'magic', seconds: 1, gap: 0, seed: 1 }, { method: 'auto', seconds: 0, gap: 0, seed: 1 }, { method: 'auto', seconds: 1, gap: 2, seed: 1 }, { method: 'auto', seconds: 1, gap: 0, seed: -1 }] },
  'explanations.action': { valid: { planId: 99, contact: 'C1', channel: 'email', date: '2027-01-04' }, invalid: [{}, { planId: 99, contact: 'C1', channel: 'email' }, { planId: '1', contact: 'C1', channel: 'email', date: '2027-01-04' }, { planId: 99, contact: '', channel: 'email', date: '2027-01-04' }, { planId: 99, contact: 'C1', channel: 'email', date: 'today' }, { planId: 99, contact: 'C1', channel: 'email', date: '2027-01-04', path: '/etc/passwd' }] },
  'explanations.contact': { valid: { planId: 99, contact: 'C1' }, invalid: [{}, { planId: 99 }, { planId: 99.5, contact: 'C1' }, { planId: 99, contact: 7 }] },
  'allocation.list': { valid: undefined, invalid: [{}] },
  'planRange.start': { valid: { planId: 99, replications: 1000, shared: 0.25, seed: 1 }, invalid: [undefined, {}, { planId: 99 }, { planId: '1', replications: 1000, shared: 0, seed: 1 }, { planId: 99, replications: 99, shared: 0, seed: 1 }, { planId: 99, replications: 1e6, shared: 0, seed: 1 }, { planId: 99, replications: 1000, shared: 2, seed: 1 }, { planId: 99, replications: 1000, shared: 0, seed: -1 }, { planId: 99, replications: 1000, shared: 0, seed: 1, path: '/etc/passwd' }] },
  'planRange.playing': { valid: { planId: 99 }, invalid: [undefined, {}, { planId: '1' }, { planId: 99, path: '/etc/passwd' }] },
  'planRange.get': { valid: { planId: 99, targets: [{ measure: 'roi', value: 1 }] }, invalid: [{ planId: 99 }, { planId: 99, targets: [{ measure: 'luck', value: 1 }] }, { planId: 99, targets: [{ measure: 'lift', value: null }] }, { planId: 99, targets: Array.from({ length: 21 }, () => ({ measure: 'lift', value: 1 })) }] },
  'allocation.get': { valid: { planId: 99 }, invalid: [{ planId: '1' }] },
  'allocation.actions': { valid: { planId: 99, ...window }, invalid: [{ planId: 1 }, { planId: 1, ...window, sort: { column: 'password', direction: 'asc' } }] },
  'allocation.approve': { valid: { planId: 99, approver: 'Planner', note: '', acceptStale: false }, invalid: [{ planId: 99, approver: '   ', note: '', acceptStale: false }, { planId: 99, note: '', acceptStale: false }] },
  'allocation.withdraw': { valid: { planId: 99, actor: 'Planner', reason: 'Changed' }, invalid: [{ planId: 99, actor: 'Planner', reason: '' }] },
  'allocation.progress': { valid: { jobId: 'none' }, invalid: [undefined, {}, { jobId: '' }, { planId: '1' }, { jobId: 'none', planId: 1 }] },
  'allocation.funnel.count': { valid: { planId: 1 }, invalid: [undefined, {}, { planId: '1' }] },
  'allocation.funnel.contacts': { valid: { planId: 1, stage: 'capacity', reason: 'budget', ...window, sort: { column: 'gain', direction: 'desc' }, search: 'x' }, invalid: [{}, { planId: 1, stage: 'lost', ...window }, { planId: 1, stage: 'capacity' }, { planId: 1, stage: 'capacity', ...window, sort: { column: 'slots', direction: 'asc' } }, { planId: 1, stage: 'capacity', ...window, limit: 1e9 }] },
  'allocation.funnel.exportCsv': { valid: { planId: 1, stage: 'planned', format }, invalid: [{ planId: 1, stage: 'planned' }, { planId: 1, stage: 'planned', format, path: '/etc/passwd' }] },
  'allocation.map': { valid: { planId: 1, rows: 'rep', columns: 'channel_week' }, invalid: [undefined, { planId: 1, rows: 'name', columns: 'week' }, { planId: 1, rows: 'rep', columns: 'day' }] },
  'allocation.diff.summary': { valid: { before: 1, after: 2 }, invalid: [undefined, { before: 1 }, { before: 1, after: '2' }] },
  'allocation.diff.actions': { valid: { before: 1, after: 2, ...window, change: 'moved', channel: 'email', contact: 'C1', search: 'x', sort: { column: 'lift', direction: 'asc' } }, invalid: [{ before: 1, after: 2 }, { before: 1, after: 2, ...window, change: 'new' }, { before: 1, after: 2, ...window, sort: { column: 'rep', direction: 'asc' } }] },
  'allocation.diff.contacts': { valid: { before: 1, after: 2, ...window, side: 'gains' }, invalid: [{ before: 1, after: 2 }, { before: 1, after: 2, ...window, side: 'even' }] },
  'problems.list': { valid: undefined, invalid: [{}] },
  'problems.start': { valid: { audienceId: 1 }, invalid: [undefined, { audienceId: 'all' }] },
  'problems.preview': { valid: { draft: problemDraft }, invalid: [{}, { draft: { ...problemDraft, seconds: 0 } }, { draft: { ...problemDraft, method: 'magic' } }, { draft: { ...problemDraft, horizon: { start: '2027-02-30', days: 1 } } }] },
  'problems.save': { valid: { draft: problemDraft }, invalid: [{}, { draft: { ...problemDraft, name: ' ' } }, { draft: problemDraft, id: '1' }] },
  'problems.branch': { valid: { id: 99 }, invalid: [{}, { id: '1' }] },
  'problems.remove': { valid: { id: 99 }, invalid: [{}, { id: 'all' }] },
  'problems.solve': { valid: { id: 99 }, invalid: [{}, { id: 1, method: 'greedy' }, { id: 1, asOf: 'now' }] },
  'allocation.remove': { valid: { planId: 99 }, invalid: [{}] },
  'allocation.exportCsv': { valid: { planId: 99, options: { columns: ['contact'], format } }, invalid: [{ planId: 99, options: { columns: [], format } }, { planId: 99, options: { columns: ['password'], format } }] },
  'allocation.exportJson': { valid: { planId: 99, alternatives: true }, invalid: [{ planId: 99, alternatives: 'all' }, { planId: 99, path: '/etc/passwd' }] },
  'exports.setup': { valid: { planId: 99 }, invalid: [undefined, { planId: 'x' }] },
  'exports.configure': { valid: { profile: 'ics', settings: defaultExportSettings('ics') }, invalid: [{ profile: 'fax', settings: defaultExportSettings('ics') }, { profile: 'ics', settings: { ...defaultExportSettings('ics'), timeZone: 'Mars/Base' } }, { profile: 'ics', settings: { ...defaultExportSettings('ics'), fileName: '../../x' } }, { profile: 'ics', settings: {} }] },
  'exports.preview': { valid: { planId: 99, profile: 'sfmc' }, invalid: [{ planId: 99 }, { planId: 99, profile: 'mps' }] },
  'exports.findings': { valid: { planId: 99, profile: 'sfmc', group: { table: 'send', column: 'EmailAddress', expected: 'an email address' }, ...window }, invalid: [{ planId: 99, profile: 'sfmc', ...window }] },
  'exports.write': { valid: { planId: 99, profile: 'ics', as: 'zip', withRefused: true }, invalid: [{ planId: 99, profile: 'ics', as: 'tar', withRefused: true }, { planId: 99, profile: 'ics', as: 'zip', withRefused: true, place: { as: 'zip', path: '/etc/passwd' } }] },
  'exports.writeModel': { valid: { planId: 99 }, invalid: [{ planId: 99, path: '/etc/passwd' }] },
  'feedback.summary': { valid: { planId: 99 }, invalid: [undefined] },
  'feedback.exportSheets': { valid: { planId: 99, lines: 'all' }, invalid: [{ planId: 99 }, { planId: 99, lines: 'all', path: '/etc/passwd' }] },
  'feedback.choose': { valid: undefined, invalid: [{}] },
  'feedback.check': { valid: { files: ['unknown'] }, invalid: [{ files: [] }, { path: '/etc/passwd' }] },
  'feedback.commit': { valid: { files: ['unknown'], acceptStale: false }, invalid: [{ files: ['unknown'] }] },
  'feedback.page': { valid: { planId: 99, ...window, state: 'pending', kind: 'drop', rep: 'R1', search: 'x', sort: { column: 'rep', direction: 'asc' } }, invalid: [{ planId: 99 }, { planId: 99, ...window, state: 'lost' }] },
  'feedback.decide': { valid: { ids: [99], state: 'accepted' }, invalid: [{ ids: [], state: 'accepted' }, { ids: [1], state: 'lost' }] },
  'feedback.configure': { valid: defaultFeedbackSettings, invalid: [{}, { ...defaultFeedbackSettings, drop: { isOn: true, maxShare: 2, needsReason: true } }] },
  'feedback.difference': { valid: { planId: 99, ...window }, invalid: [{ planId: 99 }] },
  'jobs.list': { valid: { limit: 10 }, invalid: [{ limit: 0 }, {}] },
  'jobs.get': { valid: { jobId: 'none' }, invalid: [{ jobId: '' }] },
  'jobs.cancel': { valid: { jobId: 'none' }, invalid: [{}] },
  'jobs.watch': { valid: { jobId: 'none' }, invalid: [{}] },
  'jobs.running': { valid: undefined, invalid: [{}] },
  'decisions.page': { valid: window, invalid: [{}, { offset: 0, limit: 0 }] },
  'decisions.verify': { valid: undefined, invalid: [{}] },
  'edits.state': { valid: undefined, invalid: [{}] },
  'edits.undo': { valid: undefined, invalid: [{}] },
  'edits.redo': { valid: undefined, invalid: [{}] },
  'territories.get': { valid: undefined, invalid: [{}] },
  'territories.holidays': { valid: undefined, invalid: [{ year: 2027 }] },
  'territories.saveRep': { valid: { id: 'R1', name: 'North', weekdays: [1, 2, 3], daysOff: ['2027-01-06'] }, invalid: [{ id: 'R1' }, { id: '', name: '', weekdays: [1], daysOff: [] }, { id: 'R1', name: '', weekdays: [], daysOff: [] }, { id: 'R1', name: '', weekdays: [8], daysOff: [] }, { id: 'R1', name: '', weekdays: [1], daysOff: ['soon'] }] },
  'territories.removeRep': { valid: { id: 'R1' }, invalid: [{}, { id: '' }] },
  'territories.assignments': { valid: { rep: 'R1', offset: 0, limit: 10 }, invalid: [{}, { offset: -1, limit: 10 }, { offset: 0, limit: 10_000 }] },
  'territories.assign': { valid: { rep: 'R1', role: 'primary', from: '2027-01-04', to: null, filter: { join: 'and', conditions: [] }, replace: false }, invalid: [{}, { rep: 'R1', role: 'boss', from: null, to: null, filter: { join: 'and', conditions: [] }, replace: false }] },
  'territories.unassign': { valid: { ids: [1] }, invalid: [{ ids: [] }, { ids: ['x'] }] },
  'campaigns.list': { valid: { asOf: '2027-01-04' }, invalid: [undefined, { asOf: 'today' }, { sql: '1' }] },
  'campaigns.get': { valid: { id: 'c1' }, invalid: [{}, { id: '' }, { id: 1 }] },
  'campaigns.money': { valid: undefined, invalid: [{}] },
  'campaigns.create': { valid: campaign, invalid: [{}, { ...campaign, priority: 0 }, { ...campaign, priority: 101 }, { ...campaign, name: '  ' }, { ...campaign, from: '2027-02-01', to: '2027-01-01' }, { ...campaign, channelMix: { email: 0.5 } }, { ...campaign, channelMix: { email: -1, call: 2 } }, { ...campaign, budget: -1 }, { ...campaign, status: 'active' }] },
  'campaigns.update': { valid: { id: 'c1', campaign }, invalid: [{ id: 'c1' }, { campaign }, { id: 'c1', campaign: { ...campaign, priority: 1.5 } }] },
  'campaigns.remove': { valid: { id: 'c1' }, invalid: [{}, { id: '' }] },
  'campaigns.activate': { valid: { id: 'c1', asOf: '2027-01-04' }, invalid: [{}, { id: 'c1', asOf: '2027-13-01' }] },
  'campaigns.pause': { valid: { id: 'c1' }, invalid: [{}, { id: 'c1', asOf: '2027-01-04' }] },
  'campaigns.complete': { valid: { id: 'c1' }, invalid: [{}] },
  'campaigns.checkAvailability': { valid: asked, invalid: [{}, { ...asked, target: {} }, { ...asked, target: { contact: 'C1', audience: '1' } }, { ...asked, kind: 'total' }, { ...asked, from: 'soon' }, { ...asked, canPreempt: 1 }] },
  'campaigns.reserve': { valid: { ...asked, actor: 'Planner' }, invalid: [{}, { ...asked, actor: ' ' }, { ...asked, target: { filter: { join: 'xor', conditions: [] } } }, { ...asked, id: 'r1' }] },
  'campaigns.release': { valid: { ids: ['r00000001'] }, invalid: [{}, { ids: [] }, { ids: [''] }, { campaign: '' }, { ids: ['r1'], campaign: 'c1' }] },
  'campaigns.extend': { valid: { id: 'r00000001', to: '2027-01-20' }, invalid: [{ id: 'r1' }, { id: 'r1', to: '2027-02-30' }] },
  'campaigns.execute': { valid: { id: 'r00000001', date: '2027-01-20' }, invalid: [{ id: 'r1' }, { id: 'r1', date: 'x' }] },
  'campaigns.expire': { valid: { asOf: '2027-01-20' }, invalid: [{}, { asOf: 20 }] },
  'campaigns.freeSlots': { valid: slots, invalid: [{}, { ...slots, campaign: undefined }, { ...slots, from: '' }, { ...slots, kind: 'hard' }] },
  'campaigns.reservationsOfContact': { valid: { contact: 'C1' }, invalid: [{}, { contact: '' }] },
  'campaigns.reservations': { valid: { ...window, campaign: 'c1', status: 'active', search: 'x', channel: 'email', asOf: '2027-01-04' }, invalid: [{}, { ...window, status: 'gone' }, { ...window, limit: 1e9 }] },
  'campaigns.calendar': { valid: { from: '2027-01-01', to: '2027-01-31' }, invalid: [{}, { from: '2027-01-01' }] },
  'campaigns.conflicts': { valid: { ...window, campaign: 'c1', contact: 'C1', kind: 'overlap' }, invalid: [{}, { ...window, kind: 'war' }] },
  'campaigns.price': { valid: { conflict, asOf: '2027-01-04' }, invalid: [{}, { conflict: { ...conflict, reservations: ['r1'] } }, { first: 'c1' }, { first: '', second: 'c2' }, { first: 'c1', second: 'c2', asOf: 'soon' }, { first: 'c1', second: 'c2', conflict }] },
  'campaigns.resolve': { valid: { conflict, resolution: 'firstWins', actor: 'Planner', note: '' }, invalid: [{}, { conflict, resolution: 'fight', actor: 'Planner' }, { conflict, resolution: 'merge', actor: '' }, { conflict: { ...conflict, reservations: ['r1'] }, resolution: 'merge', actor: 'Planner' }] },
  'campaigns.touchMatches': { valid: undefined, invalid: [{ campaign: 'c1' }] },
  'campaigns.executeMatches': { valid: { expected: 1 }, invalid: [{}, { expected: 0 }, { expected: '1' }] },
  'campaigns.autoResolve': { valid: { policy: 'preempt' }, invalid: [{}, { policy: 'random' }, { policy: 'defer', apply: { fingerprint: 'x', actor: 'Planner' } }] },
  'campaigns.applyReport': { valid: { policy: 'preempt', fingerprint: 'none', actor: 'Planner' }, invalid: [{}, { policy: 'preempt', fingerprint: 'x' }, { policy: 'defer', fingerprint: 'x', actor: '' }, { policy: 'random', fingerprint: 'x', actor: 'Planner' }] },
  'campaigns.preempt': { valid: { winner: 'r00000001', loser: 'r00000002', actor: 'Planner' }, invalid: [{}, { winner: 'r1', loser: 'r2' }, { winner: 'r1', loser: 'r2', actor: '\t' }] },
  'campaigns.resolved': { valid: { ...window, search: 'x' }, invalid: [{}, { offset: 0, limit: 0 }] },
  'outcomes.list': { valid: { ...window, status: 'rejected', sourceSystem: 'crm', kind: 'open', contact: 'C1', search: 'x', from: '2026-01-01', to: '2026-12-31' }, invalid: [{}, { ...window, status: 'lost' }, { ...window, from: 'soon' }, { ...window, limit: 1e9 }] },
  'outcomes.counts': { valid: undefined, invalid: [{}] },
  'outcomes.velocity': { valid: { by: 'occurred', unit: 'hour', from: '2026-01-01', to: '2026-01-31' }, invalid: [{}, { by: 'guess', unit: 'hour', from: '2026-01-01', to: '2026-01-31' }, { by: 'received', unit: 'week', from: '2026-01-01', to: '2026-01-31' }] },
  'outcomes.latency': { valid: { from: '2026-01-01', to: '2026-01-31' }, invalid: [{}, { from: '2026-01-01', to: 'now' }] },
  'outcomes.rejected': { valid: { id: 'r1' }, invalid: [{}, { id: 'o1' }, { id: 1 }, { id: 'r1; --' }] },
  'outcomes.reprocess': { valid: { ids: ['r1'], sourceSystem: 'crm' }, invalid: [undefined, { ids: [] }, { ids: ['o1'] }, { sourceSystem: 'C R M' }] },
  'outcomes.link': { valid: { id: 'r1', contact: 'C1' }, invalid: [{}, { id: 'r1' }, { id: 'x', contact: 'C1' }] },
  'attribution.setup': { valid: undefined, invalid: [{}] },
  'attribution.configure': { valid: attribution, invalid: [{}, { ...attribution, choice: { model: 'shapley', excludedKinds: [] } }, { ...attribution, settings: { ...attribution.settings, position: { first: 0, middle: 0, last: 0 } } }] },
  'attribution.run': { valid: undefined, invalid: [{ model: 'last' }] },
  'attribution.latest': { valid: undefined, invalid: [{}] },
  'attribution.outcome': { valid: { id: 'o1' }, invalid: [{}, { id: 'r1' }, { id: 'o1; DROP TABLE outcomes' }] },
  'attribution.exportReport': { valid: undefined, invalid: [{ path: '/etc/passwd' }] },
  'sync.list': { valid: undefined, invalid: [{}] },
  'sync.chooseFolder': { valid: undefined, invalid: [{ path: '/etc' }] },
  'sync.create': { valid: { settings: source, secret: 'secret' }, invalid: [{}, { settings: { ...source, sourceSystem: 'file' } }, { settings: { ...source, name: ' ' } }, { settings: { ...source, config: { ...source.config, kind: 'ftp' } } }, { settings: { ...source, config: { ...source.config, apiVersion: 'latest' } } }, { settings: source, secret: '' }] },
  'sync.update': { valid: { id: 's1', settings: source }, invalid: [{}, { id: 's1' }, { settings: source }] },
  'sync.remove': { valid: { id: 's1' }, invalid: [{}, { id: '' }] },
  'sync.setSecret': { valid: { id: 's1', secret: 'secret' }, invalid: [{}, { id: 's1' }, { id: 's1', secret: 5 }] },
  'sync.test': { valid: { id: 's1' }, invalid: [{}, { url: 'https://example.org' }] },
  'sync.run': { valid: { id: 's1' }, invalid: [{}, { id: 5 }] },
  'sync.restart': { valid: { id: 's1' }, invalid: [{}, { all: true }] },
  'scenarios.list': { valid: undefined, invalid: [{}] },
  'scenarios.get': { valid: { scenarioId: 1 }, invalid: [{}, { scenarioId: '1' }, { scenarioId: 1.5 }] },
  'scenarios.setup': { valid: undefined, invalid: [{}] },
  'scenarios.check': { valid: { draft }, invalid: [{}, { draft: { ...draft, policy: { kind: 'luck' } } }] },
  'scenarios.parameters': { valid: { scenarioId: 1 }, invalid: [{}] },
  'scenarios.create': { valid: { draft }, invalid: [{}, { draft: { ...draft, name: ' ' } }, { draft: { ...draft, replications: 0 } }, { draft: { ...draft, seed: 2 ** 31 } }, { draft: { ...draft, horizon: { start: '2027-02-30', days: 7 } } }, { draft: { ...draft, policy: { ...draft.policy, shares: { email: 2 } } } }, { draft: { ...draft, assumptions: { response: { all: -1 } } } }, { draft: { ...draft, parent: 1 } }, { draft, path: '/etc/passwd' }] },
  'scenarios.createFromPlan': { valid: { planId: 1, name: 'Plan 1' }, invalid: [{}, { planId: 'one' }, { planId: 1, name: '' }] },
  'scenarios.update': { valid: { scenarioId: 1, draft }, invalid: [{ draft }, { scenarioId: 1 }, { scenarioId: 1, draft: { ...draft, locked: true } }] },
  'scenarios.branch': { valid: { scenarioId: 1, name: 'Branch' }, invalid: [{}, { scenarioId: 1, name: '' }, { scenarioId: 1, name: 'x'.repeat(201) }] },
  'scenarios.setLocked': { valid: { scenarioId: 1, locked: false }, invalid: [{ scenarioId: 1 }, { scenarioId: 1, locked: 1 }] },
  'scenarios.remove': { valid: { scenarioId: 99 }, invalid: [{}, { all: true }] },
  'scenarios.run': { valid: { scenarioId: 99 }, invalid: [{}, { scenarioId: null }] },
  'scenarios.result': { valid: { runId: 99 }, invalid: [{}, { runId: 'x' }] },
  'scenarios.exportFile': { valid: { scenarioId: 1 }, invalid: [{}, { scenarioId: 1, path: '/etc/passwd' }] },
  'scenarios.importFile': { valid: { file: 'unknown' }, invalid: [{ path: '/etc/passwd' }, { file: '' }] },
  'scenarios.compare': { valid: { subjects, baseline: 0 }, invalid: [{}, { subjects: subjects.slice(0, 1), baseline: 0 }, { subjects, baseline: -1 }, { subjects: [subjects[0], { kind: 'variant', batchId: 1 }], baseline: 0 }] },
  'scenarios.drivers': { valid: { from: subjects[0], to: subjects[1], measure: 'net' }, invalid: [{}, { from: subjects[0], to: subjects[1], measure: 'luck' }] },
  'scenarios.batches.list': { valid: { scenarioId: 1 }, invalid: [undefined, { scenarioId: 'x' }] },
  'scenarios.batches.get': { valid: { batchId: 1 }, invalid: [{}, { batchId: '1' }] },
  'scenarios.batches.preview': { valid: { scenarioId: 1, spec }, invalid: [{}, { scenarioId: 1, spec: { ...spec, space: undefined } }] },
  'scenarios.batches.create': { valid: { scenarioId: 1, spec }, invalid: [{}, { scenarioId: 1, spec: { ...spec, search: { strategy: 'sobol', count: 20_000 } } }, { scenarioId: 1, spec: { ...spec, search: { strategy: 'bayesian', count: 40 } } }, { scenarioId: 1, spec: { ...spec, goal: { metric: 'luck', direction: 'max' } } }, { scenarioId: 1, spec: { ...spec, space: { parameters: [], constraints: [] } } }] },
  'scenarios.batches.findOptimal': { valid: { scenarioId: 99, metric: 'lift', count: 10 }, invalid: [{}, { scenarioId: 1, count: 1 }, { scenarioId: 1, metric: 'luck' }] },
  'scenarios.batches.run': { valid: { batchId: 99, concurrency: 1 }, invalid: [{}, { batchId: 1, concurrency: 0 }, { batchId: 1, concurrency: 1e9 }] },
  'scenarios.batches.pause': { valid: { batchId: 99 }, invalid: [{}] },
  'scenarios.batches.cancel': { valid: { batchId: 99 }, invalid: [{}] },
  'scenarios.batches.remove': { valid: { batchId: 99 }, invalid: [{}, { all: true }] },
  'scenarios.batches.variants': { valid: { batchId: 1, ...window, sort: { column: 'score', direction: 'desc' }, status: 'done', ranges: [{ column: 'lift', min: 1 }], choices: [{ column: 'policy.targeting', values: ['lift'] }] }, invalid: [{}, { batchId: 1, ...window, sort: { column: '', direction: 'asc' } }, { batchId: 1, ...window, status: 'gone' }, { batchId: 1, offset: 0, limit: 1e9 }] },
  'scenarios.batches.columns': { valid: { batchId: 1, columns: ['score', 'policy.shares.email'], front: [{ measure: 'lift', direction: 'max' }] }, invalid: [{}, { batchId: 1, columns: [''] }, { batchId: 1, columns: ['score'], front: [{ measure: 'luck', direction: 'max' }] }] },
  'scenarios.batches.best': { valid: { batchId: 1, measure: 'lift' }, invalid: [{}, { batchId: 1, measure: 'luck' }] },
  'scenarios.batches.promote': { valid: { batchId: 1, number: 1, name: 'Promoted' }, invalid: [{}, { batchId: 1, number: 0 }] },
  'scenarios.batches.exportFile': { valid: { batchId: 1 }, invalid: [{}, { batchId: 1, path: '/etc/passwd' }] },
  'scenarios.sensitivity.run': { valid: sensitivity, invalid: [{}, { ...sensitivity, method: 'guess' }, { ...sensitivity, parameters: [] }, { ...sensitivity, samples: 1e9 }, { ...sensitivity, parameters: [{ name: 'x', from: 2, to: 1 }] }] },
  'scenarios.sensitivity.list': { valid: { scenarioId: 1 }, invalid: [{}] },
  'scenarios.sensitivity.remove': { valid: { sensitivityId: 99 }, invalid: [{}, { sensitivityId: '1' }] },
  'whatIf.run': { valid: { planId: 1, changes: [{ kind: 'drop', rule: 'x' }] }, invalid: [{}, { planId: 1, changes: [] }, { planId: 1, changes: [{ kind: 'sink', rule: 'x' }] }, { planId: 1, changes: [{ kind: 'reps', add: -1 }] }, { planId: 1, changes: [{ kind: 'drop', rule: 'x' }], seconds: 1e9 }] },
  'whatIf.prices': { valid: { planId: 1, rule: 'week' }, invalid: [{}, { planId: 'x' }, { planId: 1, rule: '' }, { planId: 1, rule: 7 }, { planId: 1, seconds: 0 }] },
  'whatIf.frontier': { valid: { planId: 1, points: 5 }, invalid: [{}, { planId: 1, points: 1 }, { planId: 1, points: 1e6 }] },
  'whatIf.diagnose': { valid: { planId: null }, invalid: [{}, { planId: 'x' }] },
  'whatIf.list': { valid: { planId: null }, invalid: [{}, { planId: '1' }] },
  'whatIf.keep': { valid: { analysisId: 1 }, invalid: [{}, { analysisId: '1' }] },
  'whatIf.saveRules': { valid: { changes: [{ kind: 'force_out', contact: 'C1', channel: 'visit' }] }, invalid: [{}, { changes: [] }, { changes: [{ kind: 'limit', rule: 'x', to: -1 }] }, { changes: [{ kind: 'force_in', contact: 'C1', channel: 'visit', date: 'soon' }] }] },
  'whatIf.remove': { valid: { analysisId: 1 }, invalid: [{}, { analysisId: 1.5 }] },
  'execution.get': { valid: { planId: 99 }, invalid: [{}, { planId: 'x' }, { planId: 1.5 }] },
  'execution.start': { valid: { planId: 99 }, invalid: [{}, { planId: 99, force: true }] },
  'execution.actions': { valid: { planId: 99, ...window, stage: 'due', rep: 'R1', search: 'x', sort: { column: 'date', direction: 'asc' } }, invalid: [{ planId: 99 }, { planId: 99, ...window, stage: 'gone' }, { planId: 99, ...window, sort: { column: 'sql', direction: 'asc' } }, { planId: 99, offset: 0, limit: 1e9 }] },
  'execution.timeline': { valid: { planId: 99, by: 'rep' }, invalid: [{ planId: 99 }, { planId: 99, by: 'contact' }] },
  'execution.mark': { valid: { planId: 99, positions: [0, 1], state: 'done', date: '2027-01-04', answered: true, note: 'x' }, invalid: [{ planId: 99, positions: [], state: 'done' }, { planId: 99, positions: [-1], state: 'done' }, { planId: 99, positions: [0], state: 'due' }, { planId: 99, positions: [0], state: 'done', date: 'soon' }, { planId: 99, positions: [0], state: 'done', note: 'x'.repeat(600) }] },
  'execution.pause': { valid: { planId: 99 }, invalid: [{}] },
  'execution.previewResume': { valid: { planId: 99 }, invalid: [{}] },
  'execution.resume': { valid: { planId: 99, missed: 'move' }, invalid: [{ planId: 99 }, { planId: 99, missed: 'forget' }] },
  'execution.touches': { valid: { planId: 99 }, invalid: [{}] },
  'execution.applyTouches': { valid: { planId: 99, expected: 1 }, invalid: [{ planId: 99 }, { planId: 99, expected: -1 }] },
  'execution.settings': { valid: undefined, invalid: [{}] },
  'execution.configure': { valid: defaultExecutionSettings, invalid: [{}, { ...defaultExecutionSettings, hours: { start: 600, end: 500 } }, { ...defaultExecutionSettings, run: { ...defaultExecutionSettings.run, cron: 'weekly' } }, { ...defaultExecutionSettings, run: { ...defaultExecutionSettings.run, timeZone: 'Nowhere' } }, { ...defaultExecutionSettings, changePrice: -1 }] },
  'execution.suggest': { valid: { planId: 99, frozenUntil: '2027-01-06', changePrice: 1 }, invalid: [{}, { planId: 99, frozenUntil: 'soon' }, { planId: 99, changePrice: -1 }, { planId: 99, seconds: 0 }] },
  'execution.changes': { valid: { suggestionId: 99, kind: 'moved', ...window }, invalid: [{ suggestionId: 99 }, { suggestionId: 99, kind: 'kept', ...window }] },
  'execution.accept': { valid: { suggestionId: 99, actor: 'One' }, invalid: [{ suggestionId: 99 }, { suggestionId: 99, actor: ' ' }] },
  'execution.dismiss': { valid: { suggestionId: 99, actor: 'One', reason: 'No' }, invalid: [{ suggestionId: 99, actor: 'One' }, { suggestionId: 99, actor: 'One', reason: '' }] },
  'ledger.utilisation': { valid: {}, invalid: [undefined, { asOf: 'now' }] },
  'ledger.burn': { valid: undefined, invalid: [{}] },
  'ledger.balance': { valid: { from: '2027-01-04', to: '2027-01-10', channel: 'visit' }, invalid: [undefined, { from: 'soon' }, { asOf: 1.5 }, { sql: '1' }] },
  'ledger.entries': { valid: { offset: 0, limit: 10, search: 'x' }, invalid: [{}, { offset: -1, limit: 10 }, { offset: 0, limit: 1e9 }] },
  'ledger.record': { valid: { kind: 'consume', date: '2027-01-04', channel: 'visit', actions: 1 }, invalid: [{ kind: 'book', date: '2027-01-04', channel: 'visit', actions: 1 }, { kind: 'consume', date: '2027-01-04', channel: 'visit', actions: -1 }, { kind: 'spend', date: '2027-01-04', channel: 'visit', amount: 0 }, { kind: 'release', date: '2027-01-04', channel: 'visit', actions: 0, amount: 0 }] },
  'ledger.reverse': { valid: { posting: 99 }, invalid: [{}, { posting: 'x' }] },
  'data.backups': { valid: undefined, invalid: [{}] },
  'data.backup': { valid: undefined, invalid: [{}] },
  'data.restore': { valid: { id: 'none' }, invalid: [{ path: '/etc/passwd' }] },
  'data.check': { valid: undefined, invalid: [{}] },
  'events.changes': { valid: undefined, invalid: [{}] },
};

const injections = ["'; DROP TABLE contacts; --", '../../../../etc/passwd', '\u0000', '\ud800', '__proto__', '$."a"', '%', '"', 'x'.repeat(100_000)];
const hostile: readonly unknown[] = [null, true, 1e308, -0, '', [], [[]], { length: 1e9 }, { __proto__: { id: 1 } }, { constructor: { prototype: {} } }, ...injections];

/** Puts every injection text into every text of a valid input. */
function poison(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item) => poison(item, text));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, poison(item, text)]));
  return value;
}

const opening = new Set(['workspace.close', 'workspace.create', 'workspace.openSample']);

describe('every route of the contract', () => {
  let test: TestCore;
  let client: ContractClient;
  const routes = listRoutes(contract);

  beforeAll(async () => {
    test = createTestCore();
    await test.createWorkspace();
    client = connectContract(test.core);
  });
  afterAll(async () => {
    client.close();
    await test.dispose();
  });

  it('has a case here', () => {
    expect(Object.keys(cases).sort()).toEqual(routes.sort());
  });

  it.each(routes.filter((route) => !opening.has(route)))('%s answers a valid input with data or a fault', async (route) => {
    const outcome = await client.call(route, cases[route]?.valid);
    expect(['answer', 'fault']).toContain(outcome.kind);
  });

  it.each(routes)('%s refuses inputs that do not fit', async (route) => {
    for (const input of cases[route]?.invalid ?? []) expect(await client.call(route, input), JSON.stringify(input)).toEqual({ kind: 'refused' });
  });

  it.each(routes.filter((route) => !opening.has(route)))('%s survives hostile inputs', async (route) => {
    const valid = cases[route]?.valid;
    const poisoned = injections.map((text) => poison(valid, text));
    for (const input of [...hostile, ...(valid === undefined ? [] : poisoned)]) {
      const outcome = await client.call(route, input);
      expect(outcome.kind, `${JSON.stringify(input)?.slice(0, 200)} → ${JSON.stringify(outcome).slice(0, 300)}`).not.toBe('bug');
    }
    expect((await client.call('data.check', undefined)).kind).toBe('answer');
  });

  it('answers NO_WORKSPACE while none is open', async () => {
    const other = createTestCore();
    const otherClient = connectContract(other.core);
    for (const route of ['contacts.columns', 'rules.get', 'allocation.list', 'data.check', 'decisions.verify', 'response.fit']) {
      expect(await otherClient.call(route, undefined), route).toEqual({ kind: 'fault', code: 'NO_WORKSPACE' });
    }
    otherClient.close();
    await other.dispose();
  });
});
