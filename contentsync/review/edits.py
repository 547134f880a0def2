"""Before and after, field by field."""

from datetime import datetime

import msgspec

from contentsync.model.change import Change
from contentsync.model.change import Fields
from contentsync.review.when import short_moment
from contentsync.review.words import Mark
from contentsync.review.words import word_marks


class Edit(msgspec.Struct, frozen=True):
    """One field that changes. Texts have `marks`; everything else is `before` and `after`."""

    name: str
    before: str
    after: str
    marks: tuple[Mark, ...] = ()


def edits_of(change: Change, zone: str, now: datetime) -> tuple[Edit, ...]:
    """The fields that differ, in the order in which people ask: when, what it says, what it shows, where."""
    before, after = change.before, change.after
    if before is None or after is None:
        return ()
    edits = [
        _edit("time", *(_time(fields, zone, now) for fields in (before, after))),
        _text_edit(_title_name(change), before.title, after.title),
        _text_edit("text", before.text, after.text),
        _edit("media", _list(before.media), _list(after.media)),
        _edit("platforms", _list(before.platforms), _list(after.platforms)),
    ]
    return tuple(edit for edit in edits if edit)


def _title_name(change: Change) -> str:
    # What followers read travels in the wire's title where nobody wrote a headline.
    return "title" if change.delivery and change.delivery.title else "text"


def _edit(name: str, before: str | None, after: str | None) -> Edit | None:
    if before is None or after is None or before == after:
        return None
    return Edit(name, before, after)


def _text_edit(name: str, before: str | None, after: str | None) -> Edit | None:
    if before == after or (before is None and not after) or after is None:
        return None
    return Edit(name, before or "", after, word_marks(before or "", after))


def _time(fields: Fields, zone: str, now: datetime) -> str | None:
    return short_moment(fields.scheduled_at, zone, now) if fields.scheduled_at else None


def _list(values: tuple[str, ...] | None) -> str | None:
    return None if values is None else " ".join(values) or "none"
