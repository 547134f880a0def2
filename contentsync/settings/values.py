"""What single values of contentsync.yaml mean."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from contentsync.content.durations import duration
from contentsync.content.moments import Trouble
from contentsync.content.moments import moment
from contentsync.model.windows import Windows


def present(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is written as null, which is as good as not written."""
    return {key: value for key, value in values.items() if value is not None}


def instant(text: Any) -> datetime | Trouble:
    """A moment that says where it is: no zone is known here."""
    return moment(text, "") if isinstance(text, str) else Trouble("CS204", "not a text", "")


def windows_of(values: Mapping[str, Any]) -> Windows:
    """Spans that are not said are those of the model."""
    given = {name: duration(value) for name, value in present(values.get("windows") or {}).items()}
    late = duration(values.get("late") or 0)
    return msgspec.structs.replace(Windows(), **given, late=late)
