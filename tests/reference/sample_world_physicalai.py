"""Reads a data set written by `foresight sample-world --layout physicalai` with pyarrow, pandas, zipfile and ffprobe.

    python -m venv ~/venvs/arrow && ~/venvs/arrow/bin/pip install pyarrow pandas numpy
    ~/venvs/arrow/bin/python tests/reference/sample_world_physicalai.py ROOT

Checks: the manifest leads to every file; tables have the row index that pandas restores; archives are whole with stored
members; videos have a frame a timestamp; poses and motion agree; the lens polynomials are inverse to one another.
"""

import collections
import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

root = Path(sys.argv[1])
checked = collections.Counter()
features = {row["feature"]: row for row in csv.DictReader((root / "features.csv").open())}
index = pd.read_parquet(root / "clip_index.parquet")
assert index.index.name == "clip_id" and index["chunk"].dtype == np.int64 and index["clip_is_valid"].dtype == bool
assert set(index["split"]) <= {"train", "val", "test"}
collection = pd.read_parquet(root / "metadata" / "data_collection.parquet")
presence = pd.read_parquet(root / "metadata" / "feature_presence.parquet")
assert list(collection.index) == list(presence.index) == list(index.index)
assert collection["month"].between(1, 12).all() and collection["hour_of_day"].between(0, 23).all()
assert set(presence.columns) == set(features) | {"radar_config"}


def path_of(feature, chunk):
    return root / features[feature]["chunk_path"].format(chunk_id=chunk)


def parquet(data):
    table = pq.read_table(io.BytesIO(data))
    checked["parquet files"] += 1
    return table


for chunk, clips in index.groupby("chunk"):
    intrinsics = pd.read_parquet(path_of("camera_intrinsics", chunk))
    extrinsics = pd.read_parquet(path_of("sensor_extrinsics", chunk))
    vehicles = pd.read_parquet(path_of("vehicle_dimensions", chunk))
    assert intrinsics.index.names == ["clip_id", "camera_name"] and extrinsics.index.names == ["clip_id", "sensor_name"]
    assert list(vehicles.index) == list(clips.index)
    assert np.allclose(np.linalg.norm(extrinsics[["qx", "qy", "qz", "qw"]], axis=1), 1, atol=1e-12)
    for _, lens in intrinsics.iterrows():
        theta = np.linspace(0.01, 0.5, 50)
        r = np.polyval([lens[f"fw_poly_{k}"] for k in range(4, -1, -1)], theta)
        back = np.polyval([lens[f"bw_poly_{k}"] for k in range(4, -1, -1)], r)
        assert np.abs(back - theta).max() < 2e-3, np.abs(back - theta).max()
    for feature, row in features.items():
        path = path_of(feature, chunk)
        assert path.exists(), path
        if not row["clip_files_in_zip"]:
            continue
        members = json.loads(row["clip_files_in_zip"])
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            assert all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())
            names = set(archive.namelist())
            checked["archives"] += 1
            for clip in clips.index:
                inside = {key: name.format(clip_id=clip) for key, name in members.items()}
                if feature == "egomotion":
                    table = parquet(archive.read(inside["egomotion"]))
                    assert str(table.schema.field("timestamp").type) == "int64"
                    ego = table.to_pandas()
                    t = ego["timestamp"].to_numpy() / 1e6
                    assert (np.diff(t) > 0).all() and abs(t[0]) < 1e-9
                    np.testing.assert_allclose(np.linalg.norm(ego[["qx", "qy", "qz", "qw"]], axis=1), 1, atol=1e-12)
                    assert np.abs(ego.loc[0, ["x", "y", "z", "qx", "qy", "qz"]]).max() < 1e-9
                    place, speed = ego[["x", "y"]].to_numpy(), ego[["vx", "vy"]].to_numpy()
                    moved = np.diff(place, axis=0) / np.diff(t)[:, None]
                    assert np.abs(moved - (speed[:-1] + speed[1:]) / 2).max() < 0.6
                    checked["poses"] += len(ego)
                elif feature == "obstacle.offline":
                    boxes = parquet(archive.read(inside["obstacle"])).to_pandas()
                    turns = boxes[[f"orientation_{k}" for k in "xyzw"]]
                    assert np.allclose(np.linalg.norm(turns, axis=1), 1, atol=1e-12)
                    assert (boxes["reference_frame"] == "rig").all()
                    checked["boxes"] += len(boxes)
                else:
                    times = parquet(archive.read(inside["frame_timestamps"])).column("timestamp").to_numpy()
                    assert (np.diff(times) > 0).all()
                    assert parquet(archive.read(inside["blurred_boxes"])).num_rows == 0
                    checked["timestamps"] += len(times)
                    if inside["video"] in names and shutil.which("ffprobe"):
                        with tempfile.NamedTemporaryFile(suffix=".mp4") as file:
                            file.write(archive.read(inside["video"]))
                            file.flush()
                            probe = subprocess.run(
                                ["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
                                 "stream=codec_name,width,height,nb_read_frames", "-of", "json", file.name],
                                check=True, capture_output=True, text=True)
                        stream = json.loads(probe.stdout)["streams"][0]
                        assert stream["codec_name"] == "h264" and int(stream["nb_read_frames"]) == len(times)
                        lens = intrinsics.loc[(clip, feature)]
                        assert (stream["width"], stream["height"]) == (lens["width"], lens["height"])
                        checked["videos"] += 1
print(len(index), "clips", dict(checked))
