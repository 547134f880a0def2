"""A finding at a place of one file."""

import msgspec

from contentsync.model.problem import Severity


class Spot(msgspec.Struct, frozen=True, order=True):
    """`line` and `column` count from 1; 0 means the whole file."""

    line: int
    column: int
    code: str
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR
