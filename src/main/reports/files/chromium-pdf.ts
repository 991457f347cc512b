import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { findChromium } from '../../runtime/find-chromium.ts';

const LIMIT_MS = 60_000;

/** Prints an HTML file to a PDF file. */
export type PrintPdf = (htmlFile: string, pdfFile: string) => Promise<void>;

/**
 * Prints by a Chromium, Chrome or Edge of this machine, without a window and with a profile of its own; undefined where
 * there is none. The page has no script and its policy lets nothing be loaded.
 */
export function chromiumPrinter(): PrintPdf | undefined {
  const binary = findChromium();
  return binary === null ? undefined : (htmlFile, pdfFile) => print(binary, htmlFile, pdfFile);
}

async function print(binary: string, htmlFile: string, pdfFile: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'foresight-print-'));
  // As root Chromium's own sandbox cannot work; the page is our own.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const options = [
    '--headless=new',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-extensions',
    '--no-pdf-header-footer',
  ];
  try {
    const run = promisify(execFile)(
      binary,
      [...options, ...asRoot, `--user-data-dir=${profile}`, `--print-to-pdf=${pdfFile}`, pathToFileURL(htmlFile).href],
      { timeout: LIMIT_MS, killSignal: 'SIGKILL' },
    );
    await run.catch((error: unknown) => {
      throw notPrinted(binary, error);
    });
    if (!(await stat(pdfFile).catch(() => null))?.size) throw notPrinted(binary, 'it wrote no file');
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

const notPrinted = (binary: string, reason: unknown) =>
  new ProblemError(
    {
      code: 'report.pdf-failed',
      title: 'The PDF could not be printed',
      whatHappened: `${binary}: ${(reason instanceof Error ? reason.message : String(reason)).split('\n')[0]}.`,
      whatWasKept: 'The HTML page and the tables are written.',
      whatToDo: 'Open the page in a browser and print it to a PDF there.',
    },
    { cause: reason },
  );
