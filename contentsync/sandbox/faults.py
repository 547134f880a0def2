"""Faults by rule: which request goes wrong, and how."""

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from contentsync.sandbox.service import Service


class ConnectionDropped(ConnectionError):  # noqa: N818 - what happened
    """The connection broke before any of the answer. Raised through the WSGI callable; served, the socket closes."""


class FaultError(ValueError):
    """A rule that makes no sense. The message says what a rule may be."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a fault does: whether the request takes effect, and the status of the answer that is given instead."""

    takes_effect: bool
    status: int | None
    about: str


KINDS: dict[str, Kind] = {
    "refuse": Kind(False, 400, "refused with `status`; nothing happened"),
    "drop_before": Kind(False, None, "the connection breaks; nothing happened"),
    "drop_after": Kind(True, None, "the connection breaks; the request took effect"),
    "serve_late": Kind(False, None, "the connection breaks; the request takes effect `seconds` later"),
    "error_before": Kind(False, 500, "answered with `status`; nothing happened"),
    "error_after": Kind(True, 504, "answered with `status`; the request took effect"),
    "truncate": Kind(True, None, "half of the answer, then the connection breaks"),
    "html": Kind(False, 502, "an HTML page with `status`; nothing happened"),
    "latency": Kind(True, None, "answered after `seconds`: a standing clock moves on, a ticking one is waited for"),
    "rate_limit": Kind(False, 429, "429, with X-RateLimit-* where `headers` is true; nothing happened"),
    "wrong_json": Kind(True, 200, "JSON of another shape; the request took effect"),
}
_KEYS: dict[str, tuple[type, ...]] = {
    "method": (str,),
    "path": (str,),
    "nth": (int, list),
    "times": (int,),
    "kind": (str,),
    "seconds": (int, float),
    "status": (int,),
    "headers": (bool,),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`path` is a glob on the path below /api; `nth` counts the requests that match, from 1."""

    method: str
    path: str
    kind: str
    nth: tuple[int, ...]
    times: int | None
    seconds: float
    status: int
    headers: bool

    def matches(self, method: str, path: str) -> bool:
        return self.method in ("*", method) and fnmatchcase(path, self.path)

    def fires(self, seen: int) -> bool:
        """Whether it fires at the `seen`-th matching request."""
        if self.nth:
            return seen in self.nth
        return self.times is None or seen <= self.times


def rule(data: dict[str, Any]) -> Rule:
    """Read a rule as people write it. FaultError names what is wrong."""
    for name, value in data.items():
        if name not in _KEYS or not isinstance(value, _KEYS[name]):
            raise FaultError(f"fault: {name}={value!r} is not possible; a fault has {', '.join(_KEYS)}")
    kind = data.get("kind")
    if kind not in KINDS:
        raise FaultError(f"fault: kind {kind!r} is not one of {', '.join(KINDS)}")
    if kind in ("serve_late", "latency") and "seconds" not in data:
        raise FaultError(f"fault: {kind} needs seconds")
    if "nth" in data and "times" in data:
        raise FaultError("fault: nth and times exclude each other")
    nth = data.get("nth", [])
    return Rule(
        method=data.get("method", "*").upper(),
        path=data.get("path", "*"),
        kind=kind,
        nth=tuple(nth if isinstance(nth, list) else [nth]),
        times=data.get("times"),
        seconds=float(data.get("seconds", 0)),
        status=data.get("status", KINDS[kind].status or 500),
        headers=data.get("headers", False),
    )


def add(here: Service, data: dict[str, Any]) -> None:
    """Store a rule; it counts requests from now on. FaultError stores nothing."""
    rule(data)
    here.store.run("INSERT INTO fault VALUES (NULL, ?, 0, 0)", json.dumps(data))


def listed(here: Service) -> list[dict[str, Any]]:
    """Each rule with how many requests it saw and how often it fired."""
    rows = here.store.rows("SELECT rule, seen, fired FROM fault ORDER BY seq")
    return [{**json.loads(data), "seen": seen, "fired": fired} for data, seen, fired in rows]


def clear(here: Service) -> None:
    here.store.run("DELETE FROM fault")


def hit(here: Service, method: str, path: str) -> Rule | None:
    """The rule that this request runs into. Every rule that matches counts it; the first that fires is it."""
    found: Rule | None = None
    for seq, data, seen in here.store.rows("SELECT seq, rule, seen FROM fault ORDER BY seq"):
        candidate = rule(json.loads(data))
        if not candidate.matches(method, path):
            continue
        fires = found is None and candidate.fires(seen + 1)
        here.store.run("UPDATE fault SET seen = seen + 1, fired = fired + ? WHERE seq = ?", int(fires), seq)
        if fires:
            found = candidate
    return found
