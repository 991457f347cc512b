import { createContext, useContext } from 'react';

/** What surrounds a panel: where its header goes when it is docked, and whether it can be seen. */
export interface PanelHost {
  /** Elements of the dock's header, left of and right of the free space; null when the panel draws its own header. */
  slots: { lead: HTMLElement; trail: HTMLElement } | null;
  visible: boolean;
}

export const PanelHostContext = createContext<PanelHost | null>(null);

/** False while the panel is behind another tab, in another view or in a hidden window: pause drawing, decoding and play. */
export const usePanelVisible = (): boolean => useContext(PanelHostContext)?.visible ?? true;
