"""What can be measured of a medium, and how it is said. The bounds stand in the networks' tables."""

from collections.abc import Callable
from math import ceil
from math import floor
from math import inf

import msgspec

from contentsync.media import Facts
from contentsync.model.delivery import Medium
from contentsync.platforms.media import GB
from contentsync.platforms.media import KB
from contentsync.platforms.media import MB
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Measure


class Quantity(msgspec.Struct, frozen=True):
    """`value` is None where it is not known. Values and bounds are compared after rounding to `digits`, as shown.

    Encoders round as well: a film of 60.02 s was cut to 60 s, and 1200x628 is 1.91 to 1. `says` has a place for the
    value, `takes` for what the network takes.
    """

    code: str
    value: Callable[[Medium, Facts], float | None]
    says: str
    fix: str
    digits: int = 0
    shown: Callable[[float], str] = "{:,.0f}".format


def _clock(seconds: float) -> str:
    """`0:32`, `12:05`, `1:30:00`; tenths where there are any, as in `0:02.5`."""
    whole, tenths = divmod(round(seconds * 10), 10)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"{text}.{tenths}" if tenths else text


def _ratio(value: float) -> str:
    return f"{value:.2f}:1"


def _megabits(value: float) -> str:
    return f"{value / 1_000_000:.1f} Mbit/s" if value >= 1_000_000 else f"{value / 1_000:.0f} kbit/s"


_SCALE = "Scale it yourself, to decide how it looks."

QUANTITIES: dict[Measure, Quantity] = {
    "size": Quantity("CS423", lambda medium, _: medium.size or None, "has {}", "Export it at another quality."),
    "width": Quantity("CS424", lambda _, facts: facts.width or None, "is {} pixels wide", _SCALE),
    "height": Quantity("CS424", lambda _, facts: facts.height or None, "is {} pixels high", _SCALE),
    "longer": Quantity(
        "CS424", lambda _, facts: max(facts.width, facts.height) or None, "is {} pixels on its longer side", _SCALE
    ),
    "shorter": Quantity(
        "CS424", lambda _, facts: min(facts.width, facts.height) or None, "is {} pixels on its shorter side", _SCALE
    ),
    "pixels": Quantity("CS424", lambda _, facts: facts.pixels or None, "has {} pixels", _SCALE),
    "ratio": Quantity(
        "CS425",
        lambda _, facts: facts.ratio or None,
        "is {}, width to height",
        "Crop it to the shape you want.",
        2,
        _ratio,
    ),
    "frames": Quantity("CS427", lambda _, facts: facts.frames, "has {} frames", "Make the animation shorter."),
    "seconds": Quantity(
        "CS426",
        lambda _, facts: facts.duration,
        "lasts {}",
        "Change its length, or give this network `media:` of its own.",
        1,
        _clock,
    ),
    "rate": Quantity(
        "CS427", lambda _, facts: facts.rate or None, "has {} frames a second", "Export it at 30 frames a second."
    ),
    "bit_rate": Quantity(
        "CS427", lambda _, facts: facts.bit_rate or None, "has {}", "Export it at another bit rate.", 0, _megabits
    ),
    "audio_rate": Quantity(
        "CS427",
        lambda _, facts: facts.audio_rate or None,
        "has {} samples of sound a second",
        "Export its sound at 48,000 samples a second.",
    ),
    "pages": Quantity("CS428", lambda _, facts: facts.pages, "has {} pages", "Export what people are to read."),
}


def span(bound: Bound) -> str:
    """What a network takes: `320 to 1,440`, `at most 8 MB`, `at least 0:03`."""
    shown = _size_of_bound if bound.of == "size" else QUANTITIES[bound.of].shown
    if bound.most == inf:
        return f"at least {shown(bound.least)}"
    return f"{shown(bound.least)} to {shown(bound.most)}" if bound.least else f"at most {shown(bound.most)}"


def said(bound: Bound, value: float) -> str:
    """The value of a medium, in words: `is 4,000 pixels wide`."""
    quantity = QUANTITIES[bound.of]
    return quantity.says.format(_size(value, bound) if bound.of == "size" else quantity.shown(value))


def _size_of_bound(size: float) -> str:
    unit, name = next((each for each in ((GB, "GB"), (MB, "MB"), (1000 * KB, "MB")) if size % each[0] == 0), (KB, "KB"))
    return f"{size / unit:g} {name}"


def _size(size: float, bound: Bound) -> str:
    """In the unit of the bound and rounded away from it: never `8 MB` where 8 MB are taken."""
    is_small = size < bound.least
    limit = bound.least if is_small else bound.most
    unit = next((each for each in (MB, 1000 * KB) if limit % each == 0), KB)
    tenths = (floor if is_small else ceil)(size / unit * 10) / 10
    return f"{tenths:,g} {'KB' if unit == KB else 'MB'}"
