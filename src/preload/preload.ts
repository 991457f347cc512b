import { ipcRenderer } from 'electron';

/**
 * Hands the page a message port to the workstation whenever it asks, and nothing else: no function or object of Electron
 * reaches the page. The main side decides by the frame's own address whether it gets one.
 */
window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin || event.data !== 'foresight:connect') return;
  ipcRenderer.send('foresight:connect');
});

ipcRenderer.on('foresight:port', (event) => {
  window.postMessage('foresight:port', location.origin, [...event.ports]);
});
