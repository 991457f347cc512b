"""Writes the Parquet tables that the reader is held against, as pyarrow and pandas write them.

  python3 -m venv ~/venvs/parquet && ~/venvs/parquet/bin/pip install pyarrow pandas
  ~/venvs/parquet/bin/python tests/reference/parquet_tables.py tests/golden/parquet

Every value follows from its row number; nothing is taken from a real data set. Beside each table lies what pandas reads
from it, as JSON (64-bit integers as text).
"""

import json
import math
import sys
import uuid
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
ROWS = 60


def clip_id(i):
    return str(uuid.UUID(int=(i * 0x9E3779B97F4A7C15F39CC0605CEDC834) % 2**128))


def egomotion():
    t = [i * 10_000 - 20_000 for i in range(ROWS)]
    return pa.table(
        {
            "timestamp": pa.array(t, pa.int64()),
            "qx": [0.0] * ROWS,
            "qy": [math.sin(0.001 * i) for i in range(ROWS)],
            "qz": [0.0] * ROWS,
            "qw": [math.cos(0.001 * i) for i in range(ROWS)],
            "x": [0.12 * i for i in range(ROWS)],
            "curvature": pa.array([0.001 * i for i in range(ROWS)], pa.float32()),
        }
    )


def expected(frame):
    out = {}
    for name in frame.columns:
        out[name] = [
            None if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
            else str(value) if isinstance(value, int) and not isinstance(value, bool)
            else [str(v) for v in value] if hasattr(value, "__len__") and not isinstance(value, (str, bytes))
            else value
            for value in frame[name].astype(object).tolist()
        ]
    return out


cases = {}


def keep(name):
    path = folder / f"{name}.parquet"
    frame = pq.read_table(path).to_pandas(ignore_metadata=True)
    cases[name] = expected(frame)


for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
    pq.write_table(egomotion(), folder / f"egomotion-{codec}.parquet", compression=codec)
    keep(f"egomotion-{codec}")

pq.write_table(egomotion(), folder / "egomotion-v2-pages.parquet", compression="zstd", data_page_version="2.0",
               use_dictionary=False, column_encoding={"timestamp": "DELTA_BINARY_PACKED", "x": "BYTE_STREAM_SPLIT",
                                                      "qx": "PLAIN", "qy": "PLAIN", "qz": "PLAIN", "qw": "PLAIN",
                                                      "curvature": "PLAIN"}, row_group_size=16)
keep("egomotion-v2-pages")

index = pd.DataFrame(
    {
        "chunk": [i // 10 for i in range(ROWS)],
        "split": [("train", "val", "test")[i % 3] for i in range(ROWS)],
        "clip_is_valid": [i % 7 != 3 for i in range(ROWS)],
    },
    index=[clip_id(i) for i in range(ROWS)],
)
index.to_parquet(folder / "index-unnamed.parquet")
keep("index-unnamed")
index.rename_axis("clip_id").to_parquet(folder / "index-named.parquet")
keep("index-named")
index.rename_axis("key").reset_index().rename(columns={"chunk": "chunk_id"}).assign(
    event_t0s=[[5_000_000 + i, 6_000_000] if i % 2 else [] for i in range(ROWS)]
).to_parquet(folder / "index-curated.parquet", index=False)
keep("index-curated")

pq.write_table(
    pa.table(
        {
            "int8": pa.array([None if i % 5 == 0 else i - 30 for i in range(ROWS)], pa.int8()),
            "uint32": pa.array([i * 70_000_000 for i in range(ROWS)], pa.uint32()),
            "huge": pa.array([2**53 + i for i in range(ROWS)], pa.int64()),
            "double_with_nulls": pa.array([None if i % 4 == 0 else i / 3 for i in range(ROWS)]),
            "text_with_nulls": pa.array([None if i % 3 == 0 else f"Ä{i}" for i in range(ROWS)]),
            "bool_with_nulls": pa.array([None if i % 6 == 0 else i % 2 == 0 for i in range(ROWS)]),
            "all_null": pa.array([None] * ROWS, pa.int64()),
        }
    ),
    folder / "types.parquet",
)
keep("types")

for unit in ["ms", "us", "ns"]:
    pq.write_table(pa.table({"timestamp": pa.array([i * 10_000_000 for i in range(ROWS)], pa.timestamp(unit))}),
                   folder / f"timestamp-{unit}.parquet")

(folder / "expected.json").write_text(json.dumps(cases, indent=0, ensure_ascii=False) + "\n")
