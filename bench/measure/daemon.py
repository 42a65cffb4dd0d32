"""The packaged daemon, started and stopped here, and its REST calls."""

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from . import settings
from .system import Failed, await_answer, cpu_seconds, end, forget_peak, free_ports, memory, number

SCRIPT = "text/javascript"
PATCH = "application/merge-patch+json"
ENDED = ("finished", "aborted", "failed", "interrupted")


class Daemon:
    """A running daemon with a data folder of its own; `ready` is how many seconds it took to be."""

    def __init__(self, *arguments):
        self.folder = tempfile.mkdtemp(prefix="daemon-")
        port = free_ports(1)[0]
        self.base = f"http://127.0.0.1:{port}"
        self.log = os.path.join(self.folder, "log")
        command = [os.path.join(settings.DISTRIBUTION, "bin", "loadbank"), f"--server.port={port}",
                   f"--loadbank.data-dir={self.folder}/data", *arguments]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            self.ready = await_answer(self.base + "/actuator/health/readiness", self.process, 90, self.log)
        except BaseException:
            self.__exit__()
            raise
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, path, body=None, content_type=None, timeout=30):
        """The JSON that a call answers; a refusal is a failure with the whole text."""
        request = urllib.request.Request(self.base + path, data=body, method=method)
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

    def start(self, script, env=None, **query):
        """Starts a run; gives its id."""
        pairs = [("name", "bench"), *query.items(), *(("env", f"{name}={value}") for name, value in (env or {}).items())]
        return self.call("POST", "/api/v1/runs?" + urllib.parse.urlencode(pairs), script.encode(), SCRIPT, 120)["id"]

    def view(self, run):
        return self.call("GET", f"/api/v1/runs/{run}")

    def patch(self, run, change):
        return self.call("PATCH", f"/api/v1/runs/{run}", json.dumps(change).encode(), PATCH)

    def ended(self, run, limit):
        """The view of a run that has ended."""
        seen = self.call("GET", f"/api/v1/runs/{run}?wait={int(limit)}s", timeout=limit + 20)
        if seen["state"] not in ENDED:
            raise Failed(f"the run did not end within {limit} s: {json.dumps(seen)}")
        return seen

    def passed(self, run, limit):
        """The metrics of a run that has passed, all of its checks too."""
        seen = self.ended(run, limit)
        if seen["verdict"] != "passed":
            raise Failed("the run did not pass: " + json.dumps(seen))
        metrics = self.call("GET", f"/api/v1/runs/{run}/summary")["metrics"]
        if "checks" in metrics and metrics["checks"]["values"]["rate"] != 1:
            raise Failed("checks failed: " + json.dumps(metrics["checks"]))
        return metrics

    def until(self, run, wish, limit, pause=0.02):
        """Looks at a run again and again until the wish holds."""
        deadline = time.monotonic() + limit
        seen = None
        while time.monotonic() < deadline:
            seen = self.view(run)
            if wish(seen):
                return seen
            if seen["state"] in ENDED:
                break
            time.sleep(pause)
        raise Failed(f"the run did not come so far: {json.dumps(seen)}")

    def stop(self, run):
        self.patch(run, {"stopped": True})
        return self.ended(run, 60)

    def cpu(self):
        return cpu_seconds(self.pid)

    def memory(self, what="VmHWM"):
        return memory(self.pid, what)

    def forget_peak(self):
        forget_peak(self.pid)

    def tool(self, name):
        """A tool of the JDK that runs the daemon."""
        return os.path.join(os.path.dirname(os.readlink(f"/proc/{self.pid}/exe")), name)

    def live_heap(self):
        """Bytes of heap that a full collection leaves."""
        out = subprocess.run([self.tool("jcmd"), str(self.pid), "GC.class_histogram"], capture_output=True, text=True,
                             check=True, timeout=60).stdout
        return int(number(r"Total\s+\d+\s+(\d+)", out))


def scenario(seen):
    return next(iter(seen["scenarios"].values()))


def initialized(vus):
    """A wish: so many VUs have run their init code."""
    return lambda seen: bool(seen["scenarios"]) and scenario(seen)["actual"]["vusInitialized"] >= vus
