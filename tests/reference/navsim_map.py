"""
Writes a small map as nuPlan publishes it (GeoPackage, layers in EPSG:4326, re-projected on load) with geopandas, and
beside it what geopandas reads back in UTM metres.

    python navsim_map.py tests/golden/navsim          # needs geopandas, pyproj, shapely

Two roadblocks of two lanes each, joined by a roadblock connector with two lane connectors through a signalised
intersection; a carpark, a crosswalk, a walkway, a stop line and a generic drivable area.
"""

import json
import sqlite3
import sys
from pathlib import Path

import geopandas as gpd
from shapely.geometry import LineString, MultiPolygon, Polygon

UTM = "EPSG:32611"
X0, Y0 = 664_000.0, 3_998_000.0


def box(x0, y0, x1, y1, hole=None):
    ring = lambda a, b, c, d: [(X0 + a, Y0 + b), (X0 + c, Y0 + b), (X0 + c, Y0 + d), (X0 + a, Y0 + d)]
    return Polygon(ring(x0, y0, x1, y1), [ring(*hole)] if hole else [])


def line(*points):
    return LineString([(X0 + x, Y0 + y) for x, y in points])


def dense(x0, x1, y):
    return line(*[(x0 + (x1 - x0) * i / 20, y) for i in range(21)])


LAYERS = {
    "lanes_polygons": [
        dict(fid=i, lane_fid=i, lane_group_fid=100 + (i > 2), lane_index=(i + 1) % 2, left_boundary_fid=10 + i, right_boundary_fid=20 + i,
             speed_limit_mps=13.4 if i != 3 else None, geometry=box(x, y, x + 100, y + 3.5))
        for i, x, y in [(1, 0, 3.5), (2, 0, 0), (3, 130, 3.5), (4, 130, 0)]
    ],
    "lane_connectors": [
        dict(fid=51, exit_lane_fid=1, entry_lane_fid=3, lane_group_connector_fid=200, speed_limit_mps=8.9, traffic_light_stop_line_fids="700,701", geometry=line((100, 5.25), (130, 5.25))),
        dict(fid=52, exit_lane_fid=2, entry_lane_fid=4, lane_group_connector_fid=200, speed_limit_mps=None, traffic_light_stop_line_fids="", geometry=line((100, 1.75), (130, 1.75))),
    ],
    "gen_lane_connectors_scaled_width_polygons": [
        dict(fid=61, lane_connector_fid=51, left_boundary_fid=31, right_boundary_fid=32, geometry=box(100, 3.5, 130, 7)),
        dict(fid=62, lane_connector_fid=52, left_boundary_fid=32, right_boundary_fid=33, geometry=MultiPolygon([box(100, 0, 130, 3.5), box(100, -1, 100.5, -0.5)])),
    ],
    "lane_groups_polygons": [dict(fid=100, geometry=box(0, 0, 100, 7)), dict(fid=101, geometry=box(130, 0, 230, 7))],
    "lane_group_connectors": [dict(fid=200, from_lane_group_fid=100, to_lane_group_fid=101, intersection_fid=300, geometry=box(100, 0, 130, 7))],
    "baseline_paths": [
        dict(fid=900 + i, lane_fid=float(i), lane_connector_fid=None, geometry=dense(x, x + 100, y + 1.75)) for i, x, y in [(1, 0, 3.5), (2, 0, 0), (3, 130, 3.5), (4, 130, 0)]
    ] + [
        dict(fid=951, lane_fid=None, lane_connector_fid=51.0, geometry=dense(100, 130, 5.25)),
        dict(fid=952, lane_fid=None, lane_connector_fid=52.0, geometry=dense(100, 130, 1.75)),
    ],
    "boundaries": [dict(fid=10 + i, geometry=dense(x, x + 100, y + 3.5)) for i, x, y in [(1, 0, 3.5), (2, 0, 0), (3, 130, 3.5), (4, 130, 0)]]
    + [dict(fid=20 + i, geometry=dense(x, x + 100, y)) for i, x, y in [(1, 0, 3.5), (2, 0, 0), (3, 130, 3.5), (4, 130, 0)]]
    + [dict(fid=31 + k, geometry=dense(100, 130, y)) for k, y in enumerate([7, 3.5, 0])],
    "intersections": [dict(fid=300, geometry=box(95, -20, 135, 27, hole=(110, -15, 112, -13)))],
    "carpark_areas": [dict(fid=400, geometry=box(20, 10, 40, 25))],
    "stop_polygons": [dict(fid=700, geometry=box(97, 0, 99, 7))],
    "crosswalks": [dict(fid=500, geometry=box(100, -3, 104, 10))],
    "walkways": [dict(fid=600, geometry=box(0, 7, 95, 9))],
    "generic_drivable_areas": [dict(fid=800, geometry=box(0, -3, 95, 0))],
}


def main(out: Path):
    path = out / "map.gpkg"
    path.unlink(missing_ok=True)
    expected = {}
    for name, rows in LAYERS.items():
        frame = gpd.GeoDataFrame(rows, crs=UTM).to_crs("EPSG:4326").set_index("fid")
        frame.to_file(path, layer=name, driver="GPKG", index=True)
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    db.execute("INSERT INTO meta VALUES ('projectedCoordSystem', ?)", (UTM,))
    db.commit()
    db.execute("VACUUM")
    db.close()
    for name in LAYERS:
        frame = gpd.read_file(path, layer=name, fid_as_index=True).to_crs(UTM)
        expected[name] = {str(fid): geometry.wkt for fid, geometry in frame.geometry.items()}
    (out / "map-utm.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
