"""Processes and sockets: what is started here is stopped here."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """Something did not do what it was asked to do; the text says why."""


# what makes a turn an error and no figure: failed, or without the results that it should have left
UNFIT = (Failed, KeyError, ValueError, OSError)


def tell(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def number(pattern, text):
    found = re.search(pattern, text)
    if not found:
        raise Failed(f"no {pattern} in: {text[-500:]}")
    return float(found.group(1))


def free_ports(count):
    """Ports of 127.0.0.1 that nobody uses."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except (OSError, ValueError):
        return False


def await_answer(url, process, limit, log):
    """Seconds until url answers; the process that is to answer must stay alive meanwhile."""
    begun = time.monotonic()
    while not answers(url):
        if process.poll() is not None or time.monotonic() > begun + limit:
            with open(log, encoding="utf-8", errors="replace") as file:
                raise Failed(f"{url} does not answer: {file.read()[-2000:]}")
        time.sleep(0.02)
    return time.monotonic() - begun


def end(process, patience=15):
    """Ends a process that was started here."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def measured(command, limit, env=None):
    """Runs a command to its end; gives its output, CPU seconds and peak memory in bytes, all from the kernel."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **(env or {})})
        deadline = time.monotonic() + limit
        try:
            pid = 0
            while pid == 0:
                if time.monotonic() > deadline:
                    raise Failed(f"{command[0]} did not end within {limit} s")
                time.sleep(0.05)
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            if process.returncode is None:
                process.kill()
                process.wait()
        out.seek(0)
        text = out.read().decode(errors="replace")
    if process.returncode != 0:
        raise Failed(f"{command[0]} ended with {process.returncode}: {text[-800:]}")
    return text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def cpu_seconds(pid):
    """CPU seconds of a process so far, with all its threads."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        after_name = stat.read().rsplit(")", 1)[1].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS


def memory(pid, what="VmHWM"):
    """Resident memory of a process in bytes: VmHWM its peak, VmRSS what it has now."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        return int(number(what + r":\s+(\d+) kB", status.read())) * 1024


def forget_peak(pid):
    """Lets the peak of the resident memory begin anew."""
    with open(f"/proc/{pid}/clear_refs", "w", encoding="utf-8") as clear:
        clear.write("5")
