"""Everything that goes out, would have, or did: each with what is the matter with it, and its cards."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source
from contentsync.model.problem import Problem
from contentsync.review.addresses import parse_address
from contentsync.review.addresses import printed_addresses
from contentsync.review.edits import Edit
from contentsync.review.edits import edits_of
from contentsync.review.material import Material
from contentsync.review.months import current
from contentsync.review.occasions import SIGNS
from contentsync.review.occasions import Kind
from contentsync.review.occasions import Occasion
from contentsync.review.occasions import occasions
from contentsync.review.page.cards import Card
from contentsync.review.page.cards import Making
from contentsync.review.page.cards import cards_of
from contentsync.review.page.moments import Moment
from contentsync.review.page.moments import moment_of
from contentsync.review.page.shots import Album
from contentsync.review.page.shots import FactsOf
from contentsync.review.page.troubles import Trouble
from contentsync.review.page.troubles import trouble_of
from contentsync.review.rows import Row
from contentsync.review.strangers import owner_of
from contentsync.review.words import excerpt

MOST_CARDS = 1_500
"""Beyond it what does not change has no cards: a page of more is none that anybody looks through."""
_LOUD = frozenset({Kind.NEW, Kind.EDITED, Kind.MOVED, Kind.CANCELLED, Kind.WAITING})
_EXCERPT = 110

Said = dict[tuple[str, str], list[Problem]]
"""By the post that they are about; those of no post by their file."""

KEYS: dict[Kind, str] = {kind: kind.name.lower() for kind in Kind}
"""What a kind is called in the page's own code."""


class Post(msgspec.Struct, frozen=True):
    """One occasion with all that a page says of it. `id` is its anchor; `has_room` says that no card was left out."""

    id: str
    occasion: Occasion
    sign: str
    key: str
    words: str
    moment: Moment | None
    was: Moment | None
    reason: str
    hint: str
    edits: tuple[Edit, ...]
    problems: tuple[Problem, ...]
    trouble: Trouble | None
    cards: tuple[Card, ...]
    source: Source | None
    labels: tuple[str, ...] = ()
    old_words: str = ""
    owner: str = ""
    has_room: bool = True

    @property
    def kind(self) -> Kind:
        return self.occasion.kind

    @property
    def is_loud(self) -> bool:
        """Whether something happens to it, or has to."""
        return self.kind in _LOUD

    @property
    def other_edits(self) -> tuple[Edit, ...]:
        """What the cards do not show before and after."""
        is_on_cards = any(card.before for card in self.cards)
        return tuple(edit for edit in self.edits if edit.name != "text" or not is_on_cards)


def posts_of(material: Material, album: Album, facts_of: FactsOf) -> tuple[list[Post], int]:
    """The posts of this month and later, soonest first, and how many older ones are left out."""
    header = material.rows.header
    found = occasions(material)
    shown = current(found, header.zone, header.now)
    rows = _rows(material)
    said: Said = {}
    for problem in problems_of(material):
        said.setdefault((problem.post, "" if problem.post else problem.file), []).append(problem)
    room = _Room(shown)
    posts = [
        _post(
            number,
            each,
            rows.get(each.change.address) if each.change else None,
            said,
            material,
            album,
            facts_of,
            has_room=room.has(each),
        )
        for number, each in enumerate(shown, 1)
    ]
    return posts, len(found) - len(shown)


def _rows(material: Material) -> dict[str, Row]:
    """By full address: rows have it as it is printed beside changes alone, occasions as it is beside drafts too."""
    names = printed_addresses(change.address for change in material.plan.changes)
    rows = {row.address: row for row in material.rows.rows}
    return {address: rows[name] for address, name in names.items() if name in rows}


class _Room:
    """Who gets cards: what happens first, then the soonest."""

    def __init__(self, shown: tuple[Occasion, ...]) -> None:
        self._left = MOST_CARDS - sum(len(each.platforms) for each in shown if each.kind in _LOUD)

    def has(self, occasion: Occasion) -> bool:
        if occasion.kind in _LOUD:
            return True
        self._left -= len(occasion.platforms)
        return self._left >= 0


def _post(
    number: int,
    occasion: Occasion,
    row: Row | None,
    said: Said,
    material: Material,
    album: Album,
    facts_of: FactsOf,
    *,
    has_room: bool,
) -> Post:
    header, change, delivery = material.rows.header, occasion.change, occasion.delivery
    making = Making(
        album,
        facts_of,
        has_premium=occasion.profile in header.x_premium,
        is_urgent=occasion.kind in _LOUD,
        before=_before(occasion),
    )
    problems = _against(occasion, said)
    return Post(
        id=f"p{number}",
        occasion=occasion,
        sign=SIGNS[occasion.kind][0],
        key=KEYS[occasion.kind],
        words=excerpt(" ".join(occasion.words.split()), _EXCERPT),
        moment=_moment(occasion.at, occasion, material),
        was=_moment(occasion.was_at, occasion, material),
        reason=row.reason if row else "",
        hint=row.hint if row else "",
        edits=edits_of(change, occasion.zone, header.now) if change else (),
        problems=problems,
        trouble=trouble_of(problems, change.reason if change else ""),
        cards=cards_of(delivery, making) if delivery and has_room else (),
        source=_source(occasion, delivery),
        labels=delivery.labels if delivery else (),
        old_words="" if delivery else _old_words(occasion),
        owner=owner_of(occasion.job) if occasion.job else "",
        has_room=has_room or delivery is None,
    )


def problems_of(material: Material) -> list[Problem]:
    """All of them, errors first, each once."""
    rows = material.rows
    found = {*rows.errors, *rows.warnings, *(problem for row in rows.rows for problem in row.problems)}
    return sorted(found, key=lambda problem: (problem.severity, problem))


def _against(occasion: Occasion, said: Said) -> tuple[Problem, ...]:
    """What is said of the post, of this delivery alone, and of a file that nobody could read posts from."""
    about = occasion.change or occasion.delivery
    if about is None:
        return ()
    file = about.source.file if about.source else ""
    found = [*said.get((parse_address(about.address).post_id, ""), ()), *said.get(("", file), ())]
    return tuple(problem for problem in found if problem.address in ("", about.address))


def _moment(at: datetime | None, occasion: Occasion, material: Material) -> Moment | None:
    header = material.rows.header
    return moment_of(at, occasion.zone, header.zone, header.now) if at else None


def _before(occasion: Occasion) -> dict[str, str]:
    """From what an edit sends to what it takes the place of. Which of the two fields a network shows, its text says."""
    change = occasion.change
    if change is None or change.before is None or change.after is None:
        return {}
    old, new = change.before, change.after
    pairs = ((old.title, new.title), (old.text, new.text))
    return {after.strip(): before for before, after in pairs if after and before is not None and before != after}


def _old_words(occasion: Occasion) -> str:
    job = occasion.job
    return "\n\n".join(text for text in (job.title, job.caption) if text) if job else occasion.words


def _source(occasion: Occasion, delivery: Delivery | None) -> Source | None:
    if occasion.change and occasion.change.source:
        return occasion.change.source
    return delivery.source if delivery else None


def networks_of(posts: list[Post]) -> Iterator[str]:
    """Every network that a post of these goes to, by name."""
    yield from sorted({platform for post in posts for platform in post.occasion.platforms})
