"""Bootstrap intervals, paired t tests and Student's t from numpy and scipy, on tables made here. Writes tables and answers.

    python tests/reference/score_statistics.py tests/golden/statistics.json
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy import stats

MASK = 0xFFFFFFFF
RESAMPLES = 1000


def xoshiro128ss(seed: int):
    """xoshiro128** 1.1 seeded by splitmix32, after the authors' description: 32-bit words."""
    state = []
    for i in range(1, 5):
        z = (seed + i * 0x9E3779B9) & MASK
        z = ((z ^ (z >> 16)) * 0x21F0AAAD) & MASK
        z = ((z ^ (z >> 15)) * 0x735A2D97) & MASK
        state.append(z ^ (z >> 15))
    rotl = lambda v, k: ((v << k) | (v >> (32 - k))) & MASK
    while True:
        yield (rotl((state[1] * 5) & MASK, 7) * 9) & MASK
        t = (state[1] << 9) & MASK
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= t
        state[3] = rotl(state[3], 11)


def interval(values: np.ndarray, seed: int) -> dict:
    words = xoshiro128ss(seed)
    picks = np.array([[next(words) * len(values) >> 32 for _ in values] for _ in range(RESAMPLES)])
    low, high = np.percentile(values[picks].mean(1), [2.5, 97.5])
    return {"mean": float(values.mean()), "low": float(low), "high": float(high)}


def main() -> None:
    rng = np.random.default_rng(3)
    tables = []
    for clips, seed in ((2, 1), (5, 20260), (40, 7), (333, 4294967295)):
        a, b = rng.gamma(2, 1, clips), rng.gamma(2, 1.1, clips)
        tables.append({"seed": seed, "a": a.tolist(), "b": b.tolist(), "interval": interval(a, seed), "delta": interval(a - b, seed), "p": float(stats.ttest_rel(a, b).pvalue)})
    students = [{"t": t, "degrees": d, "p": float(2 * stats.t.sf(abs(t), d))} for t in (0.0, 0.01, 0.5, -1.7, 2.5, 8.0, 40.0) for d in (1, 2, 3, 9, 48, 999, 9999)]
    Path(sys.argv[1]).write_text(json.dumps({"tables": tables, "students": students}) + "\n")


if __name__ == "__main__":
    main()
