/** Panels that can be seen, in reading order: by rows of the window, then from left to right. */
function visiblePanels(): HTMLElement[] {
  const placed = [...document.querySelectorAll<HTMLElement>('[data-panel]')]
    .filter((p) => p.checkVisibility({ visibilityProperty: true }) && p.closest('[inert]') === null)
    .map((panel) => ({ panel, box: panel.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && box.height > 0);
  placed.sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
  return placed.map(({ panel }) => panel);
}

/** Moves the keyboard to the next or previous panel, to what was focused there last or its first stop. */
export function focusNextPanel(direction: 1 | -1): void {
  const panels = visiblePanels();
  if (panels.length === 0) return;
  const at = panels.findIndex((p) => p.contains(document.activeElement));
  const start = at < 0 ? (direction > 0 ? -1 : 0) : at;
  panels[(start + direction + panels.length) % panels.length].focus();
}
