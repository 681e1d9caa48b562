import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import { useQueries, keepPreviousData } from '@tanstack/react-query';
import { Command as Cmdk } from 'cmdk';
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { goTo } from '../location.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import type { Command } from './command.ts';
import { Keys } from './Keys.tsx';
import { paletteStyles } from './palette-styles.ts';
import { rankCommands } from './rank-commands.ts';
import type { RecordProvider } from './record-provider.ts';

interface PaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command[];
  readonly providers: readonly RecordProvider[];
  readonly onFailure: (error: unknown) => void;
}

const MIN_SEARCH = 2;

function PaletteContent({ commands, providers, onClose, onFailure }: Omit<PaletteProps, 'isOpen'>) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const text = useDeferredValue(search.trim());
  const isSearching = text.length >= MIN_SEARCH;
  const groups = rankCommands(commands, search);
  const records = useQueries({
    queries: providers.map((provider) => ({
      queryKey: ['palette', provider.id, text],
      queryFn: ({ signal }: { signal: AbortSignal }) => provider.search(text, signal),
      enabled: isSearching,
      placeholderData: keepPreviousData,
      staleTime: 10_000,
    })),
  });

  // Records come later than the commands: where nothing is chosen yet, the first line is, so that Enter opens it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const lines = [...(list.current?.querySelectorAll('[cmdk-item]') ?? [])];
      if (!lines.some((line) => line.getAttribute('aria-selected') === 'true')) setChosen(lines[0]?.getAttribute('data-value') ?? '');
    });
    return () => cancelAnimationFrame(frame);
  });

  const run = (command: Command): void => {
    onClose();
    void Promise.resolve()
      .then(() => command.run())
      .catch(onFailure);
  };
  return (
    <Cmdk label="Search pages, commands and records" loop shouldFilter={false} value={chosen} onValueChange={setChosen}>
      <Cmdk.Input autoFocus value={search} onValueChange={setSearch} placeholder="Search pages, commands and records" />
      <Cmdk.List label="Found" ref={list}>
        <Cmdk.Empty>{emptyCopy.signals}</Cmdk.Empty>
        {groups.map(({ name, commands: members }) => (
          <Cmdk.Group key={name} heading={name}>
            {members.map((command) => {
              const Icon = command.icon;
              return (
                <Cmdk.Item key={command.id} value={command.id} onSelect={() => run(command)}>
                  <Box component="span" sx={{ width: 20, display: 'inline-flex' }}>
                    {Icon !== undefined && <Icon size={18} aria-hidden />}
                  </Box>
                  <span className="name">{command.name}</span>
                  {command.shortcut !== undefined && <Keys shortcut={command.shortcut} />}
                </Cmdk.Item>
              );
            })}
          </Cmdk.Group>
        ))}
        {isSearching &&
          providers.map((provider, index) => {
            const found = records[index]?.data ?? [];
            return found.length === 0 ? null : (
              <Cmdk.Group key={provider.id} heading={provider.name}>
                {found.map((record) => (
                  <Cmdk.Item
                    key={record.id}
                    value={`${provider.id}:${record.id}`}
                    onSelect={() => {
                      onClose();
                      goTo(record.location);
                    }}
                  >
                    <span className="name">{record.title}</span>
                    <span className="detail">{record.detail}</span>
                  </Cmdk.Item>
                ))}
              </Cmdk.Group>
            );
          })}
      </Cmdk.List>
    </Cmdk>
  );
}

/** Ctrl/Cmd-K: every page, command and record by name. */
export function Palette({ isOpen, onClose, ...content }: PaletteProps) {
  const titleId = useId();
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      aria-labelledby={titleId}
      transitionDuration={100}
      slotProps={{ paper: { sx: { width: 640, maxWidth: '92vw', m: 0, position: 'absolute', top: '12vh', ...paletteStyles } } }}
    >
      <h2 id={titleId} className="visually-hidden">
        Search
      </h2>
      {isOpen && <PaletteContent onClose={onClose} {...content} />}
    </Dialog>
  );
}
