"""What is coming as Markdown: for a README, a wiki, or a forge that has no comments of ours."""

from collections.abc import Iterator
from itertools import groupby

from contentsync.model.problem import Problem
from contentsync.review.counting import counted
from contentsync.review.markdown import code
from contentsync.review.markdown import inline
from contentsync.review.markdown import table
from contentsync.review.material import Material
from contentsync.review.months import Day
from contentsync.review.months import Month
from contentsync.review.months import Slot
from contentsync.review.months import current
from contentsync.review.months import kinds
from contentsync.review.months import months
from contentsync.review.months import slots_of
from contentsync.review.occasions import SIGNS
from contentsync.review.occasions import Kind
from contentsync.review.occasions import Occasion
from contentsync.review.occasions import occasions
from contentsync.review.paint import Paint
from contentsync.review.rows import Header
from contentsync.review.terminal import sandbox_lines
from contentsync.review.terminal import sum_line
from contentsync.review.when import day
from contentsync.review.when import now_line
from contentsync.review.when import short_moment
from contentsync.review.when import zone_of
from contentsync.review.words import excerpt

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORDS_WIDTH = 100
_LINE = "<br>"
"""The one way to a second line in a cell of a table."""


def review_markdown(material: Material) -> str:
    """Each month as a calendar and as a list, what has no moment yet, and the problems."""
    header = material.rows.header
    found = occasions(material)
    shown = current(found, header.zone, header.now)
    parts = [f"# {inline(header.namespace)}", *_head(material)]
    for month in months(shown, header.zone):
        listed = [slot.occasion for slot in slots_of(month) if not slot.is_old]
        parts += [f"## {month.name}", _calendar(month, header), _legend(month), *_list(listed, header)]
    if undated := [each for each in shown if each.at is None]:
        parts += ["## When first applied", *_list(undated, header)]
    if left := len(found) - len(shown):
        parts.append(f"{counted(left, 'post')} of earlier months not shown.")
    problems = [*material.rows.errors, *(problem for row in material.rows.rows for problem in row.problems)]
    parts += _problems([*problems, *material.rows.warnings])
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(material: Material) -> Iterator[str]:
    header = material.rows.header
    yield from map(inline, sandbox_lines(header, Paint(False)))
    yield f"{inline(now_line(header.now, header.zone))}. {inline(sum_line(material.rows))}"


def _calendar(month: Month, header: Header) -> str:
    today = header.now.astimezone(zone_of(header.zone)).date()
    rows = [
        [_LINE.join(_cell(each, is_today=each.date == today)) if not each.is_outside else " " for each in week]
        for week in month.weeks
    ]
    return table(_DAYS, rows)


def _cell(each: Day, *, is_today: bool) -> Iterator[str]:
    yield f"**{each.date.day}**" if is_today else str(each.date.day)
    for slot in each.slots:
        yield _slot(slot)


def _slot(slot: Slot) -> str:
    text = f"{inline(slot.sign[0])} {inline(slot.occasion.address)}"
    return f"~~{text}~~" if slot.is_old or slot.occasion.kind is Kind.CANCELLED else text


def _legend(month: Month) -> str:
    return " · ".join(f"{inline(sign)} {inline(meaning)}" for sign, _, meaning in kinds(slots_of(month)))


def _list(found: list[Occasion], header: Header) -> Iterator[str]:
    """A table, which needs a row at least: a month may have nothing but the old slot of a moved post."""
    if found:
        rows = [_row(each, header, profiles=len({each.profile for each in found})) for each in found]
        yield table(("", "When", "Post", "Platforms", "What", "Words"), rows)


def _row(each: Occasion, header: Header, profiles: int) -> list[str]:
    moment = ""
    if each.at is not None:
        local, now = (at.astimezone(zone_of(header.zone)) for at in (each.at, header.now))
        moment = f"{day(local, now)} {local:%H:%M} {local.tzname()}"
    if each.was_at is not None:
        moment = f"~~{inline(short_moment(each.was_at, header.zone, header.now))}~~ → {inline(moment)}"
    where = each.platforms if profiles == 1 else (f"{each.profile}:", *each.platforms)
    kind = "" if each.kind is Kind.UNCHANGED else str(each.kind)
    return [
        inline(SIGNS[each.kind][0]),
        moment if each.was_at else inline(moment),
        code(each.address),
        inline(" ".join(where)),
        inline(kind),
        inline(excerpt(each.words, _WORDS_WIDTH)),
    ]


def _problems(problems: list[Problem]) -> Iterator[str]:
    for severity, group in groupby(sorted(problems, key=lambda each: (each.severity, each)), lambda p: p.severity):
        found = list(group)
        yield f"## {severity.capitalize()}s"
        rows = [[each.code, code(each.where), inline(each.message), inline(each.fix)] for each in found]
        yield table(("Code", "Where", "What", "Fix"), rows)
