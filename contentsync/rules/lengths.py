"""The words that each network of a delivery shows, and how long they are there."""

from collections.abc import Collection
from collections.abc import Iterator
from functools import cache

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import PostType
from contentsync.platforms.limits import limit_of
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Words
from contentsync.platforms.texts import Wish
from contentsync.platforms.texts import wishes
from contentsync.platforms.wire import options_for
from contentsync.rules.counting import longest
from contentsync.rules.counting import measured

Path = tuple[str | int, ...]


class Wording(msgspec.Struct, frozen=True):
    """Some words on one network, with the limit that they are under.

    `path` leads to them from the post. `stands_in` says that they are the text where no headline was written.
    """

    platform: str
    words: Words
    text: str
    path: Path
    limit: Limit
    has_premium: bool
    stands_in: bool = False

    @property
    def most(self) -> int:
        """What the network takes at most from this profile."""
        return self.limit.premium if self.limit.premium and self.has_premium else self.limit.most

    @property
    def used(self) -> tuple[int, int]:
        """The length and the most of it; both in bytes where those are too many, else as the network counts."""
        size = measured(self.text, "bytes") if self.limit.most_bytes else 0
        if size > self.limit.most_bytes:
            return size, self.limit.most_bytes
        return measured(self.text, self.limit.measure), self.most

    @property
    def is_too_long(self) -> bool:
        """Whether one post cannot hold it."""
        return not self.fits(self.text)

    def fits(self, text: str) -> bool:
        """Whether one post can hold the text. Premium alone makes no post longer: that takes an option."""
        limit = self.limit
        if longest(text) <= limit.most:
            return True
        if measured(text, limit.measure) > (limit.most if limit.excess == "thread" else self.most):
            return False
        return not limit.most_bytes or measured(text, "bytes") <= limit.most_bytes


def wordings(delivery: Delivery, has_premium: bool) -> Iterator[Wording]:
    """All words of a delivery that a limit is known for; `has_premium` says that the account on X has Premium."""
    shown = wishes(
        delivery.platforms, delivery.post_type, delivery.text, delivery.title, delivery.texts, delivery.titles
    )
    for wish in shown:
        for words, text, path, stands_in in (*_shown(delivery, wish), *comment_words(delivery, wish.platform)):
            limit = limit_of(wish.platform, delivery.post_type, words, delivery.options.get(wish.platform, {}))
            if limit.most and text:
                yield Wording(wish.platform, words, text, path, limit, has_premium, stands_in)


_Words = tuple[Words, str, Path, bool]


def _shown(delivery: Delivery, wish: Wish) -> Iterator[_Words]:
    written = delivery.texts.get(wish.platform, delivery.text)
    key = "text" if written else "title"
    own = delivery.texts if written else delivery.titles
    yield "text", wish.text, _path(wish.platform, key, own), False
    if wish.place.headline:
        title = delivery.titles.get(wish.platform, delivery.title)
        path = _path(wish.platform, "title", delivery.titles) if title else _path(wish.platform, key, own)
        yield "title", wish.headline, path, not title


def _path(platform: str, key: str, own: Collection[str]) -> Path:
    return ("platforms", platform, key) if platform in own else (key,)


def comment_words(delivery: Delivery, platform: str) -> Iterator[_Words]:
    """The first comment that a network gets, none where it has no such thing."""
    own = delivery.options.get(platform, {}).get("first_comment")
    if own:
        yield "first_comment", str(own), ("platforms", platform, "first_comment"), False
    elif delivery.first_comment and _comments(platform, delivery.post_type):
        yield "first_comment", delivery.first_comment, ("first_comment",), False


@cache
def _comments(platform: str, post_type: PostType) -> bool:
    return any(option.name == "first_comment" for option in options_for(platform, post_type))
