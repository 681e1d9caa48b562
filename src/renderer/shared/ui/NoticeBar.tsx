import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Snackbar from '@mui/material/Snackbar';
import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { brand, tone } from '../../app/theme/tokens.ts';
import { useNoticeStore } from './notices.ts';

const SHOWN_MS = 6000;

/** Shows the newest notice at the foot of the window and reads it out. */
export function NoticeBar() {
  const store = useNoticeStore();
  const notice = useStore(store, (state) => state.current);
  const { dismiss } = store.getState();
  return (
    <>
      <div aria-live="polite" role="status" className="visually-hidden">
        {notice?.text}
      </div>
      <Snackbar
        key={notice?.serial ?? 0}
        open={notice !== null}
        autoHideDuration={SHOWN_MS}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
        onClose={(_event, reason) => reason !== 'clickaway' && dismiss()}
        message={notice?.text}
        action={
          <>
            {notice?.action !== undefined && (
              <Button
                size="small"
                variant="text"
                sx={{ color: 'primary.light' }}
                onClick={() => {
                  notice.action?.run();
                  dismiss();
                }}
              >
                {notice.action.label}
              </Button>
            )}
            <IconButton size="small" aria-label="Dismiss" onClick={dismiss}>
              <X size={16} />
            </IconButton>
          </>
        }
        slotProps={{
          content: {
            role: 'presentation',
            sx: { backgroundColor: tone.raisedSurface, color: brand.signalWhite, border: `1px solid ${notice?.tone === 'warning' ? brand.processViolet : brand.borderGray}`, borderRadius: '8px', flexWrap: 'nowrap', maxWidth: 720, '& .MuiSnackbarContent-message': { overflowWrap: 'anywhere' } },
          },
        }}
      />
    </>
  );
}
