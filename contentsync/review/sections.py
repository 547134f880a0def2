"""A document that has to fit: made of sections, of which the least needed go first."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable

import msgspec

from contentsync.review.counting import counted

Measure = Callable[[str], int]

_BREAK = "\n\n"
_NOTE_ROOM = 600
"""What saying that something was left out may take."""


class Section(msgspec.Struct, frozen=True):
    """`forms` are the same thing in fewer and fewer words; the last has to be short whatever it is about.

    `rank` says how soon it may be left out, the highest first; None: never, it is only said in fewer words. `name` is
    what it is called where it was left out, as one and as several.
    """

    forms: tuple[str, ...]
    rank: tuple[int, float] | None = None
    name: tuple[str, str] = ("section", "sections")


def utf16_units(text: str) -> int:
    """As JavaScript, and with it GitHub, counts characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def fitted(sections: Iterable[Section], room: int, measure: Measure, elsewhere: str, end: str = "") -> str:
    """The sections in their order, no longer than `room`, then `end`. What was left out is named before that, with
    `elsewhere`, where it can be read.
    """
    present = [section for section in sections if section.forms[0]]
    forms = [0] * len(present)
    lengths = [measure(section.forms[0]) + len(_BREAK) for section in present]
    free = room - measure(end) - _NOTE_ROOM - measure(elsewhere)
    left_out = _dropped(present, lengths, free)
    _shorten(present, forms, lengths, free, measure)
    kept = [
        section.forms[form] for place, (section, form) in enumerate(zip(present, forms, strict=True)) if lengths[place]
    ]
    is_shorter = any(forms)
    note = [_note(left_out, is_shorter, elsewhere)] if left_out or is_shorter else []
    return _BREAK.join([*kept, *note, *([end] if end else [])]) + "\n"


def _dropped(present: list[Section], lengths: list[int], free: int) -> Counter[tuple[str, str]]:
    """Leave out what may be, the highest rank first, until it fits. A length of 0 stands for what is gone."""
    total = sum(lengths)
    order = sorted(
        (place for place, section in enumerate(present) if section.rank is not None),
        key=lambda place: present[place].rank or (0, 0.0),
        reverse=True,
    )
    gone: Counter[tuple[str, str]] = Counter()
    for place in order:
        if total <= free:
            break
        total -= lengths[place]
        lengths[place] = 0
        gone[present[place].name] += 1
    return gone


def _shorten(present: list[Section], forms: list[int], lengths: list[int], free: int, measure: Measure) -> None:
    """Say in fewer words what takes the most room, again and again, until it fits or nothing is shorter."""
    total = sum(lengths)
    while total > free:
        longer = [place for place, form in enumerate(forms) if lengths[place] and form + 1 < len(present[place].forms)]
        if not longer:
            break
        place = max(longer, key=lambda each: lengths[each])
        forms[place] += 1
        length = measure(present[place].forms[forms[place]]) + len(_BREAK)
        total += length - lengths[place]
        lengths[place] = length


def _note(left_out: Counter[tuple[str, str]], is_shorter: bool, elsewhere: str) -> str:
    names = [counted(count, *name) for name, count in left_out.items()]
    words = [f"left out here: {', '.join(names)}"] if names else []
    words += ["lists are summed up"] if is_shorter else []
    return f"_This is not all of it: {'; '.join(words)}. Everything: {elsewhere}._"
