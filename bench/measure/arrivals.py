"""The highest constant arrival rate that a generator holds cleanly."""

import time

from . import peers, settings
from .daemon import Daemon
from .gatling import simulated
from .system import UNFIT, Failed, tell
from .work import Slice

RATES = (1000, 2500, 5000, 7500, 10000, 12500, 15000, 17500, 20000, 25000, 30000, 40000)
SCRIPT = """
import http from 'k6/http';
export const options = {{ scenarios: {{ car: {{ executor: 'constant-arrival-rate', rate: {rate}, timeUnit: '1s',
  duration: '{seconds}s', preAllocatedVUs: 400, maxVUs: 400 }} }}, summaryTrendStats: ['med', 'p(99)', 'max'] }};
export default function () {{ http.get(__ENV.TARGET); }}
"""


def within(started, rate, seconds, dropped):
    """Nothing dropped and within 0.1 % of the plan."""
    return dropped == 0 and abs(started - rate * seconds) <= rate * seconds / 1000


def told(name, rate, seconds, started, dropped, clean, more=""):
    plan = rate * seconds
    print(f"{name:9} {rate:6}/s for {seconds} s: {started:.0f} of {plan} started ({started / plan - 1:+.3%}),"
          f" {dropped:.0f} dropped{more}{'' if clean else '   not clean'}", flush=True)


def loadbank(daemon, url, rate, seconds, punctual):
    """Clean as for the others; rates at which the start lag is at most 2 ms at the 99th percentile go to `punctual` too."""
    daemon.forget_peak()
    before = daemon.cpu()
    run = daemon.start(SCRIPT.format(rate=rate, seconds=seconds), {"TARGET": url})
    metrics = daemon.passed(run, seconds + 120)
    cpu = daemon.cpu() - before
    started = metrics["iterations"]["values"]["count"]
    dropped = metrics.get("dropped_iterations", {"values": {"count": 0}})["values"]["count"]
    lag = metrics["iteration_start_lag"]["values"]
    clean = within(started, rate, seconds, dropped)
    if clean and lag["p(99)"] <= 2:
        punctual.append(rate)
    told("loadbank", rate, seconds, started, dropped, clean,
         f", start lag med {lag['med']:.3f} ms, p99 {lag['p(99)']:.3f} ms, max {lag['max']:.1f} ms")
    return clean, Slice(started, rate, cpu, daemon.memory())


def k6(url, rate, seconds):
    """k6 measures no start lag: what it did not start, and what it dropped, is all there is to judge it by."""
    metrics, cpu, memory = peers.k6_run(SCRIPT.format(rate=rate, seconds=seconds), [], {"TARGET": url}, seconds + 120)
    started, dropped = metrics["iterations"]["count"], metrics.get("dropped_iterations", {"count": 0})["count"]
    clean = within(started, rate, seconds, dropped)
    told("k6", rate, seconds, started, dropped, clean)
    return clean, Slice(started, rate, cpu, memory)


def gatling(url, rate, seconds):
    """Gatling drops nothing, it gets late: clean is when all that was planned had ended 0.1 s after the plan."""
    properties = {"target": url, "rate": rate, "warmup": 10, "seconds": seconds}
    done = simulated("Arrivals", properties, seconds + 100)
    late = done.seconds - seconds
    clean = within(done.requests, rate, seconds, 0) and late <= 0.1
    told("gatling", rate, seconds, done.requests, 0, clean, f", ended {late:+.2f} s beside the plan")
    return clean, Slice(done.requests, rate, done.cpu, done.memory)


def highest_clean(name, held):
    """The slice of the highest rate that is clean in one of two tries; two rates in a row that are not end it.

    A rate at which requests fail is not clean.
    """
    best, missed = None, 0
    for rate in RATES:
        for _ in range(2):
            tell(f"arrival: {name}: {rate}/s")
            try:
                clean, done = held(rate, settings.ARRIVAL_SECONDS)
            except Failed as why:
                tell(f"arrival: {name}: {rate}/s: {why}")
                clean = False
            time.sleep(0.5)
            if clean:
                break
        if clean:
            best, missed = done, 0
        else:
            missed += 1
        if missed == 2:
            break
    if best is None:
        raise Failed(f"{name} held not even {RATES[0]}/s cleanly")
    return best


def measure(target, others, result):
    """The highest clean rate of Loadbank, Gatling and k6; the others know no rates of arrival."""
    done = result("arrival", f"constant arrival rate, highest clean one of {settings.ARRIVAL_SECONDS} s", {}, {}, [])
    with Daemon() as daemon:
        tell("warming the daemon up for 20 s")
        run = daemon.start(SCRIPT.format(rate=3000, seconds=20), {"TARGET": target.plain})
        daemon.ended(run, 120)
        punctual = []
        ladders = {"loadbank": lambda rate, seconds: loadbank(daemon, target.plain, rate, seconds, punctual),
                   "gatling": lambda rate, seconds: gatling(target.plain, rate, seconds),
                   "k6": lambda rate, seconds: k6(target.plain, rate, seconds)}
        for name in ("loadbank", *others):
            if name not in ladders:
                done.slices[name] = None
                continue
            try:
                done.slices[name] = [highest_clean(name, ladders[name])]
            except UNFIT as why:
                tell(f"arrival: {name}: {why}")
                done.errors[name] = str(why)
        print(f"loadbank with a start lag of at most 2 ms at the 99th percentile: {max(punctual, default=0)}/s", flush=True)
    return done
