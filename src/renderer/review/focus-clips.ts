/**
 * Gives the keyboard to the clip list when a menu closes. On the menu's own button the down arrow would open the menu
 * again instead of going to the next clip.
 */
export function focusClips(closing: Event): void {
  closing.preventDefault();
  document.querySelector<HTMLElement>('[data-panel="Clips"]')?.focus({ preventScroll: true });
}
