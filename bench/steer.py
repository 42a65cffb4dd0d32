"""Measures what a table of throughput does not show: memory a VU, how soon a PATCH is felt, how exact arrivals are.

Started by bench/run with a case: `bench/run memory`, `bench/run patch` or `bench/run arrival`.
"""

import sys
import time

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
  duration: '{seconds}s', preAllocatedVUs: 200, maxVUs: 400 }} }}, summaryTrendStats: ['med', 'p(99)', 'max'] }};
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


def arrivals(rate, seconds):
    run = start(ARRIVALS.format(rate=rate, seconds=seconds, target=TARGET))
    call("GET", f"/api/v1/runs/{run}?wait={seconds + 60}s", timeout=seconds + 90)
    metrics = call("GET", f"/api/v1/runs/{run}/summary")["metrics"]
    started = metrics["iterations"]["values"]["count"]
    dropped = metrics.get("dropped_iterations", {"values": {"count": 0}})["values"]["count"]
    lag = metrics["iteration_start_lag"]["values"]
    print(f"{rate}/s for {seconds} s: {started} of {rate * seconds} started, {dropped} dropped,"
          f" start lag med {lag['med']:.3f} ms, p99 {lag['p(99)']:.3f} ms, max {lag['max']:.1f} ms")


def arrival():
    print("warming up")
    arrivals(3000, 20)
    for rate in (5000, 10000, 15000, 20000):
        arrivals(rate, 15)


if __name__ == "__main__":
    try:
        {"memory": memory, "patch": patch, "arrival": arrival}[sys.argv[1]]()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
