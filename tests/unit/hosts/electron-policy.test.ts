import { describe, expect, it } from 'vitest';
import {
  downloadVerdict,
  navigationVerdict,
  permissionVerdict,
  requestVerdict,
  senderVerdict,
  windowOpenVerdict,
} from '../../../src/main/hosts/electron/page-policy.ts';
import { PAGE_CSP } from '../../../src/main/hosts/page-headers.ts';

const ours = 'foresight://app/';
const foreign = [
  'https://example.org/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'foresight://evil/',
  'foresight://app.evil/',
  'foresight://user@evil/',
  'javascript:alert(1)',
  'about:blank',
  'data:text/html,x',
  'blob:https://example.org/1',
  'not an address',
  '',
];

describe('policies of the Electron host', () => {
  it.each([ours, 'foresight://app/#x', 'foresight://app/?x'])('lets the window reload %s', (url) =>
    expect(navigationVerdict(url)).toBe('allow'),
  );
  it.each([...foreign, 'foresight://app/media/report/1/report.html'])('lets no window navigate to %s', (url) =>
    expect(navigationVerdict(url)).toBe('deny'),
  );
  it.each([...foreign, ours, 'foresight://app/media/image/a/b/c/0', 'foresight://app/media/report/1/../x'])(
    'opens no window for %s',
    (url) => expect(windowOpenVerdict(url)).toBe('deny'),
  );
  it('shows and saves built reports only', () => {
    const report = 'foresight://app/media/report/r1/report.html';
    expect(windowOpenVerdict(report)).toBe('show-report');
    expect(downloadVerdict(report)).toBe('allow');
    for (const url of [...foreign, ours]) expect(downloadVerdict(url)).toBe('deny');
  });
  it.each([ours, 'foresight://app/media/image/a/b/c/0', 'blob:foresight://app/1-2', 'data:image/png;base64,'])(
    'loads %s',
    (url) => expect(requestVerdict(url)).toBe('allow'),
  );
  it.each(foreign.filter((url) => !url.startsWith('data:')))('loads nothing from %s', (url) =>
    expect(requestVerdict(url)).toBe('deny'),
  );
  it.each([
    'media',
    'geolocation',
    'notifications',
    'midi',
    'pointerLock',
    'openExternal',
    'clipboard-read',
    'display-capture',
    'hid',
    'serial',
    'usb',
    'unknown',
  ])('grants nobody %s', (permission) => expect(permissionVerdict(permission, ours)).toBe('deny'));
  it('grants copying and full screen to our page only', () => {
    for (const permission of ['clipboard-sanitized-write', 'fullscreen']) {
      expect(permissionVerdict(permission, ours)).toBe('grant');
      for (const url of foreign) expect(permissionVerdict(permission, url)).toBe('deny');
    }
  });
  it('answers the top frame of our page only', () => {
    expect(senderVerdict({ url: ours, isTopFrame: true })).toBe('answer');
    expect(senderVerdict({ url: ours, isTopFrame: false })).toBe('ignore');
    expect(senderVerdict({ url: null, isTopFrame: true })).toBe('ignore');
    for (const url of foreign) expect(senderVerdict({ url, isTopFrame: true })).toBe('ignore');
  });
  it('has a content security policy without eval, inline scripts or remote hosts', () => {
    expect(PAGE_CSP).toContain("default-src 'none'");
    expect(PAGE_CSP).toContain("script-src 'self';");
    expect(PAGE_CSP).not.toMatch(/unsafe-eval|https?:|\*/);
  });
});
