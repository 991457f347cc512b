/** Rings of one polygon, exterior first; each ring a flat list x0 y0 x1 y1 … in the global frame, m. */
export type PolygonRings = number[][];
/** A polyline x0 y0 x1 y1 …, global frame, m. */
export type PolylineFlat = number[];

/** The vector map around a clip. A layer that the data set does not have is absent, not empty. */
export interface ClipMap {
  /** Global-frame box that was asked for: minX minY maxX maxY, m. */
  bounds: [number, number, number, number];
  drivableArea?: PolygonRings[];
  lanes?: PolygonRings[];
  laneConnectors?: PolygonRings[];
  intersections?: PolygonRings[];
  crossings?: PolygonRings[];
  walkways?: PolygonRings[];
  carparks?: PolygonRings[];
  stopLines?: PolygonRings[];
  laneDividers?: PolylineFlat[];
  roadDividers?: PolylineFlat[];
  laneCentrelines?: PolylineFlat[];
  /** `connectorId`: the lane connector that it governs, as ClipDetail.lights names it; left out where that is not told. */
  trafficLights?: { x: number; y: number; headingRad: number; connectorId?: string }[];
  /** A top-down raster that stands in for, or lies under, the vector layers. */
  raster?: {
    /** Media path of a PNG crop. */
    url: string;
    /** Global-frame box of that crop: minX minY maxX maxY, m. */
    bounds: [number, number, number, number];
    /** In words: `semantic prior: drivable surface and sidewalk, 10 px per metre`. */
    meaning: string;
  };
  absences: string[];
}
