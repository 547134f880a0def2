"""The one issue about drift: opened by the first check that finds any, updated by the next, closed when it is gone."""

from enum import StrEnum

from contentsync.ci.comment import Marker
from contentsync.ci.comment import authors
from contentsync.ci.comment import is_by
from contentsync.ci.comment import is_same
from contentsync.ci.comment import marked
from contentsync.ci.comment import marker_of
from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal

TITLE = "contentsync"


class Kept(StrEnum):
    """What became of the issue."""

    OPENED = "opened"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CLOSED = "closed"
    NOT_NEEDED = "not needed"


def keep_issue(github: GitHub, key: str, title: str, body: str) -> Kept | Refusal:
    """Make the issue say `body`; no body closes it. A closed one is left alone: what is new has its own."""
    issues = github.open_issues()
    if isinstance(issues, Refusal):
        return issues
    ours = authors(github)
    name = f"drift:{key}"
    found = next(
        (each for each in issues if is_by(each.user, ours) and (marker_of(each.body) or Marker("")).key == name), None
    )
    text, headline = marked(Marker(name), body), f"{TITLE}: {title}"
    if found is None:
        if not body:
            return Kept.NOT_NEEDED
        made = github.create_issue(headline, text)
        return made if isinstance(made, Refusal) else Kept.OPENED
    if not body:
        made = github.update_issue(found.number, state="closed", state_reason="completed")
        return made if isinstance(made, Refusal) else Kept.CLOSED
    if is_same(found.body, text) and found.title == headline:
        return Kept.UNCHANGED
    made = github.update_issue(found.number, title=headline, body=text)
    return made if isinstance(made, Refusal) else Kept.UPDATED
