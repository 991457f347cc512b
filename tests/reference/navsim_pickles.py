"""
Writes pickles as CPython and the NumPy at hand write them, and beside them their values as JSON.

    python navsim_pickles.py tests/golden/navsim      # once with NumPy 1.26, once with NumPy 2

Files: values-numpy<major>-protocol<0..5>.pkl, log-numpy<major>.pkl (5 frames of a log, shape and types as OpenScene's writer has them)
and values.json, log.json with what was pickled. JSON has no NaN: it stands as the text "NaN".
"""

import collections
import json
import math
import pickle
import sys
from pathlib import Path

import numpy as np

shared = np.arange(6, dtype=np.float64).reshape(2, 3) / 7
VALUES = {
    "none": None,
    "truths": [True, False],
    "whole": [0, 1, 255, 256, 65535, 65536, -1, -(2**31), 2**31, 2**53, -(2**53), 2**63 - 1, -(2**70)],
    "floats": [0.0, -0.5, 1e300, 5e-324, math.inf, -math.inf, math.nan],
    "texts": ["", "abc", "Zürich\n'\"\\", "日本 🚗", "x" * 300],
    "bytes": [b"", b"\x00\xff\n", b"y" * 300],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    "nested": {"a": [{"b": ({"c": []},)}]},
    "ordered": collections.OrderedDict([("one", 1), ("two", 2)]),
    "set": {1, 2, 3},
    "frozen": frozenset({"p"}),
    "shared": [shared, shared],
    "f8": np.array([1.5, -2.25, np.nan]),
    "f4": np.array([1.5, -2.25], dtype=np.float32),
    "f2": np.array([1.5, -2.25, 6e-8, np.inf], dtype=np.float16),
    "i8": np.array([2**53 - 1, -3]),
    "i4": np.array([[1, -2], [3, 4]], dtype=np.int32),
    "u1": np.array([0, 255], dtype=np.uint8),
    "truth": np.array([True, False]),
    "big": np.array([1.5, -2.25], dtype=">f8"),
    "big4": np.array([[1, -2, 3], [4, 5, -6]], dtype=">i4"),
    "fortran": np.asfortranarray(np.arange(24, dtype=np.float64).reshape(2, 3, 4)),
    "slice": np.arange(20.0).reshape(4, 5)[1:3, ::2],
    "empty": np.zeros((0, 7)),
    "scalar0": np.array(3.5),
    "unicode": np.array(["vehicle", "日本", ""]),
    "bigUnicode": np.array(["ab", "c"], dtype=">U4"),
    "ascii": np.array([b"ab", b"c"]),
    "objects": np.array(["a", "bc"], dtype=object),
    "numbers": [np.float64(1.25), np.float32(0.5), np.int64(-7), np.bool_(True), np.str_("text")],
}


def plain(value):
    if isinstance(value, np.ndarray):
        items = value.reshape(-1).tolist()
        return {"shape": list(value.shape), "items": [plain(item) for item in items]}
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, bytes):
        return value.decode("latin1")
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value).replace("nan", "NaN").replace("inf", "Infinity")
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= 2**53 - 1 else str(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    return [plain(item) for item in value]


def main(out: Path):
    major = np.__version__.split(".")[0]
    for protocol in range(6):
        (out / f"values-numpy{major}-protocol{protocol}.pkl").write_bytes(pickle.dumps(VALUES, protocol=protocol))
    (out / "values.json").write_text(json.dumps(plain(VALUES), ensure_ascii=False) + "\n")
    sys.path.insert(0, str(Path(__file__).parents[2] / "bench" / "navsim"))
    from make_logs import make_log

    name, frames = make_log(3, 14, 4, 1621966838500000)
    (out / f"log-numpy{major}.pkl").write_bytes(pickle.dumps(frames, protocol=pickle.HIGHEST_PROTOCOL if major == "2" else 4))
    (out / "log.json").write_text(json.dumps(plain(frames[:3])) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
