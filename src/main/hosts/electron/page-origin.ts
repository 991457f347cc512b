/** The one place that pages come from: a scheme of our own, served by the workstation. */
export const PAGE_SCHEME = 'foresight';
export const PAGE_ORIGIN = 'foresight://app';
export const PAGE_URL = `${PAGE_ORIGIN}/`;

const parse = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);

/** True for addresses of our own pages and media. */
export function isOwnUrl(url: string): boolean {
  const parsed = parse(url);
  return parsed !== null && parsed.protocol === `${PAGE_SCHEME}:` && parsed.host === 'app';
}

/** True for the page itself (with any fragment or search), which is all a window may navigate to. */
export const isPageUrl = (url: string): boolean => isOwnUrl(url) && new URL(url).pathname === '/';

/** True for a built report's page. */
export const isReportUrl = (url: string): boolean =>
  isOwnUrl(url) && /^\/media\/report\/[^/]+\/[^/]+$/.test(new URL(url).pathname);
