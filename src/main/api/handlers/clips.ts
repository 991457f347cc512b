import { asOneText } from '../../../shared/api/wire.ts';
import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const clipHandlers = (os: Implementer['clips'], { workspace: { library, clips, runs }, pdm }: Services) => ({
  page: os.page.handler(async ({ input }) => asOneText(await library.page(input))),
  facets: os.facets.handler(({ input, signal }) =>
    library.facets(input.filter, { scores: input.scores ?? null, ...(signal && { signal }) }),
  ),
  get: os.get.handler(async ({ input }) => asOneText(await clips.detail(input.clipId))),
  map: os.map.handler(async ({ input }) => asOneText(await clips.map(input.clipId))),
  predictions: os.predictions.handler(async ({ input }) =>
    asOneText(await runs.predictions(input.clipId, input.runIds)),
  ),
  pdm: os.pdm.handler(async ({ input }) => asOneText(await pdm.explain(input))),
  scores: os.scores.handler(async ({ input }) => asOneText(await runs.scores(input.clipId, input.runIds))),
});
