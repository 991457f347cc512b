/** Markup that is safe to put into a page: everything in it was escaped or written by us. */
export interface Markup {
  readonly markup: string;
}

/** What a template takes. Text is escaped; `null`, `undefined` and `false` give nothing. */
export type Part = Markup | string | number | null | undefined | false | readonly Part[];

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// Characters that no HTML text may hold: they would end the parser's trust in what follows, or vanish unseen.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g;
/** Marks that turn the reading direction, with which a name could disguise another one. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text for element content and quoted attributes. */
export const escapeText = (text: string): string =>
  text
    .replace(forbidden, '\ufffd')
    .replace(directionMarks, '\ufffd')
    .replace(/[&<>"']/g, (c) => escapes[c]);

const written = (part: Part): string => {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeText(part);
  return 'markup' in part ? part.markup : part.map(written).join('');
};

/** A template of HTML or SVG: its own text is kept, what is put in is escaped unless it is markup itself. */
export const markup = (strings: TemplateStringsArray, ...parts: Part[]): Markup => ({
  markup: strings.map((text, i) => text + (i < parts.length ? written(parts[i]) : '')).join(''),
});

/** Text that is markup by its origin: our own style sheet, a picture that we encoded. */
export const trusted = (text: string): Markup => ({ markup: text });
