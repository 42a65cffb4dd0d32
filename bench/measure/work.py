"""What is asked of every generator alike, and what it has done."""

import json
from dataclasses import dataclass, field

# what scripts/post.js sends
ORDER = json.dumps({"customer": "Ada", "items": [{"id": i, "count": i + 1} for i in range(3)], "note": "by the door"},
                   separators=(",", ":"))

# what a generator gives for work that it cannot do
CANNOT = None


@dataclass(frozen=True)
class Work:
    """One turn: so many VUs, or connections, for so many seconds against a URL."""

    url: str
    vus: int
    seconds: int
    warmup: int = 0
    script: str = "flat.js"
    body: str = ""
    pause: int = 0
    http2: bool = False
    env: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Slice:
    """What one generator did in one turn. CPU in seconds, memory in bytes at its peak."""

    requests: float
    rate: float
    cpu: float
    memory: int


def env_of(work):
    """What a script for Loadbank or k6 finds in __ENV."""
    return {"TARGET": work.url, **work.env}
