"""What the people who read a plan were told by it."""

from collections.abc import Iterable

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.testing.happenings import Ran

BY_A_PERSON = ("cancelled by a person",)
"""A reason that is no hold and no problem, and still tells people why a post did not go out."""


def is_told(change: Change) -> bool:
    """Whether a person reads that something is the matter."""
    return change.action is Action.HOLD or bool(change.code) or change.is_risk


def not_done(run: Ran) -> set[str]:
    """The addresses of what it tried and did not do, which its own results say."""
    return {result.change.address for result in run.results if result.outcome != "done"}


def by_address(changes: Iterable[Change]) -> dict[str, Change]:
    """The changes of a plan, to be looked up."""
    return {change.address: change for change in changes}
