"""Whether the words of a post are as short as its networks want them, and what becomes of those that are not.

Source of the numbers: Upload-Post docs, character-limits page; they stand in the tables of the networks.
"""

import re
import sys
from functools import cache

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import PostType
from contentsync.platforms import PLATFORMS
from contentsync.platforms import Finding
from contentsync.platforms.table import Words
from contentsync.rules.counting import longest
from contentsync.rules.excess import excess_findings
from contentsync.rules.excess import excess_note
from contentsync.rules.inside import MOST_MENTIONS
from contentsync.rules.inside import inside_findings
from contentsync.rules.lengths import wordings


class Count(msgspec.Struct, frozen=True):
    """How long some words are on a network, in its own units, and how long they may be.

    `field` is `text`, `title` or `first_comment`; `note` says what becomes of what is too long, else it is empty.
    """

    platform: str
    field: Words
    count: int
    limit: int
    note: str = ""


def text_counts(delivery: Delivery, has_premium: bool = False) -> tuple[Count, ...]:
    """One for all words that a limit is known for, by network, the text first. `has_premium` as in `check_text`."""
    found = (wording for wording in wordings(delivery, has_premium) if not wording.stands_in)
    return tuple(Count(each.platform, each.words, *each.used, excess_note(each)) for each in found)


def check_text(delivery: Delivery, has_premium: bool = False) -> list[Finding]:
    """Errors where a network takes nothing of it, warnings where it shows something else than was written.

    `has_premium` says that the account on X has Premium.
    """
    if _is_plainly_short(delivery):
        return []
    found = []
    for wording in wordings(delivery, has_premium):
        if wording.is_too_long:
            found += excess_findings(wording, delivery)
        found += inside_findings(wording, delivery)
    return found


_MAY_BE_LINK = re.compile(r"\.\w|://")
_COUNTED_OPTIONS = frozenset({"first_comment", "tags"})


def _is_plainly_short(delivery: Delivery) -> bool:
    """Settles nearly every post without counting: shorter than every limit that could hold, and nothing to look for."""
    if delivery.texts or delivery.titles:
        return False
    if any(not _COUNTED_OPTIONS.isdisjoint(given) for given in delivery.options.values()):
        return False
    text, title, comment = _least(delivery.platforms, delivery.post_type)
    return (
        _is_under(delivery.text, text)
        and _is_under(delivery.title, title)
        and _is_under(delivery.first_comment, comment)
    )


def _is_under(text: str, least: int) -> bool:
    if not text:
        return True
    if not text.isascii() and longest(text) > least:
        return False
    return len(text) <= least and text.count("@") <= MOST_MENTIONS and not _MAY_BE_LINK.search(text)


@cache
def _least(platforms: tuple[str, ...], post_type: PostType) -> tuple[int, int, int]:
    """The smallest limits of text, title and first comment. The text may stand in for a title, and the other way."""
    limits = [
        limit for name in platforms for limit in PLATFORMS[name].limits if post_type in limit.types and limit.most
    ]
    shown = min((limit.most for limit in limits if limit.words != "first_comment"), default=sys.maxsize)
    comment = min((limit.most for limit in limits if limit.words == "first_comment"), default=sys.maxsize)
    return shown, shown, comment
