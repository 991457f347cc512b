import { FrameFailureError } from './fetch-frame.ts';

interface Size {
  widthPx: number;
  heightPx: number;
}

/** The codec scales a JPEG by eighths while decoding, which saves most of the work; the result is at least `size`. */
async function decodeScaled(bytes: ArrayBuffer, type: string, size: Size): Promise<ImageBitmap> {
  const decoder = new ImageDecoder({ data: bytes, type, desiredWidth: size.widthPx, desiredHeight: size.heightPx });
  try {
    const { image } = await decoder.decode();
    try {
      return await createImageBitmap(image);
    } finally {
      image.close();
    }
  } finally {
    decoder.close();
  }
}

/** Decodes a picture to about `size`, off the page's thread. Fails with FrameFailureError. */
export async function decodeFrame(bytes: ArrayBuffer, type: string, size: Size): Promise<ImageBitmap> {
  try {
    if (typeof ImageDecoder !== 'undefined') return await decodeScaled(bytes, type, size);
    const { widthPx: resizeWidth, heightPx: resizeHeight } = size;
    return await createImageBitmap(new Blob([bytes], { type }), { resizeWidth, resizeHeight, resizeQuality: 'medium' });
  } catch (error) {
    throw new FrameFailureError({
      kind: 'corrupt',
      problem: {
        code: 'media.image-damaged',
        title: 'An image file is damaged',
        whatHappened: `The image could not be decoded: ${error instanceof Error ? error.message : String(error)}`,
        whatWasKept: 'The other pictures, boxes, plans and scores of the clip stay usable.',
        whatToDo: 'Fetch this file again from the source of the data set.',
      },
    });
  }
}
