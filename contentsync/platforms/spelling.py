"""What was probably meant by a name that is not one."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.table import Platform

OTHER_NAMES = {
    "twitter": "x",
    "meta": "facebook",
    "fb": "facebook",
    "ig": "instagram",
    "insta": "instagram",
    "gbp": "google_business",
    "google": "google_business",
    "google_my_business": "google_business",
    "yt": "youtube",
    "bsky": "bluesky",
    "dev.to": "devto",
    "dev": "devto",
}


def nearest(name: str, known: Iterable[str]) -> str:
    """The closest known name whatever its case, empty where none is close."""
    folded = {other.casefold(): other for other in known}
    matches = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else ""


def snake(name: str) -> str:
    """`privacyStatus` and `Privacy-Status` as `privacy_status`; a trailing `[]` is dropped."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.removesuffix("[]"))
    return re.sub(r"[\s\-]+", "_", parted).lower()


def platform_named(name: str) -> str:
    """The network that was probably meant, empty where none is close."""
    key = snake(name)
    return key if key in PLATFORMS else OTHER_NAMES.get(key) or nearest(key, PLATFORMS)


def right_option(platform: Platform, post_type: str, name: str) -> str:
    """The option that was probably meant: by its wire name, by another spelling that the API takes, or a close one."""
    spellings: dict[str, str] = {}
    for option in platform.options:
        if post_type in option.types:
            for spelling in (option.name, option.wire, *option.aliases, option.url_wire):
                if spelling:
                    spellings[snake(spelling)] = option.name
    key = snake(name)
    short = key.removeprefix(platform.prefix)
    return spellings.get(key) or spellings.get(short) or spellings.get(nearest(short, spellings), "")
