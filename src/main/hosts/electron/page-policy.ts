import { isOwnUrl, isPageUrl, isReportUrl } from './page-origin.ts';

/** A window may reload its page and go nowhere else. */
export const navigationVerdict = (url: string): 'allow' | 'deny' => (isPageUrl(url) ? 'allow' : 'deny');

/** A page opens no window by itself. A built report is shown, by us, in a window without scripts. */
export const windowOpenVerdict = (url: string): 'show-report' | 'deny' => (isReportUrl(url) ? 'show-report' : 'deny');

/** Only files of built reports are saved from a page. */
export const downloadVerdict = (url: string): 'allow' | 'deny' => (isReportUrl(url) ? 'allow' : 'deny');

/** What a session may load at all: our own scheme, and what pages make in memory. Never the network, never file:. */
export function requestVerdict(url: string): 'allow' | 'deny' {
  if (isOwnUrl(url)) return 'allow';
  return /^(blob:foresight:\/\/app\/|data:|devtools:)/.test(url) ? 'allow' : 'deny';
}

/** Permissions our page needs: to copy text and to fill the screen. */
const granted = new Set(['clipboard-sanitized-write', 'fullscreen']);

export const permissionVerdict = (permission: string, requestingUrl: string): 'grant' | 'deny' =>
  granted.has(permission) && isOwnUrl(requestingUrl) ? 'grant' : 'deny';

/** Who sends a message of inter-process communication. */
export interface Sender {
  /** Address of the sending frame; null when the frame is gone. */
  url: string | null;
  isTopFrame: boolean;
}

/** Only the top frame of our own page is answered. */
export const senderVerdict = (sender: Sender): 'answer' | 'ignore' =>
  sender.url !== null && sender.isTopFrame && isPageUrl(sender.url) ? 'answer' : 'ignore';
