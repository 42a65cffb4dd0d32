"""Started by bench/run with the names of cases: the table's, or one of those that measure the daemon alone."""

import os
import signal
import sys
import tempfile

from . import cases, control, creation, endurance, fidelity, memory, settings, steer, table
from .system import Failed
from .target import Target

ALONE = {"memory": memory.memory, "patch": steer.patch, "rate": steer.rate, "fidelity": fidelity.fidelity,
         "control": control.control, "init": creation.creation, "runs": endurance.endurance}


def compare(names, target):
    results, skipped, others = cases.measure(names, target)
    for result in results:
        print(table.of_case(result))
    print(table.of_all(results, others, " ".join(["bench/run", *sys.argv[1:]])), flush=True)
    failed = [f"{result.name}: {name}" for result in results for name in result.errors]
    problems = [f"failed: {', '.join(failed)}"] * bool(failed) + [f"left out: {', '.join(skipped)}"] * bool(skipped)
    return "; ".join(problems)


def main(names):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wanted = [each for name in names or cases.NAMES for each in (cases.FLAT if name == "flat" else (name,))]
    compared = [name for name in cases.NAMES if name in wanted]
    problems = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        tempfile.tempdir = folder
        os.environ["TMPDIR"] = folder
        with Target(folder) as target:
            if compared:
                problems.append(compare(compared, target))
            for name in wanted:
                if name in ALONE:
                    try:
                        ALONE[name](target)
                    except Failed as why:
                        problems.append(f"{name}: {why}")
    problems = [problem for problem in problems if problem]
    if problems:
        sys.exit("bench: " + "; ".join(problems))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Failed, KeyboardInterrupt) as failure:
        sys.exit(f"bench: {failure}")
