import { markup, type Markup } from './markup.ts';

/** Verdict glyphs: shape always goes with the colour. */
export const failGlyph: Markup = markup`<svg class="glyph" width="12" height="12" viewBox="0 0 12 12" role="img" aria-label="worse"><rect x="0.5" y="0.5" width="11" height="11" rx="1.5" fill="#c4155f"/><path d="M3.6 3.6L8.4 8.4M8.4 3.6L3.6 8.4" stroke="#fff" stroke-width="1.6"/></svg>`;

export const passGlyph: Markup = markup`<svg class="glyph" width="12" height="12" viewBox="0 0 12 12" role="img" aria-label="better"><path d="M1.8 6.4L4.7 9.2L10.2 3" fill="none" stroke="#44698a" stroke-width="1.8"/></svg>`;

export const halfGlyph = (says: string): Markup =>
  markup`<svg class="glyph" width="12" height="12" viewBox="0 0 12 12" role="img" aria-label="${says}"><title>${says}</title><circle cx="6" cy="6" r="4.8" fill="none" stroke="#8a5d00" stroke-width="1.3"/><path d="M6 1.2A4.8 4.8 0 0 1 6 10.8Z" fill="#8a5d00"/></svg>`;

export const logo: Markup = markup`<svg width="18" height="16" viewBox="0 0 18 16" aria-hidden="true"><path d="M2 13C6 13 8 9 9.5 6.5S13 2.2 16 2" fill="none" stroke="#be4b3a" stroke-width="2"/><path d="M2 13C7 13 9.5 10.5 16 8.5" fill="none" stroke="#36792d" stroke-width="1.8" stroke-dasharray="3 2.4"/><circle cx="2.6" cy="13" r="2" fill="#15181d"/></svg>`;
