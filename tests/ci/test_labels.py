import pytest

from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal
from contentsync.ci.labels import labels_for
from contentsync.ci.labels import set_labels
from contentsync.model.change import Action

from .forge import Forge


@pytest.mark.parametrize(
    ("actions", "has_errors", "labels"),
    [
        ([Action.CREATE, Action.NONE], False, {"content:create"}),
        ([Action.UPDATE, Action.REPLACE], True, {"content:edit", "content:error"}),
        ([Action.DELETE, Action.CREATE], False, {"content:cancel", "content:create"}),
        ([], False, set()),
    ],
)
def test_what_stands_for_what(actions: list[Action], has_errors: bool, labels: set[str]) -> None:
    assert labels_for(actions, has_errors=has_errors) == labels


def test_those_of_others_stay(forge: Forge, github: GitHub) -> None:
    forge.labels[7] = ["bug", "content:edit"]
    assert set_labels(github, 7, frozenset({"content:create"})) is None
    assert forge.labels[7] == ["bug", "content:create"]
    writes = len(forge.writes())
    assert set_labels(github, 7, frozenset({"content:create"})) is None
    assert len(forge.writes()) == writes


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_the_first_refusal_ends_it(forge: Forge, github: GitHub, method: str) -> None:
    forge.labels[7] = ["content:edit"]
    forge.fail(method, "labels", 403)
    refused = set_labels(github, 7, frozenset({"content:create"}))
    assert refused == Refusal(403, "Resource not accessible by integration")
