"""Which limit holds for the words of a delivery."""

from collections.abc import Mapping
from functools import cache

from contentsync.model.delivery import PostType
from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Words

UNBOUND = Limit(0)


def limit_of(platform: str, post_type: PostType, words: Words, options: Mapping[str, object]) -> Limit:
    """The limit of a network's words under its options; `UNBOUND` where there is none."""
    for limit in _limits(platform, post_type, words):
        option, values = limit.when or ("", ())
        if not option or (option in options and (not values or options[option] in values)):
            return limit
    return UNBOUND


@cache
def _limits(platform: str, post_type: PostType, words: Words) -> tuple[Limit, ...]:
    rows = PLATFORMS[platform].limits
    return tuple(limit for limit in rows if limit.words == words and post_type in limit.types)
