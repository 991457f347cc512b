import type { Layout, LayoutName } from './layout.ts';

/** Every layout that can be written; each is loaded when it is asked for. */
const layouts: Record<LayoutName, () => Promise<Layout>> = {
  nuscenes: async () => (await import('./nuscenes/write-nuscenes.ts')).nuscenesLayout,
  navsim: async () => (await import('./navsim/write-navsim.ts')).navsimLayout,
  physicalai: async () => (await import('./physicalai/write-physicalai.ts')).physicalaiLayout,
  training: async () => (await import('./training/write-training.ts')).trainingLayout,
  sample: async () => (await import('./sample/write-sample.ts')).sampleLayout,
};

/** Loads the writer of a layout; the others stay on disk. */
export const loadLayout = (name: LayoutName): Promise<Layout> => layouts[name]();
