"""What is coming, on a terminal: the months, then day by day."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from contentsync.review.counting import counted
from contentsync.review.escape import escaped
from contentsync.review.grid import LEAST_WIDTH
from contentsync.review.grid import month_lines
from contentsync.review.material import Material
from contentsync.review.months import current
from contentsync.review.months import months
from contentsync.review.occasions import SIGNS
from contentsync.review.occasions import Kind
from contentsync.review.occasions import Occasion
from contentsync.review.occasions import occasions
from contentsync.review.paint import Paint
from contentsync.review.terminal import sandbox_lines
from contentsync.review.terminal import sum_line
from contentsync.review.when import day
from contentsync.review.when import zone_of
from contentsync.review.words import excerpt

WORDS_WIDTH = 60
LEAST_WORDS = 20


def agenda_screen(material: Material, paint: Paint, width: int = 80) -> str:
    """Everything ahead, as months where `width` columns have room for them, and day by day; then what is to be done."""
    header = material.rows.header
    found = occasions(material)
    shown = current(found, header.zone, header.now)
    lines = [*sandbox_lines(header, paint)]
    if width >= LEAST_WIDTH:
        today = header.now.astimezone(zone_of(header.zone)).date()
        lines += [line for month in months(shown, header.zone) for line in month_lines(month, today, width, paint)]
    if not shown:
        lines += ["Nothing is coming: contentsync new writes a post.", ""]
    lines += agenda_lines(shown, header.zone, header.now, width, paint)
    if left := len(found) - len(shown):
        lines += [paint("dim", f"   {counted(left, 'post')} of earlier months not shown"), ""]
    return "\n".join([*lines, paint("bold", sum_line(material.rows)), *sandbox_lines(header, paint)]) + "\n"


def agenda_lines(
    found: tuple[Occasion, ...], zone_name: str, now: datetime, columns: int, paint: Paint
) -> Iterator[str]:
    """A line for each, below the day of the repository's zone that it falls on."""
    zone = zone_of(zone_name)
    width = max((len(escaped(each.address)) for each in found), default=0)
    for _, group in groupby(found, lambda each: each.at.astimezone(zone).date() if each.at else None):
        here = list(group)
        first = here[0].at.astimezone(zone) if here[0].at else None
        yield paint("bold", day(first, now.astimezone(zone)) if first else "When first applied")
        for each in here:
            yield _line(each, zone_name, width, columns, paint)
        yield ""


def _line(occasion: Occasion, zone: str, width: int, columns: int, paint: Paint) -> str:
    """The words are cut to what room there is, but they can be told apart on any terminal."""
    sign, style = SIGNS[occasion.kind]
    clock = f"{occasion.at.astimezone(zone_of(zone)):%H:%M}" if occasion.at else "     "
    word = "" if occasion.kind is Kind.UNCHANGED else f"  ({occasion.kind})"
    shown = f"{sign} {escaped(occasion.address):<{width}}  {escaped(' '.join(occasion.platforms))}{word}"
    room = columns - len(f"  {clock} {shown}  …")
    words = excerpt(escaped(occasion.words), min(WORDS_WIDTH, max(LEAST_WORDS, room)))
    return f"  {clock} {paint(style, shown)}  {words}".rstrip()
