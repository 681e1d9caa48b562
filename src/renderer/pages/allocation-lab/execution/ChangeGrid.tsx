import Box from '@mui/material/Box';
import { useState } from 'react';
import type { Suggestion } from '../../../../contract/execution.ts';
import { ChangeKind, type PlanChange } from '../../../../engine/model/rebalance.ts';
import { useCore } from '../../../app/core-context.ts';
import { ChoiceField } from '../../../shared/forms/ChoiceField.tsx';
import { formatDate } from '../../../shared/format/date.ts';
import { formatFixed } from '../../../shared/format/number.ts';
import { emptyCopy } from '../../../shared/messages/brand-copy.ts';
import { ServerGrid } from '../../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../../shared/grid/grid-types.ts';
import { SectionCard } from '../../../shared/ui/SectionCard.tsx';
import { causeNames, changeNames, describeWindow } from './execution-words.ts';
import Button from '@mui/material/Button';

const columns: readonly GridColumn<PlanChange>[] = [
  { field: 'kind', label: 'What', text: ({ kind }) => changeNames[kind], isSortable: false, width: 100 },
  { field: 'contact', label: 'Contact', text: ({ contact }) => contact, isSortable: false, width: 120 },
  { field: 'channel', label: 'Channel', text: ({ channel }) => channel, isSortable: false, width: 100 },
  { field: 'from', label: 'From', text: ({ from }) => formatDate(from), isSortable: false, width: 140 },
  { field: 'to', label: 'To', text: ({ to }) => formatDate(to), isSortable: false, width: 140 },
  { field: 'rep', label: 'Rep', text: ({ repFrom, repTo }) => (repFrom === repTo || repFrom === null || repTo === null ? (repTo ?? repFrom ?? '–') : `${repFrom} to ${repTo}`), isSortable: false, width: 110 },
  { field: 'lift', label: 'Lift', text: ({ lift }) => formatFixed(lift, 2), isNumeric: true, isSortable: false, width: 90 },
  { field: 'cause', label: 'Because of', text: ({ cause }) => causeNames[cause], isSortable: false, width: 120 },
  { field: 'why', label: 'Why', text: ({ why }) => why, isSortable: false, width: 420 },
];

const kindNames = { all: 'all changes', moved: changeNames.moved, added: changeNames.added, dropped: changeNames.dropped, rep: changeNames.rep } as const;
type Shown = keyof typeof kindNames;

/** What a rebalanced version changes, by day, each with its cause. */
export function ChangeGrid({ suggestion, onClose }: { readonly suggestion: Suggestion; readonly onClose: () => void }) {
  const { api, client } = useCore();
  const [shown, setShown] = useState<Shown>('all');
  const kind = ChangeKind.safeParse(shown).data;
  const fetchPage = async ({ offset, limit }: GridRequest, signal: AbortSignal) => client.execution.changes({ suggestionId: suggestion.id, offset, limit, ...(kind === undefined ? {} : { kind }) }, { signal });
  return (
    <SectionCard
      title="What changes, and why"
      sentence={describeWindow(suggestion)}
      actions={
        <Button variant="outlined" size="small" onClick={onClose}>
          Back to the timeline
        </Button>
      }
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', height: 520 }}>
        <ServerGrid<PlanChange>
          id="rebalance-changes"
          label="Changes of the rebalanced version"
          noun={['change', 'changes']}
          columns={columns}
          idOf={(change) => `${change.contact} ${change.channel} ${change.from ?? ''} ${change.to ?? ''}`}
          queryKey={[...api.execution.changes.key(), suggestion.id, shown]}
          fetchPage={fetchPage}
          filters={
            <Box sx={{ width: 180 }}>
              <ChoiceField label="Show" value={shown} names={kindNames} onChoose={setShown} />
            </Box>
          }
          empty={emptyCopy.nothing}
        />
      </Box>
    </SectionCard>
  );
}
