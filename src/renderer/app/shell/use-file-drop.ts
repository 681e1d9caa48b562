import { useEffect, useRef, useState } from 'react';
import type { ShownFault } from '../../shared/messages/shown-fault.ts';
import type { DroppedFile } from './dropped-files.ts';

interface FileDropHandlers {
  readonly onFiles: (files: readonly DroppedFile[]) => void;
  readonly onFault: (fault: ShownFault) => void;
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files dropped anywhere on the window; answers whether some hover over it now. */
export function useFileDrop(handlers: FileDropHandlers): boolean {
  const [isOver, setIsOver] = useState(false);
  const newest = useRef(handlers);
  useEffect(() => {
    newest.current = handlers;
  });
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      setIsOver(depth > 0);
    };
    const hover = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      void Promise.all(files.map((file) => window.omnivor.fileToken(file))).then((answers) => {
        const accepted: DroppedFile[] = [];
        for (const answer of answers) {
          if ('fault' in answer) newest.current.onFault(answer.fault);
          else accepted.push(answer);
        }
        if (accepted.length > 0) newest.current.onFiles(accepted);
      });
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
