/** A picture or file by id; never by path. */
export type MediaAddress =
  | { kind: 'image'; datasetId: string; token: string; channel: string; index: number }
  /** The video whose frames are a camera's pictures. */
  | { kind: 'video'; datasetId: string; token: string; channel: string }
  /** Scan of a lidar: x y z one after the other, 32-bit floats, little-endian, m, in the lidar's frame. */
  | { kind: 'points'; datasetId: string; token: string; channel: string; index: number }
  | { kind: 'thumb'; datasetId: string; token: string; widthPx: number }
  | { kind: 'map'; datasetId: string; name: string; bounds: [number, number, number, number] }
  /** Picture k that a run predicted at a frame of a clip. */
  | { kind: 'predicted'; runId: string; datasetId: string; token: string; frame: number; k: number }
  | { kind: 'report'; reportId: string; file: string };

/** Widths that thumbnails are made in; another width gets the next larger one, so that the cache holds few of each. */
const thumbnailWidths = [160, 320, 640, 960] as const;

/**
 * Reads `/media/…` with its search part; null when it names nothing.
 * @param path percent-decoded once
 */
export function readMediaAddress(path: string, search: URLSearchParams): MediaAddress | null {
  const [empty, media, kind, ...parts] = path.split('/');
  if (empty !== '' || media !== 'media' || parts.some((part) => part === '' || part === '.' || part === '..'))
    return null;
  if ((kind === 'image' || kind === 'points') && parts.length === 4 && /^\d{1,7}$/.test(parts[3])) {
    return { kind, datasetId: parts[0], token: parts[1], channel: parts[2], index: Number(parts[3]) };
  }
  if (kind === 'video' && parts.length === 3) {
    return { kind, datasetId: parts[0], token: parts[1], channel: parts[2] };
  }
  if (kind === 'predicted' && parts.length === 5 && parts.slice(3).every((part) => /^\d{1,7}$/.test(part))) {
    const [runId, datasetId, token] = parts;
    return { kind, runId, datasetId, token, frame: Number(parts[3]), k: Number(parts[4]) };
  }
  if (kind === 'thumb' && parts.length === 2) {
    const asked = Number(search.get('w') ?? thumbnailWidths[0]);
    if (!(asked > 0)) return null;
    const widthPx = thumbnailWidths.find((width) => width >= asked) ?? thumbnailWidths[thumbnailWidths.length - 1];
    return { kind, datasetId: parts[0], token: parts[1], widthPx };
  }
  if (kind === 'map' && parts.length >= 2) {
    const bounds = (search.get('bounds') ?? '').split(',').map(Number);
    if (bounds.length !== 4 || !bounds.every(Number.isFinite)) return null;
    const [minX, minY, maxX, maxY] = bounds;
    if (!(minX < maxX && minY < maxY)) return null;
    return { kind, datasetId: parts[0], name: parts.slice(1).join('/'), bounds: [minX, minY, maxX, maxY] };
  }
  if (kind === 'report' && parts.length === 2) return { kind, reportId: parts[0], file: parts[1] };
  return null;
}
