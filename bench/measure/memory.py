"""What a further VU costs in memory: `bench/run memory`."""

import time

from .daemon import Daemon, initialized

STEPS = (500, 1000, 2000, 3000)
SLEEPER = """
import http from 'k6/http';
import { sleep } from 'k6';
export default function () { http.get(__ENV.TARGET); sleep(1); }
"""


def slope(points):
    """The least squares line's rise per unit of x."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def memory(target):
    """Peaks hold whatever garbage lay about; the live heap, after a full collection while all VUs are there, does not."""
    peaks, lives = [], []
    with Daemon() as daemon:
        print(f"idle        resident {daemon.memory('VmRSS') / 1e6:6.0f} MB", flush=True)
        for vus in STEPS:
            daemon.forget_peak()
            begun = time.monotonic()
            run = daemon.start(SLEEPER, {"TARGET": target.plain}, vus=vus, duration="20s")
            daemon.until(run, initialized(vus), 120)
            ready = time.monotonic() - begun
            time.sleep(15)
            peak, live = daemon.memory(), daemon.live_heap()
            daemon.ended(run, 90)
            peaks.append((vus, peak))
            lives.append((vus, live))
            print(f"{vus:4} VUs    peak {peak / 1e6:6.0f} MB   live heap {live / 1e6:6.0f} MB   VUs ready after"
                  f" {ready:.1f} s", flush=True)
    print(f"a further VU: {slope(peaks) / 1e3:.0f} KB of peak resident memory, {slope(lives) / 1e3:.0f} KB of live heap,"
          f" by a line through the {len(STEPS)} steps   (bar 120 KB)")
    print(f"with {STEPS[-1]} VUs: {peaks[-1][1] / 1e6:.0f} MB at most   (bar 739 MB)")
