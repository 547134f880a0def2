"""The words of a card as they will stand: one post or a thread, folded, and cut where the network cuts them."""

from bisect import bisect_left

import msgspec

from contentsync.review.page.looks import Look
from contentsync.review.page.spans import Span
from contentsync.review.page.spans import divided
from contentsync.review.page.spans import folded
from contentsync.review.page.spans import sides
from contentsync.review.page.spans import spans
from contentsync.rules.lengths import Wording
from contentsync.rules.threads import thread

_DIVIDED = frozenset({"thread", "split"})


class Part(msgspec.Struct, frozen=True):
    """One post of a thread, or the only one: what shows at once, what stands behind the fold, and what is lost."""

    shown: tuple[Span, ...]
    folded: tuple[Span, ...] = ()
    lost: tuple[Span, ...] = ()


def parts_of(text: str, wording: Wording | None, look: Look) -> tuple[Part, ...]:
    """The posts that a text becomes. `wording` has the limit that it is under, None where there is none."""
    if wording is None or wording.fits(text):
        return (_part(spans(text), look),)
    if wording.limit.excess in _DIVIDED:
        return tuple(_part(spans(post), look) for post in thread(text, wording.fits).posts)
    kept, lost = divided(spans(text), _most(text, wording))
    return (msgspec.structs.replace(_part(kept, look), lost=lost),)


def parts_of_edit(before: str, after: str, wording: Wording | None) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The posts of the text before and after an edit, post by post with what was changed in it. Nothing is folded."""
    old, new = _posts(before, wording), _posts(after, wording)
    pairs = [
        sides(old[number] if number < len(old) else "", new[number] if number < len(new) else "")
        for number in range(max(len(old), len(new)))
    ]
    return (
        tuple(Part(left) for left, _ in pairs[: len(old)]),
        tuple(Part(right) for _, right in pairs[: len(new)]),
    )


def _posts(text: str, wording: Wording | None) -> tuple[str, ...]:
    if wording is None or wording.limit.excess not in _DIVIDED:
        return (text.strip(),)
    return thread(text, wording.fits).posts or ("",)


def _part(found: tuple[Span, ...], look: Look) -> Part:
    return Part(*folded(found, look.fold, look.fold_lines))


def _most(text: str, wording: Wording) -> int:
    """How many of the first characters fit; more of them are never shorter."""
    return max(bisect_left(range(len(text) + 1), True, key=lambda count: not wording.fits(text[:count])) - 1, 0)
