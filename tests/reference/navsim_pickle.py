"""Writes the golden pickles of tests/unit/datasets/pickle/write-pickle.test.ts with CPython and NumPy.

    python -m venv ~/venvs/numpy1 && ~/venvs/numpy1/bin/pip install "numpy==1.26.4"
    python -m venv ~/venvs/numpy2 && ~/venvs/numpy2/bin/pip install "numpy>=2"
    ~/venvs/numpy1/bin/python tests/reference/navsim_pickle.py tests/golden/navsim-pickles/numpy1.pkl 3
    ~/venvs/numpy2/bin/python tests/reference/navsim_pickle.py tests/golden/navsim-pickles/numpy2.pkl 3
    ~/venvs/numpy1/bin/python tests/reference/navsim_pickle.py long.pkl 1200     prints the length and check sum of a long one

Strings are interned, so that equal ones are one object, as keys and repeated names are in logs.
"""

import hashlib
import pickle
import sys

import numpy as np

text = sys.intern


def frame(i):
    return {
        "token": text(f"{i:016x}"),
        "frame_idx": i,
        "timestamp": 1_620_000_000_000_000 + i * 500_000,
        "log_name": text("a-log"),
        "integers": [-5, -(2**40), 60000, 70000, 255, 256, 2**31, -(2**31), 127, 128, -128, -129],
        "lidar_path": None,
        "roadblock_ids": [text("1"), text("22")],
        "none": [],
        "one": [text("x")],
        "empty": {},
        "lights": [tuple([12, True]), tuple([70000, False])],
        "dynamic": [1.5, -0.25, 0.0, 1e300],
        "can_bus": np.arange(18, dtype=np.float64) * 0.1 * i,
        "command": np.array([0, 1, 0, 0]),
        "matrix": np.eye(4),
        "anns": {
            "gt_boxes": np.zeros((0, 7)) if i % 3 == 0 else np.ones((2, 7)) * i,
            "gt_names": np.array([text("vehicle"), text("pedestrian")]),
            "single": {text("k"): np.array([text("é")])},
            "nobody": np.array([], dtype="<U1"),
        },
        "sample_prev": None if i == 0 else text(f"{i - 1:016x}"),
        "long": text("x" * 300),
    }


data = pickle.dumps([frame(i) for i in range(int(sys.argv[2]))], protocol=4)
open(sys.argv[1], "wb").write(data)
print("numpy", np.__version__, len(data), hashlib.sha256(data).hexdigest())
