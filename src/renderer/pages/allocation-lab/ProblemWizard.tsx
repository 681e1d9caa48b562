import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Step from '@mui/material/Step';
import StepButton from '@mui/material/StepButton';
import Stepper from '@mui/material/Stepper';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { GitBranch, Save, Zap } from 'lucide-react';
import { useState } from 'react';
import type { ProblemDraft, ProblemPreview } from '../../../contract/problem.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { formatDuration } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { pageCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { FactList } from '../../shared/ui/FactList.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { AccentCard, SectionCard } from '../../shared/ui/SectionCard.tsx';
import { ProblemStepFields, problemSteps, type ProblemStep } from './ProblemSteps.tsx';
import { methodNames } from './solve-options.ts';

const stepNames: Record<ProblemStep, string> = { audience: 'Audience', rules: 'Rules', objective: 'Objective', horizon: 'Horizon', method: 'Method and time' };

/** Fields of a draft that a step holds, for marking the step where something stands in the way. */
const pathsOf: Record<ProblemStep, readonly string[]> = { audience: ['audienceId', 'campaigns'], rules: ['withoutRules'], objective: ['objective'], horizon: ['horizon'], method: ['method'] };

/** What the problem comes to, counted as it is defined. */
function ProblemCounts({ preview, contactNoun }: { readonly preview: ProblemPreview; readonly contactNoun: string }) {
  const { contacts, enforced, reported, leftOut, days, columns, method, expectedMs, issues } = preview;
  return (
    <AccentCard title="What it comes to">
      <div role="status" aria-live="polite">
        <FactList
          facts={[
            ['Contacts', formatCount(contacts)],
            ['Rules in force', `${formatCount(enforced)}${reported === 0 ? '' : `, ${formatCount(reported)} only reported`}`],
            ['Left out', formatCount(leftOut)],
            ['Days', formatCount(days)],
            ['Columns at most', formatCount(columns)],
            ['Method', methodNames[method]],
            ['Expected time', expectedMs === null ? '–' : `about ${formatDuration(expectedMs)}`],
          ]}
        />
        {expectedMs === null && <Box sx={{ mt: 1, fontSize: '0.8125rem', color: 'text.secondary' }}>{`No plan by this method yet to tell the time from. The time limit holds.`}</Box>}
        {issues.map(({ path, message }) => (
          <Box key={`${path} ${message}`} sx={{ mt: 1, color: 'warning.main' }}>
            {message.replace('contacts', `${contactNoun}s`)}
          </Box>
        ))}
      </div>
    </AccentCard>
  );
}

interface WizardFormProps {
  /** Id of the stored problem, null for a new one. */
  readonly id: number | null;
  readonly first: ProblemDraft;
  readonly contactNoun: string;
}

/** The steps of one problem, what it comes to, and what can be done with it. */
function WizardForm({ id, first, contactNoun }: WizardFormProps) {
  const { api, client } = useCore();
  const notify = useNotify();
  const asOf = usePlanningDay();
  const [draft, setDraft] = useState(first);
  const [stored, setStored] = useState<{ readonly id: number | null; readonly draft: ProblemDraft }>({ id, draft: first });
  const [step, setStep] = useState<ProblemStep>('audience');
  const [fault, setFault] = useState<ShownFault | null>(null);
  const preview = useQuery({ ...api.problems.preview.queryOptions({ input: { draft: { ...draft, name: draft.name.trim() === '' ? 'Problem' : draft.name } } }), placeholderData: keepPreviousData });
  const isChanged = stored.id === null || JSON.stringify(stored.draft) !== JSON.stringify(draft);
  const hasName = draft.name.trim() !== '';
  const onError = (error: unknown): void => setFault(toShownFault(error));
  const saveDraft = async () => {
    setFault(null);
    const saved = await client.problems.save({ ...(stored.id === null ? {} : { id: stored.id }), draft: { ...draft, name: draft.name.trim() } });
    setStored({ id: saved.id, draft: saved.draft });
    setDraft(saved.draft);
    return saved;
  };
  const save = useMutation({ mutationFn: saveDraft, onError, onSuccess: (saved) => notify({ text: `${saved.draft.name} saved. Problem ${saved.id}.` }) });
  const solve = useMutation({
    mutationFn: async () => {
      const problem = isChanged ? await saveDraft() : { id: stored.id ?? 0 };
      return client.problems.solve({ id: problem.id, ...(asOf === null ? {} : { asOf }) });
    },
    onError,
    onSuccess: () => goTo('/allocation-lab'),
  });
  const branch = useMutation(api.problems.branch.mutationOptions({ onError, onSuccess: (made) => goTo(`/allocation-lab?define=${made.id}`) }));
  const isBusy = save.isPending || solve.isPending || branch.isPending;
  const issues = preview.data?.issues ?? [];
  const group = 'Problem';
  const commands: readonly Command[] = [
    { id: 'problem.optimize', name: 'Optimize', group, icon: Zap, isPrimary: true, isEnabled: () => hasName && !isBusy && issues.length === 0, run: () => solve.mutate() },
    { id: 'problem.save', name: 'Save problem', group, icon: Save, isEnabled: () => hasName && isChanged && !isBusy, run: () => save.mutate() },
    { id: 'problem.branch', name: 'Branch', group, icon: GitBranch, isEnabled: () => stored.id !== null && !isChanged && !isBusy, run: () => stored.id !== null && branch.mutate({ id: stored.id }) },
  ];
  const [optimize, saveCommand, branchCommand] = useCommands(commands);
  const at = problemSteps.indexOf(step);
  const next = problemSteps[at + 1];
  const previous = problemSteps[at - 1];
  const sentence = preview.data === undefined ? pageCopy.problem : `${formatQuantity(preview.data.contacts, contactNoun)}. ${formatQuantity(preview.data.enforced, 'rule')} in force. ${formatQuantity(preview.data.days, 'day')}. ${pageCopy.problem}`;
  return (
    <>
      <PageHeader title="Allocation Lab" sentence={sentence} primary={optimize} secondary={[saveCommand, branchCommand].filter((command) => command !== undefined)} />
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center', mb: 2 }}>
        <TextField label="Problem" value={draft.name} error={!hasName} helperText={hasName ? undefined : 'Name required.'} onChange={({ target }) => setDraft({ ...draft, name: target.value })} slotProps={{ htmlInput: { maxLength: 120 } }} sx={{ width: 420, maxWidth: '100%' }} />
        <Button variant="text" size="small" onClick={() => goTo('/allocation-lab?define=list')}>
          All problems
        </Button>
        <Button variant="text" size="small" onClick={() => goTo('/allocation-lab')}>
          Back to the plans
        </Button>
      </Box>
      {fault !== null && (
        <Box sx={{ mb: 2 }}>
          <ErrorPanel fault={fault} />
        </Box>
      )}
      <Stepper nonLinear activeStep={at} sx={{ mb: 2, flexWrap: 'wrap', rowGap: 1 }} aria-label="Steps of the problem">
        {problemSteps.map((name) => (
          <Step key={name} completed={false}>
            <StepButton onClick={() => setStep(name)} aria-current={name === step ? 'step' : undefined} optional={issues.some(({ path }) => pathsOf[name].includes(path)) ? <Box sx={{ color: 'warning.main', fontSize: '0.75rem' }}>stands in the way</Box> : undefined}>
              {stepNames[name]}
            </StepButton>
          </Step>
        ))}
      </Stepper>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 320px' }, alignItems: 'start' }}>
        <SectionCard title={stepNames[step]}>
          <ProblemStepFields step={step} draft={draft} contactNoun={contactNoun} onChange={setDraft} />
          <Box sx={{ display: 'flex', gap: 1, mt: 3 }}>
            <Button variant="outlined" size="small" disabled={previous === undefined} onClick={() => previous !== undefined && setStep(previous)}>
              Back
            </Button>
            <Button variant="outlined" size="small" disabled={next === undefined} onClick={() => next !== undefined && setStep(next)}>
              {next === undefined ? 'Last step' : `Next: ${stepNames[next]}`}
            </Button>
          </Box>
        </SectionCard>
        {preview.data === undefined ? preview.isError ? <ErrorPanel fault={toShownFault(preview.error)} /> : <DelayedSkeleton kind="page" /> : <ProblemCounts preview={preview.data} contactNoun={contactNoun} />}
      </Box>
    </>
  );
}

/** Defines a problem step by step: for whom, under which rules, to what end, when and how; saves it and solves it. */
export function ProblemWizard({ define }: { readonly define: string }) {
  const { api } = useCore();
  const [audience] = useLocationParameter('audience');
  const id = define === 'new' ? null : Number(define);
  const audienceId = audience === null ? null : Number(audience);
  const contactNoun = useQuery(api.workspace.current.queryOptions()).data?.open?.contactNoun ?? 'contact';
  const start = useQuery({ ...api.problems.start.queryOptions({ input: audienceId === null ? {} : { audienceId } }), enabled: id === null });
  const list = useQuery({ ...api.problems.list.queryOptions(), enabled: id !== null });
  const stored = list.data?.find((row) => row.id === id) ?? null;
  const first = id === null ? start.data : stored?.draft;
  if (start.isError || list.isError) return <ErrorPanel fault={toShownFault(start.error ?? list.error)} action={{ label: 'Back to the plans', run: () => goTo('/allocation-lab') }} />;
  if (id !== null && list.data !== undefined && stored === null) return <ErrorPanel fault={{ code: 'NOT_FOUND', message: `Problem ${define} does not exist.` }} action={{ label: 'All problems', run: () => goTo('/allocation-lab?define=list') }} />;
  if (first === undefined) return <DelayedSkeleton kind="page" />;
  return <WizardForm key={`${define} ${audience ?? ''}`} id={id} first={first} contactNoun={contactNoun} />;
}
