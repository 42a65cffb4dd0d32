"""How long 1 000 VUs take to run their init code: `bench/run init`."""

import time
import uuid

from . import settings
from .daemon import Daemon, initialized

VUS = 1000
IMPORTS = {
    "a local module": "import { uuid, pick, between, slug } from './kit.js';\n",
    "k6-utils of jslib": "import { uuidv4, randomItem, randomIntBetween, randomString } from 'https://jslib.k6.io/k6-utils/1.4.0/index.js';\n",
}
IMPORTS["both"] = "".join(IMPORTS.values())
USE = "import { sleep } from 'k6';\nexport default function () { sleep(1); }\n"


def upload(parts):
    """A multipart body of files by name."""
    boundary = uuid.uuid4().hex
    body = "".join(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                   f"Content-Type: text/javascript\r\n\r\n{text}\r\n" for name, text in parts.items())
    entry = f'--{boundary}\r\nContent-Disposition: form-data; name="entry"\r\n\r\nmain.js\r\n'
    return (body + entry + f"--{boundary}--\r\n").encode(), f"multipart/form-data; boundary={boundary}"


def creation(_):
    kit = settings.script("kit.js")
    print(f"the local module has {len(kit.encode())} bytes")
    for turn in ("first", "second"):
        with Daemon() as daemon:
            for name, imports in IMPORTS.items():
                body, kind = upload({"main.js": imports + USE, "kit.js": kit})
                begun = time.monotonic()
                run = daemon.call("POST", f"/api/v1/runs?name=bench&vus={VUS}&duration=3s", body, kind, 120)["id"]
                answered = time.monotonic()
                daemon.until(run, initialized(VUS), 120, 0.01)
                done = time.monotonic()
                daemon.ended(run, 60)
                print(f"{turn} start, {name}: {VUS} VUs initialised {done - answered:.2f} s after the answer, which took"
                      f" {answered - begun:.2f} s   (bar 3 s)", flush=True)
