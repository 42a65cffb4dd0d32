"""The cases of the table: what each generator is asked to do, in rounds of turns."""

import time
from dataclasses import dataclass, replace

from . import arrivals, peers, settings
from .daemon import Daemon
from .system import UNFIT, tell
from .work import ORDER, Work

FLAT = ("flat10", "flat50", "flat500")
NAMES = (*FLAT, "post", "https", "http2", "compute", "sleep", "arrival", "cold")


@dataclass
class Result:
    """What one case gave: by generator its slices, or none where it cannot, or an error's text."""

    name: str
    title: str
    slices: dict
    errors: dict
    notes: list


def works(target):
    """Title and work of each case but the arrivals."""
    seconds, warmup = settings.SECONDS, settings.WARMUP
    flat = {f"flat{vus}": (f"GET + 2 checks, {vus} VUs", Work(target.plain, vus, seconds, warmup)) for vus in (10, 50, 500)}
    return {
        **flat,
        "post": ("POST JSON, answer parsed, 50 VUs", Work(target.plain, 50, seconds, warmup, "post.js", ORDER)),
        "https": ("HTTPS, GET + 2 checks, 50 VUs", Work(target.https, 50, seconds, warmup)),
        "http2": ("HTTP/2, GET + 2 checks, 50 VUs",
                  Work(target.http2, 50, seconds, warmup, http2=True, env={"FIELD": "proto", "WANT": "HTTP/2.0"})),
        "compute": (f"pure JavaScript, {settings.CORES} VUs, iterations", Work("", settings.CORES, seconds, warmup, "compute.mjs")),
        "sleep": ("GET + 2 checks + sleep(1), 3 000 VUs", Work(target.plain, 3000, max(seconds, 15), 0, "sleep.js", pause=1)),
        "cold": ("first 10 s of a fresh start, GET + 2 checks, 50 VUs", Work(target.plain, 50, 10)),
    }


def estimate(name, generators):
    """About how many seconds a case takes."""
    if name == "arrival":
        return 60 + 5 * settings.ARRIVAL_SECONDS * generators
    if name == "sleep":
        return 10 + (generators + 1) * (max(settings.SECONDS, 15) + 4)
    if name == "cold":
        return settings.ROUNDS * (10 + 12 * (generators + 1))
    of_round = settings.WARMUP + (3 if name == "compute" else generators + 1) * (settings.SECONDS + 1)
    return 10 + settings.WARMUP + settings.ROUNDS * of_round


class Turns:
    """The rounds of one case: every generator once a round, one after another; one that fails is out."""

    def __init__(self, name, title, work):
        self.result = Result(name, title, {}, {}, [])
        self.work = work

    def take(self, generators, rounds):
        for turn in range(rounds):
            for name, generator in generators.items():
                if name in self.result.errors or self.result.slices.get(name, ()) is None:
                    continue
                tell(f"{self.result.name}: round {turn + 1} of {rounds}: {name}")
                self.one(name, generator)
                time.sleep(0.5)
        return self.result

    def one(self, name, generator):
        try:
            done = generator(self.work)
        except UNFIT as why:
            tell(f"{self.result.name}: {name}: {why}")
            self.result.errors[name] = str(why)
            self.result.slices.pop(name, None)
            return
        if done is peers.CANNOT:
            self.result.slices[name] = None
        else:
            self.result.slices.setdefault(name, []).append(done)


def warm(daemon, work):
    tell(f"warming the daemon up for {work.warmup} s")
    peers.loadbank(daemon, replace(work, seconds=work.warmup))


def steady(name, title, work, others):
    """A daemon of its own for each case, so that its memory is that of this case."""
    turns = Turns(name, title, work)
    with Daemon() as daemon:
        try:
            warm(daemon, work)
        except UNFIT as why:
            tell(f"{name}: loadbank: {why}")
            turns.result.errors["loadbank"] = str(why)
        return turns.take({"loadbank": lambda asked: peers.loadbank(daemon, asked), **others}, settings.ROUNDS)


def sleeping(name, title, work, others):
    """A daemon without a warm-up, whose heap has not grown for other work."""
    with Daemon() as daemon:
        return Turns(name, title, work).take({"loadbank": lambda asked: peers.loadbank(daemon, asked), **others}, 1)


def cold(name, title, work, others):
    turns = Turns(name, title, work)

    def fresh(asked):
        with Daemon() as daemon:
            turns.result.notes.append(f"ready after {daemon.ready:.1f} s, {daemon.memory('VmRSS') / 2**20:.0f} MB resident")
            return peers.loadbank(daemon, asked)

    return turns.take({"loadbank": fresh, **others}, settings.ROUNDS)


def measure(names, target):
    """Takes the cases one by one; those that do not fit into the time any more are told and left out."""
    others = peers.found()
    deadline = time.monotonic() + 60 * settings.LIMIT_MINUTES
    results, skipped = [], []
    for name in names:
        if time.monotonic() + estimate(name, len(others)) > deadline:
            tell(f"{name}: left out, it would go beyond the limit of {settings.LIMIT_MINUTES:.0f} minutes")
            skipped.append(name)
        elif name == "arrival":
            results.append(arrivals.measure(target, others, Result))
        else:
            title, work = works(target)[name]
            take = {"sleep": sleeping, "cold": cold}.get(name, steady)
            results.append(take(name, title, work, others))
    return results, skipped, list(others)
