"""Prints the check sums of tests/unit/datasets/pickle/write-pickle.test.ts that need no NumPy: python3 tests/reference/python_pickles.py"""

import hashlib
import pickle


class Plan:
    def __init__(self, name):
        self.name = name
        self.share = 0.5


for name, value in {
    "objects with attributes": [Plan("a"), Plan("b")],
    "text of 64 KiB": ["before", "x" * (1 << 16), "after"],
    "bytes of 70,000": [b"\x07" * 70_000, bytes([7] * 70_000)],
}.items():
    print(name, hashlib.sha256(pickle.dumps(value, protocol=4)).hexdigest())
