"""Spans of time as people write them in settings."""

import re
from datetime import timedelta
from typing import Any

_DURATION = re.compile(
    r"(?=\d)(?:(?P<days>\d{1,3})d)?(?:(?P<hours>\d{1,4})h)?(?:(?P<minutes>\d{1,6})m)?(?:(?P<seconds>\d{1,8})s)?"
)


def duration(value: Any) -> timedelta | None:
    """`90s`, `10m`, `1h30m`, `2d`, or 0; None for anything else."""
    if value == 0 and not isinstance(value, bool):
        return timedelta(0)
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    return timedelta(**{unit: int(number) for unit, number in match.groupdict().items() if number})
