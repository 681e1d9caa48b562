import { Activity, CalendarRange, CircleCheck, Download, FlaskConical, FolderInput, FolderOpen, GitMerge, House, ListChecks, Plus, Radar, RefreshCcwDot, RefreshCw, ScrollText, Settings, ShieldCheck, Sigma, SlidersHorizontal, Target, Upload, Zap } from 'lucide-react';
import { findCampaigns } from './commands/find-campaigns.ts';
import { findContacts } from './commands/find-contacts.ts';
import { findScenarios } from './commands/find-scenarios.ts';
import { lazyPage } from './lazy-page.tsx';
import { goTo } from './location.ts';
import type { PageDefinition } from './page-definition.ts';

/** All pages, in the order of the planning loop. */
export const pages: readonly PageDefinition[] = [
  {
    id: 'start',
    name: 'Workspace',
    icon: House,
    path: '/',
    goLetter: 'w',
    needsWorkspace: false,
    keywords: ['start', 'home', 'open', 'recent'],
    component: lazyPage(() => import('../pages/start/StartPage.tsx')),
  },
  {
    id: 'import',
    name: 'Import',
    icon: FolderInput,
    path: '/import',
    goLetter: 'i',
    needsWorkspace: true,
    keywords: ['csv', 'xlsx', 'drop', 'export', 'history'],
    component: lazyPage(() => import('../pages/import/ImportPage.tsx')),
    reach: [
      { id: 'import.choose', name: 'Choose files', icon: FolderOpen, keywords: ['add', 'drop'] },
    ],
  },
  {
    id: 'signal-index',
    name: 'Signal Index',
    icon: Radar,
    path: '/signal-index',
    goLetter: 's',
    needsWorkspace: true,
    keywords: ['contacts', 'hcp', 'audiences', 'segments'],
    component: lazyPage(() => import('../pages/signal-index/SignalIndexPage.tsx')),
    records: findContacts,
  },
  {
    id: 'constraint-diagnostic',
    name: 'Constraint Diagnostic',
    icon: SlidersHorizontal,
    path: '/constraint-diagnostic',
    goLetter: 'c',
    needsWorkspace: true,
    keywords: ['rules', 'capacity', 'budget', 'blackout', 'channels', 'frequency', 'cooldown'],
    component: lazyPage(() => import('../pages/constraint-diagnostic/ConstraintDiagnosticPage.tsx')),
    reach: [
      { id: 'rules.add', name: 'Add rule', icon: Plus, keywords: ['new', 'constraint'] },
      { id: 'rules.load', name: 'Load rules', icon: Upload },
      { id: 'rules.save', name: 'Save rules', icon: Download },
    ],
  },
  {
    id: 'campaign-coordinator',
    name: 'Campaign Coordinator',
    icon: CalendarRange,
    path: '/campaign-coordinator',
    goLetter: 'p',
    needsWorkspace: true,
    keywords: ['campaigns', 'reservations', 'conflicts', 'priority', 'preempt', 'calendar'],
    component: lazyPage(() => import('../pages/campaign-coordinator/CampaignCoordinatorPage.tsx')),
    reach: [
      { id: 'campaigns.new', name: 'New campaign', icon: Plus },
      { id: 'campaigns.resolve', name: 'Resolve by priority', icon: GitMerge, keywords: ['conflicts'] },
      { id: 'campaigns.execute', name: 'Execute from touches', icon: CircleCheck, keywords: ['reservations'] },
    ],
    records: findCampaigns,
  },
  {
    id: 'scenario-lab',
    name: 'Scenario Lab',
    icon: FlaskConical,
    path: '/scenario-lab',
    goLetter: 'l',
    needsWorkspace: true,
    keywords: ['simulate', 'what if', 'variants', 'batch', 'compare', 'sensitivity'],
    component: lazyPage(() => import('../pages/scenario-lab/ScenarioLabPage.tsx')),
    reach: [
      { id: 'scenarios.new', name: 'New scenario', icon: Plus },
      { id: 'scenarios.import', name: 'Import file', icon: Upload, keywords: ['scenario', 'json'] },
    ],
    records: findScenarios,
  },
  {
    id: 'allocation-lab',
    name: 'Allocation Lab',
    icon: Target,
    path: '/allocation-lab',
    goLetter: 'a',
    needsWorkspace: true,
    keywords: ['optimize', 'plan', 'approve', 'export', 'solve'],
    component: lazyPage(() => import('../pages/allocation-lab/AllocationLabPage.tsx')),
    reach: [
      { id: 'allocation.optimize', name: 'Optimize', icon: Zap, keywords: ['solve', 'plan'] },
    ],
  },
  {
    id: 'catalyst-queue',
    name: 'Catalyst Queue',
    icon: ListChecks,
    path: '/catalyst-queue',
    goLetter: 'q',
    needsWorkspace: true,
    keywords: ['next', 'actions', 'recommendations', 'accept', 'dismiss', 'explore', 'nba'],
    component: lazyPage(() => import('../pages/catalyst-queue/CatalystQueuePage.tsx')),
    reach: [
      { id: 'queue.plan', name: 'Plan accepted', icon: Target },
      { id: 'queue.explore', name: 'Exploration', icon: FlaskConical, keywords: ['thompson', 'ucb', 'epsilon'] },
    ],
  },
  {
    id: 'outcome-diagnostic',
    name: 'Outcome Diagnostic',
    icon: Activity,
    path: '/outcome-diagnostic',
    goLetter: 'o',
    needsWorkspace: true,
    keywords: ['outcomes', 'attribution', 'sync', 'sources', 'velocity', 'calibration', 'response', 'feedback'],
    component: lazyPage(() => import('../pages/outcome-diagnostic/OutcomeDiagnosticPage.tsx')),
    reach: [
      { id: 'outcomes.attribute', name: 'Attribute', icon: Sigma, keywords: ['credit', 'markov', 'shapley'] },
      { id: 'outcomes.settings', name: 'Attribution settings', icon: SlidersHorizontal },
      { id: 'outcomes.sync', name: 'Sync all', icon: RefreshCcwDot, keywords: ['sources'] },
      { id: 'outcomes.source', name: 'New source', icon: Plus, keywords: ['sync', 'connector'] },
      { id: 'outcomes.refit', name: 'Refit the response model', icon: RefreshCw, keywords: ['feedback'] },
    ],
  },
  {
    id: 'decision-log',
    name: 'Decision Log',
    icon: ScrollText,
    path: '/decision-log',
    goLetter: 'd',
    needsWorkspace: true,
    keywords: ['approvals', 'exports', 'audit', 'history'],
    component: lazyPage(() => import('../pages/decision-log/DecisionLogPage.tsx')),
    reach: [
      { id: 'decisions.verify', name: 'Verify', icon: ShieldCheck, keywords: ['chain', 'hash'] },
    ],
  },
  {
    id: 'settings',
    name: 'Settings',
    icon: Settings,
    path: '/settings',
    goLetter: 't',
    needsWorkspace: true,
    keywords: ['backups', 'restore', 'integrity', 'currency'],
    component: lazyPage(() => import('../pages/settings/SettingsPage.tsx')),
  },
];

/** The page of a path, or null where none has it. */
export const findPage = (path: string): PageDefinition | null => pages.find((page) => page.path === path) ?? null;

/** Goes to a path if a page has it. */
export function goToIfPresent(path: string): void {
  if (findPage(path) !== null) goTo(path);
}
