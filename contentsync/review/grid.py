"""A month on a terminal: seven columns of days, and what the signs in them mean."""

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len
from rich.cells import set_cell_size

from contentsync.review.escape import escaped
from contentsync.review.months import Day
from contentsync.review.months import Month
from contentsync.review.months import Slot
from contentsync.review.months import kinds
from contentsync.review.months import slots_of
from contentsync.review.paint import Paint

LEAST_WIDTH = 77
"""Columns below which a day has no room for a name."""
_MOST_WIDTH = 140
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOST_A_DAY = 4


def month_lines(month: Month, today: date, width: int, paint: Paint) -> Iterator[str]:
    """The month in at most `width` columns, of which there are `LEAST_WIDTH`. Today's number stands in brackets."""
    column = min(width, _MOST_WIDTH) // len(_DAYS)
    yield paint("bold", month.name)
    yield paint("dim", "".join(f"{name:<{column}}" for name in _DAYS).rstrip())
    for week in month.weeks:
        yield from _week(week, today, column, paint)
    yield ""
    yield from _legend(kinds(slots_of(month)), width, paint)
    yield ""


def _legend(signs: list[tuple[str, str, str]], width: int, paint: Paint) -> Iterator[str]:
    """What the signs mean, on as many lines as that takes."""
    lines: list[list[tuple[str, str, str]]] = [[]]
    for each in signs:
        if sum(len(meaning) + 5 for _, _, meaning in [*lines[-1], each]) > width:
            lines.append([])
        lines[-1].append(each)
    for line in lines:
        yield "   ".join(f"{paint(style, sign)} {meaning}" for sign, style, meaning in line)


def _week(week: tuple[Day, ...], today: date, column: int, paint: Paint) -> Iterator[str]:
    """As many lines as the fullest day needs."""
    days = [list(_day(day, today, column, paint)) for day in week]
    for number in range(max(map(len, days))):
        cells = [day[number] if number < len(day) else ("", "") for day in days]
        yield "".join(paint(style, text) + " " * (column - cell_len(text)) for style, text in cells).rstrip()


def _day(day: Day, today: date, column: int, paint: Paint) -> Iterator[tuple[str, str]]:
    """The cell's lines as (style, text), none wider than the column less the space behind it."""
    if day.is_outside:
        return
    yield ("bold", f"[{day.date.day}]") if day.date == today else ("dim", f" {day.date.day}")
    shown = _shown(day.slots)
    for slot in shown:
        sign, style = slot.sign
        yield style, _fitted(f"{sign} {escaped(slot.occasion.address)}", column - 1)
    if len(shown) < len(day.slots):
        yield "dim", f"… {len(day.slots) - len(shown)} more"


def _shown(slots: tuple[Slot, ...]) -> list[Slot]:
    """Those that a day has room for, what changes before what does not."""
    if len(slots) <= _MOST_A_DAY:
        return list(slots)
    kept = sorted(slots, key=lambda slot: slot.is_quiet)[: _MOST_A_DAY - 1]
    return [slot for slot in slots if slot in kept]


def _fitted(text: str, width: int) -> str:
    return text if cell_len(text) <= width else f"{set_cell_size(text, width - 1).rstrip()}…"
