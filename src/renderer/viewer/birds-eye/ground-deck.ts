import { Deck, OrthographicView, type LayersList } from '@deck.gl/core';
import { BitmapLayer, LineLayer, PointCloudLayer, SolidPolygonLayer } from '@deck.gl/layers';
import { frameFromLocal, type GroundFrame } from './ground-frame.ts';
import type { GroundPoints } from './lidar-points.ts';
import type { MapArea, MapShapes } from './map-shapes.ts';
import type { MomentStrokes } from './moment-strokes.ts';

/** What the device draws; parts that are the same objects as before are not sent again. */
export interface GroundPicture {
  frame: GroundFrame;
  anchor: readonly [number, number];
  raster: { image: ImageBitmap; bounds: [number, number, number, number] } | null;
  map: MapShapes | null;
  mapLines: ReturnType<MomentStrokes['lines']['data']> | null;
  points: GroundPoints | null;
  fills: ReturnType<MomentStrokes['lines']['data']>;
  lines: ReturnType<MomentStrokes['lines']['data']>;
}

/** Radius of a lidar point. */
const POINT_PX = 0.8;

function layersOf(picture: GroundPicture, smoothLines: boolean): LayersList {
  const modelMatrix = frameFromLocal(picture.frame, picture.anchor);
  const flat = {
    modelMatrix,
    pickable: false,
    parameters: { depthWriteEnabled: false, depthCompare: 'always' as const },
  };
  return [
    picture.raster &&
      new BitmapLayer({ id: 'raster', ...flat, image: picture.raster.image, bounds: picture.raster.bounds }),
    picture.map &&
      new SolidPolygonLayer<MapArea>({
        id: 'areas',
        ...flat,
        data: picture.map.areas,
        getPolygon: (area) => area.rings,
        getFillColor: (area) => [...area.colour],
      }),
    picture.mapLines && new LineLayer({ id: 'map-lines', ...flat, data: picture.mapLines, antialiasing: smoothLines }),
    picture.points &&
      new PointCloudLayer({ id: 'points', ...flat, data: picture.points, pointSize: POINT_PX, material: false }),
    new LineLayer({ id: 'boxes', ...flat, data: picture.fills, widthUnits: 'common' }),
    new LineLayer({ id: 'lines', ...flat, data: picture.lines, antialiasing: smoothLines }),
  ];
}

/** The graphics device of one bird's eye view. It gives its context back when it is closed: a page has but sixteen. */
export class GroundDeck {
  readonly #canvas = document.createElement('canvas');
  readonly #deck: Deck<OrthographicView>;
  #gl: WebGL2RenderingContext | null = null;
  readonly #inSoftware: boolean;
  #closed = false;

  /**
   * @param inSoftware WebGL is imitated: lines are smoothed one by one, since multisampling all pixels is dear then
   * @param on `lost`: nothing is drawn any more, make another one; `failed`: the device cannot draw at all
   */
  constructor(parent: HTMLElement, inSoftware: boolean, on: { lost: () => void; failed: (error: Error) => void }) {
    this.#inSoftware = inSoftware;
    this.#canvas.className = 'birds-eye-ground';
    parent.prepend(this.#canvas);
    this.#canvas.addEventListener('webglcontextlost', () => !this.#closed && on.lost());
    this.#deck = new Deck({
      canvas: this.#canvas,
      width: '100%',
      height: '100%',
      views: new OrthographicView({ id: 'ground', flipY: false, controller: false }),
      viewState: { target: [0, 0, 0], zoom: 0 },
      layers: [],
      _pickable: false,
      deviceProps: { webgl: { antialias: !inSoftware } },
      onWebGLInitialized: (gl) => {
        this.#gl = gl;
        if (this.#closed) this.#free();
      },
      onError: (error) => on.failed(error),
    });
  }

  draw(picture: GroundPicture): void {
    const { frame } = picture;
    this.#deck.setProps({
      viewState: { target: [frame.targetX, frame.targetY, 0], zoom: Math.log2(frame.pxPerM) },
      layers: layersOf(picture, this.#inSoftware),
    });
  }

  close(): void {
    this.#closed = true;
    this.#deck.finalize();
    this.#free();
    this.#canvas.remove();
  }

  /** `finalize` leaves the device alive: without this the context stays until the page is closed. */
  #free(): void {
    this.#gl?.getExtension('WEBGL_lose_context')?.loseContext();
    this.#gl = null;
  }
}
