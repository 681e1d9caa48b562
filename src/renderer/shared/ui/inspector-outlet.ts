import { createContext } from 'react';

/** Element of the frame that the open inspector is drawn into; null until the frame stands. */
export const InspectorOutletContext = createContext<HTMLElement | null>(null);
