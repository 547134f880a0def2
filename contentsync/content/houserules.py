"""House rules as people write them in settings: hours, days, and the tables of `rules` to a `Rulebook`."""

import re
from collections.abc import Mapping
from datetime import date
from datetime import time
from datetime import timedelta
from typing import Any

from contentsync.content.durations import duration
from contentsync.content.moments import Trouble
from contentsync.content.moments import zone
from contentsync.model.houserules import Blackout
from contentsync.model.houserules import HouseRules
from contentsync.model.houserules import QuietHours
from contentsync.model.houserules import Rulebook

HOURS = r"([01]\d|2[0-3]):[0-5]\d\s?-\s?([01]\d|2[0-3]):[0-5]\d(\s+\S+)?"
DAYS = r"\d{4}-\d\d-\d\d(\s?\.\.\s?\d{4}-\d\d-\d\d)?(\s+\S.*)?"
_HOURS = re.compile(r"(?P<begins>[\d:]+)\s?-\s?(?P<ends>[\d:]+)(?:\s+(?P<zone>\S+))?")
_DAYS = re.compile(r"(?P<first>[\d-]+)(?:\s?\.\.\s?(?P<last>[\d-]+))?(?:\s+(?P<reason>.+))?")


def hours(value: Any) -> QuietHours | None:
    """`22:00-07:00`, which may name a zone behind it: `22:00-07:00 Europe/Madrid`; None for anything else."""
    if not isinstance(value, str) or not re.fullmatch(HOURS, value):
        return None
    match = _HOURS.fullmatch(value)
    assert match is not None
    begins, ends, named = time.fromisoformat(match["begins"]), time.fromisoformat(match["ends"]), match["zone"] or ""
    if begins == ends or (named and isinstance(zone(named), Trouble)):
        return None
    return QuietHours(begins, ends, value, named)


def days(value: Any) -> Blackout | None:
    """`2026-12-24`, `2026-12-24..2026-12-26`, either with a reason behind it; None for anything else."""
    if not isinstance(value, str) or not re.fullmatch(DAYS, value):
        return None
    match = _DAYS.fullmatch(value)
    assert match is not None
    try:
        first, last = date.fromisoformat(match["first"]), date.fromisoformat(match["last"] or match["first"])
    except ValueError:
        return None
    return Blackout(first, last, (match["reason"] or "").strip()) if first <= last else None


def rulebook(rules: Mapping[str, Any] | None, profiles: Mapping[str, Any] | None) -> Rulebook:
    """What the checked settings say. A profile's rule takes the place of everyone's; null takes it away."""
    given = rules or {}
    own = {name: section["rules"] for name, section in (profiles or {}).items() if section and section.get("rules")}
    return Rulebook(_house(given), {name: _house({**given, **theirs}) for name, theirs in own.items()})


def _house(given: Mapping[str, Any]) -> HouseRules:
    return HouseRules(
        spacing=duration(given.get("spacing") or 0) or timedelta(0),
        quiet_hours=hours(given.get("quiet_hours")),
        blackout=tuple(found for each in _listed(given.get("blackout")) if (found := days(each))),
        banned_hashtags=tuple(str(each).lstrip("#").casefold() for each in _listed(given.get("banned_hashtags"))),
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
