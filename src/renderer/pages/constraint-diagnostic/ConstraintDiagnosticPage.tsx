import Box from '@mui/material/Box';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, Plus, Upload } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useSearch } from 'wouter';
import type { ConstraintKind } from '../../../engine/model/constraint.ts';
import { isEnforced } from '../../../engine/model/constraint.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { DoctorCard } from '../../shared/doctor/DoctorCard.tsx';
import { kindNames } from '../../shared/format/rule-usage.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { BudgetBurnCharts } from './BudgetBurnCharts.tsx';
import { BudgetTable } from './BudgetTable.tsx';
import { CapacityUtilisation } from './CapacityUtilisation.tsx';
import { ChannelTable } from './ChannelTable.tsx';
import { HealthSummary } from './HealthSummary.tsx';
import { LedgerPanel } from './LedgerPanel.tsx';
import { PinnedActions } from './PinnedActions.tsx';
import { PlanFrame } from './PlanFrame.tsx';
import { PlanUsage } from './PlanUsage.tsx';
import { createRule, describeMissing } from './create-rule.ts';
import { RuleInspector } from './RuleInspector.tsx';
import { RuleTable } from './RuleTable.tsx';
import { TerritoryPanel } from './TerritoryPanel.tsx';
import { useRules } from './use-rules.ts';

const ComplianceCalendar = lazy(() => import('./ComplianceCalendar.tsx'));

/** Tabs of the page, with the kinds of rule each shows. */
const tabs = [
  { id: 'rules', name: 'All rules', kinds: null },
  { id: 'capacity', name: 'Capacity', kinds: ['capacity', 'rep_capacity', 'concurrent'] },
  { id: 'limits', name: 'Contact limits', kinds: ['contact_limit', 'frequency', 'pressure', 'exclusion', 'sequence'] },
  { id: 'blackouts', name: 'Compliance', kinds: ['blackout', 'rep_calendar'] },
  { id: 'budget', name: 'Budget', kinds: ['budget'] },
  { id: 'targets', name: 'Coverage', kinds: ['coverage', 'minimum'] },
  { id: 'territories', name: 'Territories', kinds: null },
  { id: 'ledger', name: 'Ledger', kinds: null },
  { id: 'channels', name: 'Channels', kinds: null },
  { id: 'pins', name: 'Pinned actions', kinds: null },
  { id: 'frame', name: 'Horizon', kinds: null },
] as const satisfies readonly { id: string; name: string; kinds: readonly ConstraintKind[] | null }[];
type TabId = (typeof tabs)[number]['id'];

const allKinds = Object.keys(kindNames) as ConstraintKind[];

/** What the plan must keep: channels, capacities, limits, blackouts, budgets. */
export default function ConstraintDiagnosticPage() {
  const { api } = useCore();
  const notify = useNotify();
  const changes = useRules();
  const { rules, fault, edit } = changes;
  const search = useSearch();
  const [tabParameter] = useLocationParameter('tab');
  const [ruleParameter, setRule] = useLocationParameter('rule');
  const [menuAnchor, setMenuAnchor] = useState<HTMLElement | null>(null);
  const header = useRef<HTMLDivElement>(null);
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const currency = workspace?.currency ?? 'EUR';
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const load = useMutation(api.rules.load.mutationOptions({ onError, onSuccess: (loaded) => loaded !== null && notify({ text: `${formatQuantity(loaded.constraints.length, 'rule')} loaded.` }) }));
  const save = useMutation(api.rules.save.mutationOptions({ onError, onSuccess: (saved) => saved !== null && notify({ text: `Rules written to ${saved.path}.` }) }));

  const tab: TabId = tabs.find((candidate) => candidate.id === tabParameter)?.id ?? 'rules';
  const kinds: readonly ConstraintKind[] | null = tabs.find((candidate) => candidate.id === tab)?.kinds ?? null;
  const group = 'Constraints';
  const commands: readonly Command[] = [
    { id: 'rules.add', name: 'Add rule', group, icon: Plus, shortcut: 'n', isPrimary: true, isEnabled: () => rules !== null, run: () => setMenuAnchor(header.current) },
    { id: 'rules.load', name: 'Load rules', group, icon: Upload, isEnabled: () => !load.isPending, run: () => load.mutate({}) },
    { id: 'rules.save', name: 'Save rules', group, icon: Download, isEnabled: () => rules !== null && !save.isPending, run: () => save.mutate(undefined) },
  ];
  const [addRule, loadRules, saveRules] = useCommands(commands);
  if (fault !== null) return <ErrorPanel fault={fault} />;
  if (rules === null) return <DelayedSkeleton kind="page" />;

  const enforced = rules.constraints.filter(isEnforced).length;
  const sentence =
    rules.constraints.length === 0
      ? emptyCopy.constraints
      : `${formatQuantity(rules.constraints.length, 'rule')}, ${formatCount(enforced)} enforced. ${formatQuantity(rules.channels.length, 'channel')}. ${formatQuantity(rules.horizon.days, 'day')} from ${formatDate(rules.horizon.start)}.`;
  const selected = rules.constraints.find((rule) => rule.id === ruleParameter) ?? null;
  const shown = rules.constraints.filter((rule) => kinds === null || kinds.includes(rule.kind));
  const add = (kind: ConstraintKind): void => {
    const rule = createRule(kind, rules);
    setMenuAnchor(null);
    if (rule === null) return;
    edit({ edit: 'constraint', constraint: rule });
    setRule(rule.id);
  };
  const showTab = (next: TabId): void => {
    const parameters = new URLSearchParams(search);
    parameters.set('tab', next);
    for (const name of parameters.has('constraint') ? ['rule', 'constraint', 'period', 'rep'] : ['rule']) parameters.delete(name);
    goTo(`/constraint-diagnostic?${parameters.toString()}`, { replace: true });
  };
  const isRuleTab = tab !== 'territories' && tab !== 'ledger' && tab !== 'channels' && tab !== 'pins' && tab !== 'frame';
  return (
    <>
      <div ref={header}>
        <PageHeader title="Constraint Diagnostic" sentence={sentence} primary={addRule} secondary={[loadRules, saveRules].filter((command) => command !== undefined)}>
          <Tabs value={tab} onChange={(_event, next: TabId) => showTab(next)} variant="scrollable" scrollButtons="auto" aria-label="Kinds of rule" sx={{ mt: 2, '& .MuiTabs-scrollButtons.Mui-disabled': { display: 'none' } }}>
            {tabs.map(({ id, name, kinds: shownKinds }) => (
              <Tab key={id} value={id} label={shownKinds === null ? name : `${name} ${rules.constraints.filter((rule) => (shownKinds as readonly ConstraintKind[]).includes(rule.kind)).length}`} id={`tab-${id}`} aria-controls="rule-panel" />
            ))}
          </Tabs>
        </PageHeader>
      </div>
      <Menu anchorEl={menuAnchor} open={menuAnchor !== null} onClose={() => setMenuAnchor(null)} anchorOrigin={{ vertical: 'top', horizontal: 'right' }} transformOrigin={{ vertical: 'top', horizontal: 'right' }}>
        {(kinds ?? allKinds).map((kind) => (
          <MenuItem key={kind} disabled={describeMissing(kind, rules) !== null} onClick={() => add(kind)}>
            {[kindNames[kind], describeMissing(kind, rules)].filter((words) => words !== null).join(', ')}
          </MenuItem>
        ))}
      </Menu>
      <Box role="tabpanel" id="rule-panel" aria-labelledby={`tab-${tab}`} sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {tab === 'rules' && <HealthSummary currency={currency} onSelect={setRule} />}
        {tab === 'rules' && rules.constraints.length > 0 && <DoctorCard planId={null} onTry={null} />}
        <SectionCard>
          {isRuleTab && <RuleTable rules={rules} shown={shown} currency={currency} selected={selected?.id ?? null} onSelect={setRule} changes={changes} />}
          {tab === 'blackouts' && (
            <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
              Consent always holds: no action by a channel the contact opted out of. No rule switches it off.
            </Typography>
          )}
          {tab === 'territories' && <TerritoryPanel />}
          {tab === 'ledger' && <LedgerPanel rules={rules} currency={currency} />}
          {tab === 'channels' && <ChannelTable rules={rules} currency={currency} changes={changes} />}
          {tab === 'pins' && <PinnedActions rules={rules} changes={changes} />}
          {tab === 'frame' && <PlanFrame rules={rules} edit={edit} />}
        </SectionCard>
        {tab === 'capacity' && <CapacityUtilisation currency={currency} onSelect={setRule} />}
        {tab === 'limits' && (
          <SectionCard title="Channel settings" sentence="Most actions on one contact in the horizon, and days between two of them.">
            <ChannelTable rules={rules} currency={currency} changes={changes} isLimitsOnly />
          </SectionCard>
        )}
        {tab === 'budget' && <BudgetTable rules={rules} currency={currency} edit={edit} onSelect={setRule} />}
        {tab === 'budget' && <BudgetBurnCharts currency={currency} />}
        {tab === 'blackouts' && (
          <SectionCard title="Calendar">
            <Suspense fallback={<DelayedSkeleton kind="chart" />}>
              <ComplianceCalendar rules={rules} edit={edit} onSelect={setRule} />
            </Suspense>
          </SectionCard>
        )}
        {kinds !== null && (tab === 'limits' || tab === 'blackouts' || tab === 'targets') && <PlanUsage kinds={kinds} currency={currency} onSelect={setRule} />}
      </Box>
      {selected !== null && <RuleInspector key={selected.kind} rule={selected} rules={rules} currency={currency} changes={changes} onRenamed={setRule} onClose={() => setRule(null)} />}
    </>
  );
}
