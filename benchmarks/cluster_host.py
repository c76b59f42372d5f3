"""A Dask cluster on this computer: `python -m benchmarks.cluster_host WORKERS FOLDER`, until standard input ends."""

from __future__ import annotations

import sys
from typing import Any

from distributed import LocalCluster

if __name__ == "__main__":
    start: Any = LocalCluster  # it has no types
    with start(
        n_workers=int(sys.argv[1]),
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        local_directory=sys.argv[2],
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
