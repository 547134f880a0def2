"""The rows of a plan as tables of Markdown: one row per post, or per day, week or month where there are very many."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from itertools import groupby

from contentsync.model.change import Action
from contentsync.review.links import Links
from contentsync.review.markdown import hint
from contentsync.review.markdown import inline
from contentsync.review.markdown import table
from contentsync.review.rows import Header
from contentsync.review.rows import Row
from contentsync.review.terminal import to_do_text
from contentsync.review.when import short_moment
from contentsync.review.when import zone_of

MOST_ROWS = 150
"""More are summed up by day: nobody reads them one by one."""

MARKS: dict[Action, str] = {
    Action.CREATE: "➕",
    Action.UPDATE: "✏️",
    Action.REPLACE: "🔁",
    Action.DELETE: "❌",
    Action.ADOPT: "📥",
    Action.FORGET: "▫️",
    Action.HOLD: "⚠️",
    Action.NONE: "▫️",
}
"""Told apart by shape: the colours of a theme are not."""

UNDATED = "when applied"


def row_tables(rows: Sequence[Row], header: Header, links: Links, most: int = MOST_ROWS) -> tuple[str, ...]:
    """The same rows in ever fewer lines; empty where there are none."""
    if not rows:
        return ("",)
    whole = [_whole(rows, header, links)] if len(rows) <= most else []
    return (*whole, *(_by(rows, header, name, period) for name, period in PERIODS.items()))


def mark_of(row: Row) -> str:
    """The sign of a row; what a person has to look at has one of its own."""
    return MARKS[Action.HOLD] if row.is_for_a_person or (row.action is Action.NONE and row.hint) else MARKS[row.action]


def moment_of(row: Row, header: Header) -> str:
    """Its time in the repository's zone, as Markdown, with the time that it leaves."""
    if row.at is None:
        return UNDATED
    now = short_moment(row.at, header.zone, header.now)
    if row.was_at is None:
        return now
    return f"~~{short_moment(row.was_at, header.zone, header.now)}~~ → {now}"


def change_of(row: Row) -> str:
    """`edit: time, text`, or why nothing is done, as Markdown."""
    what = ", ".join(edit.name for edit in row.edits)
    why = " → ".join(text for text in (inline(row.reason), hint(row.hint)) if text)
    if row.is_drift:
        why = f"changed in Upload-Post, not here{f': {why}' if why else ''}"
    rest = "; ".join(text for text in (what, why) if text)
    return f"{row.word}: {rest}" if rest else row.word


def _whole(rows: Sequence[Row], header: Header, links: Links) -> str:
    head = ("", f"When ({inline(header.zone)})", "Post", "Platforms", "Change", "Checks")
    return table(head, (_cells(row, header, links) for row in rows))


def _cells(row: Row, header: Header, links: Links) -> tuple[str, ...]:
    source = row.source if row.source and row.source.line else None
    return (
        mark_of(row),
        moment_of(row, header),
        links.to_file(row.address, source.file if source else "", source.line if source else 0),
        inline(" · ".join(row.platforms)),
        change_of(row),
        " ".join([*(f"⚠️ {problem.code}" for problem in row.problems), inline(row.lengths)]).strip(),
    )


def _day(at: date) -> tuple[date, str]:
    return at, f"{at:%a} {at.day} {at:%b %Y}"


def _week(at: date) -> tuple[date, str]:
    monday = at - timedelta(days=at.weekday())
    return monday, f"Week of {_day(monday)[1]}"


def _month(at: date) -> tuple[date, str]:
    return at.replace(day=1), f"{at:%B %Y}"


PERIODS: dict[str, Callable[[date], tuple[date, str]]] = {"Day": _day, "Week": _week, "Month": _month}
"""Name to what finds the first day of it, and its name."""


def by_period(
    rows: Sequence[Row], header: Header, period: Callable[[date], tuple[date, str]]
) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each period, soonest first; those without a moment last."""
    zone = zone_of(header.zone)
    dated = [(period(row.at.astimezone(zone).date()), row) for row in rows if row.at]
    for (_, name), group in groupby(sorted(dated, key=lambda each: each[0][0]), lambda each: each[0]):
        yield name, [row for _, row in group]
    undated = [row for row in rows if row.at is None]
    if undated:
        yield UNDATED, undated


def _by(rows: Sequence[Row], header: Header, name: str, period: Callable[[date], tuple[date, str]]) -> str:
    head = (f"{name} ({inline(header.zone)})", "Posts", "Changes")
    return table(head, ((when, f"{len(group):,}", sum_of(group)) for when, group in by_period(rows, header, period)))


def sum_of(rows: Sequence[Row]) -> str:
    """`2 to schedule, 1 to edit, 1 waiting`."""
    counts = Counter(str(row.action) for row in rows)
    rest = Counter(row.word for row in rows if row.action in (Action.HOLD, Action.NONE))
    return ", ".join([*filter(None, [to_do_text(counts)]), *(f"{count:,} {word}" for word, count in rest.items())])
