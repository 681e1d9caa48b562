import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ExportSettings, settingsOfProfile, type ChannelExport, type ExportProfile, type ExportSetting } from '../../../engine/model/export.ts';
import { useCore } from '../../app/core-context.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { NameMapField } from './NameMapField.tsx';

interface ExportSettingsFormProps {
  readonly profile: ExportProfile;
  readonly settings: ExportSettings;
  /** What each channel is unless the planner says otherwise. */
  readonly guesses: Readonly<Record<string, ChannelExport>>;
  readonly channels: readonly string[];
  readonly reps: readonly string[];
}

type TextSetting = 'prefix' | 'externalId' | 'contactField' | 'product' | 'status' | 'recordTypeId' | 'owner' | 'fileName' | 'timeZone';

const textLabels: Readonly<Record<TextSetting, string>> = {
  prefix: 'Ids begin with',
  externalId: 'External id field',
  contactField: 'External id field of the contact',
  product: 'Product, by external id',
  status: 'Status',
  recordTypeId: 'Record type id',
  owner: 'Owner, by user id',
  fileName: 'File name',
  timeZone: 'Time zone',
};

const choiceNames = {
  contactId: { external: 'external ids', salesforce: 'record ids' },
  object: { Task: 'tasks', Event: 'events', CampaignMember: 'campaign members' },
  planBy: { territory: 'territory', rep: 'rep' },
  lineEnd: { LF: 'LF', CRLF: 'CRLF' },
  delimiter: { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' },
  encoding: { 'utf-8': 'UTF-8', 'utf-8-bom': 'UTF-8 with byte order mark', 'utf-16le': 'UTF-16' },
  dateFormat: { 'yyyy-MM-dd': 'yyyy-MM-dd', 'MM/dd/yyyy': 'MM/dd/yyyy', 'dd/MM/yyyy': 'dd/MM/yyyy', 'dd.MM.yyyy': 'dd.MM.yyyy' },
} as const;

const choiceLabels: Readonly<Record<keyof typeof choiceNames, string>> = { contactId: 'Contact ids are', object: 'Object', planBy: 'One plan per', lineEnd: 'Lines end with', delimiter: 'Cells are separated by', encoding: 'Encoding', dateFormat: 'Dates' };

/** What the schema says against a text, or null. */
function problemOf(setting: TextSetting, text: string): string | null {
  const checked = ExportSettings.shape[setting].safeParse(text);
  const message = checked.success ? null : (checked.error.issues[0]?.message ?? 'not valid');
  return message === null ? null : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

const isText = (setting: ExportSetting): setting is TextSetting => setting in textLabels;
const isChoice = (setting: ExportSetting): setting is keyof typeof choiceNames => setting in choiceNames;
const wholeWidth = { gridColumn: '1 / -1' };

/** How a target is set up: every change is kept at once and can be undone. */
export function ExportSettingsForm({ profile, settings, guesses, channels, reps }: ExportSettingsFormProps) {
  const { api } = useCore();
  const notify = useNotify();
  const configure = useMutation(api.exports.configure.mutationOptions({ onError: (error) => notify({ text: sayFault(error), tone: 'warning' }) }));
  const change = (part: Partial<ExportSettings>): void => configure.mutate({ profile, settings: { ...settings, ...part } });
  const isTimed = !settings.allDay && (profile !== 'salesforce' || settings.object === 'Event');

  const renderSetting = (setting: ExportSetting): ReactNode => {
    if (setting === 'timeZone' && !isTimed) return null;
    if (setting === 'allDay' && profile === 'salesforce' && settings.object !== 'Event') return null;
    if (setting === 'contactField' && settings.contactId !== 'external') return null;
    if (isText(setting)) return <InlineTextField key={setting} label={textLabels[setting]} value={settings[setting]} validate={(text) => problemOf(setting, text)} width="100%" onCommit={(text) => change({ [setting]: text })} />;
    if (isChoice(setting)) return <ChoiceField key={setting} label={choiceLabels[setting]} value={settings[setting]} names={choiceNames[setting] as Readonly<Record<string, string>>} onChoose={(value) => change({ [setting]: value })} />;
    switch (setting) {
      case 'channels':
        return (
          <Box key={setting} sx={{ ...wholeWidth, display: 'flex', flexDirection: 'column', gap: 1.5 }}>
            {channels.map((channel) => {
              const value = settings.channels[channel] ?? guesses[channel] ?? { send: true, as: channel };
              const put = (next: Partial<ChannelExport>): void => change({ channels: { ...settings.channels, [channel]: { ...value, ...next } } });
              return (
                <Box key={channel} role="group" aria-label={`Channel ${channel}`} sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1, alignItems: 'center' }}>
                  <FormControlLabel control={<Switch checked={value.send} onChange={(event) => put({ send: event.target.checked })} />} label={channel} sx={{ overflowWrap: 'anywhere' }} />
                  <InlineTextField label="is there" value={value.as} isDisabled={!value.send} width="100%" onCommit={(as) => put({ as })} />
                </Box>
              );
            })}
          </Box>
        );
      case 'names':
        return <NameMapField key={setting} label="Own names of objects and fields" hint="Object or Object.Field" names={settings.names} problemOf={(text) => (ExportSettings.shape.names.valueType.safeParse(text).success ? null : 'Letters, digits and underscores.')} onChange={(names) => change({ names })} />;
      case 'owners':
        return <NameMapField key={setting} label="Owners by rep" hint="Rep" suggestions={reps} names={settings.owners} problemOf={(text) => (text.length <= 18 ? null : 'A user id has 15 or 18 characters.')} onChange={(owners) => change({ owners })} />;
      case 'expireDays':
        return <InlineNumberField key={setting} label="Gone after" unit="days" value={settings.expireDays} min={1} max={365} isWhole width="100%" onCommit={(expireDays) => expireDays !== null && change({ expireDays })} />;
      case 'urgentShare':
        return <InlineNumberField key={setting} label="Urgent share" value={settings.urgentShare} min={0} max={100} isPercent width="100%" onCommit={(urgentShare) => urgentShare !== null && change({ urgentShare })} />;
      case 'allDay':
      case 'shorten':
        return <FormControlLabel key={setting} sx={wholeWidth} control={<Switch checked={settings[setting]} onChange={(event) => change({ [setting]: event.target.checked })} />} label={setting === 'allDay' ? 'At any time of the day, not at the times of Execution' : 'Cut texts that are too long'} />;
      default:
        return null;
    }
  };
  return <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5, alignItems: 'start', pt: 1 }}>{settingsOfProfile[profile].map(renderSetting)}</Box>;
}
