"""Runs the generators one after another, several rounds, and prints the comparison. Started by bench/run.

A peer's CPU time and memory are those the kernel accounts to its process when it ends; the daemon's are differences
of /proc/<pid>/stat around its run, so they hold everything it does: the script, the measuring, the REST server.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

TARGET = os.environ["BENCH_TARGET"]
DAEMON = os.environ["BENCH_DAEMON"]
DAEMON_PID = os.environ["BENCH_DAEMON_PID"]
VUS = int(os.environ["BENCH_VUS"])
WARMUP = int(os.environ["BENCH_WARMUP"])
SECONDS = int(os.environ["BENCH_SECONDS"])
ROUNDS = int(os.environ["BENCH_ROUNDS"])
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "script.js")


class Failed(Exception):
    """A generator did not do what it was asked to do; the text says why."""


class Slice:
    """What one generator did in one round: requests, their rate a second, CPU seconds, peak memory in bytes."""

    def __init__(self, requests, rate, cpu, memory):
        self.requests, self.rate, self.cpu, self.memory = requests, rate, cpu, memory


def measured(command):
    """Runs a command to its end; gives its output, CPU seconds and peak memory in bytes."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace")
    if process.returncode != 0:
        raise Failed(f"{command[0]} ended with {process.returncode}: {text[-500:]}")
    return text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def number(pattern, text):
    found = re.search(pattern, text)
    if not found:
        raise Failed(f"no {pattern} in: {text[-500:]}")
    return float(found.group(1))


def wrk(seconds):
    threads = min(os.cpu_count() or 1, VUS)
    text, cpu, memory = measured(["wrk", f"-t{threads}", f"-c{VUS}", f"-d{seconds}s", TARGET])
    if "Non-2xx" in text or "Socket errors" in text:
        raise Failed("wrk met errors: " + text)
    return Slice(number(r"(\d+) requests in", text), number(r"Requests/sec:\s+([\d.]+)", text), cpu, memory)


def hey(seconds):
    text, cpu, memory = measured(["hey", "-z", f"{seconds}s", "-c", str(VUS), TARGET])
    if "Error distribution" in text:
        raise Failed("hey met errors: " + text[-500:])
    rate = number(r"Requests/sec:\s+([\d.]+)", text)
    # its own count stops at a million answers; rate and total time do not
    return Slice(rate * number(r"Total:\s+([\d.]+) secs", text), rate, cpu, memory)


def k6(seconds):
    with tempfile.NamedTemporaryFile(suffix=".json") as export:
        _, cpu, memory = measured(["k6", "run", "--quiet", "--no-usage-report", "--vus", str(VUS), "--duration",
                                   f"{seconds}s", "-e", f"TARGET={TARGET}", "--summary-export", export.name, SCRIPT])
        requests = json.load(export)["metrics"]["http_reqs"]
    return Slice(requests["count"], requests["rate"], cpu, memory)


def call(method, path, body=None, content_type=None, timeout=30):
    request = urllib.request.Request(DAEMON + path, data=body, method=method)
    request.add_header("Accept", "application/json, application/problem+json")
    if content_type:
        request.add_header("Content-Type", content_type)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        raise Failed(f"{method} {path} answered {refused.code}: {refused.read().decode(errors='replace')[:1000]}")
    except (OSError, ValueError) as broken:
        raise Failed(f"{method} {path}: {broken}")


def daemon_cpu():
    """CPU seconds of the daemon so far."""
    with open(f"/proc/{DAEMON_PID}/stat") as stat:
        after_name = stat.read().rsplit(")", 1)[1].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def daemon_memory():
    with open(f"/proc/{DAEMON_PID}/status") as status:
        return number(r"VmHWM:\s+(\d+) kB", status.read()) * 1024


def loadbank(seconds):
    query = urllib.parse.urlencode(
        {"name": "bench", "vus": VUS, "duration": f"{seconds}s", "env": f"TARGET={TARGET}"})
    with open(SCRIPT, "rb") as script:
        source = script.read()
    before = daemon_cpu()
    run = call("POST", "/api/v1/runs?" + query, source, "application/javascript")
    path = f"/api/v1/runs/{run['id']}"
    view = call("GET", f"{path}?wait={seconds + 60}s", timeout=seconds + 70)
    cpu = daemon_cpu() - before
    if view["verdict"] != "passed":
        raise Failed("the run did not pass: " + json.dumps(view))
    metrics = call("GET", f"{path}/summary")["metrics"]
    if metrics["checks"]["values"]["rate"] != 1:
        raise Failed("checks failed: " + json.dumps(metrics["checks"]))
    requests = metrics["http_reqs"]["values"]
    return Slice(requests["count"], requests["rate"], cpu, daemon_memory())


def tell(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def measure_all():
    """Rounds of every generator there is; one that fails is told and left out from then on."""
    generators = {"loadbank": loadbank}
    for name, generator in (("wrk", wrk), ("hey", hey), ("k6", k6)):
        if shutil.which(name):
            generators[name] = generator
        else:
            tell(f"{name} is not on the PATH: left out")
    slices = {name: [] for name in generators}
    failed = []

    def attempt(name, seconds):
        try:
            return generators[name](seconds)
        except (Failed, KeyError) as why:
            tell(f"{name}: {why}")
            failed.append(name)
            del generators[name]
            return None

    tell(f"warming up for {WARMUP} s")
    attempt("loadbank", WARMUP)
    for turn in range(ROUNDS):
        for name in list(generators):
            tell(f"round {turn + 1} of {ROUNDS}: {name}")
            done = attempt(name, SECONDS)
            if done:
                slices[name].append(done)
            time.sleep(0.5)
    return {name: parts for name, parts in slices.items() if parts}, failed


def mean_rate(parts):
    return sum(part.rate for part in parts) / len(parts)


def micros_per_request(parts):
    return 1e6 * sum(part.cpu for part in parts) / sum(part.requests for part in parts)


def table(slices):
    print(f"\n{VUS} VUs, {ROUNDS} rounds of {SECONDS} s each, {os.cpu_count()} cores, target and generator together\n")
    print(f"{'':10} {'req/s':>10} {'from - to':>17} {'CPU µs/req':>11} {'peak MB':>8} {'x req/s':>8} {'x CPU':>7}")
    own = slices.get("loadbank")
    for name, parts in slices.items():
        rates = [part.rate for part in parts]
        cells = [f"{name:10}", f"{mean_rate(parts):10.0f}", f"{f'{min(rates):.0f} - {max(rates):.0f}':>17}",
                 f"{micros_per_request(parts):11.1f}", f"{max(part.memory for part in parts) / 2**20:8.0f}"]
        if own and parts is not own:
            cells += [f"{mean_rate(own) / mean_rate(parts):8.2f}",
                      f"{micros_per_request(own) / micros_per_request(parts):7.2f}"]
        print(" ".join(cells))
    print("\nx: Loadbank's figure divided by this one's. wrk and hey look at no answer; Loadbank and k6 check each twice.")


def main():
    slices, failed = measure_all()
    table(slices)
    if failed:
        sys.exit("bench: failed: " + ", ".join(failed))


if __name__ == "__main__":
    main()
