"""Which words go into which form field: the least that makes every network show what was written.

`title` and `description` are what PATCH can change later; every other text field makes an edit a replace. So the two
are chosen so that as few networks as possible need a field of their own.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

import msgspec

from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.table import Place


class WireTexts(msgspec.Struct, frozen=True):
    """`title` and `caption` are the fields `title` and `description`; `overrides` the fields of single networks."""

    title: str
    caption: str
    overrides: tuple[tuple[str, str], ...] = ()


class Wish(msgspec.Struct, frozen=True):
    """What followers of one network are to read. Where one of the two is not written, the other stands in for it."""

    platform: str
    place: Place
    text: str
    headline: str


def wishes(
    platforms: Sequence[str], post_type: str, text: str, title: str, texts: Mapping[str, str], titles: Mapping[str, str]
) -> list[Wish]:
    """One wish per network that takes the post type, sorted. An article's missing headline stays missing."""
    found = []
    for platform in sorted(platforms):
        place = PLATFORMS[platform].places.get(post_type)
        if place is not None:
            own_text, own_title = texts.get(platform, text), titles.get(platform, title)
            headline = own_title or ("" if place.text == "body" or not place.falls_back else own_text)
            stand_in = own_title if place.falls_back else ""
            found.append(Wish(platform, place, own_text or stand_in, headline))
    return found


def _overrides(wish: Wish, title: str, caption: str) -> list[tuple[str, str]] | None:
    """The fields that make a network show its wish, given the two shared ones; None where no field can."""
    place, platform = wish.place, wish.platform
    wanted = wish.headline if place.headline == "title" else wish.text
    fields = []
    if place.text == "body":
        if wish.text != title:
            if not place.own_body or not wish.text:
                return None
            fields.append((place.own_body, wish.text))
        if wish.headline:
            fields.insert(0, (f"{platform}_title", wish.headline))
        return fields
    if wanted != title:
        # An empty field is not sent, so nothing can keep a shared title from a network that is to show none.
        if not wanted or not place.own_title:
            return None
        fields.append((f"{platform}_title", wanted))
    if place.text == "description":
        shown = caption or (title if place.falls_back and not fields else "")
        if wish.text != shown:
            if not place.own_description or not wish.text:
                return None
            fields.append((f"{platform}_description", wish.text))
    return fields


def _candidates(found: list[Wish]) -> tuple[list[str], list[str]]:
    """Every value worth trying in `title` and in `description`, in the order of the networks."""
    titles: dict[str, None] = {}
    captions: dict[str, None] = {"": None}
    for wish in found:
        is_headed = wish.place.headline == "title" and wish.place.text != "body"
        titles[wish.headline if is_headed else wish.text] = None
        if wish.place.text == "description":
            captions[wish.text] = None
    return list(titles) or [""], list(captions)


def _attempt(found: list[Wish], title: str, caption: str) -> tuple[WireTexts, list[str]]:
    """What is sent for a pair of shared fields, and the networks whose wish it cannot meet."""
    sent: list[tuple[str, str]] = []
    unmet = []
    for wish in found:
        fields = _overrides(wish, title, caption)
        if fields is None:
            unmet.append(wish.platform)
        else:
            sent += fields
    return WireTexts(title, caption, tuple(sent)), unmet


@lru_cache(maxsize=8)
def _choice(
    platforms: tuple[str, ...],
    post_type: str,
    text: str,
    title: str,
    texts: tuple[tuple[str, str], ...],
    titles: tuple[tuple[str, str], ...],
) -> tuple[WireTexts, list[str]]:
    """The best attempt: all wishes met, then few overrides, then the shared text in `title`, then no description.

    Kept for a while: who makes a delivery of it asks next what is wrong with that.
    """
    found = wishes(platforms, post_type, text, title, dict(texts), dict(titles))
    attempts = [_attempt(found, title, caption) for title, caption in product(*_candidates(found))]
    return min(attempts, key=lambda a: (len(a[1]), len(a[0].overrides), a[0].title != text, a[0].caption != ""))


def wire_texts(
    platforms: Sequence[str], post_type: str, text: str, title: str, texts: Mapping[str, str], titles: Mapping[str, str]
) -> WireTexts:
    """The text fields of a create. `texts` and `titles` hold what single networks say differently.

    As few overrides as possible, ties to the shared text; a single network needs one only for an article's headline.
    """
    if not title and not texts and not titles and post_type != "document":
        return WireTexts(text, "")
    return _choice(tuple(platforms), post_type, text, title, tuple(texts.items()), tuple(titles.items()))[0]


def unmet_texts(
    platforms: Sequence[str], post_type: str, text: str, title: str, texts: Mapping[str, str], titles: Mapping[str, str]
) -> list[str]:
    """Networks that have no field for words of their own, and cannot share those of the others."""
    if not texts and not titles and not title:
        return []
    return list(_choice(tuple(platforms), post_type, text, title, tuple(texts.items()), tuple(titles.items()))[1])


def speaks(platform: str, options: Mapping[str, object]) -> bool:
    """Whether the options have something to read in them, so that the post need not have a text."""
    return any(option.is_text and option.name in options for option in PLATFORMS[platform].options)


def untitled(platforms: Sequence[str], post_type: str, title: str, titles: Mapping[str, str]) -> list[str]:
    """Networks on which a headline must be written and none is."""
    missing = []
    for platform in platforms:
        place = PLATFORMS[platform].places.get(post_type)
        if place is not None and place.needs_title and not titles.get(platform, title):
            missing.append(platform)
    return missing
