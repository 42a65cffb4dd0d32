"""The generators: each takes a Work and gives a Slice, or CANNOT where it does no such work, or raises Failed.

A peer's CPU time and memory are those the kernel accounts to its process when it ends, its start included, but for
Gatling's CPU time, which its own JVM tells from the end of its warm-up on. The daemon's are differences of
/proc/<pid>/stat around its run, so they hold everything it does: the script, the measuring, the REST server.
"""

import json
import os
import shutil
import tempfile

from . import settings
from .gatling import gatling, is_built
from .system import Failed, measured, number, tell
from .work import CANNOT, Slice, env_of


def compute_script():
    """The body that node imports, as a script of its own."""
    body = settings.script("compute.mjs").replace("export function", "function").replace("export const", "const")
    return ("import exec from 'k6/execution';\n" + body
            + "export default function () { if (compute() !== EXPECTED) exec.test.abort('the sum is wrong'); }\n")


def script_of(work):
    return compute_script() if work.script == "compute.mjs" else settings.script(work.script)


def counted(work, values):
    """From the metrics of a run, which Loadbank and k6 name alike: what counts, requests or iterations."""
    return values("iterations" if work.script == "compute.mjs" else "http_reqs")


def loadbank(daemon, work):
    daemon.forget_peak()
    before = daemon.cpu()
    run = daemon.start(script_of(work), env_of(work), vus=work.vus, duration=f"{work.seconds}s")
    metrics = daemon.passed(run, work.seconds + 120)
    cpu = daemon.cpu() - before
    figures = counted(work, lambda name: metrics[name]["values"])
    return Slice(figures["count"], figures["rate"], cpu, daemon.memory())


def wrk(work):
    options = {"flat.js": [], "post.js": ["-s", os.path.join(settings.SCRIPTS, "wrk-post.lua")],
               "sleep.js": ["-s", os.path.join(settings.SCRIPTS, "wrk-sleep.lua")]}.get(work.script)
    if options is None or work.http2:
        return CANNOT
    threads = min(settings.CORES, work.vus)
    text, cpu, memory = measured(["wrk", f"-t{threads}", f"-c{work.vus}", f"-d{work.seconds}s", *options, work.url],
                                 work.seconds + 30, {"BODY": work.body})
    if "Non-2xx" in text or "Socket errors" in text:
        raise Failed("wrk met errors: " + text)
    return Slice(number(r"(\d+) requests in", text), number(r"Requests/sec:\s+([\d.]+)", text), cpu, memory)


def hey(work):
    if work.script == "compute.mjs":
        return CANNOT
    options = ["-m", "POST", "-T", "application/json", "-d", work.body] if work.body else []
    options += ["-h2"] if work.http2 else []
    options += ["-q", str(1 / work.pause)] if work.pause else []
    text, cpu, memory = measured(["hey", "-z", f"{work.seconds}s", "-c", str(work.vus), *options, work.url],
                                 work.seconds + 60)
    if "Error distribution" in text:
        raise Failed("hey met errors: " + text[-500:])
    rate = number(r"Requests/sec:\s+([\d.]+)", text)
    # its own count stops at a million answers; rate and total time do not
    return Slice(rate * number(r"Total:\s+([\d.]+) secs", text), rate, cpu, memory)


def k6_run(script, options, env, limit):
    """Runs a script; gives its metrics as --summary-export has them (flat, by name), CPU seconds and peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        file, export = os.path.join(folder, "script.js"), os.path.join(folder, "summary.json")
        with open(file, "w", encoding="utf-8") as out:
            out.write(script)
        pairs = [part for name, value in env.items() for part in ("-e", f"{name}={value}")]
        _, cpu, memory = measured(["k6", "run", "--quiet", "--no-usage-report", "--summary-export", export, *options,
                                   *pairs, file], limit)
        with open(export, encoding="utf-8") as summary:
            return json.load(summary)["metrics"], cpu, memory


def k6(work):
    options = ["--vus", str(work.vus), "--duration", f"{work.seconds}s"]
    metrics, cpu, memory = k6_run(script_of(work), options, env_of(work), work.seconds + 120)
    if metrics.get("checks", {"fails": 0})["fails"]:
        raise Failed("checks failed: " + json.dumps(metrics["checks"]))
    figures = counted(work, lambda name: metrics[name])
    return Slice(figures["count"], figures["rate"], cpu, memory)


def node(work):
    if work.script != "compute.mjs":
        return CANNOT
    text, cpu, memory = measured(["node", os.path.join(settings.SCRIPTS, "compute-node.mjs"), str(work.vus),
                                  str(work.seconds)], work.seconds + 30)
    return Slice(int(text), int(text) / work.seconds, cpu, memory)


def found():
    """The peers of this machine by name, in the order of the table's columns."""
    peers = {}
    for name, peer in (("wrk", wrk), ("hey", hey), ("gatling", gatling), ("k6", k6), ("node", node)):
        if is_built() if name == "gatling" else shutil.which(name):
            peers[name] = peer
        else:
            tell(f"{name} is not here: left out")
    return peers
