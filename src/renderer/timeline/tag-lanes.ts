/** Puts spans in as few lanes as they need without overlap; earlier starts take upper lanes. */
export function lanesOf<T extends { startUs: number; endUs: number }>(
  spans: readonly T[],
): { span: T; lane: number }[] {
  const endOfLane: number[] = [];
  return [...spans]
    .sort((a, b) => a.startUs - b.startUs || b.endUs - a.endUs)
    .map((span) => {
      const free = endOfLane.findIndex((end) => end <= span.startUs);
      const lane = free < 0 ? endOfLane.length : free;
      endOfLane[lane] = span.endUs;
      return { span, lane };
    });
}

export type DragPart = 'start' | 'end' | 'whole';

/**
 * A tag's times after dragging one end, or all of it, by `byUs`, held inside the clip; ends do not cross.
 * A frame tag moves as a whole and stays an instant.
 */
export function dragged(
  tag: { startUs: number; endUs: number | null },
  part: DragPart,
  byUs: number,
  clip: { startUs: number; endUs: number },
): { startUs: number; endUs: number | null } {
  const end = tag.endUs ?? tag.startUs;
  if (part === 'whole' || tag.endUs === null) {
    const by = Math.round(Math.min(clip.endUs - end, Math.max(clip.startUs - tag.startUs, byUs)));
    return { startUs: tag.startUs + by, endUs: tag.endUs === null ? null : end + by };
  }
  if (part === 'start')
    return { startUs: Math.round(Math.min(end, Math.max(clip.startUs, tag.startUs + byUs))), endUs: end };
  return { startUs: tag.startUs, endUs: Math.round(Math.max(tag.startUs, Math.min(clip.endUs, end + byUs))) };
}
