import { BrowserWindow, session } from 'electron';
import { readFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { PAGE_SCHEME } from './page-origin.ts';
import { REPORT_PREFERENCES } from './window-preferences.ts';

const PRINT_URL = `${PAGE_SCHEME}://print/`;

/**
 * Prints a self-contained HTML file to a PDF file. The page is shown to nobody, runs no script, and its session of its own
 * knows a single address: the page itself.
 */
export async function printPdf(htmlFile: string, pdfFile: string): Promise<void> {
  const html = await readFile(htmlFile);
  const alone = session.fromPartition(`print-${randomUUID()}`, { cache: false });
  alone.protocol.handle(
    PAGE_SCHEME,
    () => new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  );
  alone.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: details.url !== PRINT_URL && !details.url.startsWith('data:') }),
  );
  const window = new BrowserWindow({ show: false, webPreferences: { ...REPORT_PREFERENCES, session: alone } });
  try {
    await window.loadURL(PRINT_URL);
    await writeFile(
      pdfFile,
      await window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true, pageSize: 'A4' }),
    );
  } finally {
    window.destroy();
    alone.protocol.unhandle(PAGE_SCHEME);
  }
}
