"""How soon a PATCH is felt: of the VUs (`bench/run patch`) and of an arrival rate, at the target (`bench/run rate`)."""

import http.client
import time
import urllib.parse

from .arrivals import SCRIPT
from .daemon import Daemon, initialized, scenario
from .system import Failed

EXTERNAL = """
import http from 'k6/http';
import { sleep } from 'k6';
export const options = { scenarios: { ext: { executor: 'externally-controlled', vus: 10, maxVUs: 1000, duration: '2m' } } };
export default function () { http.get(__ENV.TARGET); sleep(0.2); }
"""


def patch(target):
    with Daemon() as daemon:
        run = daemon.start(EXTERNAL, {"TARGET": target.plain})
        ready = initialized(1000)
        daemon.until(run, lambda seen: ready(seen) and seen["state"] == "running", 120)
        time.sleep(5)
        for vus in (1000, 10, 1000, 10, 1000):
            before = scenario(daemon.view(run))["actual"]["vus"]
            begun = time.monotonic()
            daemon.patch(run, {"vus": vus})
            answered = time.monotonic()
            daemon.until(run, lambda seen: scenario(seen)["actual"]["vus"] == vus, 30)
            done = time.monotonic()
            print(f"PATCH {before:4} -> {vus:4} VUs: answered in {(answered - begun) * 1e3:5.0f} ms,"
                  f" all there {(done - answered) * 1e3:5.0f} ms after the answer   (bar 100 ms)", flush=True)
            time.sleep(3)
        daemon.stop(run)


class Wire:
    """What the target has been asked, by its own count; asking for it counts too, and is taken off."""

    def __init__(self, target):
        url = urllib.parse.urlsplit(target.plain)
        self.connection = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
        self.own = 0

    def requests(self):
        self.connection.request("GET", "/status")
        text = self.connection.getresponse().read().decode()
        self.own += 1
        return int(text.split("\n")[2].split()[2]) - self.own


def spacing(wire, asked, window, limit):
    """Seconds until the target is asked at 90 % of a rate over a window of seconds, counted to the window's start."""
    begun = time.monotonic()
    seen = [(begun, wire.requests())]
    while time.monotonic() < begun + limit:
        time.sleep(0.001)
        now, count = time.monotonic(), wire.requests()
        seen.append((now, count))
        while len(seen) > 2 and now - seen[1][0] >= window:
            seen.pop(0)
        took = now - seen[0][0]
        if took >= window and (count - seen[0][1]) / took >= 0.9 * asked:
            return seen[0][0] - begun
    raise Failed(f"the target was never asked {asked} times a second")


def rate(target):
    with Daemon() as daemon:
        run = daemon.start(SCRIPT.format(rate=100, seconds=120), {"TARGET": target.plain})
        wire = Wire(target)
        time.sleep(5)
        for _ in range(5):
            begun = time.monotonic()
            daemon.patch(run, {"rate": 5000})
            answered = time.monotonic()
            felt = spacing(wire, 5000, 0.02, 10)
            print(f"PATCH rate 100 -> 5000: answered in {(answered - begun) * 1e3:5.1f} ms,"
                  f" the new spacing is at the target {felt * 1e3:5.1f} ms after the answer", flush=True)
            time.sleep(3)
            daemon.patch(run, {"rate": 100})
            time.sleep(2)
        daemon.stop(run)
