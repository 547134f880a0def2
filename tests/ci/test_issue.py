import pytest

from contentsync.ci.comment import Marker
from contentsync.ci.comment import marked
from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal
from contentsync.ci.issue import Kept
from contentsync.ci.issue import keep_issue

from .forge import Forge


def test_it_is_opened_updated_and_closed(forge: Forge, github: GitHub) -> None:
    assert keep_issue(github, "default", "", "") is Kept.NOT_NEEDED
    assert keep_issue(github, "default", "1 failed", "body") is Kept.OPENED
    assert keep_issue(github, "default", "1 failed", "body") is Kept.UNCHANGED
    assert keep_issue(github, "default", "2 failed", "body") is Kept.UPDATED
    assert keep_issue(github, "default", "2 failed", "more") is Kept.UPDATED
    (issue,) = forge.issues
    assert (issue["title"], issue["body"]) == ("contentsync: 2 failed", marked(Marker("drift:default"), "more"))
    assert keep_issue(github, "default", "", "") is Kept.CLOSED
    assert (issue["state"], issue["state_reason"]) == ("closed", "completed")
    assert keep_issue(github, "default", "1 failed", "again") is Kept.OPENED
    assert len(forge.issues) == 2


def test_each_key_has_its_own_and_strangers_have_none(forge: Forge, github: GitHub) -> None:
    forge.add_issue("mine", marked(Marker("drift:default"), "mine"), "mallory")
    forge.add_issue("a question", None, "ann")
    assert keep_issue(github, "default", "1 failed", "body") is Kept.OPENED
    assert keep_issue(github, "other", "1 failed", "body") is Kept.OPENED


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_refusals_come_through(forge: Forge, github: GitHub, method: str) -> None:
    forge.fail(method, "/issues", 404)
    assert keep_issue(github, "default", "1 failed", "body") == Refusal(404, "Not Found")


@pytest.mark.parametrize("body", ["", "more"])
def test_a_refused_update(forge: Forge, github: GitHub, body: str) -> None:
    forge.add_issue("contentsync: 1 failed", marked(Marker("drift:default"), "body"))
    forge.fail("PATCH", "/issues", 403)
    assert keep_issue(github, "default", "1 failed", body) == Refusal(403, "Resource not accessible by integration")
