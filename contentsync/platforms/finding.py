"""What is wrong with what a network is asked for; content knows the file and the line."""

import msgspec

from contentsync.model.problem import Severity


class Finding(msgspec.Struct, frozen=True):
    """`path` leads to the value: from the option mapping in `check_options`, from the post in `conflicts`.

    `code` is a key of `model.codes.CODES`, `fix` a sentence or the corrected line, `needle` a piece of a long text that
    the position should point at.
    """

    path: tuple[str | int, ...]
    code: str
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR
    needle: str = ""
