"""Loads the same tables with nuscenes-devkit and prints what it took as one line of JSON."""
import json
import resource
import sys
import time

from nuscenes.nuscenes import NuScenes

root, version = sys.argv[1:3]
start = time.perf_counter()
tables = NuScenes(version=version, dataroot=root, verbose=False)
seconds = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_SELF)
rows = sum(len(getattr(tables, name)) for name in tables.table_names)
print(json.dumps({
    "seconds": seconds,
    "cpuSeconds": usage.ru_utime + usage.ru_stime,
    "peakMB": usage.ru_maxrss / 1024,
    "rows": rows,
    "boxes": len(tables.sample_annotation),
    "files": len(tables.sample_data),
}))
