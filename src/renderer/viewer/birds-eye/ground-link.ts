import type { BirdsEyeStage } from './birds-eye-stage.ts';

/** Views of the ground that are zoomed and dragged as one. */
export class GroundLink {
  readonly #stages = new Set<BirdsEyeStage>();
  #pxPerM: number | null = null;

  /** A view that comes later is zoomed as those before it were. Returns what takes the view out again. */
  join(stage: BirdsEyeStage): () => void {
    this.#stages.add(stage);
    stage.look({ pxPerM: this.#pxPerM, free: null });
    stage.onLook = (look) => {
      this.#pxPerM = look.pxPerM;
      for (const other of this.#stages) if (other !== stage) other.look(look);
    };
    return () => {
      stage.onLook = null;
      this.#stages.delete(stage);
    };
  }
}
