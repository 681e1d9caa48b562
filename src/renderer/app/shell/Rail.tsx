import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { describeShortcut } from '../commands/shortcut.ts';
import type { PageDefinition } from '../page-definition.ts';
import { platform } from '../platform.ts';
import { brand, motionMs, tone } from '../theme/tokens.ts';

const WIDE_PX = 232;
const NARROW_PX = 56;

function RailLink({ page, isActive, isCollapsed }: { readonly page: PageDefinition; readonly isActive: boolean; readonly isCollapsed: boolean }) {
  const Icon = page.icon;
  const keys = describeShortcut(`g ${page.goLetter}`, platform);
  return (
    <Tooltip title={isCollapsed ? `${page.name} · ${keys}` : keys} placement="right">
      <Box
        component={Link}
        href={page.path}
        aria-current={isActive ? 'page' : undefined}
        aria-label={page.name}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.5,
          height: 36,
          px: 1.25,
          borderRadius: '8px',
          textDecoration: 'none',
          fontSize: '0.875rem',
          fontWeight: isActive ? 600 : 400,
          color: isActive ? brand.signalWhite : tone.secondaryText,
          backgroundColor: isActive ? tone.selectedSurface : 'transparent',
          '&:hover': { backgroundColor: isActive ? tone.selectedSurface : tone.hoverSurface, color: brand.signalWhite },
          '&:focus-visible': { outlineOffset: -2 },
          '& svg': { flexShrink: 0, color: isActive ? brand.catalystGold : 'inherit' },
        }}
      >
        <Icon size={20} strokeWidth={2} aria-hidden />
        {!isCollapsed && (
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {page.name}
          </Box>
        )}
      </Box>
    </Tooltip>
  );
}

/** The left rail: pages that can be reached now, in the order of the planning loop. */
export function Rail({ pages, isCollapsed, onToggle }: { readonly pages: readonly PageDefinition[]; readonly isCollapsed: boolean; readonly onToggle: () => void }) {
  const [path] = useLocation();
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{ width: isCollapsed ? NARROW_PX : WIDE_PX, flexShrink: 0, borderRight: `1px solid ${brand.borderGray}`, display: 'flex', flexDirection: 'column', p: 1, gap: 0.5, transition: `opacity ${motionMs}ms`, overflowY: 'auto' }}
    >
      <Box aria-hidden sx={{ height: 40, px: 1.25, display: 'flex', alignItems: 'center', gap: 1.25, fontWeight: 800, letterSpacing: '0.08em', fontSize: '0.8125rem', mb: 0.5 }}>
        <svg width="20" height="20" viewBox="0 0 24 24" fill="none" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" style={{ flexShrink: 0 }}>
          <path d="M12 2 L21 7 V17 L12 22 L3 17 V7 Z" stroke={brand.processViolet} />
          <path d="M12 8 L16 10.5 V14.5 L12 17 L8 14.5 V10.5 Z" stroke={brand.catalystGold} />
        </svg>
        {!isCollapsed && 'OMNIVOR'}
      </Box>
      {pages.map((page) => (
        <RailLink key={page.id} page={page} isActive={page.path === path} isCollapsed={isCollapsed} />
      ))}
      <Box sx={{ flexGrow: 1 }} />
      <IconButton onClick={onToggle} aria-label={isCollapsed ? 'Widen the rail' : 'Narrow the rail'} aria-expanded={!isCollapsed} sx={{ alignSelf: isCollapsed ? 'center' : 'flex-end', color: 'text.secondary' }}>
        {isCollapsed ? <PanelLeftOpen size={18} /> : <PanelLeftClose size={18} />}
      </IconButton>
    </Box>
  );
}
