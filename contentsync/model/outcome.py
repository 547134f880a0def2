"""The outcome of a write, as a value: the type checker makes every caller face `Unknown`."""

from datetime import datetime

import msgspec


class Accepted(msgspec.Struct, frozen=True):
    """What a successful answer says. `is_published` marks a 200 to a scheduled create: it went out at once."""

    job_id: str = ""
    request_id: str = ""
    scheduled_at: datetime | None = None
    external_id: str = ""
    title: str | None = None
    caption: str | None = None
    is_published: bool = False
    warnings: tuple[str, ...] = ()
    credits_refunded: int | None = None


class Done(msgspec.Struct, frozen=True):
    """The server says that it took effect."""

    answer: Accepted


class Refused(msgspec.Struct, frozen=True):
    """Proven not accepted: a 4xx answer (other than a rate limit). `status` is the HTTP code."""

    reason: str
    status: int
    error_code: str = ""


class Unsent(msgspec.Struct, frozen=True):
    """Proven not received: refused connection, DNS, TLS, pool time-out, or a 429 of the rate limit."""

    cause: str
    retry_after: float = 0.0


class Unknown(msgspec.Struct, frozen=True):
    """May have taken effect: time-out after sending, broken connection, 5xx, unreadable answer."""

    cause: str


Outcome = Done | Refused | Unsent | Unknown
