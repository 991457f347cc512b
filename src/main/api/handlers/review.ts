import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const reviewHandlers = (os: Implementer['review'], { workspace: { review, library } }: Services) => ({
  tagTypes: os.tagTypes.handler(() => review.tagTypes()),
  saveTagType: os.saveTagType.handler(({ input }) => review.saveTagType(input)),
  removeTagType: os.removeTagType.handler(({ input }) => review.removeTagType(input.tagTypeId)),
  clip: os.clip.handler(({ input }) => review.clip(input.clipId)),
  addTag: os.addTag.handler(({ input }) => review.addTag(input)),
  changeTag: os.changeTag.handler(({ input }) => review.changeTag(input)),
  removeTags: os.removeTags.handler(({ input }) => review.removeTags(input.tagIds)),
  setNote: os.setNote.handler(({ input }) => review.setNote(input.clipId, input.note)),
  setReviewed: os.setReviewed.handler(({ input }) => review.setReviewed(input.clipId, input.reviewed)),
  undo: os.undo.handler(() => review.undo()),
  redo: os.redo.handler(() => review.redo()),
  history: os.history.handler(() => review.history()),
  progress: os.progress.handler(({ input }) => library.progress(input.filter)),
});
