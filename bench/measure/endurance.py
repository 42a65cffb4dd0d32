"""Whether a thousand runs leave anything behind: `bench/run runs`."""

import os
import urllib.request

from . import settings
from .daemon import Daemon
from .memory import slope

SCRIPT = """
import http from 'k6/http';
import { check } from 'k6';
export default function () { check(http.get(__ENV.TARGET), { ok: (r) => r.status === 200 }); }
"""
LOOKS = 20


def exposed(daemon):
    """Series of the daemon's own meters, those of runs left out, as Prometheus gets them."""
    with urllib.request.urlopen(daemon.base + "/actuator/prometheus", timeout=30) as answer:
        lines = answer.read().decode().splitlines()
    return sum(1 for line in lines if line and not line.startswith("#") and "testid=" not in line)


def state(daemon):
    return {"threads": len(os.listdir(f"/proc/{daemon.pid}/task")), "descriptors": len(os.listdir(f"/proc/{daemon.pid}/fd")),
            "meters": exposed(daemon), "heap": daemon.live_heap()}


def endurance(target):
    """The first fifth fills caches and what the daemon keeps of ended runs (100, loadbank.run.keep-finished): not in the slope."""
    seen = []
    with Daemon() as daemon:
        every = max(1, settings.RUNS // LOOKS)
        for done in range(1, settings.RUNS + 1):
            run = daemon.start(SCRIPT, {"TARGET": target.plain}, vus=2, iterations=10)
            daemon.passed(run, 60)
            if done % every == 0:
                now = state(daemon)
                seen.append((done, now))
                print(f"after {done:5} runs: {now['threads']:4} threads {now['descriptors']:4} descriptors"
                      f" {now['meters']:4} series of meters   heap after a collection {now['heap'] / 2**20:6.1f} MiB", flush=True)
    counted = [(done, now) for done, now in seen if done > settings.RUNS / 5]
    for what in ("threads", "descriptors", "meters"):
        print(f"{what}: {slope([(done, now[what]) for done, now in counted]) * 1000:+.1f} in 1 000 runs   (bar: no growth)")
    print(f"heap: {slope([(done, now['heap']) for done, now in counted]) / 1024:+.2f} KiB a run   (bar 10 KiB)")
