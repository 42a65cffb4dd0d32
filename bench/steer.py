"""Measures what a table of throughput does not show: memory a VU, how soon a PATCH is felt, how exact arrivals are.

Started by bench/run with a case: `bench/run memory`, `bench/run patch`, `bench/run rate` or `bench/run arrival`.
"""

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

from measure import TARGET, Failed, call, daemon_memory

SLEEPER = f"""
import http from 'k6/http';
import {{ sleep }} from 'k6';
export default function () {{ http.get('{TARGET}'); sleep(1); }}
"""
EXTERNAL = f"""
import http from 'k6/http';
import {{ sleep }} from 'k6';
export const options = {{ scenarios: {{ ext: {{ executor: 'externally-controlled', vus: 10, maxVUs: 1000, duration: '2m' }} }} }};
export default function () {{ http.get('{TARGET}'); sleep(0.2); }}
"""
ARRIVALS = """
import http from 'k6/http';
export const options = {{ scenarios: {{ car: {{ executor: 'constant-arrival-rate', rate: {rate}, timeUnit: '1s',
  duration: '{seconds}s', preAllocatedVUs: 400, maxVUs: 400 }} }}, summaryTrendStats: ['med', 'p(99)', 'max'] }};
export default function () {{ http.get('{target}'); }}
"""
SCRIPT = "text/javascript"
PATCH = "application/merge-patch+json"


def start(script, query=""):
    return call("POST", f"/api/v1/runs?name=bench{query}", script.encode(), SCRIPT)["id"]


def view(run):
    return call("GET", f"/api/v1/runs/{run}")


def until(run, wish, limit):
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        seen = view(run)
        if wish(seen):
            return seen
        time.sleep(0.02)
    raise Failed(f"the run did not come so far: {view(run)}")


def scenario(seen):
    return next(iter(seen["scenarios"].values()))


def stop(run):
    call("PATCH", f"/api/v1/runs/{run}", b'{"stopped":true}', PATCH)
    call("GET", f"/api/v1/runs/{run}?wait=60s", timeout=90)


def memory():
    idle = daemon_memory()
    print(f"idle                           {idle / 1e6:8.0f} MB")
    before = idle
    for vus, more in ((1000, 1000), (3000, 2000)):
        run = start(SLEEPER, f"&vus={vus}&duration=25s")
        begun = time.monotonic()
        until(run, lambda seen: scenario(seen)["actual"]["vusInitialized"] >= vus, 120)
        ready = time.monotonic() - begun
        until(run, lambda seen: seen["state"] == "finished", 120)
        now = daemon_memory()
        print(f"{vus} VUs, GET + sleep(1)   peak {now / 1e6:8.0f} MB   {(now - before) / more / 1e3:6.0f} KB a further VU"
              f"   VUs ready after {ready:.1f} s")
        before = now


def patch():
    run = start(EXTERNAL)
    until(run, lambda seen: scenario(seen)["actual"]["vusInitialized"] >= 1000 and seen["state"] == "running", 120)
    time.sleep(5)
    for vus in (1000, 10, 1000, 10, 1000):
        before = scenario(view(run))["actual"]["vus"]
        begun = time.monotonic()
        call("PATCH", f"/api/v1/runs/{run}", f'{{"vus":{vus}}}'.encode(), PATCH)
        answered = time.monotonic()
        until(run, lambda seen: scenario(seen)["actual"]["vus"] == vus, 30)
        done = time.monotonic()
        print(f"PATCH {before:4} -> {vus:4} VUs: answered in {(answered - begun) * 1e3:5.0f} ms,"
              f" all there {(done - answered) * 1e3:5.0f} ms after the answer")
        time.sleep(3)
    stop(run)


def judged(rate, seconds, metrics, lag):
    started = metrics["iterations"]["values"]["count"]
    dropped = metrics.get("dropped_iterations", {"values": {"count": 0}})["values"]["count"]
    clean = abs(started - rate * seconds) <= rate * seconds / 1000 and dropped == 0
    text = f"{started} of {rate * seconds} started ({started / rate / seconds - 1:+.3%}), {dropped} dropped"
    if lag:
        clean = clean and lag["p(99)"] <= 2
        text += f", start lag med {lag['med']:.3f} ms, p99 {lag['p(99)']:.3f} ms, max {lag['max']:.1f} ms"
    return clean, text


def arrivals(rate, seconds):
    run = start(ARRIVALS.format(rate=rate, seconds=seconds, target=TARGET))
    call("GET", f"/api/v1/runs/{run}?wait={seconds + 60}s", timeout=seconds + 90)
    metrics = call("GET", f"/api/v1/runs/{run}/summary")["metrics"]
    clean, text = judged(rate, seconds, metrics, metrics["iteration_start_lag"]["values"])
    print(f"loadbank {rate:6}/s for {seconds} s: {text}{'' if clean else '   not clean'}", flush=True)
    return clean


def k6_arrivals(rate, seconds):
    """k6 measures no start lag: what it did not start, and what it dropped, is all there is to judge it by."""
    with tempfile.TemporaryDirectory() as folder:
        script, summary = os.path.join(folder, "car.js"), os.path.join(folder, "summary.json")
        with open(script, "w", encoding="utf-8") as file:
            file.write(ARRIVALS.format(rate=rate, seconds=seconds, target=TARGET))
            file.write(f"export function handleSummary(data) {{ return {{ '{summary}': JSON.stringify(data) }}; }}")
        subprocess.run(["k6", "run", "--quiet", script], check=True, stdout=subprocess.DEVNULL, timeout=seconds + 120)
        with open(summary, encoding="utf-8") as file:
            metrics = json.load(file)["metrics"]
    clean, text = judged(rate, seconds, metrics, None)
    print(f"k6       {rate:6}/s for {seconds} s: {text}{'' if clean else '   not clean'}", flush=True)
    return clean


def highest_clean(name, held):
    """Tries rates until two in a row are not held; a rate is held when one of two tries is clean."""
    best, missed = 0, 0
    for rate in (5000, 7500, 10000, 12500, 15000, 17500, 20000, 25000, 30000, 40000):
        if held(rate, 15) or held(rate, 15):
            best, missed = rate, 0
        else:
            missed += 1
        if missed == 2:
            break
    print(f"{name} holds {best}/s cleanly for 15 s: within 0.1 % of the plan, nothing dropped, p99 start lag <= 2 ms")


def arrival():
    print("warming up")
    arrivals(3000, 20)
    highest_clean("loadbank", arrivals)
    if shutil.which("k6"):
        highest_clean("k6", k6_arrivals)


class Wire:
    """What the target has been asked, by its own count; asking for it counts too, and is taken off."""

    def __init__(self):
        url = urllib.parse.urlsplit(TARGET)
        self.connection = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
        self.own = 0

    def requests(self):
        self.connection.request("GET", "/status")
        text = self.connection.getresponse().read().decode()
        self.own += 1
        return int(text.split("\n")[2].split()[2]) - self.own


def spacing(wire, rate, window, limit):
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
        if took >= window and (count - seen[0][1]) / took >= 0.9 * rate:
            return seen[0][0] - begun
    raise Failed(f"the target was never asked {rate} times a second")


def rate():
    run = start(ARRIVALS.format(rate=100, seconds=120, target=TARGET))
    wire = Wire()
    time.sleep(5)
    for _ in range(5):
        begun = time.monotonic()
        call("PATCH", f"/api/v1/runs/{run}", b'{"rate":5000}', PATCH)
        answered = time.monotonic()
        felt = spacing(wire, 5000, 0.02, 10)
        print(f"PATCH rate 100 -> 5000: answered in {(answered - begun) * 1e3:5.1f} ms,"
              f" the new spacing is at the target {felt * 1e3:5.1f} ms after the answer", flush=True)
        time.sleep(3)
        call("PATCH", f"/api/v1/runs/{run}", b'{"rate":100}', PATCH)
        time.sleep(2)
    stop(run)


if __name__ == "__main__":
    try:
        {"memory": memory, "patch": patch, "arrival": arrival, "rate": rate}[sys.argv[1]]()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
