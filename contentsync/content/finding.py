"""A finding inside one post, before it has a place in a file."""

import msgspec

from contentsync.model.problem import Severity

Path = tuple[str | int, ...]


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
