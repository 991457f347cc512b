import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { announce, attempt } from '../ui/notices.ts';
import { columnTitle } from './columns.ts';
import { imageDataOf } from './picture-canvas.tsx';
import type { PictureRow } from './picture-rows.ts';
import { fileNamePart, saveFile } from './save-file.ts';
import { partsOfClipId } from '../../shared/domain/clip.ts';
import { askedWords, optionWords } from './row-words.ts';

const SIDE = 256;
const GAP = 6;
const LABEL = 168;
const HEAD = 30;
const FOOT = 24;
const PAPER = '#ffffff';
const INK = '#15181d';
const QUIET = '#46505c';
const FONT = '"Inter Variable", Inter, system-ui, sans-serif';

type Canvas2d = CanvasRenderingContext2D;

/** Rows that have something to show. */
const filled = (rows: readonly PictureRow[]): PictureRow[] => rows.filter((row) => row.atS.length > 0);

function paper(width: number, height: number): { canvas: HTMLCanvasElement; pen: Canvas2d } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('the browser gives no canvas');
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = 'middle';
  return { canvas, pen };
}

function write(pen: Canvas2d, text: string, x: number, y: number, size: number, colour = INK, weight = 400): void {
  pen.font = `${String(weight)} ${String(size)}px ${FONT}`;
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

function place(pen: Canvas2d, row: PictureRow, atS: number, x: number, y: number): void {
  const { picture } = row.pictureAt(atS);
  if (!picture) {
    pen.strokeStyle = '#c3c9d3';
    pen.setLineDash([4, 4]);
    pen.strokeRect(x + 0.5, y + 0.5, SIDE - 1, SIDE - 1);
    return;
  }
  const small = document.createElement('canvas');
  small.width = picture.widthPx;
  small.height = picture.heightPx;
  small.getContext('2d')?.putImageData(imageDataOf(picture), 0, 0);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(small, x, y, SIDE, SIDE);
}

/** What all rows have in common: clip, key frame, model, options of the first. */
function commonWords(rows: readonly PictureRow[]): string {
  const variant = rows.find((row) => row.variant?.request)?.variant;
  const request = variant?.request;
  if (!request) return '';
  return `${partsOfClipId(request.clipId).token}, key frame ${String(request.frame)}, ${request.modelId}, ${optionWords(variant)}. Predicted by Foresight, not recorded.`;
}

function fileName(rows: readonly PictureRow[], ending: string): string {
  const request = rows.find((row) => row.variant?.request)?.variant?.request;
  const parts = request ? [partsOfClipId(request.clipId).token, String(request.frame), request.modelId] : [];
  return `${fileNamePart(['steered', ...parts].join('-'))}.${ending}`;
}

/** Rows by seconds, with their labels. */
export function paintStrip(rows: readonly PictureRow[], columns: readonly number[]): HTMLCanvasElement {
  const { canvas, pen } = paper(LABEL + columns.length * (SIDE + GAP) + GAP, HEAD + rows.length * (SIDE + GAP) + FOOT);
  columns.forEach((atS, c) => write(pen, columnTitle(atS), LABEL + c * (SIDE + GAP), HEAD / 2, 14, QUIET));
  rows.forEach((row, r) => {
    const y = HEAD + r * (SIDE + GAP);
    write(pen, row.name, GAP + 4, y + 18, 16, INK, 600);
    write(pen, row.variant ? askedWords(row.variant) : '|difference|', GAP + 4, y + 40, 12, QUIET);
    columns.forEach((atS, c) => place(pen, row, atS, LABEL + c * (SIDE + GAP), y));
  });
  write(pen, commonWords(rows), GAP + 4, canvas.height - FOOT / 2, 11, QUIET);
  return canvas;
}

/** Seconds that an animation goes through: the present, then all that any row has. */
export const framesS = (rows: readonly PictureRow[]): number[] => [
  0,
  ...[...new Set(rows.flatMap((row) => row.atS))].sort((a, b) => a - b),
];

/** Rows side by side at one time. A row without a picture at that time keeps its last one before. */
function paintMoment(rows: readonly PictureRow[], atS: number): HTMLCanvasElement {
  const { canvas, pen } = paper(rows.length * (SIDE + GAP) + GAP, HEAD + SIDE + FOOT);
  rows.forEach((row, r) => {
    const x = GAP + r * (SIDE + GAP);
    const last = [0, ...row.atS].filter((s) => s <= atS).at(-1) ?? 0;
    write(pen, `${row.name}, ${columnTitle(last)}`, x, HEAD / 2, 13, INK, 600);
    place(pen, row, last, x, HEAD);
    write(pen, row.variant ? askedWords(row.variant) : '|difference|', x, HEAD + SIDE + FOOT / 2, 11, QUIET);
  });
  return canvas;
}

/** An endless animation, a moment a frame, as fast as the future comes but at most a second a frame. */
export function gifOf(rows: readonly PictureRow[]): Uint8Array<ArrayBuffer> {
  const times = framesS(rows);
  const gif = GIFEncoder();
  times.forEach((atS, i) => {
    const canvas = paintMoment(rows, atS);
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (!pixels) return;
    const palette = quantize(pixels, 256);
    const next = times[i + 1] ?? atS + 1;
    gif.writeFrame(applyPalette(pixels, palette), canvas.width, canvas.height, {
      palette,
      delay: Math.min(1000, 500 * (next - atS)),
      repeat: 0,
    });
  });
  gif.finish();
  return gif.bytes();
}

/** Saves the rows as one PNG. */
export function exportStrip(shown: readonly PictureRow[], columns: readonly number[]): void {
  attempt(async () => {
    const rows = filled(shown);
    const canvas = paintStrip(rows, columns);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('the browser could not write the picture');
    const name = fileName(rows, 'png');
    saveFile(name, blob);
    announce(`Saved ${name}`);
  });
}

/** Saves the rows as one animated GIF. */
export function exportGif(shown: readonly PictureRow[]): void {
  attempt(async () => {
    const rows = filled(shown);
    const name = fileName(rows, 'gif');
    saveFile(name, new Blob([gifOf(rows)], { type: 'image/gif' }));
    announce(`Saved ${name}`);
  });
}
