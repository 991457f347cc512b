import type { LabResult } from '../../../shared/domain/lab.ts';
import { labCsv } from '../../../shared/words/lab-csv.ts';
import { announce, attempt } from '../../ui/notices.ts';
import { fileNamePart, saveFile } from '../save-file.ts';

export const figureFormats = ['csv', 'json', 'svg', 'png'] as const;
export type FigureFormat = (typeof figureFormats)[number];

const SVG = 'http://www.w3.org/2000/svg';
/** What a plot's look is made of. */
const looks = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
] as const;

/** A copy of a plot that carries its look with it. */
function standalone(plot: SVGSVGElement): SVGSVGElement {
  const copy = plot.cloneNode(true) as SVGSVGElement;
  const from = [plot, ...plot.querySelectorAll<SVGElement>('*')];
  const to = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const look of looks) to[i].style.setProperty(look, style.getPropertyValue(look));
  });
  return copy;
}

/** The plots of a figure beside each other as they stand on screen, in one SVG. */
export function svgOf(
  plots: readonly SVGSVGElement[],
  ground: string,
): { text: string; width: number; height: number } {
  const boxes = plots.map((plot) => plot.getBoundingClientRect());
  const left = Math.min(...boxes.map((b) => b.left));
  const top = Math.min(...boxes.map((b) => b.top));
  const width = Math.ceil(Math.max(...boxes.map((b) => b.right)) - left) + 16;
  const height = Math.ceil(Math.max(...boxes.map((b) => b.bottom)) - top) + 16;
  const all = document.createElementNS(SVG, 'svg');
  all.setAttribute('xmlns', SVG);
  all.setAttribute('width', String(width));
  all.setAttribute('height', String(height));
  const paper = document.createElementNS(SVG, 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', ground);
  all.append(paper);
  plots.forEach((plot, i) => {
    const copy = standalone(plot);
    copy.setAttribute('x', String(boxes[i].left - left + 8));
    copy.setAttribute('y', String(boxes[i].top - top + 8));
    all.append(copy);
  });
  return { text: new XMLSerializer().serializeToString(all), width, height };
}

/** The drawing as a PNG at twice its size. */
async function pngOf({ text, width, height }: ReturnType<typeof svgOf>): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('the browser could not write the picture');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Saves a result: its numbers (CSV, JSON), or the plots as they are drawn now. */
export function exportFigure(result: LabResult, format: FigureFormat, body: HTMLElement | null): void {
  attempt(async () => {
    const name = `${fileNamePart(result.record.labId)}.${format}`;
    saveFile(name, await contentOf(result, format, body));
    announce(`Saved ${name}`);
  });
}

async function contentOf(result: LabResult, format: FigureFormat, body: HTMLElement | null): Promise<Blob> {
  if (format === 'csv') return new Blob([labCsv(result)], { type: 'text/csv' });
  if (format === 'json') return new Blob([JSON.stringify(result, null, 2)], { type: 'application/json' });
  const plots = [...(body?.querySelectorAll<SVGSVGElement>('svg.lab-plot') ?? [])];
  const svg = svgOf(plots, body ? getComputedStyle(body).backgroundColor : 'white');
  return format === 'svg' ? new Blob([svg.text], { type: 'image/svg+xml' }) : pngOf(svg);
}
