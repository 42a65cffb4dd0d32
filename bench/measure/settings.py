"""What the environment says about a bench run; bench/run documents the variables."""

import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BENCH = os.path.join(ROOT, "bench")
SCRIPTS = os.path.join(BENCH, "scripts")
DISTRIBUTION = os.path.join(ROOT, "target", "loadbank")
GATLING = os.path.join(BENCH, "gatling", "target")

WARMUP = int(os.environ.get("BENCH_WARMUP", "15"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "6"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "2"))
LIMIT_MINUTES = float(os.environ.get("BENCH_LIMIT", "25"))
ARRIVAL_SECONDS = int(os.environ.get("BENCH_ARRIVAL_SECONDS", "15"))
RUNS = int(os.environ.get("BENCH_RUNS", "1000"))
CORES = os.cpu_count() or 1


def script(name):
    with open(os.path.join(SCRIPTS, name), encoding="utf-8") as file:
        return file.read()
