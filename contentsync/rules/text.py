"""Whether the words of a post are as short as its networks want them, and what becomes of those that are not.

Source of the numbers: Upload-Post docs, character-limits page; they stand in the tables of the networks.
"""

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
from contentsync.rules.inside import inside_findings
from contentsync.rules.inside import may_find
from contentsync.rules.lengths import Wording
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
    return tuple(_count(each) for each in wordings(delivery, has_premium) if not each.stands_in)


def _count(wording: Wording) -> Count:
    count, most = wording.used
    is_short = count <= min(most, wording.limit.most)
    return Count(wording.platform, wording.words, count, most, "" if is_short else excess_note(wording))


def check_text(delivery: Delivery, has_premium: bool = False) -> list[Finding]:
    """Errors where a network takes nothing of it, warnings where it shows something else than was written.

    `has_premium` says that the account on X has Premium.
    """
    counted = [name for name in delivery.platforms if not _is_plainly_short(delivery, name)]
    found = []
    for wording in wordings(delivery, has_premium) if counted else ():
        if wording.platform in counted:
            if wording.is_too_long:
                found += excess_findings(wording, delivery)
            found += inside_findings(wording, delivery)
    return found


def _is_plainly_short(delivery: Delivery, platform: str) -> bool:
    """Settles nearly every text without counting: shorter than every limit that could hold, and nothing to look for."""
    given = delivery.options.get(platform) or {}
    text, title = delivery.texts.get(platform, delivery.text), delivery.titles.get(platform, delivery.title)
    shown, comment = _least(platform, delivery.post_type)
    return (
        longest(text) <= shown
        and longest(title) <= shown
        and longest(str(given.get("first_comment") or delivery.first_comment)) <= comment
        # Where there is no text, the title stands in for it.
        and not may_find(platform, text or title, given)
    )


@cache
def _least(platform: str, post_type: PostType) -> tuple[int, int]:
    """The smallest limits of what is shown and of the first comment: a text may stand in for a title, and back."""
    limits = [limit for limit in PLATFORMS[platform].limits if post_type in limit.types and limit.most]
    shown = min((limit.most for limit in limits if limit.words != "first_comment"), default=sys.maxsize)
    comment = min((limit.most for limit in limits if limit.words == "first_comment"), default=sys.maxsize)
    return shown, comment
