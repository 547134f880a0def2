"""What became of posts, written into the comments of the pull requests that brought them."""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from contentsync.ci.comment import Marker
from contentsync.ci.comment import Sticky
from contentsync.ci.comment import marker_of
from contentsync.ci.comment import numbers_of
from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal
from contentsync.cli.ci_run import Step
from contentsync.cli.planned import header_of
from contentsync.cli.status import standings_of
from contentsync.review.addresses import printed_addresses
from contentsync.review.applied import Applied
from contentsync.review.outcomes import Outcome
from contentsync.review.outcomes import gone
from contentsync.review.outcomes import outcome_of
from contentsync.review.outcomes import outcomes_markdown
from contentsync.review.plan_markdown import COMMENT_UNITS
from contentsync.review.rows import Header
from contentsync.review.sections import utf16_units
from contentsync.review.statuses import Standing

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned
    from contentsync.workspace import Workspace

RECENT = timedelta(days=3)
"""How long after its moment a post is looked for in the pull request that brought it: a failure can be retried."""

MOST_FILES = 25
"""How many files the forge is asked about in one run: two calls each."""

TOLD = frozenset({"published", "failed", "publishing", "waiting"})


class Posts(msgspec.Struct, frozen=True):
    """Where every post stands after a run. By full address; `results` are what the run did, `names` what is printed."""

    header: Header
    standings: dict[str, Standing]
    results: dict[str, Applied]
    names: dict[str, str]

    def outcome(self, address: str) -> Outcome:
        """What became of one."""
        standing, result = self.standings.get(address), self.results.get(address)
        name = self.names.get(address, address)
        return outcome_of(standing, result) if standing else gone(name, result)

    def outcomes(self, addresses: Collection[str]) -> list[Outcome]:
        return [self.outcome(address) for address in addresses]

    def is_open(self, address: str) -> bool:
        """Whether somebody has to do something about it."""
        standing = self.standings.get(address)
        return standing is not None and standing.is_lost

    def files(self) -> list[str]:
        """The files of posts that had their moment lately, the latest first."""
        found = [
            (each.at, each.source.file)
            for each in self.standings.values()
            if each.word in TOLD and each.source and each.at and abs(self.header.now - each.at) <= RECENT
        ]
        return list(dict.fromkeys(file for _, file in sorted(found, reverse=True)))[:MOST_FILES]


def posts_of(workspace: "Workspace", planned: "Planned", results: tuple[Applied, ...] = ()) -> Posts:
    """Where every post stands, by a plan that was just made."""
    rows = workspace.status_of(planned)
    by_result = {result.change.address: result for result in results}
    names = printed_addresses([*(row.address for row in rows), *by_result])
    shown = dict(zip((row.address for row in rows), standings_of(workspace, rows, planned.desired), strict=False))
    return Posts(header_of(workspace, planned), shown, by_result, names)


def tell_pull_requests(step: Step, posts: Posts, commits: Sequence[str], branch: str) -> None:
    """Write it into the comments of those that brought these commits, the tip first, and of those whose posts had their
    moment lately.
    """
    if step.wishes.comment == "never":
        return
    with step.github() as github:
        if github is None:
            return
        sticky = Sticky(github, step.wishes.comment_key)
        tip = numbers_of(github, commits[:1])
        merged = numbers_of(github, commits[1:])
        earlier = numbers_of(github, list(_commits(github, posts.files(), branch)))
        for number in dict.fromkeys([*tip, *merged, *earlier]):
            sha = commits[0] if number in (*tip, *merged) else ""
            _tell(step, sticky, posts, number, sha, is_new=number in tip)


def _commits(github: GitHub, files: list[str], branch: str) -> Iterator[str]:
    found = (github.last_commit(file, branch) for file in files)
    yield from dict.fromkeys(sha for sha in found if sha and not isinstance(sha, Refusal))


def _tell(step: Step, sticky: Sticky, posts: Posts, number: int, applied: str, *, is_new: bool) -> None:
    """A pull request hears of its own posts; where it has no comment yet and `is_new`, of all that the run did."""
    comment = sticky.find(number)
    if isinstance(comment, Refusal):
        step.refused(f"the comment on #{number}", comment)
        return
    before = marker_of(comment.body) if comment else None
    about = before.posts if before else tuple(sorted(posts.results)) if is_new else ()
    if not about:
        return
    sha = applied or (before.sha if before else "")
    header = posts.header
    body = outcomes_markdown(
        posts.outcomes(about), header.zone, header.now, step.links(sha), room=COMMENT_UNITS, measure=utf16_units
    )
    marker = Marker(step.wishes.comment_key, sha, posts=about)
    written = sticky.put(number, comment, marker, step.mask(body), is_needed=True)
    if isinstance(written, Refusal):
        step.refused(f"the comment on #{number}", written)
    else:
        step.screen.say(f"comment on #{number}: {written}")
