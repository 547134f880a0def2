"""What an exception or an answer proves about a write: one table each, and nothing else decides it (design §7)."""

from collections.abc import Callable

import httpx

from contentsync.model.clock import Clock
from contentsync.model.outcome import Refused
from contentsync.model.outcome import Unknown
from contentsync.model.outcome import Unsent
from contentsync.remote._answer import Answer
from contentsync.remote._reading import KEY_FIX
from contentsync.remote._reading import retry_after

Failure = Refused | Unsent | Unknown
Verdict = Callable[[Answer, Clock], Failure]

# First match wins. What was never on a connection was never received; everything later may have been.
EXCEPTIONS: tuple[tuple[type[Exception], type[Unsent | Unknown]], ...] = (
    (httpx.ConnectError, Unsent),  # refused, DNS, TLS
    (httpx.ConnectTimeout, Unsent),
    (httpx.PoolTimeout, Unsent),
    (httpx.UnsupportedProtocol, Unsent),
    (httpx.RequestError, Unknown),  # write and read errors and time-outs, broken protocol, broken encoding
    (OSError, Unknown),  # a file of the body became unreadable while it was sent
)


def of_exception(error: Exception) -> Unsent | Unknown:
    """Unsent or Unknown. An exception that is not in the table is a bug, and is raised again."""
    for kind, outcome in EXCEPTIONS:
        if isinstance(error, kind):
            return outcome(f"{type(error).__name__}: {error}")
    raise error


def of_status(answer: Answer, clock: Clock) -> Failure:
    """What an answer other than a readable success proves."""
    verdict = BY_STATUS.get(answer.status) or BY_CLASS.get(answer.status // 100, _unknown)
    return verdict(answer, clock)


def _refused(answer: Answer, clock: Clock) -> Failure:
    reason = f"{answer.message.rstrip('.')}. {KEY_FIX}" if answer.status == 401 else answer.message
    return Refused(reason, answer.status, str(answer.fields.get("error_code") or ""))


def _unknown(answer: Answer, clock: Clock) -> Failure:
    return Unknown(f"{answer.question} answered {answer.status}: {answer.message}")


def _too_many(answer: Answer, clock: Clock) -> Failure:
    """A 429 is the rate limit, which passes, unless it speaks of the month's uploads or the day's cap."""
    words = answer.message.lower()
    is_cap = any(key in answer.fields for key in ("violations", "usage"))
    if is_cap or "monthly limit" in words or "monthly uploads" in words or "daily cap" in words:
        return _refused(answer, clock)
    return Unsent(f"rate limit: {answer.message}", retry_after(answer, clock))


def _unavailable(answer: Answer, clock: Clock) -> Failure:
    """Reddit is switched off with a 503 of its own (Upload-Post docs, upload-text page)."""
    is_reddit = answer.fields.get("error_code") == "reddit_unavailable"
    return _refused(answer, clock) if is_reddit else _unknown(answer, clock)


BY_STATUS: dict[int, Verdict] = {408: _unknown, 429: _too_many, 503: _unavailable}
BY_CLASS: dict[int, Verdict] = {3: _refused, 4: _refused}
