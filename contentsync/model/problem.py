"""A finding about a file: what is wrong, where, and how to put it right."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True, order=True):
    """`file` is a posix path from the repository root; `line` and `column` count from 1, 0 means the whole file.

    `code` is a key of `model.codes.CODES`. `post` is the post's id where it is known, `address` that of the delivery
    where it is about one of the post's alone. `fix` is a full sentence or the corrected line.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR
    post: str = ""
    address: str = ""

    @property
    def where(self) -> str:
        """`file:line:column`, shortened where a part is not known."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"
