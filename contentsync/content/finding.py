"""A finding inside one post, before it has a place in a file."""

import msgspec

from contentsync.model.problem import Severity

Path = tuple[str | int, ...]

EXCERPT = 60


def excerpt(text: str) -> str:
    """The text as a message quotes it: in quotes, and cut where it is long."""
    return repr(text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…")


# What is wrong with one post beyond that many things would drown the rest, and take its time.
FINDINGS_LIMIT = 100


class Finding(msgspec.Struct, frozen=True):
    """`path` leads from the post to the value (`("platforms", "x", "text")`), empty for the post itself.

    `needle` is a piece of the value that the position should point at, where the value is a long text.
    """

    path: Path
    code: str
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR
    needle: str = ""
