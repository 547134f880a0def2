"""One post on one network, as followers will see it there."""

from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any
from typing import NamedTuple

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.platforms import PLATFORMS
from contentsync.platforms.texts import Wish
from contentsync.platforms.texts import wishes
from contentsync.review.page.looks import Look
from contentsync.review.page.looks import look_of
from contentsync.review.page.parts import Part
from contentsync.review.page.parts import parts_of
from contentsync.review.page.parts import parts_of_edit
from contentsync.review.page.shots import Album
from contentsync.review.page.shots import FactsOf
from contentsync.review.page.shots import Shot
from contentsync.review.page.shots import shot
from contentsync.review.page.spans import Span
from contentsync.review.page.spans import safe_address
from contentsync.review.page.spans import spans
from contentsync.rules.lengths import Wording
from contentsync.rules.lengths import comment_words
from contentsync.rules.lengths import wordings
from contentsync.rules.text import Count
from contentsync.rules.text import text_counts

_SHOWN_OTHERWISE = frozenset(
    {"text", "title", "first_comment", "link", "link_title", "link_description", "alt_text", "article_title"}
)
_POLL = ("poll_options", "poll_question", "poll_duration")


class Meter(msgspec.Struct, frozen=True):
    """How long some words are, and how much of what is allowed: `percent` ends at 100."""

    field: str
    count: int
    limit: int
    note: str

    @property
    def percent(self) -> float:
        return round(min(100 * self.count / self.limit, 100), 1) if self.limit else 0

    @property
    def level(self) -> str:
        """`over`, `near` from nine tenths on, else `fine`."""
        if self.count > self.limit:
            return "over"
        return "near" if self.percent >= 90 else "fine"


class LinkCard(msgspec.Struct, frozen=True):
    """What a network shows of a page that is linked to. Its picture is that page's, and is not asked for."""

    host: str
    title: str
    about: str
    href: str


class Poll(msgspec.Struct, frozen=True):
    question: str
    answers: tuple[str, ...]
    duration: str


class Card(msgspec.Struct, frozen=True):
    """`author` is who it seems to be from, `place` where on the network it stands. `before` are the parts that an edit
    replaces, none where the words stay. `options` is everything else that is set, by name.
    """

    network: str
    label: str
    look: Look
    post_type: str
    author: str
    place: str
    headline: tuple[Span, ...]
    parts: tuple[Part, ...]
    before: tuple[Part, ...]
    shots: tuple[Shot, ...]
    meters: tuple[Meter, ...]
    comment: tuple[Span, ...]
    link: LinkCard | None
    poll: Poll | None
    options: tuple[tuple[str, str], ...]
    unavailable: str
    lang: str = ""

    @property
    def tiles(self) -> tuple[Shot, ...]:
        """The media that have a tile of their own."""
        return self.shots[: self.look.most_tiles] if self.look.gallery == "mosaic" else self.shots

    @property
    def beyond(self) -> int:
        """How many media the last tile stands for besides its own."""
        return len(self.shots) - len(self.tiles)


class Making(NamedTuple):
    """What cards are made with. `before` leads from a text that an edit sends to the one that it takes the place of."""

    album: Album
    facts_of: FactsOf
    has_premium: bool
    is_urgent: bool
    before: Mapping[str, str] = {}


def cards_of(delivery: Delivery, making: Making) -> tuple[Card, ...]:
    """A card for each network, by name."""
    words = {(each.platform, each.words): each for each in wordings(delivery, making.has_premium) if not each.stands_in}
    counts: dict[str, list[Count]] = {}
    for count in text_counts(delivery, making.has_premium):
        counts.setdefault(count.platform, []).append(count)
    wished = {wish.platform: wish for wish in _wishes(delivery)}
    return tuple(
        _card(delivery, name, wished.get(name), words.get((name, "text")), counts.get(name, []), making)
        for name in delivery.platforms
    )


def _wishes(delivery: Delivery) -> list[Wish]:
    return wishes(
        delivery.platforms, delivery.post_type, delivery.text, delivery.title, delivery.texts, delivery.titles
    )


def _card(
    delivery: Delivery, name: str, wish: Wish | None, wording: Wording | None, counts: list[Count], making: Making
) -> Card:
    given = delivery.options.get(name, {})
    look = look_of(name, delivery.post_type, str(given.get("media_type", "")), delivery.media)
    text = wish.text if wish else delivery.texts.get(name, delivery.text)
    before, parts = _sides(text, name, delivery, wording, look, making)
    platform = PLATFORMS[name]
    return Card(
        network=name,
        label=platform.label,
        look=look,
        post_type=delivery.post_type,
        author=str(given.get("page") or delivery.profile),
        place=_place(name, given),
        headline=spans(_headline(delivery, name, wish, given)),
        parts=parts,
        before=before,
        shots=tuple(
            shot(each, look, making.album, making.facts_of, is_urgent=making.is_urgent) for each in delivery.media
        ),
        meters=tuple(Meter(each.field, each.count, each.limit, each.note) for each in counts),
        comment=spans("".join(words for _, words, _, _ in comment_words(delivery, name))),
        link=_link(delivery, name, given),
        poll=_poll(given),
        options=tuple(_options(given)),
        unavailable=platform.unavailable,
        lang=_language(given),
    )


def _sides(
    text: str, name: str, delivery: Delivery, wording: Wording | None, look: Look, making: Making
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts before an edit, none where there was none, and after it."""
    before = making.before.get(text.strip()) if name not in delivery.texts else None
    return ((), parts_of(text, wording, look)) if before is None else parts_of_edit(before, text, wording)


def _headline(delivery: Delivery, name: str, wish: Wish | None, given: dict[str, Any]) -> str:
    if given.get("article_title"):
        return str(given["article_title"])
    written = delivery.titles.get(name, delivery.title)
    return written if wish and wish.place.headline else ""


_PLACES = {"subreddit": "r/{}", "board": "{}", "channel": "#{}", "community_id": "community {}", "location": "{}"}


def _place(name: str, given: dict[str, Any]) -> str:
    return next((shape.format(given[key]) for key, shape in _PLACES.items() if given.get(key)), "")


def _language(given: dict[str, Any]) -> str:
    langs = given.get("langs") or given.get("language") or given.get("default_language")
    first = langs[0] if isinstance(langs, list) and langs else langs
    return str(first) if first else ""


def _link(delivery: Delivery, name: str, given: dict[str, Any]) -> LinkCard | None:
    takes = any(option.name == "link" for option in PLATFORMS[name].options)
    written = str(given.get("link") or (delivery.link if takes else ""))
    if not written:
        return None
    _, _, rest = written.partition("://")
    return LinkCard(
        host=rest.partition("/")[0].rpartition("@")[2] or written,
        title=str(given.get("link_title", "")),
        about=str(given.get("link_description", "")),
        href=safe_address(written),
    )


def _poll(given: dict[str, Any]) -> Poll | None:
    answers = given.get("poll_options")
    if not isinstance(answers, list):
        return None
    return Poll(str(given.get("poll_question", "")), tuple(map(str, answers)), _duration(given.get("poll_duration")))


def _duration(value: object) -> str:
    """X says minutes, LinkedIn a word; what is not given is the network's own."""
    if isinstance(value, int):
        days, rest = divmod(value, 24 * 60)
        return f"{value} minutes" if rest else f"{days} day{'s' if days > 1 else ''}"
    return str(value).replace("_", " ").lower() if value else ""


def _options(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        if name not in _SHOWN_OTHERWISE and name not in _POLL:
            yield name, _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and not any(isinstance(each, list | dict) for each in value):
        return ", ".join(map(str, value))
    return msgspec.json.encode(value).decode() if isinstance(value, list | dict) else str(value)
