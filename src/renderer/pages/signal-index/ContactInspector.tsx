import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { TimelineEntry } from '../../../contract/contact.ts';
import { contactFields, type Contact } from '../../../engine/model/contact.ts';
import { useCore } from '../../app/core-context.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatDate } from '../../shared/format/date.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatCount, formatNumber, formatQuantity } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { ContactHolds } from './ContactHolds.tsx';
import { EstimateBars } from './EstimateBars.tsx';
import { PredictionFacts } from './PredictionFacts.tsx';
import { TouchCheck } from './TouchCheck.tsx';

type Entry = z.infer<typeof TimelineEntry>;

/** Name of a contact: the one it has, else its first and last name, else its ID. */
export const nameContact = (contact: Contact): string => contact.name ?? ([contact.first_name, contact.last_name].filter((part) => part !== null).join(' ') || contact.key);

function Details({ contact }: { readonly contact: Contact }) {
  const fields = contactFields.flatMap((field) => (contact[field] === null ? [] : [[field === 'key' ? 'ID' : field === 'email' ? 'E-mail' : humanize(field), typeof contact[field] === 'number' ? formatNumber(contact[field]) : contact[field]] as const]));
  const rows = [...fields, ...Object.entries(contact.attributes).filter(([, value]) => value !== '')];
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'minmax(90px, 40%) 1fr', columnGap: 1.5, rowGap: 0.5, fontSize: '0.8125rem' }}>
      {rows.map(([label, value], at) => (
        <Box key={`${label}${at}`} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: tone.secondaryText, overflowWrap: 'anywhere' }}>
            {label}
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

const typeNames: Record<Entry['type'], string> = { touch: 'Touch', outcome: 'Outcome', planned: 'Planned' };
const typeColours: Record<Entry['type'], string> = { touch: brand.dataGray, outcome: brand.catalystGold, planned: brand.processViolet };

function Timeline({ entries, total }: { readonly entries: readonly Entry[]; readonly total: number }) {
  if (entries.length === 0) return <Typography variant="body2">{emptyCopy.nothing}</Typography>;
  return (
    <>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, fontSize: '0.8125rem' }}>
        {entries.map((entry) => (
          <Box component="li" key={`${entry.type}${entry.id}`} sx={{ display: 'flex', gap: 1, py: 0.5, borderBottom: `1px solid ${brand.borderGray}` }}>
            <Box aria-hidden sx={{ width: 6, flexShrink: 0, borderRadius: '3px', backgroundColor: typeColours[entry.type] }} />
            <Box sx={{ width: 124, whiteSpace: 'nowrap', flexShrink: 0, fontVariantNumeric: 'tabular-nums', color: tone.secondaryText }}>
              {formatDate(entry.date)}
              {entry.time !== null && <Box component="span" sx={{ display: 'block' }}>{entry.time}</Box>}
            </Box>
            <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <b>{`${typeNames[entry.type]} `}</b>
              {[entry.channel, entry.kind === '' || entry.kind === 'planned' ? null : entry.kind, entry.value === null ? null : formatNumber(entry.value), entry.campaign].filter((part) => part !== null).join(' · ')}
            </Box>
          </Box>
        ))}
      </Box>
      {total > entries.length && <Typography variant="caption">{`The newest ${formatCount(entries.length)} of ${formatCount(total)}.`}</Typography>}
    </>
  );
}

/** A contact's page: response with intervals, details, history. */
export function ContactInspector({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { api } = useCore();
  const asOf = usePlanningDay();
  const rules = useQuery(api.rules.get.queryOptions()).data;
  const uncertainty = useQuery(api.uncertainty.contact.queryOptions({ input: { id } })).data ?? null;
  const detail = useQuery(api.contacts.detail.queryOptions({ input: { id } }));
  if (detail.isError) {
    return (
      <Inspector title="Contact" onClose={onClose}>
        <ErrorPanel fault={toShownFault(detail.error)} />
      </Inspector>
    );
  }
  if (detail.data === undefined) {
    return (
      <Inspector title="Contact" onClose={onClose}>
        <DelayedSkeleton kind="card" />
      </Inspector>
    );
  }
  const { contact, estimates, timeline, timelineTotal } = detail.data;
  const facts = [contact.specialty, contact.segment === null ? null : `segment ${contact.segment}`, contact.rep === null ? null : `rep ${contact.rep}`].filter((fact) => fact !== null);
  return (
    <Inspector title={nameContact(contact)} sentence={`${formatQuantity(timelineTotal, 'signal')}.${facts.length > 0 ? ` ${facts.join(', ')}.` : ''}`} onClose={onClose}>
      <InspectorSection title="Response to one touch, 90% interval">
        {estimates.length === 0 ? <Typography variant="body2">No estimates yet. Optimize fits the response model.</Typography> : <EstimateBars estimates={estimates} uncertainty={uncertainty?.channels ?? []} />}
      </InspectorSection>
      {uncertainty !== null && (
        <InspectorSection title="How sure">
          <PredictionFacts uncertainty={uncertainty} />
        </InspectorSection>
      )}
      <InspectorSection title="Held by">
        <ContactHolds contact={contact.key} />
      </InspectorSection>
      {rules !== undefined && asOf !== null && (
        <InspectorSection title="Check a touch">
          <TouchCheck contact={contact.key} rules={rules} asOf={asOf} />
        </InspectorSection>
      )}
      <InspectorSection title="Details">
        <Details contact={contact} />
      </InspectorSection>
      <InspectorSection title="Timeline">
        <Timeline entries={timeline} total={timelineTotal} />
      </InspectorSection>
    </Inspector>
  );
}
