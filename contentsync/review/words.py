"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
# difflib compares every word with every other; a text of a whole page against another page is shown as replaced.
_COMPARISONS_LIMIT = 1_000_000
_CONTEXT = 30


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Mark(msgspec.Struct, frozen=True):
    """A run of words of one kind. All but the added give the old text, all but the removed the new."""

    kind: Kind
    text: str


def word_marks(before: str, after: str) -> tuple[Mark, ...]:
    """The marks that lead from one text to the other, in reading order; removed comes before added."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    marks = [
        Mark(Kind.SAME, "".join(old[:head])),
        *_middle(old_middle, new_middle),
        Mark(Kind.SAME, "".join(old[len(old) - tail :])),
    ]
    return tuple(mark for mark in marks if mark.text)


def excerpt(text: str, length: int) -> str:
    """How a text begins, in at most that many characters and the sign that there is more."""
    text = text.strip()
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


def shortened(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The same marks with long unchanged runs cut to what stands next to a change (`…` for what was left out)."""
    last = len(marks) - 1
    return tuple(
        Mark(mark.kind, _cut(mark.text, index > 0, index < last)) if mark.kind is Kind.SAME else mark
        for index, mark in enumerate(marks)
    )


def _common(left: list[str], right: list[str]) -> int:
    length = min(len(left), len(right))
    return next((index for index in range(length) if left[index] != right[index]), length)


def _middle(old: list[str], new: list[str]) -> list[Mark]:
    if len(old) * len(new) > _COMPARISONS_LIMIT:
        return [Mark(Kind.REMOVED, "".join(old)), Mark(Kind.ADDED, "".join(new))]
    marks = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            marks.append(Mark(Kind.SAME, "".join(old[a:b])))
            continue
        marks.append(Mark(Kind.REMOVED, "".join(old[a:b])))
        marks.append(Mark(Kind.ADDED, "".join(new[c:d])))
    return marks


def _cut(text: str, keeps_start: bool, keeps_end: bool) -> str:
    if len(text) <= 2 * _CONTEXT + 1:
        return text
    start = text[:_CONTEXT] if keeps_start else ""
    end = text[-_CONTEXT:] if keeps_end else ""
    return f"{start}…{end}"
