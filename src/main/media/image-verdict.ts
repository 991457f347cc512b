import { ProblemError } from '../../shared/domain/problem.ts';
import { count } from '../../shared/words/numbers.ts';
import type { ImageHeader } from './image-header.ts';

/** Larger pictures are refused before they are decoded: 64 megapixels are 192 MB of RGB. */
export const MAX_SIDE_PX = 16_384;
const MAX_PIXELS = 64_000_000;

export const contentTypes = { jpeg: 'image/jpeg', png: 'image/png' } as const;
type ImageKind = keyof typeof contentTypes;

const kindByExtension: Record<string, ImageKind> = { jpg: 'jpeg', jpeg: 'jpeg', png: 'png' };
const kindNames: Record<ImageKind, string> = { jpeg: 'a JPEG', png: 'a PNG' };

export interface ImageFacts {
  kind: ImageKind;
  widthPx: number;
  heightPx: number;
}

/**
 * Whether a picture may be handed on, from its name and header alone.
 * Fails with `media.image-empty`, `-damaged`, `-mislabelled`, `-unknown` or `-too-large`.
 */
export function checkImage(relativePath: string, header: ImageHeader): ImageFacts {
  const extension = /\.([^./]+)$/.exec(relativePath)?.[1].toLowerCase() ?? '';
  const promised = kindByExtension[extension];
  if (header.kind === 'damaged') {
    if (header.reason.startsWith('is empty'))
      throw imageProblem('empty', 'An image file is empty', `${relativePath} ${header.reason}.`);
    throw damagedImage(relativePath, header.reason);
  }
  if (header.kind === 'other') {
    const found = header.looksLike === null ? 'something that is no picture' : `${header.looksLike} data`;
    const told = `${relativePath} is named .${extension} but holds ${found}.`;
    throw imageProblem(
      header.looksLike === null ? 'unknown' : 'mislabelled',
      'A file is not the image it is named',
      told,
    );
  }
  if (promised !== undefined && promised !== header.kind) {
    const told = `${relativePath} is named .${extension} but holds ${kindNames[header.kind]} picture.`;
    throw imageProblem('mislabelled', 'A file is not the image it is named', told);
  }
  const { kind, widthPx, heightPx } = header;
  if (widthPx === 0 || heightPx === 0)
    throw damagedImage(relativePath, `says it is ${widthPx} × ${heightPx} pixels large`);
  if (widthPx > MAX_SIDE_PX || heightPx > MAX_SIDE_PX || widthPx * heightPx > MAX_PIXELS) {
    throw imageProblem(
      'too-large',
      'An image is too large',
      `${relativePath} is ${count(widthPx)} × ${count(heightPx)} pixels; at most ${count(MAX_SIDE_PX)} a side and ${MAX_PIXELS / 1e6} megapixels are decoded.`,
    );
  }
  return { kind, widthPx, heightPx };
}

/** `reason` continues "the file …". */
export const damagedImage = (relativePath: string, reason: string): ProblemError =>
  imageProblem('damaged', 'An image file is damaged', `${relativePath} ${reason}.`);

const imageProblem = (name: string, title: string, whatHappened: string): ProblemError =>
  new ProblemError({
    code: `media.image-${name}`,
    title,
    whatHappened,
    whatWasKept: 'The other pictures, boxes, plans and scores of the clip stay usable.',
    whatToDo: 'Fetch this file again from the source of the data set.',
  });
