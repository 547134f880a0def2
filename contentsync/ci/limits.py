"""When a call may be made again, and how long to wait before (GitHub docs, rate limits for the REST API)."""

from datetime import datetime

import httpx

SECONDARY_SECONDS = 60.0
"""What the docs ask for where a secondary limit does not say how long."""

_LIMITED = (403, 429)
_REPEATABLE = frozenset({"GET", "PATCH", "DELETE"})


def pause(method: str, answer: httpx.Response | httpx.RequestError, number: int, now: datetime) -> float | None:
    """Seconds to wait before the call is made again; None where it is not to be. `number` counts the tries from 1.

    What may have been done is only done again where that makes no difference: a new comment would stand there twice.
    """
    backoff = 2.0 ** (number - 1)
    if isinstance(answer, httpx.RequestError):
        was_not_sent = isinstance(answer, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
        return backoff if was_not_sent or method in _REPEATABLE else None
    if answer.status_code in _LIMITED:
        return _limit(answer, now)
    return backoff if answer.is_server_error and method in _REPEATABLE else None


def _limit(answer: httpx.Response, now: datetime) -> float | None:
    """A 403 is a rate limit where its headers or its words say so, else a lack of permission."""
    after = _number(answer, "retry-after")
    if after is not None:
        return max(1.0, after)
    if answer.headers.get("x-ratelimit-remaining") == "0":
        reset = _number(answer, "x-ratelimit-reset")
        return max(1.0, reset - now.timestamp()) if reset is not None else SECONDARY_SECONDS
    is_secondary = answer.status_code == httpx.codes.TOO_MANY_REQUESTS or "rate limit" in answer.text.lower()
    return SECONDARY_SECONDS if is_secondary else None


def _number(answer: httpx.Response, header: str) -> float | None:
    text = answer.headers.get(header, "")
    return float(text) if text.isdecimal() else None
