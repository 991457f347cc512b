import { app, type Session, type WebContents } from 'electron';
import {
  navigationVerdict,
  downloadVerdict,
  permissionVerdict,
  requestVerdict,
  windowOpenVerdict,
} from './page-policy.ts';

/** Puts the policies on a session: permissions, devices, downloads and what may be loaded. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(permissionVerdict(permission, contents.getURL()) === 'grant'),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permissionVerdict(permission, origin) === 'grant',
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: requestVerdict(details.url) === 'deny' }));
  session.on('will-download', (event, item) => {
    if (downloadVerdict(item.getURL()) === 'deny') event.preventDefault();
  });
}

/** Puts the policies on everything that shows a page, whoever made it. */
export function hardenContents(showReport: (url: string) => void): void {
  app.on('web-contents-created', (_created, contents: WebContents) => {
    const stopAway = (event: { preventDefault(): void; url: string }) => {
      if (navigationVerdict(event.url) === 'deny') event.preventDefault();
    };
    contents.on('will-navigate', stopAway);
    contents.on('will-frame-navigate', stopAway);
    contents.on('will-redirect', stopAway);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (windowOpenVerdict(url) === 'show-report') showReport(url);
      return { action: 'deny' };
    });
  });
}
