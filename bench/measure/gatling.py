"""Gatling as a peer: the simulations of bench/gatling, built by bench/run, in a JVM of their own."""

import glob
import os
import tempfile
from collections import namedtuple

from . import settings
from .system import Failed, measured, number
from .work import CANNOT, Slice

# requests that counted, the seconds they took, CPU seconds meanwhile, peak memory in bytes
Counted = namedtuple("Counted", "requests seconds cpu memory")


def is_built():
    return os.path.isdir(os.path.join(settings.GATLING, "lib"))


def java():
    """A Java 25, found as bin/loadbank finds its own."""
    homes = [os.environ.get("LOADBANK_JAVA_HOME"), os.environ.get("JAVA_HOME"), *sorted(glob.glob("/usr/lib/jvm/*"))]
    for home in homes:
        release = os.path.join(home or "", "release")
        if home and os.path.exists(release):
            with open(release, encoding="utf-8") as file:
                if 'JAVA_VERSION="25' in file.read():
                    return os.path.join(home, "bin", "java")
    raise Failed("no Java 25 in LOADBANK_JAVA_HOME, JAVA_HOME or /usr/lib/jvm")


def simulated(simulation, properties, limit):
    """Runs a simulation of bench/gatling.

    The dead proxy and the folder for preferences keep it from asking the network for its newest release.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [java(), "-Xmx1G", "-XX:+UseG1GC", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                   "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                   f"-Djava.util.prefs.userRoot={folder}", f"-Djava.io.tmpdir={folder}", "-Dhttps.proxyHost=127.0.0.1",
                   "-Dhttps.proxyPort=9", *(f"-Dbench.{name}={value}" for name, value in properties.items()),
                   "-cp", f"{settings.GATLING}/classes:{settings.GATLING}/lib/*", "io.gatling.app.Gatling",
                   "-s", "io.loadbank.bench.gatling." + simulation, "-nr", "-rf", folder]
        text, _, memory = measured(command, limit)
    text = text.replace(",", "")
    if number(r"> Global +\|\s*\d+ \|\s*\d+ \|\s*(\d+)", text):
        raise Failed("Gatling met errors: " + text[text.index("> Global"):][:700])
    return Counted(number(r"> counted +\|\s*(\d+) ", text), number(r"bench: seconds=([\d.]+)", text),
                   number(r"bench: .*cpu=([\d.]+)", text), memory)


def gatling(work):
    if work.script == "compute.mjs":
        return CANNOT
    properties = {"target": work.url, "users": work.vus, "warmup": work.warmup, "seconds": work.seconds,
                  "pause": work.pause, "body": work.body, "http2": str(work.http2).lower(),
                  "field": work.env.get("FIELD", "user.name"), "want": work.env.get("WANT", "Ada")}
    done = simulated("Loop", properties, work.warmup + work.seconds + 60)
    return Slice(done.requests, done.requests / done.seconds, done.cpu, done.memory)
