import { useCore } from '../../app/core-context.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { sayTaken } from './outcome-words.ts';

/** What can be done with rejected events; each says what came of it. */
export function useOutcomeActions() {
  const { client } = useCore();
  const notify = useNotify();
  const run = async (work: () => Promise<{ taken: number; left: number }>): Promise<boolean> => {
    try {
      const done = await work();
      notify({ text: sayTaken(done), ...(done.taken === 0 ? { tone: 'warning' as const } : {}) });
      return done.taken > 0;
    } catch (error) {
      notify({ text: sayFault(error), tone: 'warning' });
      return false;
    }
  };
  return {
    /** Tries rejected events again: these, or all. Answers whether any was taken. */
    retry: (ids?: readonly string[]): Promise<boolean> => run(() => client.outcomes.reprocess(ids === undefined ? {} : { ids: [...ids] })),
    link: (id: string, contact: string): Promise<boolean> => run(() => client.outcomes.link({ id, contact })),
  };
}
