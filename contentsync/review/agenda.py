"""What is coming, day by day, on a terminal."""

from collections.abc import Iterator
from itertools import groupby

from contentsync.review.escape import escaped
from contentsync.review.material import Material
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


def agenda_screen(material: Material, paint: Paint) -> str:
    """Everything ahead and what went out, then the sum of the plan."""
    header = material.rows.header
    lines = [*sandbox_lines(header, paint), *agenda_lines(occasions(material), header.zone, paint)]
    return "\n".join([*lines, paint("bold", sum_line(material.rows)), *sandbox_lines(header, paint)]) + "\n"


def agenda_lines(found: tuple[Occasion, ...], now_zone: str, paint: Paint) -> Iterator[str]:
    """A line for each, below the day of the repository's zone that it falls on."""
    zone = zone_of(now_zone)
    width = max((len(escaped(each.address)) for each in found), default=0)
    for _, group in groupby(found, lambda each: each.at.astimezone(zone).date() if each.at else None):
        here = list(group)
        first = here[0].at.astimezone(zone) if here[0].at else None
        yield paint("bold", day(first, first) if first else "When first applied")
        for each in here:
            yield _line(each, now_zone, width, paint)
        yield ""


def _line(occasion: Occasion, now_zone: str, width: int, paint: Paint) -> str:
    sign, style = SIGNS[occasion.kind]
    clock = f"{occasion.at.astimezone(zone_of(now_zone)):%H:%M}" if occasion.at else "     "
    shown = "  ".join([f"{escaped(occasion.address):<{width}}", escaped(" ".join(occasion.platforms))])
    word = "" if occasion.kind is Kind.UNCHANGED else f"  ({occasion.kind})"
    words = escaped(excerpt(occasion.words, WORDS_WIDTH))
    return f"  {clock} {paint(style, f'{sign} {shown}{word}')}  {words}".rstrip()
