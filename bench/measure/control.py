"""Whether the daemon still listens when load fills every core: `bench/run control`."""

import time
import urllib.request

from . import settings
from .daemon import ENDED, Daemon, scenario
from .system import cpu_seconds, tell

FULL = """
import http from 'k6/http';
export const options = { scenarios: { full: { executor: 'externally-controlled', vus: 50, maxVUs: 60, duration: '5m' } } };
export default function () { http.get(__ENV.TARGET); }
"""
ENDLESS = "export default function () { while (true) {} }"
LOOKS = 200


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values):
    return (f"p50 {percentile(values, 0.5) * 1e3:.0f} ms, p99 {percentile(values, 0.99) * 1e3:.0f} ms,"
            f" max {max(values) * 1e3:.0f} ms")


def looks(daemon, run):
    """Seconds that each of 200 looks at a run took, ten a second, each on a new connection; and how many failed."""
    took, errors = [], 0
    begun = time.monotonic()
    for i in range(LOOKS):
        time.sleep(max(0.0, begun + i / 10 - time.monotonic()))
        asked = time.monotonic()
        try:
            with urllib.request.urlopen(f"{daemon.base}/api/v1/runs/{run}", timeout=20) as answer:
                answer.read()
        except OSError:
            errors += 1
        took.append(time.monotonic() - asked)
    return took, errors


def timed(action):
    begun = time.monotonic()
    action()
    return time.monotonic() - begun


def control(target):
    with Daemon() as daemon:
        full = daemon.start(FULL, {"TARGET": target.plain})
        endless = daemon.start(ENDLESS, vus=4 * settings.CORES, duration="5m")
        for run in (full, endless):
            daemon.until(run, lambda seen: seen["state"] == "running", 60)
        time.sleep(5)
        tell("full speed and endless loops fill the cores")
        before, cpu = time.monotonic(), cpu_seconds(daemon.pid)
        took, errors = looks(daemon, full)
        busy = (cpu_seconds(daemon.pid) - cpu) / (time.monotonic() - before)
        print(f"the daemon had {busy:.2f} of {settings.CORES} cores; {4 * settings.CORES} VUs in endless loops, 50 at full speed")
        print(f"GET of a run, {LOOKS} times: {spread(took)}, {errors} errors   (bar p99 100 ms, max 1 s, none)", flush=True)
        patched, felt = [], []
        for vus in (20, 60, 20, 60, 20):
            patched.append(timed(lambda: daemon.patch(full, {"vus": vus})))
            felt.append(timed(lambda: daemon.until(full, lambda seen: scenario(seen)["actual"]["vus"] == vus, 30)))
            time.sleep(0.5)
        print(f"PATCH of the VUs, {len(patched)} times: answered {spread(patched)}; all there after it {spread(felt)}"
              "   (bar 2 s)", flush=True)
        stops = []
        for _ in range(5):
            more = daemon.start(ENDLESS, vus=2, duration="5m")
            daemon.until(more, lambda seen: seen["state"] == "running", 60)
            time.sleep(1)
            stops.append(timed(lambda: (daemon.patch(more, {"stopped": True}), ended(daemon, more))))
        print(f"stop of a run of endless loops, {len(stops)} times, till it has ended: {spread(stops)}   (bar 2 s)")
        for name, run in (("endless loops", endless), ("full speed", full)):
            took = timed(lambda run=run: (daemon.patch(run, {"stopped": True}), ended(daemon, run)))
            print(f"stop of the run of {name}, till it has ended: {took * 1e3:.0f} ms   (bar 2 s)", flush=True)


def ended(daemon, run):
    while daemon.view(run)["state"] not in ENDED:
        time.sleep(0.01)
