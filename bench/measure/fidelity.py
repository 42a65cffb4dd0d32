"""Whether the latencies are the target's: `bench/run fidelity`."""

import json
import os
import subprocess
import urllib.request

from . import settings
from .daemon import Daemon
from .gatling import java
from .system import await_answer, end, free_ports, measured, tell

CLOSED = "import http from 'k6/http';\nexport default function () { http.get(__ENV.TARGET); }\n"
OPEN = """
import http from 'k6/http';
import exec from 'k6/execution';
import {{ Trend }} from 'k6/metrics';
const settled = new Trend('settled', true);
export const options = {{ discardResponseBodies: true, summaryTrendStats: ['med', 'p(99)', 'max'], scenarios: {{ half: {{
  executor: 'constant-arrival-rate', rate: {rate}, timeUnit: '1s', duration: '{seconds}s', preAllocatedVUs: {vus}, maxVUs: {vus} }} }} }};
export default function () {{
  const response = http.get(__ENV.TARGET);
  if (exec.instance.currentTestRunDuration > 4000) settled.add(response.timings.duration);
}}
"""
SECONDS = 15
# by the delay in milliseconds
VUS = {1: 100, 20: 400, 200: 1000}


class DelayTarget:
    """A running DelayTarget.java."""

    def __init__(self):
        self.port = free_ports(1)[0]
        self.base = f"http://127.0.0.1:{self.port}/"
        self.source = os.path.join(settings.BENCH, "delays", "DelayTarget.java")
        self.process = subprocess.Popen([java(), "-Xss256k", "-Xmx256m", self.source, str(self.port)])
        try:
            await_answer(self.base + "report", self.process, 30, os.devnull)
        except BaseException:
            end(self.process)
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)

    def report(self):
        """Its own service times since the last report."""
        with urllib.request.urlopen(self.base + "report", timeout=30) as answer:
            return json.load(answer)

    def probe(self, millis, rate, connections):
        """What a bare client sees: a thread and a blocking socket for each connection."""
        text, _, _ = measured([java(), "-Xss256k", self.source, str(self.port), str(millis * 1000), str(rate), str(connections),
                               str(SECONDS)], SECONDS + 60)
        return json.loads(text)


def row(name, seen, served):
    """Median and 99th percentile, and how far they are from what the target served."""
    errors = seen["med"] - served["med"], seen["p99"] - served["p99"]
    print(f"  {name:22} med {seen['med']:9.3f} ms ({errors[0]:+.3f})   p99 {seen['p99']:9.3f} ms ({errors[1]:+.3f})", flush=True)
    return errors


def values(metrics, name):
    return {"med": metrics[name]["values"]["med"], "p99": metrics[name]["values"]["p(99)"]}


def told_target(of, served):
    print(f"  {'target, of ' + of:22} med {served['med']:9.3f} ms            p99 {served['p99']:9.3f} ms")


def highest(daemon, url, vus):
    """Requests a second at full speed, the second time round."""
    for seconds in (settings.WARMUP, 6):
        run = daemon.start(CLOSED, {"TARGET": url}, vus=vus, duration=f"{seconds}s")
        rate = daemon.passed(run, seconds + 90)["http_reqs"]["values"]["rate"]
    return rate


def one(daemon, delays, millis, vus):
    url = f"{delays.base}{millis * 1000}"
    tell(f"{millis} ms: looking for the highest rate of {vus} VUs")
    most = highest(daemon, url, vus)
    rate = int(most / 2)
    print(f"{millis} ms: {vus} VUs reach {most:.0f} requests a second; now half of it for {SECONDS} s", flush=True)
    delays.report()
    bare = delays.probe(millis, rate, int(rate * millis / 1000 * 1.2) + 10)
    served = delays.report()
    told_target("the client", served)
    floor = row("a bare client", bare, served)
    run = daemon.start(OPEN.format(rate=rate, seconds=SECONDS, vus=vus), {"TARGET": url})
    metrics = daemon.passed(run, SECONDS + 120)
    served = delays.report()
    told_target("Loadbank", served)
    errors = row("http_req_duration", values(metrics, "http_req_duration"), served)
    row("the same, after 4 s", values(metrics, "settled"), served)
    dropped = metrics.get("dropped_iterations", {"values": {"count": 0}})["values"]["count"]
    print(f"  the tool's own share: {errors[0] - floor[0]:+.3f} ms in the median, {errors[1] - floor[1]:+.3f} ms at p99;"
          f" {dropped:.0f} iterations dropped   (bars of the error: 0.3 and 2 ms)", flush=True)


def fidelity(_):
    with DelayTarget() as delays, Daemon() as daemon:
        for millis, vus in VUS.items():
            one(daemon, delays, millis, vus)
