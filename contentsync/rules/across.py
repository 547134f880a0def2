"""What is wrong with no post by itself, but with several together."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from msgspec.structs import replace

from contentsync.model.delivery import Delivery
from contentsync.model.houserules import Rulebook
from contentsync.model.problem import Problem
from contentsync.rules.calendar import calendar_problems
from contentsync.rules.postings import Posting
from contentsync.rules.postings import postings
from contentsync.rules.repeats import repeats


def across_posts(
    planned: Collection[tuple[Delivery, datetime]],
    rulebook: Rulebook,
    others: Iterable[Posting] = (),
    held: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Warnings about deliveries at their moments, also beside `others`: what stands, or went out, on the accounts.

    `held` are addresses of which it is said already that they repeat something.
    """
    every = [*postings(planned), *others]
    repeating = [each for each in every if each.delivery is None or each.delivery.address not in held]
    return tuple(sorted(_once([*repeats(repeating), *calendar_problems(planned, every, rulebook)])))


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is said in the same words of several deliveries of a post is said once, of the post."""
    addresses: dict[Problem, set[str]] = {}
    for problem in problems:
        addresses.setdefault(replace(problem, address=""), set()).add(problem.address)
    for problem, found in addresses.items():
        yield replace(problem, address=found.pop()) if len(found) == 1 else problem


class Across(Protocol):
    """`across_posts`, or what answers as it does."""

    def __call__(
        self,
        planned: Collection[tuple[Delivery, datetime]],
        rulebook: Rulebook,
        others: Iterable[Posting] = (),
        held: Collection[str] = (),
    ) -> tuple[Problem, ...]: ...


def across_files(
    deliveries: Iterable[Delivery], rulebook: Rulebook, across: Across = across_posts
) -> tuple[Problem, ...]:
    """The same for files alone, whenever they went out or will. A post that goes out on merge has no moment yet."""
    return across([(each, each.publish_at) for each in deliveries if each.publish_at is not None], rulebook)
