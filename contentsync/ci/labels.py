"""Labels that say what a pull request does to posts."""

from collections.abc import Iterable

from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal
from contentsync.model.change import Action

LABELS: dict[str, frozenset[Action]] = {
    "content:create": frozenset({Action.CREATE}),
    "content:edit": frozenset({Action.UPDATE, Action.REPLACE}),
    "content:cancel": frozenset({Action.DELETE}),
    "content:error": frozenset(),
}
"""Label to the changes that it stands for; the last is for errors in files."""

ERROR = "content:error"


def labels_for(actions: Iterable[Action], *, has_errors: bool) -> frozenset[str]:
    """The labels of a pull request that does these."""
    found = set(actions)
    return frozenset(
        name for name, stands_for in LABELS.items() if found & stands_for or (name == ERROR and has_errors)
    )


def set_labels(github: GitHub, number: int, wanted: frozenset[str]) -> Refusal | None:
    """Add what is missing, remove ours that do not hold any more, leave those of others. The first refusal ends it."""
    there = github.labels(number)
    if isinstance(there, Refusal):
        return there
    names = {label.name for label in there}
    if missing := sorted(wanted - names):
        added = github.add_labels(number, missing)
        if isinstance(added, Refusal):
            return added
    for name in sorted((names & LABELS.keys()) - wanted):
        removed = github.remove_label(number, name)
        if isinstance(removed, Refusal):
            return removed
    return None
