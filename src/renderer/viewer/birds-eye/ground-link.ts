import type { BirdsEyeStage } from './birds-eye-stage.ts';

/** Views of the ground that are zoomed and dragged as one. */
export class GroundLink {
  readonly #stages = new Set<BirdsEyeStage>();

  /** Returns what takes the view out again. */
  join(stage: BirdsEyeStage): () => void {
    this.#stages.add(stage);
    stage.onLook = (look) => {
      for (const other of this.#stages) if (other !== stage) other.look(look);
    };
    return () => {
      stage.onLook = null;
      this.#stages.delete(stage);
    };
  }
}
